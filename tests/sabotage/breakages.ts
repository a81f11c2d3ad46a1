/**
 * Deliberate breakages and the test that must notice each: a check taken out of the bytecode, or a few words of a source file
 * changed while it is loaded. Nothing is written to disk. What no row of the proof notices would be a hole in that row.
 */
export type Breakage = {
  /** row of the proof */
  row: number
  what: string
  /** test file, and the beginning of the titles of the tests that are run (all of it if there is none) */
  file: string
  only?: string
  how: DroppedCheck | InnerFee | ChangedSource
  /** sizes that make the run short */
  env?: Readonly<Record<string, string>>
  /** part of `npm test`: one a row, a few seconds each */
  quick?: true
}
/** Every place where the program fails with this code lets everything pass. */
export type DroppedCheck = { program: ProgramName; drop: string }
/** The first inner transaction pays a fee. */
export type InnerFee = { program: ProgramName; innerFee: 1 }
/** The first `from` in a source file, found or the breakage is out of date. */
export type ChangedSource = { source: string; from: string; to: string }
export type ProgramName = 'MilestoneProject' | 'Protocol'

const drop = (code: string): DroppedCheck => ({ program: 'MilestoneProject', drop: code })
const dropOfProtocol = (code: string): DroppedCheck => ({ program: 'Protocol', drop: code })
const source = (file: string, from: string, to: string): ChangedSource => ({ source: file, from, to })

const METHODS = 'tests/methods'
const RULES = 'sdk/src/pure/rules.ts'
const STATEFUL = 'tests/stateful/stateful.test.ts'
const SHORT = { RUNS: '12', STEPS: '30' }

export const BREAKAGES: readonly Breakage[] = [
  {
    row: 1,
    what: 'anybody may approve',
    file: `${METHODS}/approve.test.ts`,
    only: 'approve given submitted',
    how: drop('notClient'),
    quick: true,
  },
  { row: 1, what: 'a claim needs no review window', file: `${METHODS}/claim.test.ts`, how: drop('reviewNotOver') },
  {
    row: 1,
    what: 'a departed freelancer may submit',
    file: `${METHODS}/submit.test.ts`,
    how: drop('freelancerDeparted'),
  },
  { row: 1, what: 'an open milestone can be left', file: `${METHODS}/leave.test.ts`, how: drop('milestoneOpen') },
  { row: 1, what: 'a credited engagement is dismissed', file: `${METHODS}/dismiss.test.ts`, how: drop('creditLeft') },
  {
    row: 1,
    what: 'anybody is the admin',
    file: 'tests/protocol/table.test.ts',
    only: 'given ready setFee',
    how: dropOfProtocol('notAdmin'),
    quick: true,
  },
  {
    row: 1,
    what: 'anybody takes over',
    file: 'tests/protocol/table.test.ts',
    only: 'given handover acceptAdmin',
    how: dropOfProtocol('notPendingAdmin'),
  },
  {
    row: 1,
    what: 'anybody closes a project',
    file: 'tests/protocol/table.test.ts',
    only: 'given project closeProject',
    how: dropOfProtocol('notClient'),
  },
  {
    row: 2,
    what: 'a deposit may be anything',
    file: 'tests/fields/fields.test.ts',
    only: 'given a deposit that is right but for one field, when the client starts T12',
    how: drop('wrongDeposit'),
    quick: true,
  },
  {
    row: 2,
    what: 'a payment may be anything',
    file: 'tests/fields/fields.test.ts',
    only: 'given a payment',
    how: drop('wrongPayment'),
  },
  {
    row: 2,
    what: 'a creation may be paid with anything',
    file: 'tests/fields/fields.test.ts',
    only: 'given a payment',
    how: dropOfProtocol('wrongPayment'),
  },
  {
    row: 3,
    what: 'a 61st threat has no test',
    file: 'tests/threats/index.test.ts',
    how: source('tests/threats/index.test.ts', 'length: 60', 'length: 61'),
    quick: true,
  },
  {
    row: 3,
    what: 'a threat counts although a test of it failed',
    file: 'tests/threats/index.test.ts',
    how: source('tests/support/threat-tally.ts', '!this.failed.has(id)', 'id'),
    quick: true,
  },
  {
    row: 4,
    what: 'credits are not compared with what is owed',
    file: 'tests/invariants/violated.test.ts',
    only: 'invariant 6',
    how: source('tests/invariants/money.ts', 'buckets.credits === owed', 'owed === owed'),
    quick: true,
  },
  {
    row: 5,
    what: 'a stale call acts on a later version',
    file: STATEFUL,
    how: drop('versionConflict'),
    env: SHORT,
    quick: true,
  },
  {
    row: 6,
    what: 'both of two calls win',
    file: 'tests/interleavings/interleavings.test.ts',
    only: 'T43: given submitted',
    how: drop('versionConflict'),
    quick: true,
  },
  {
    row: 6,
    what: 'the model counts versions from 1 too high',
    file: 'tests/hunt/groups.test.ts',
    how: source(
      'sdk/src/pure/model.ts',
      'const version = (project.offers + 1n) * VERSIONS_PER_OFFER',
      'const version = (project.offers + 1n) * VERSIONS_PER_OFFER + 1n',
    ),
    env: { GROUP_RUNS: '8' },
  },
  {
    row: 7,
    what: 'a deadline never comes',
    file: 'tests/liveness/liveness.test.ts',
    only: 'from every reachable state',
    how: source(RULES, "world.now >= deadline || abandoned ? undefined : 'deadlineNotReached'", "'deadlineNotReached'"),
    env: { LIVENESS_VARIANTS: '1' },
    quick: true,
  },
  {
    row: 7,
    what: 'nobody can claim',
    file: 'tests/liveness/liveness.test.ts',
    only: 'from every reachable state',
    how: source(RULES, "isReviewOver(world, milestone, terms) ? undefined : 'reviewNotOver'", "'reviewNotOver'"),
  },
  {
    row: 7,
    what: 'an arbiter may be silent for ever',
    file: 'tests/liveness/liveness.test.ts',
    only: 'from every reachable state',
    how: source(
      RULES,
      "world.now >= disputedAt + ARBITRATION_PERIOD ? undefined : 'arbitrationNotOver'",
      "'arbitrationNotOver'",
    ),
  },
  {
    row: 8,
    what: 'the second tier begins a second early',
    file: 'tests/arithmetic/twin.test.ts',
    only: 'T36',
    how: source('contracts/shared/arithmetic.ts', 'elapsed <= BigInt(TIER_1_UNTIL)', 'elapsed < BigInt(TIER_1_UNTIL)'),
    env: { ARITHMETIC_CASES: '20000' },
    quick: true,
  },
  {
    row: 9,
    what: 'the right to cancel does not end',
    file: 'tests/boundaries/boundaries.test.ts',
    only: 'MAX_CL at 24 h',
    how: drop('cancelWindowClosed'),
    quick: true,
  },
  {
    row: 9,
    what: 'a deadline may be any time',
    file: 'tests/boundaries/boundaries.test.ts',
    only: 'T40',
    how: drop('badDeadline'),
  },
  {
    row: 9,
    what: 'a proposal does not expire',
    file: 'tests/boundaries/boundaries.test.ts',
    only: 'the expiry of a proposal',
    how: drop('proposalExpired'),
  },
  {
    row: 10,
    what: 'no call is made beyond its limits',
    file: 'tests/teal/mutation-protocol.test.ts',
    only: 'T35',
    how: source('tests/teal/protocol-probes.ts', '  ...limits(),\n', ''),
  },
  {
    row: 11,
    what: 'an inner fee is 1',
    file: 'tests/teal/static.test.ts',
    only: 'MilestoneProject T18',
    how: { program: 'MilestoneProject', innerFee: 1 },
    quick: true,
  },
  {
    row: 11,
    what: 'the Protocol on chain has a byte more',
    file: 'tests/teal/deployed.test.ts',
    how: source(
      'tests/engine/world.ts',
      'approvalProgram: program.approval',
      'approvalProgram: Buffer.concat([program.approval, Buffer.of(0x43)])',
    ),
  },
  {
    row: 12,
    what: 'no limit is tried',
    file: 'tests/teal/coverage.test.ts',
    only: 'at least 99 % of the Protocol',
    how: source('tests/teal/protocol-probes.ts', '  ...harmful(),\n', ''),
  },
  {
    row: 13,
    what: 'the project does not fit three pages',
    file: 'tests/contracts/limits.test.ts',
    only: 'programs',
    how: source('contracts/artifacts/manifest.json', '"approvalBytes": ', '"approvalBytes": 1'),
  },
  {
    row: 14,
    what: 'the reducer forgets a sweep',
    file: STATEFUL,
    how: source('sdk/src/pure/after-event.ts', '{ fees: -event.args.amount }', '{ fees: 0n }'),
    env: SHORT,
    quick: true,
  },
  {
    row: 16,
    what: 'the SDK reports the payments of one party as those of the other',
    file: 'tests/faults/faults.test.ts',
    how: source(
      'sdk/src/internal/outcome.ts',
      'return { events, paid, credited,',
      'return { events, paid: { ...paid, client: paid.freelancer, freelancer: paid.client }, credited,',
    ),
    env: { FAULTS: '30' },
    quick: true,
  },
]
