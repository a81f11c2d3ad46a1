import type { ErrorCode } from '../generated/errors'
import type { Call, CallOf, World } from './calls'
import {
  ARBITRATION_PERIOD,
  BPS,
  DISPUTE_DELAY,
  MAX_AMOUNT,
  MAX_DURATION,
  MAX_MILESTONES,
  MAX_NOTE_BYTES,
  MAX_REVIEW_WINDOW,
  MAX_REVISIONS,
  MIN_AMOUNT,
  MIN_DURATION,
  MIN_REVIEW_WINDOW,
  ZERO_ADDRESS,
} from './constants'
import { boxDepositOf } from './engagement'
import { closingOf } from './exits'
import { depositOf, splitCancel } from './money'
import type { Address, EngagementRecord, Milestone, MilestoneState, OpenMilestone, Terms } from './types'

/** Why a call fails: a code of the contract, or the ledger itself says no without one. */
export type Refusal = ErrorCode | 'refusedByLedger'
type Answer = ErrorCode | undefined

/**
 * Why a verb's call would fail now, in the order the rules give: caller, project, engagement, version, state, the rest.
 * One function for each verb, so that an action brings the rules of its own verb and no others.
 */
export type Rule<C extends Call = Call> = (world: World, call: C) => Answer
type RuleOf<V extends Call['verb']> = Rule<Extract<Call, { verb: V }>>

/** A rule of a verb that the ledger can refuse, too. */
export type LedgerRule<C extends Call = Call> = (world: World, call: C) => Refusal | undefined
type LedgerRuleOf<V extends Call['verb']> = LedgerRule<Extract<Call, { verb: V }>>

/** The engagement a call is about: the freelancer's own calls name nobody. */
export function freelancerOf(call: Call): Address {
  return 'freelancer' in call ? call.freelancer : call.sender
}

/** Whether the freelancer is hired and has erased the local state. */
export function isDeparted(world: World, record: EngagementRecord): boolean {
  return record.state === 'hired' && !world.optedIn.has(record.freelancer)
}

function recordFor(world: World, call: Call): EngagementRecord | undefined {
  return world.engagements[freelancerOf(call)]
}

const byClient: Rule = ({ project }, { sender }) => (sender === project.client ? undefined : 'notClient')

const byProtocol: Rule = ({ project }, { sender }) => (sender === project.protocolAddress ? undefined : 'notProtocol')

const byParty: Rule = ({ project }, call) =>
  [project.client, freelancerOf(call)].includes(call.sender) ? undefined : 'notParty'

const unlessPaused: Rule = ({ project }) => (project.state === 'paused' ? 'projectPaused' : undefined)

/** The engagement exists, at the version that was named. */
const onEngagement: Rule = (world, call) => {
  const record = recordFor(world, call)
  if (!record) return 'noEngagement'
  return 'version' in call && call.version !== record.version ? 'versionConflict' : undefined
}

/** What anyone may do to a hired freelancer's engagement the freelancer may do after departing, too. */
const hired: Rule = (world, call) =>
  onEngagement(world, call) ?? (recordFor(world, call)?.state === 'hired' ? undefined : 'notHired')

/** The freelancer's own calls need the freelancer's local state. */
const hiredAndPresent: Rule = (world, call) => hired(world, call) ?? (isOwn(call) ? present(world, call) : undefined)

const isOwn = (call: Call) => call.sender === freelancerOf(call)

const present: Rule = (world, call) => (world.optedIn.has(freelancerOf(call)) ? undefined : 'freelancerDeparted')

/** The call is possible in these states of the milestone, after the code for all others. */
function inState(world: World, call: Call, code: ErrorCode, ...states: MilestoneState[]): Answer {
  const state = recordFor(world, call)?.milestoneState
  return state && states.includes(state) ? undefined : code
}

const running: Rule = (world, call) =>
  hiredAndPresent(world, call) ?? inState(world, call, 'notRunning', 'running_milestone')

const submitted: Rule = (world, call) =>
  hiredAndPresent(world, call) ?? inState(world, call, 'notSubmitted', 'submitted_milestone')

const disputed: Rule = (world, call) => inState(world, call, 'notDisputed', 'disputed_milestone')

const anyOpen: Rule = (world, call) =>
  inState(world, call, 'noMilestoneOpen', 'running_milestone', 'submitted_milestone', 'disputed_milestone')

/** What a rule says about the open milestone; nothing where none is. */
function ofMilestone(
  world: World,
  call: Call,
  judge: (milestone: OpenMilestone, record: EngagementRecord) => Answer,
): Answer {
  const record = recordFor(world, call)
  return record?.milestone && judge(record.milestone, record)
}

function isReviewOver({ now }: World, { submittedAt }: OpenMilestone, { reviewWindow }: Terms): boolean {
  return reviewWindow > 0n && now >= submittedAt + reviewWindow
}

export const offerRule: RuleOf<'offer'> = (world, call) =>
  byClient(world, call) ??
  unlessPaused(world, call) ??
  (recordFor(world, call) ? 'engagementExists' : offerRefusal(world, call))

export const withdrawOfferRule: RuleOf<'withdrawOffer'> = (world, call) =>
  byClient(world, call) ?? onEngagement(world, call) ?? offered(world, call)

const offered: Rule = (world, call) => (recordFor(world, call)?.state === 'offered' ? undefined : 'notOffered')

export const acceptRule: LedgerRuleOf<'accept'> = (world, call) => {
  const refusal = unlessPaused(world, call) ?? onEngagement(world, call) ?? offered(world, call)
  if (refusal) return refusal
  if (!call.optIn) return present(world, call)
  // The ledger refuses an opt-in to what the account is in already.
  return world.optedIn.has(call.sender) ? 'refusedByLedger' : undefined
}

export const rejoinRule: LedgerRuleOf<'rejoin'> = (world, call) =>
  hired(world, call) ?? (world.optedIn.has(call.sender) ? 'refusedByLedger' : undefined)

export const startRule: RuleOf<'start'> = (world, call) =>
  byClient(world, call) ??
  unlessPaused(world, call) ??
  hired(world, call) ??
  present(world, call) ??
  inState(world, call, 'notWaiting', 'waiting_to_start_new_milestone') ??
  startRefusal(world, call)

export const extendRule: RuleOf<'extend'> = (world, call) =>
  byClient(world, call) ??
  running(world, call) ??
  ofMilestone(world, call, ({ deadline }) =>
    call.deadline > deadline && call.deadline <= world.now + MAX_DURATION ? undefined : 'badDeadline',
  )

export const postRule: RuleOf<'post'> = (world, call) => {
  const byArbiter = call.sender === world.project.arbiter
  return (
    (byArbiter ? undefined : byParty(world, call)) ??
    hiredAndPresent(world, call) ??
    (byArbiter ? disputed(world, call) : anyOpen(world, call)) ??
    noteRefusal(call.note)
  )
}

export const submitRule: RuleOf<'submit'> = (world, call) =>
  running(world, call) ?? (call.evidence.some((byte) => byte !== 0) ? noteRefusal(call.note) : 'noEvidence')

export const requestChangesRule: RuleOf<'requestChanges'> = (world, call) =>
  byClient(world, call) ??
  submitted(world, call) ??
  ofMilestone(world, call, (milestone, { revisions, terms }) => {
    if (revisions >= terms.maxRevisions) return 'noRevisionsLeft'
    return isReviewOver(world, milestone, terms) ? 'reviewOver' : noteRefusal(call.note)
  })

export const approveRule: RuleOf<'approve'> = (world, call) =>
  byClient(world, call) ??
  hired(world, call) ??
  inState(world, call, 'notSubmitted', 'submitted_milestone', 'disputed_milestone')

export const claimRule: RuleOf<'claim'> = (world, call) =>
  hired(world, call) ??
  inState(world, call, 'notSubmitted', 'submitted_milestone') ??
  ofMilestone(world, call, (milestone, { terms }) => {
    if (terms.reviewWindow === 0n) return 'noReviewWindow'
    return isReviewOver(world, milestone, terms) ? undefined : 'reviewNotOver'
  })

export const cancelByClientRule: RuleOf<'cancelByClient'> = (world, call) =>
  byClient(world, call) ??
  running(world, call) ??
  ofMilestone(world, call, (milestone) => {
    const { now, project } = world
    if (now > milestone.cancelableUntil) return 'cancelWindowClosed'
    const split = splitCancel({ ...milestone, feeBps: project.feeBps }, now - milestone.startedAt)
    return split.client < call.minRefund ? 'refundBelowMinimum' : undefined
  })

export const cancelByFreelancerRule: RuleOf<'cancelByFreelancer'> = running

export const refundRule: RuleOf<'refund'> = (world, call) =>
  byClient(world, call) ??
  running(world, call) ??
  ofMilestone(world, call, ({ cancelableUntil, deadline }, record) => {
    const abandoned = isDeparted(world, record) && cancelableUntil !== 0n
    return world.now >= deadline || abandoned ? undefined : 'deadlineNotReached'
  })

export const burnRule: RuleOf<'burn'> = (world, call) =>
  byClient(world, call) ??
  (world.project.arbiter ? 'burnDisabled' : undefined) ??
  submitted(world, call) ??
  ofMilestone(world, call, (milestone, { terms }) => (isReviewOver(world, milestone, terms) ? 'reviewOver' : undefined))

export const disputeRule: RuleOf<'dispute'> = (world, call) =>
  byParty(world, call) ??
  (world.project.arbiter ? undefined : 'noArbiter') ??
  submitted(world, call) ??
  ofMilestone(world, call, (milestone, { freelancer, terms }) => {
    if (call.sender === world.project.client && isReviewOver(world, milestone, terms)) return 'reviewOver'
    const isEarly = world.now < milestone.submittedAt + DISPUTE_DELAY
    return call.sender === freelancer && isEarly ? 'disputeTooEarly' : noteRefusal(call.note)
  })

export const resolveRule: RuleOf<'resolve'> = (world, call) =>
  (call.sender === world.project.arbiter ? undefined : 'notArbiter') ??
  hiredAndPresent(world, call) ??
  disputed(world, call) ??
  ofMilestone(world, call, ({ amount }) => (call.release > amount ? 'releaseTooHigh' : noteRefusal(call.note)))

export const resolveByDefaultRule: RuleOf<'resolveByDefault'> = (world, call) =>
  hired(world, call) ??
  disputed(world, call) ??
  ofMilestone(world, call, ({ disputedAt }) =>
    world.now >= disputedAt + ARBITRATION_PERIOD ? undefined : 'arbitrationNotOver',
  )

export const proposeSettlementRule: RuleOf<'proposeSettlement'> = (world, call) =>
  byParty(world, call) ??
  hiredAndPresent(world, call) ??
  anyOpen(world, call) ??
  ofMilestone(world, call, ({ amount }) => {
    if (call.expiresAt <= world.now) return 'badExpiry'
    return call.release > amount ? 'releaseTooHigh' : undefined
  })

export const acceptSettlementRule: RuleOf<'acceptSettlement'> = (world, call) =>
  byParty(world, call) ??
  hiredAndPresent(world, call) ??
  anyOpen(world, call) ??
  ofMilestone(world, call, (_, { proposal, version }) => {
    if (!proposal || proposal.version !== version) return 'noProposal'
    if (proposal.author === call.sender) return 'ownProposal'
    if (world.now > proposal.expiresAt) return 'proposalExpired'
    const same = proposal.release === call.release && proposal.accomplished === call.accomplished
    return same ? undefined : 'proposalChanged'
  })

export const dismissRule: RuleOf<'dismiss'> = (world, call) => {
  const refusal = byClient(world, call) ?? onEngagement(world, call)
  if (refusal) return refusal
  const record = recordFor(world, call)
  if (record?.state === 'offered') return 'notHired'
  if (record?.milestone) return 'notWaiting'
  return record && record.credit > 0n ? 'creditLeft' : undefined
}

export const withdrawRule: LedgerRuleOf<'withdraw'> = (world, { account }) => {
  if (creditOf(world, account) === 0n) return 'nothingToWithdraw'
  if (world.unpayable.has(account)) return 'payeeNotReady'
  return world.frozen ? 'refusedByLedger' : undefined
}

export const sweepFeesRule: LedgerRuleOf<'sweepFees'> = (world) =>
  world.project.buckets.fees > 0n ? transferRefusal(world, world.project.protocolAddress) : 'nothingToSweep'

export const lowerFeeRule: RuleOf<'lowerFee'> = (world, call) =>
  byProtocol(world, call) ?? (call.bps < world.project.feeBps ? undefined : 'feeNotLower')

export const pauseRule: RuleOf<'pause'> = (world, call) =>
  byClient(world, call) ?? unlessPaused(world, call) ?? (world.project.active > 0n ? 'milestoneOpen' : undefined)

export const resumeRule: RuleOf<'resume'> = (world, call) =>
  byClient(world, call) ?? (world.project.state === 'paused' ? undefined : 'projectRunning')

export const leaveRule: LedgerRuleOf<'leave'> = (world, { sender }) => {
  if (world.engagements[sender]?.milestone) return 'milestoneOpen'
  // The ledger closes the local state after the program has agreed.
  return world.optedIn.has(sender) ? undefined : 'refusedByLedger'
}

export const closeRule: LedgerRuleOf<'close'> = (world, call) => byProtocol(world, call) ?? closeRefusal(world)

function startRefusal(world: World, call: CallOf<'start'>): Answer {
  const record = recordFor(world, call)
  const next = record?.terms.schedule[Number(record.accomplished)]
  if (!next) return 'noMilestoneLeft'
  if (!isWithinLimits(next)) return 'badSchedule'
  return call.deposit === depositOf(next.amount, world.project.feeBps) ? undefined : 'wrongDeposit'
}

function offerRefusal({ project }: World, call: CallOf<'offer'>): Answer {
  const { terms, freelancer } = call
  const taken = [project.client, project.arbiter, project.burn, ZERO_ADDRESS, project.address, project.protocolAddress]
  if (taken.includes(freelancer)) return 'badParty'
  const { length } = terms.schedule
  if (length < 1 || length > MAX_MILESTONES) return 'badSchedule'
  return termsRefusal(terms) ?? (call.payment === boxDepositOf(length) ? undefined : 'wrongPayment')
}

/** What `offer` checks about the terms besides the number of milestones. */
function termsRefusal({ reviewWindow, maxRevisions, silenceRelease }: Terms): Answer {
  const windowFits = reviewWindow === 0n || (reviewWindow >= MIN_REVIEW_WINDOW && reviewWindow <= MAX_REVIEW_WINDOW)
  if (!windowFits) return 'badReviewWindow'
  if (maxRevisions > MAX_REVISIONS) return 'badRevisions'
  return silenceRelease > BPS ? 'badSilenceRelease' : undefined
}

/** Whether `start` would fund this milestone. */
export function isWithinLimits({ amount, duration }: Milestone): boolean {
  return amount >= MIN_AMOUNT && amount <= MAX_AMOUNT && duration >= MIN_DURATION && duration <= MAX_DURATION
}

/**
 * Why these terms cannot be offered, or accepted with an easy mind: also checks each milestone, as `start` will.
 * @example
 * ```ts
 * import type { Terms } from '@holdfast/sdk'
 * import { refusalOfTerms } from '@holdfast/sdk'
 * export const isSound = (terms: Terms) => refusalOfTerms(terms) === undefined
 * ```
 */
export function refusalOfTerms(terms: Terms): ErrorCode | undefined {
  const { schedule } = terms
  const fits = schedule.length >= 1 && schedule.length <= MAX_MILESTONES && schedule.every(isWithinLimits)
  return fits ? termsRefusal(terms) : 'badSchedule'
}

/** What the project owes an account that could not be paid. */
export function creditOf({ project, engagements }: World, account: Address): bigint {
  if (account === project.client) return project.clientCredit
  if (account === project.burn) return project.burnCredit
  return engagements[account]?.credit ?? 0n
}

function transferRefusal(world: World, receiver: Address): Refusal | undefined {
  return world.frozen || world.unpayable.has(receiver) ? 'refusedByLedger' : undefined
}

function closeRefusal(world: World): Refusal | undefined {
  const { project } = world
  if (project.engagements > 0n) return 'engagementsLeft'
  const clientUnpayable = world.unpayable.has(project.client)
  if (project.clientCredit > 0n && clientUnpayable) return 'creditLeft'
  const { client, protocol } = closingOf(world)
  if (protocol > 0n) return transferRefusal(world, project.protocolAddress)
  return client > 0n && world.frozen ? 'refusedByLedger' : undefined
}

function noteRefusal(note: string): Answer {
  return new TextEncoder().encode(note).length > MAX_NOTE_BYTES ? 'noteTooLong' : undefined
}
