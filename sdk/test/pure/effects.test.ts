/**
 * What each call does, whole: the world after it, where USDC went, and what it says. Numbers are those of the rules'
 * example, 300 USDC at 3 %, written out.
 */
import { describe, expect, test } from 'vitest'
import { reduceEvents } from '../../src/events/reduce'
import type { ProjectState } from '../../src/pure/after-event'
import type { Call, World } from '../../src/pure/calls'
import { transition, type Transition } from '../../src/pure/model'
import type { EngagementRecord, OpenMilestone, Outcome, Project } from '../../src/pure/types'
import {
  AMOUNT,
  ARBITER,
  BURN,
  CALLS,
  CANCELABLE_UNTIL,
  CLIENT,
  DAY,
  DEADLINE,
  departed,
  DISPUTED,
  disputed,
  empty,
  ended,
  EVIDENCE,
  FEE,
  FREELANCER,
  HOUR,
  NONE,
  offered,
  PROPOSAL,
  REVIEW_OVER,
  running,
  SECOND,
  START,
  STRANGER,
  SUBMITTED,
  submitted,
  TERMS,
  USDC,
  VERSION,
  waiting,
} from './worlds'

type States = Record<string, ProjectState>

const NOTHING = { client: 0n, freelancer: 0n, burn: 0n, protocol: 0n }
const QUIET = { paid: NOTHING, credited: NOTHING, deposited: 0n }

function effect(world: World, call: Call): Transition {
  const outcome = transition(world, call)
  if (typeof outcome === 'string') throw new Error(`${call.verb}: ${outcome}`)
  // Whoever only reads the events comes to the same.
  expect(rebuilt(world, outcome)).toEqual({
    project: outcome.world.project,
    engagements: outcome.world.engagements,
    closed: call.verb === 'close',
  })
  return outcome
}

function rebuilt({ project, engagements }: World, { events }: Transition): ProjectState | undefined {
  const before = { '7': { project, engagements, closed: false } }
  return events.reduce((states, event) => reduceEvents(1n, states, { app: 7n, ...event }), before as States)['7']
}

function recordIn(world: World): EngagementRecord {
  return world.engagements[FREELANCER] ?? expect.unreachable('no engagement')
}

function openIn(world: World): OpenMilestone {
  return recordIn(world).milestone ?? expect.unreachable('no open milestone')
}

const withProject = (world: World, change: Partial<Project>): World => ({
  ...world,
  project: { ...world.project, ...change },
})
const withRecord = (world: World, change: Partial<EngagementRecord>): World => ({
  ...world,
  engagements: { ...world.engagements, [FREELANCER]: { ...recordIn(world), ...change } },
})
/** The second freelancer's engagement alone, and one less in the count. */
const withoutRecord = (world: World): World => ({
  ...withProject(world, { engagements: world.project.engagements - 1n }),
  engagements: { [SECOND]: world.engagements[SECOND] ?? expect.unreachable('no second engagement') },
})

const on = { freelancer: FREELANCER, version: VERSION }
const next = { freelancer: FREELANCER, version: VERSION + 1n }
const said = { evidence: EVIDENCE, note: 'done' }

describe('about a project', () => {
  test('offer makes a record at the first version of its number', () => {
    const world = empty()
    const version = 6n * 2n ** 32n
    const record: EngagementRecord = {
      ...{ freelancer: FREELANCER, version, state: 'offered', milestoneState: 'none', terms: TERMS },
      ...{ accomplished: 0n, clientCancels: 0n, revisions: 0n, milestone: undefined, credit: 0n, proposal: undefined },
    }
    expect(effect(world, CALLS.offer)).toEqual({
      ...QUIET,
      world: {
        ...withProject(world, { offers: 6n, engagements: 2n }),
        engagements: { ...world.engagements, [FREELANCER]: record },
      },
      events: [{ name: 'OfferMade', args: { freelancer: FREELANCER, version, ...TERMS } }],
    })
  })

  test('pause and resume', () => {
    const world = waiting({ project: { active: 0n } })
    const paused = effect(world, CALLS.pause)
    expect(paused).toEqual({
      ...QUIET,
      world: withProject(world, { state: 'paused' }),
      events: [{ name: 'ProjectPaused', args: { client: CLIENT } }],
    })
    expect(effect(paused.world, CALLS.resume)).toEqual({
      ...QUIET,
      world,
      events: [{ name: 'ProjectResumed', args: { client: CLIENT } }],
    })
  })

  test('lowerFee', () => {
    const world = empty()
    expect(effect(world, CALLS.lowerFee)).toEqual({
      ...QUIET,
      world: withProject(world, { feeBps: 299n }),
      events: [{ name: 'FeeLowered', args: { feeBps: 299n } }],
    })
  })

  test('sweepFees empties that bucket alone', () => {
    const world = empty()
    expect(effect(world, CALLS.sweepFees)).toEqual({
      ...QUIET,
      world: withProject(world, { buckets: { ...world.project.buckets, fees: 0n } }),
      events: [{ name: 'FeesSwept', args: { amount: 3_000n } }],
    })
  })

  test('leave ends a hired engagement, and any proposal with it', () => {
    const world = waiting({ record: { proposal: PROPOSAL } })
    expect(effect(world, CALLS.leave)).toEqual({
      ...QUIET,
      world: {
        ...withRecord(world, { state: 'ended', milestoneState: 'none', version: VERSION + 1n, proposal: undefined }),
        optedIn: new Set([SECOND]),
      },
      events: [{ name: 'FreelancerLeft', args: next }],
    })
  })

  test.each<[string, World]>([
    ['an engagement that has ended', ended({ world: { optedIn: new Set([SECOND, FREELANCER]) } })],
    ['an offer', offered({ world: { optedIn: new Set([SECOND, FREELANCER]) } })],
    ['nothing', empty({ world: { optedIn: new Set([SECOND, FREELANCER]) } })],
  ])('leave with %s only takes the local state', (_what, world) => {
    const left = { ...world, optedIn: new Set([SECOND]) }
    expect(effect(world, CALLS.leave)).toEqual({ ...QUIET, world: left, events: [] })
  })

  test('clearState takes the local state, whatever is open, and says nothing', () => {
    const world = running()
    expect(effect(world, CALLS.clearState)).toEqual({ ...QUIET, world: departed(world), events: [] })
  })

  test('close pays the credits, the fees and what nobody owns', () => {
    const world = empty({
      project: { engagements: 0n, clientCredit: 10n, burnCredit: 20n },
      world: { donated: 5n },
    })
    const buckets = { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }
    const closed = { ...withProject(world, { buckets, clientCredit: 0n, burnCredit: 0n }), donated: 0n }
    expect(effect(world, CALLS.close)).toEqual({
      ...QUIET,
      world: closed,
      paid: { ...NOTHING, client: 15n, protocol: 3_020n },
      events: [{ name: 'ProjectClosed', args: { client: CLIENT, toClient: 15n, toProtocol: 3_020n } }],
    })
  })

  test('close gives what nobody owns to the Protocol where the client cannot receive', () => {
    const world = empty({ project: { engagements: 0n }, world: { donated: 5n, unpayable: new Set([CLIENT]) } })
    expect(effect(world, CALLS.close).paid).toEqual({ ...NOTHING, protocol: 3_005n })
  })
})

describe('a credit that is withdrawn', () => {
  const rich = () => waiting({ project: { clientCredit: 10n, burnCredit: 20n }, record: { credit: 30n } })
  const credits = (world: World, left: bigint) => ({ buckets: { ...world.project.buckets, credits: left } })

  test.each([
    [CLIENT, 'client', 10n],
    [BURN, 'burn', 20n],
    [FREELANCER, 'freelancer', 30n],
  ] as const)('by %s is gone, and no other', (account, role, amount) => {
    const world = rich()
    const emptied = withProject(world, {
      ...credits(world, 4_000n - amount),
      clientCredit: role === 'client' ? 0n : 10n,
      burnCredit: role === 'burn' ? 0n : 20n,
    })
    expect(effect(world, { ...CALLS.withdraw, account })).toEqual({
      ...QUIET,
      world: role === 'freelancer' ? withRecord(emptied, { credit: 0n }) : emptied,
      paid: { ...NOTHING, [role]: amount },
      events: [{ name: 'CreditWithdrawn', args: { account, amount } }],
    })
  })

  test('by a client who has an engagement, too, as every address could: the record stays', () => {
    const { engagements, ...world } = rich()
    const both = { ...world, engagements: { ...engagements, [CLIENT]: { ...recordIn(rich()), freelancer: CLIENT } } }
    expect(effect(both, CALLS.withdraw).world.engagements).toEqual(both.engagements)
  })
})

describe('about an engagement', () => {
  test('withdrawOffer and dismiss remove the record', () => {
    for (const [world, call, name] of [
      [offered(), CALLS.withdrawOffer, 'OfferWithdrawn'],
      [waiting(), CALLS.dismiss, 'EngagementDismissed'],
    ] as const) {
      expect(effect(world, call)).toEqual({ ...QUIET, world: withoutRecord(world), events: [{ name, args: on }] })
    }
  })

  test('accept hires, and opts in', () => {
    const world = offered()
    const hired = withRecord(world, {
      state: 'hired',
      milestoneState: 'waiting_to_start_new_milestone',
      version: VERSION + 1n,
    })
    expect(effect(world, CALLS.accept)).toEqual({
      ...QUIET,
      world: { ...hired, optedIn: new Set([SECOND, FREELANCER]) },
      events: [{ name: 'OfferAccepted', args: next }],
    })
  })

  test('rejoin opts in and changes nothing else', () => {
    const world = departed(running())
    expect(effect(world, CALLS.rejoin)).toEqual({
      ...QUIET,
      world: { ...world, optedIn: new Set([SECOND, FREELANCER]) },
      events: [{ name: 'Rejoined', args: on }],
    })
  })

  test('start takes the deposit, sets the clocks, and names the milestone', () => {
    const world = waiting({ record: { accomplished: 1n, clientCancels: 1n, proposal: PROPOSAL } })
    const facts = {
      amount: 100n * USDC,
      feeLocked: 3n * USDC,
      startedAt: START,
      deadline: START + 30n * DAY,
      // 60 % less 5 for what was accomplished and 10 for the cancel: 45 % of 30 days.
      cancelableUntil: START + (30n * DAY * 45n) / 100n,
    }
    const milestone = { ...facts, number: 1n, submittedAt: 0n, disputedAt: 0n, evidence: NONE }
    const { buckets } = world.project
    const funded = withProject(world, { active: 2n, buckets: { ...buckets, escrowed: 1_000n + 103n * USDC } })
    expect(effect(world, { ...CALLS.start, deposit: 103n * USDC })).toEqual({
      ...QUIET,
      world: withRecord(funded, {
        ...{ milestone, milestoneState: 'running_milestone', version: VERSION + 1n, proposal: undefined },
      }),
      deposited: 103n * USDC,
      events: [{ name: 'MilestoneStarted', args: { ...next, milestone: 1n, ...facts } }],
    })
  })
})

describe('about an open milestone', () => {
  test('extend moves the deadline and nothing else: no version, no proposal', () => {
    const world = running({ record: { proposal: PROPOSAL } })
    const deadline = DEADLINE + DAY
    expect(effect(world, CALLS.extend)).toEqual({
      ...QUIET,
      world: withRecord(world, { milestone: { ...openIn(world), deadline } }),
      events: [{ name: 'DeadlineExtended', args: { ...on, deadline } }],
    })
  })

  test('post only speaks', () => {
    const world = running()
    expect(effect(world, CALLS.post)).toEqual({
      ...QUIET,
      world,
      events: [{ name: 'ProgressPosted', args: { ...on, actor: CLIENT, ...said } }],
    })
  })

  test('submit ends the right to cancel, and voids a proposal', () => {
    const world = running({ record: { proposal: PROPOSAL } })
    const submittedAt = START + HOUR
    const milestone = { ...openIn(world), submittedAt, cancelableUntil: 0n, evidence: EVIDENCE }
    expect(effect(world, CALLS.submit)).toEqual({
      ...QUIET,
      world: withRecord(world, {
        ...{ milestone, milestoneState: 'submitted_milestone', version: VERSION + 1n, proposal: undefined },
      }),
      events: [{ name: 'MilestoneSubmitted', args: { ...next, submittedAt, ...said } }],
    })
  })

  test('requestChanges gives the time of the review back', () => {
    const world = submitted({ record: { revisions: 1n } })
    const deadline = DEADLINE + 2n * DAY
    const milestone = { ...openIn(world), deadline, submittedAt: 0n }
    expect(effect(world, CALLS.requestChanges)).toEqual({
      ...QUIET,
      world: withRecord(world, {
        ...{ milestone, milestoneState: 'running_milestone', version: VERSION + 1n, revisions: 2n },
      }),
      events: [{ name: 'ChangesRequested', args: { ...next, deadline, ...said } }],
    })
  })

  test('dispute moves the deposit into its own bucket', () => {
    const world = submitted()
    const milestone = { ...openIn(world), disputedAt: SUBMITTED + 2n * DAY }
    const moved = withProject(world, {
      buckets: { escrowed: 1_000n, disputed: 2_000n + AMOUNT + FEE, fees: 3_000n, credits: 4_000n },
    })
    expect(effect(world, { ...CALLS.dispute, sender: FREELANCER })).toEqual({
      ...QUIET,
      world: withRecord(moved, { milestone, milestoneState: 'disputed_milestone', version: VERSION + 1n }),
      events: [
        {
          name: 'MilestoneDisputed',
          args: { ...next, actor: FREELANCER, disputedAt: SUBMITTED + 2n * DAY, ...said },
        },
      ],
    })
  })

  test('a proposal is kept with its author and the version it was made at', () => {
    const world = submitted({ record: { proposal: PROPOSAL } })
    const offer = { release: AMOUNT / 2n, accomplished: true, expiresAt: START + 60n * DAY }
    const { proposeSettlement } = CALLS
    expect(effect(world, { ...proposeSettlement, sender: FREELANCER })).toEqual({
      ...QUIET,
      world: withRecord(world, { proposal: { author: FREELANCER, ...offer, version: VERSION } }),
      events: [{ name: 'SettlementProposed', args: { ...on, actor: FREELANCER, ...offer } }],
    })
  })
})

interface Closing {
  title: string
  world: World
  call: Call
  outcome: Outcome
  accomplished: boolean
  /** USDC for client, freelancer, burn address, Protocol */
  split: [number, number, number, number]
}

const CLOSINGS: (() => Closing)[] = [
  () => ({ ...closing('approved', submitted(), CALLS.approve, [0, 291, 0, 18]), accomplished: true }),
  () => ({ ...closing('approved', disputed(), CALLS.approve, [0, 291, 0, 18]), accomplished: true }),
  () => ({ ...closing('claimed', submitted({ now: REVIEW_OVER }), CALLS.claim, [0, 291, 0, 18]), accomplished: true }),
  () => closing('cancelledByClient', running({ now: START + HOUR - 1n }), CALLS.cancelByClient, [291, 0, 0, 18]),
  () => closing('cancelledByClient', running({ now: START + HOUR }), CALLS.cancelByClient, [240, 51, 0, 18]),
  () => closing('cancelledByClient', running({ now: CANCELABLE_UNTIL }), CALLS.cancelByClient, [165, 126, 0, 18]),
  () => closing('cancelledByFreelancer', running(), CALLS.cancelByFreelancer, [291, 0, 0, 18]),
  () => closing('refunded', running({ now: DEADLINE }), CALLS.refund, [291, 0, 0, 18]),
  () => closing('burned', submitted({ project: { arbiter: undefined } }), CALLS.burn, [0, 0, 291, 18]),
  () => ({
    ...closing(
      'settled',
      running({ record: { proposal: PROPOSAL } }),
      CALLS.acceptSettlement,
      // 100 of 300 released: 3 % of it from the freelancer, 3 % of all from the client.
      [200, 97, 0, 12],
    ),
    accomplished: true,
  }),
  () => ({ ...closing('resolved', disputed(), CALLS.resolve, [150, 145.5, 0, 13.5]), accomplished: true }),
  () => closing('resolved', disputed(), { ...CALLS.resolve, release: 0n, accomplished: false }, [300, 0, 0, 9]),
  () => ({
    ...closing(
      'resolvedByDefault',
      disputed({ now: DISPUTED + 30n * DAY, terms: { silenceRelease: 2_000n } }),
      CALLS.resolveByDefault,
      [240, 58.2, 0, 10.8],
    ),
    accomplished: true,
  }),
]

function closing(outcome: Outcome, world: World, call: Call, split: Closing['split']): Closing {
  return { title: outcome, outcome, world, call, split, accomplished: false }
}

describe.each(CLOSINGS.map((make, index) => [index, make] as const))('closing %i', (_index, make) => {
  const micro = (usdc: number) => BigInt(usdc * 1_000_000)
  const amounts = ([client, freelancer, burn, protocol]: Closing['split']) => ({
    ...{ client: micro(client), freelancer: micro(freelancer), burn: micro(burn), protocol: micro(protocol) },
  })

  /** Everything the closing does, with these payees unable to receive. */
  function expectClosing(c: Closing, unpayable: string[]): void {
    const world = withRecord(
      { ...c.world, unpayable: new Set(unpayable) },
      { revisions: 1n, credit: 5n, clientCancels: 1n, accomplished: 1n },
    )
    const split = amounts(c.split)
    const credited = {
      client: unpayable.includes(CLIENT) ? split.client : 0n,
      freelancer: unpayable.includes(FREELANCER) ? split.freelancer : 0n,
      burn: unpayable.includes(BURN) ? split.burn : 0n,
      protocol: 0n,
    }
    const paid = {
      client: split.client - credited.client,
      freelancer: split.freelancer - credited.freelancer,
      burn: split.burn - credited.burn,
      protocol: split.protocol,
    }
    const { number: milestone } = openIn(world)
    const emptied = withProject(world, {
      active: 1n,
      buckets: {
        escrowed: 1_000n,
        disputed: 2_000n,
        fees: 3_000n + split.protocol,
        credits: 4_000n + credited.client + credited.freelancer + credited.burn,
      },
      clientCredit: credited.client,
      burnCredit: credited.burn,
    })
    const { outcome, accomplished } = c
    const after = effect(world, c.call)
    expect(after).toEqual({
      world: withRecord(emptied, {
        version: VERSION + 1n,
        milestoneState: 'waiting_to_start_new_milestone',
        accomplished: accomplished ? 2n : 1n,
        clientCancels: outcome === 'cancelledByClient' ? 2n : 1n,
        revisions: 0n,
        milestone: undefined,
        credit: 5n + credited.freelancer,
        proposal: undefined,
      }),
      paid,
      credited,
      deposited: 0n,
      events: [
        ...(outcome === 'resolved' ? [{ name: 'ProgressPosted', args: { ...on, actor: ARBITER, ...said } }] : []),
        {
          name: 'MilestoneClosed',
          args: {
            ...next,
            ...{ actor: c.call.sender, milestone, outcome, accomplished },
            ...{ toClient: split.client, toFreelancer: split.freelancer },
            ...{ toBurn: split.burn, toProtocol: split.protocol },
            ...{ clientCredit: credited.client, freelancerCredit: credited.freelancer, burnCredit: credited.burn },
          },
        },
      ],
    })
  }

  test('pays, counts and says what the rules print', () => expectClosing(make(), []))
  test('credits the client', () => expectClosing(make(), [CLIENT]))
  test('credits the freelancer', () => expectClosing(make(), [FREELANCER]))
  test('credits the burn address', () => expectClosing(make(), [BURN]))
  test('credits them all, and nobody else matters', () => expectClosing(make(), [CLIENT, FREELANCER, BURN, STRANGER]))
})

test('the 256th cancel of a client counts no more', () => {
  const world = running({ record: { clientCancels: 254n } })
  const once = effect(world, CALLS.cancelByClient).world
  expect(recordIn(once).clientCancels).toBe(255n)
  const twice = effect(running({ record: { clientCancels: 255n } }), CALLS.cancelByClient).world
  expect(recordIn(twice).clientCancels).toBe(255n)
})

test('nothing leaves a frozen account, but what pays nobody goes through', () => {
  const frozen = { world: { frozen: true } }
  expect(transition(submitted(frozen), CALLS.approve)).toBe('refusedByLedger')
  expect(transition(running(frozen), CALLS.cancelByFreelancer)).toBe('refusedByLedger')
  expect(transition(submitted({ ...frozen, project: { arbiter: undefined } }), CALLS.burn)).toBe('refusedByLedger')
  expect(transition(waiting(frozen), CALLS.start)).toBe('refusedByLedger')
  const nobodyCan = { world: { frozen: true, unpayable: new Set([CLIENT, FREELANCER]) } }
  expect(effect(submitted(nobodyCan), CALLS.approve).credited).toEqual({ ...NOTHING, freelancer: 291n * USDC })
  expect(effect(running(frozen), CALLS.submit).paid).toEqual(NOTHING)
})
