/**
 * Worlds for the tests of the rules, written down as data: no rule is needed to build them, so none can hide in them.
 * Somebody else's money is in every bucket, and a second engagement beside the first: what a call may not touch shows.
 */
import { encodeAddress, getApplicationAddress } from 'algosdk'
import type { Call, World } from '../../src/pure/calls'
import type { EngagementRecord, MilestoneState, OpenMilestone, Project, Terms } from '../../src/pure/types'

/** Real addresses: `nextActions` takes no others. */
const account = (letter: number) => encodeAddress(new Uint8Array(32).fill(letter))

export const CLIENT = account(1)
export const FREELANCER = account(2)
export const SECOND = account(3)
export const ARBITER = account(4)
export const STRANGER = account(5)
export const BURN = account(6)
export const PROJECT = getApplicationAddress(7n).toString()
export const PROTOCOL = getApplicationAddress(1n).toString()

export const HOUR = 3_600n
export const DAY = 86_400n
export const USDC = 1_000_000n

/** The open milestone of these worlds: 300 USDC at 3 %, submitted after 2 days, disputed after 4. */
export const AMOUNT = 300n * USDC
export const FEE = 9n * USDC
export const START = 1_700_000_000n
export const DEADLINE = START + 14n * DAY
export const CANCELABLE_UNTIL = START + 8n * DAY
export const SUBMITTED = START + 2n * DAY
export const REVIEW_OVER = SUBMITTED + 14n * DAY
export const DISPUTED = START + 4n * DAY
export const VERSION = 7n

export const EVIDENCE = new Uint8Array(32).fill(7)
export const NONE = new Uint8Array(32)

export const TERMS: Terms = {
  schedule: [
    { amount: AMOUNT, duration: 14n * DAY },
    { amount: 100n * USDC, duration: 30n * DAY },
  ],
  termsHash: new Uint8Array(32).fill(3),
  reviewWindow: 14n * DAY,
  maxRevisions: 2n,
  silenceRelease: 5_000n,
}

/** What a world differs in from the standard one. */
export interface Given {
  now?: bigint
  terms?: Partial<Terms>
  record?: Partial<EngagementRecord>
  milestone?: Partial<OpenMilestone>
  project?: Partial<Project>
  world?: Partial<World>
}

const OTHERS: Project['buckets'] = { escrowed: 1_000n, disputed: 2_000n, fees: 3_000n, credits: 4_000n }

const PROJECT_STATE: Project = {
  id: 7n,
  address: PROJECT,
  protocol: 1n,
  protocolAddress: PROTOCOL,
  state: 'running',
  client: CLIENT,
  arbiter: ARBITER,
  burn: BURN,
  usdc: 2n,
  feeBps: 300n,
  projectHash: new Uint8Array(32).fill(9),
  offers: 5n,
  engagements: 2n,
  active: 1n,
  buckets: OTHERS,
  clientCredit: 0n,
  burnCredit: 0n,
}

const OFFERED: EngagementRecord = {
  freelancer: FREELANCER,
  version: VERSION,
  state: 'offered',
  milestoneState: 'none',
  terms: TERMS,
  accomplished: 0n,
  clientCancels: 0n,
  revisions: 0n,
  milestone: undefined,
  credit: 0n,
  proposal: undefined,
}

const MILESTONE: OpenMilestone = {
  number: 0n,
  amount: AMOUNT,
  feeLocked: FEE,
  startedAt: START,
  deadline: DEADLINE,
  cancelableUntil: CANCELABLE_UNTIL,
  submittedAt: 0n,
  disputedAt: 0n,
  evidence: NONE,
}

/** The second engagement, which no test is about: hired and waiting. */
const BESIDE: EngagementRecord = {
  ...OFFERED,
  freelancer: SECOND,
  state: 'hired',
  milestoneState: 'waiting_to_start_new_milestone',
}

function build(given: Given, now: bigint, record: EngagementRecord | undefined, held: Partial<Project>): World {
  const altered = record && { ...record, terms: { ...record.terms, ...given.terms }, ...given.record }
  return {
    now: given.now ?? now,
    project: { ...PROJECT_STATE, ...held, ...given.project },
    engagements: { [SECOND]: BESIDE, ...(altered ? { [FREELANCER]: altered } : {}) },
    optedIn: new Set(record && record.state !== 'offered' ? [SECOND, FREELANCER] : [SECOND]),
    unpayable: new Set(),
    frozen: false,
    donated: 0n,
    ...given.world,
  }
}

function open(given: Given, state: MilestoneState, now: bigint, facts: Partial<OpenMilestone>): World {
  const milestone = { ...MILESTONE, ...facts, ...given.milestone }
  const record: EngagementRecord = { ...OFFERED, state: 'hired', milestoneState: state, milestone }
  const bucket = state === 'disputed_milestone' ? 'disputed' : 'escrowed'
  const held = milestone.amount + milestone.feeLocked
  return build(given, now, record, { active: 2n, buckets: { ...OTHERS, [bucket]: OTHERS[bucket] + held } })
}

/** Nobody was offered anything but the second freelancer. */
export const empty = (given: Given = {}) => build(given, START, undefined, { engagements: 1n })
export const offered = (given: Given = {}) => build(given, START, OFFERED, {})
export const waiting = (given: Given = {}) => build(given, START, { ...BESIDE, freelancer: FREELANCER }, {})
/** Left while nothing was open: the client may dismiss, nobody else can do anything. */
export const ended = (given: Given = {}) => {
  const world = build(given, START, { ...OFFERED, state: 'ended' }, {})
  return { ...world, optedIn: new Set([SECOND]), ...given.world }
}
export const running = (given: Given = {}) => open(given, 'running_milestone', START + HOUR, {})

const SUBMISSION = { submittedAt: SUBMITTED, cancelableUntil: 0n, evidence: EVIDENCE }
export const submitted = (given: Given = {}) => open(given, 'submitted_milestone', SUBMITTED + 2n * DAY, SUBMISSION)
export const disputed = (given: Given = {}) =>
  open(given, 'disputed_milestone', DISPUTED + DAY, { ...SUBMISSION, disputedAt: DISPUTED })

/** The freelancer has erased the local state. */
export const departed = (world: World): World => ({ ...world, optedIn: new Set([SECOND]) })

const by = (sender: string) => ({ sender, freelancer: FREELANCER, version: VERSION })
const said = { evidence: EVIDENCE, note: 'done' }

/** Every verb, called by who may call it and with arguments that fit. */
export const CALLS = {
  offer: { verb: 'offer', sender: CLIENT, freelancer: FREELANCER, terms: TERMS, payment: 99_300n },
  withdrawOffer: { verb: 'withdrawOffer', ...by(CLIENT) },
  accept: { verb: 'accept', sender: FREELANCER, version: VERSION, optIn: true },
  rejoin: { verb: 'rejoin', sender: FREELANCER },
  start: { verb: 'start', ...by(CLIENT), deposit: AMOUNT + FEE },
  extend: { verb: 'extend', ...by(CLIENT), deadline: DEADLINE + DAY },
  post: { verb: 'post', ...by(CLIENT), ...said },
  submit: { verb: 'submit', sender: FREELANCER, version: VERSION, ...said },
  requestChanges: { verb: 'requestChanges', ...by(CLIENT), ...said },
  approve: { verb: 'approve', ...by(CLIENT) },
  claim: { verb: 'claim', ...by(STRANGER) },
  cancelByClient: { verb: 'cancelByClient', ...by(CLIENT), minRefund: 0n },
  cancelByFreelancer: { verb: 'cancelByFreelancer', sender: FREELANCER, version: VERSION },
  refund: { verb: 'refund', ...by(CLIENT) },
  burn: { verb: 'burn', ...by(CLIENT) },
  dispute: { verb: 'dispute', ...by(CLIENT), ...said },
  resolve: { verb: 'resolve', ...by(ARBITER), ...said, release: AMOUNT / 2n, accomplished: true },
  resolveByDefault: { verb: 'resolveByDefault', ...by(STRANGER) },
  proposeSettlement: {
    verb: 'proposeSettlement',
    ...by(CLIENT),
    release: AMOUNT / 2n,
    accomplished: true,
    expiresAt: START + 60n * DAY,
  },
  acceptSettlement: { verb: 'acceptSettlement', ...by(FREELANCER), release: AMOUNT / 3n, accomplished: true },
  dismiss: { verb: 'dismiss', ...by(CLIENT) },
  withdraw: { verb: 'withdraw', sender: STRANGER, account: CLIENT },
  sweepFees: { verb: 'sweepFees', sender: STRANGER },
  lowerFee: { verb: 'lowerFee', sender: PROTOCOL, bps: 299n },
  pause: { verb: 'pause', sender: CLIENT },
  resume: { verb: 'resume', sender: CLIENT },
  leave: { verb: 'leave', sender: FREELANCER },
  close: { verb: 'close', sender: PROTOCOL },
  clearState: { verb: 'clearState', sender: FREELANCER },
} as const satisfies { [V in Call['verb']]: Extract<Call, { verb: V }> }

/** A proposal of the client that the standard `acceptSettlement` meets. */
export const PROPOSAL = {
  author: CLIENT,
  release: AMOUNT / 3n,
  accomplished: true,
  expiresAt: START + 50n * DAY,
  version: VERSION,
}
