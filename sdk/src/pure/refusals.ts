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
import { closingOf } from './exits'
import { depositOf, splitCancel } from './money'
import type { Address, EngagementRecord, Milestone, MilestoneState, Terms, Verb } from './types'

/** Why a call fails: a code of the contract, or the ledger itself says no without one. */
export type Refusal = ErrorCode | 'refusedByLedger'
type Answer = Refusal | undefined

const CLIENT_ONLY: readonly Verb[] = [
  'offer',
  'withdrawOffer',
  'start',
  'extend',
  'requestChanges',
  'approve',
  'cancelByClient',
  'refund',
  'burn',
  'pause',
  'resume',
  'dismiss',
]
/** The freelancer's own calls: they need the freelancer's local state. */
const FREELANCER_ONLY: readonly string[] = ['accept', 'submit', 'cancelByFreelancer', 'rejoin']
/** The states a call is possible in, after the code for all others. */
const STATES: Partial<Record<Verb, readonly [ErrorCode, ...MilestoneState[]]>> = {
  start: ['notWaiting', 'waiting_to_start_new_milestone'],
  extend: ['notRunning', 'running_milestone'],
  submit: ['notRunning', 'running_milestone'],
  cancelByClient: ['notRunning', 'running_milestone'],
  cancelByFreelancer: ['notRunning', 'running_milestone'],
  refund: ['notRunning', 'running_milestone'],
  requestChanges: ['notSubmitted', 'submitted_milestone'],
  approve: ['notSubmitted', 'submitted_milestone', 'disputed_milestone'],
  claim: ['notSubmitted', 'submitted_milestone'],
  burn: ['notSubmitted', 'submitted_milestone'],
  dispute: ['notSubmitted', 'submitted_milestone'],
  resolve: ['notDisputed', 'disputed_milestone'],
  resolveByDefault: ['notDisputed', 'disputed_milestone'],
  post: ['noMilestoneOpen', 'running_milestone', 'submitted_milestone', 'disputed_milestone'],
  proposeSettlement: ['noMilestoneOpen', 'running_milestone', 'submitted_milestone', 'disputed_milestone'],
  acceptSettlement: ['noMilestoneOpen', 'running_milestone', 'submitted_milestone', 'disputed_milestone'],
}

/** The engagement a call is about: the freelancer's own calls name nobody. */
export function freelancerOf(call: Call): Address {
  return 'freelancer' in call ? call.freelancer : call.sender
}

/** Whether the freelancer is hired and has erased the local state. */
export function isDeparted(world: World, record: EngagementRecord): boolean {
  return record.state === 'hired' && !world.optedIn.has(record.freelancer)
}

/** Why this call would fail now, in the order the rules give: caller, project, engagement, version, state, the rest. */
export function refusalOf(world: World, call: Call): Answer {
  return callerRefusal(world, call) ?? projectRefusal(world, call) ?? bodyRefusal(world, call)
}

function callerRefusal({ project }: World, call: Call): Answer {
  const { sender, verb } = call
  if ((CLIENT_ONLY as readonly string[]).includes(verb)) return sender === project.client ? undefined : 'notClient'
  switch (call.verb) {
    case 'post':
      return [project.client, call.freelancer, project.arbiter].includes(sender) ? undefined : 'notParty'
    case 'dispute':
    case 'proposeSettlement':
    case 'acceptSettlement':
      return [project.client, call.freelancer].includes(sender) ? undefined : 'notParty'
    case 'resolve':
      return sender === project.arbiter ? undefined : 'notArbiter'
    case 'lowerFee':
    case 'close':
      return sender === project.protocolAddress ? undefined : 'notProtocol'
    default:
      return undefined
  }
}

function projectRefusal({ project }: World, { verb }: Call): Answer {
  const paused = project.state === 'paused'
  if (paused && ['offer', 'accept', 'start', 'pause'].includes(verb)) return 'projectPaused'
  if (!paused && verb === 'resume') return 'projectRunning'
  if (verb === 'burn' && project.arbiter) return 'burnDisabled'
  if (verb === 'dispute' && !project.arbiter) return 'noArbiter'
  return undefined
}

function bodyRefusal(world: World, call: Call): Answer {
  const { project } = world
  switch (call.verb) {
    case 'offer':
      return world.engagements[call.freelancer] ? 'engagementExists' : offerRefusal(world, call)
    case 'withdraw':
      return withdrawRefusal(world, call.account)
    case 'sweepFees':
      return project.buckets.fees > 0n ? transferRefusal(world, project.protocolAddress) : 'nothingToSweep'
    case 'lowerFee':
      return call.bps < project.feeBps ? undefined : 'feeNotLower'
    case 'pause':
      return project.active > 0n ? 'milestoneOpen' : undefined
    case 'leave':
      return leaveRefusal(world, call)
    case 'close':
      return closeRefusal(world)
    case 'resume':
    case 'clearState':
      return undefined
    default:
      return engagementRefusal(world, call)
  }
}

type EngagementCall = Exclude<
  Call,
  | CallOf<'offer' | 'withdraw' | 'sweepFees' | 'pause' | 'resume' | 'leave'>
  | { verb: 'lowerFee' | 'close' | 'clearState' }
>

function engagementRefusal(world: World, call: EngagementCall): Answer {
  const record = world.engagements[freelancerOf(call)]
  if (!record) return 'noEngagement'
  if (call.verb !== 'rejoin' && call.version !== record.version) return 'versionConflict'
  return stateRefusal(world, call, record) ?? detailRefusal(world, call, record)
}

function stateRefusal(world: World, call: EngagementCall, record: EngagementRecord): Answer {
  const gone = !world.optedIn.has(record.freelancer)
  switch (call.verb) {
    case 'withdrawOffer':
      return record.state === 'offered' ? undefined : 'notOffered'
    case 'accept':
      if (record.state !== 'offered') return 'notOffered'
      // The ledger refuses an opt-in to what the account is in already.
      return gone ? (call.optIn ? undefined : 'freelancerDeparted') : call.optIn ? 'refusedByLedger' : undefined
    case 'rejoin':
      if (record.state !== 'hired') return 'notHired'
      return gone ? undefined : 'refusedByLedger'
    case 'dismiss':
      if (record.state === 'offered') return 'notHired'
      return record.milestone ? 'notWaiting' : undefined
  }
  if (record.state !== 'hired') return 'notHired'
  const needsFreelancer = FREELANCER_ONLY.includes(call.verb) || call.verb === 'start'
  const own = call.sender === record.freelancer && !isAnyones(call.verb)
  if (gone && (needsFreelancer || own)) return 'freelancerDeparted'
  if (call.verb === 'post' && call.sender === world.project.arbiter) {
    return record.milestoneState === 'disputed_milestone' ? undefined : 'notDisputed'
  }
  const rule = STATES[call.verb]
  return rule && !(rule as readonly string[]).includes(record.milestoneState) ? rule[0] : undefined
}

/** What anyone may do a departed freelancer may do, too. */
const isAnyones = (verb: Verb) => verb === 'claim' || verb === 'resolveByDefault'

function detailRefusal(world: World, call: EngagementCall, record: EngagementRecord): Answer {
  const { now, project } = world
  const { terms, milestone } = record
  if (call.verb === 'start') return startRefusal(world, call, record)
  if (call.verb === 'dismiss') return record.credit > 0n ? 'creditLeft' : undefined
  if (!milestone) return undefined
  const reviewOver = terms.reviewWindow > 0n && now >= milestone.submittedAt + terms.reviewWindow
  switch (call.verb) {
    case 'extend':
      return call.deadline > milestone.deadline && call.deadline <= now + MAX_DURATION ? undefined : 'badDeadline'
    case 'post':
    case 'resolve':
      if (call.verb === 'resolve' && call.release > milestone.amount) return 'releaseTooHigh'
      return noteRefusal(call.note)
    case 'submit':
      return call.evidence.some((byte) => byte !== 0) ? noteRefusal(call.note) : 'noEvidence'
    case 'requestChanges':
      if (record.revisions >= terms.maxRevisions) return 'noRevisionsLeft'
      return reviewOver ? 'reviewOver' : noteRefusal(call.note)
    case 'claim':
      if (terms.reviewWindow === 0n) return 'noReviewWindow'
      return reviewOver ? undefined : 'reviewNotOver'
    case 'cancelByClient': {
      if (now > milestone.cancelableUntil) return 'cancelWindowClosed'
      const split = splitCancel({ ...milestone, feeBps: project.feeBps }, now - milestone.startedAt)
      return split.client < call.minRefund ? 'refundBelowMinimum' : undefined
    }
    case 'refund': {
      const abandoned = isDeparted(world, record) && milestone.cancelableUntil !== 0n
      return now >= milestone.deadline || abandoned ? undefined : 'deadlineNotReached'
    }
    case 'burn':
      return reviewOver ? 'reviewOver' : undefined
    case 'dispute':
      if (call.sender === project.client && reviewOver) return 'reviewOver'
      if (call.sender === record.freelancer && now < milestone.submittedAt + DISPUTE_DELAY) return 'disputeTooEarly'
      return noteRefusal(call.note)
    case 'resolveByDefault':
      return now >= milestone.disputedAt + ARBITRATION_PERIOD ? undefined : 'arbitrationNotOver'
    case 'proposeSettlement':
      if (call.expiresAt <= now) return 'badExpiry'
      return call.release > milestone.amount ? 'releaseTooHigh' : undefined
    case 'acceptSettlement':
      return acceptSettlementRefusal(world, call, record)
    default:
      return undefined
  }
}

function acceptSettlementRefusal({ now }: World, call: CallOf<'acceptSettlement'>, record: EngagementRecord): Answer {
  const proposal = record.proposal
  if (!proposal || proposal.version !== record.version) return 'noProposal'
  if (proposal.author === call.sender) return 'ownProposal'
  if (now > proposal.expiresAt) return 'proposalExpired'
  const same = proposal.release === call.release && proposal.accomplished === call.accomplished
  return same ? undefined : 'proposalChanged'
}

function startRefusal({ project }: World, call: CallOf<'start'>, record: EngagementRecord): Answer {
  const next = record.terms.schedule[Number(record.accomplished)]
  if (!next) return 'noMilestoneLeft'
  if (!isWithinLimits(next)) return 'badSchedule'
  return call.deposit === depositOf(next.amount, project.feeBps) ? undefined : 'wrongDeposit'
}

function offerRefusal({ project, boxDeposit }: World, call: CallOf<'offer'>): Answer {
  const { terms, freelancer } = call
  const taken = [project.client, project.arbiter, project.burn, ZERO_ADDRESS, project.address, project.protocolAddress]
  if (taken.includes(freelancer)) return 'badParty'
  const { length } = terms.schedule
  if (length < 1 || length > MAX_MILESTONES) return 'badSchedule'
  return termsRefusal(terms) ?? (call.payment === boxDeposit(length) ? undefined : 'wrongPayment')
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
  return fits ? (termsRefusal(terms) as ErrorCode | undefined) : 'badSchedule'
}

function withdrawRefusal(world: World, account: Address): Answer {
  if (creditOf(world, account) === 0n) return 'nothingToWithdraw'
  if (world.unpayable.has(account)) return 'payeeNotReady'
  return world.frozen ? 'refusedByLedger' : undefined
}

/** What the project owes an account that could not be paid. */
export function creditOf({ project, engagements }: World, account: Address): bigint {
  if (account === project.client) return project.clientCredit
  if (account === project.burn) return project.burnCredit
  return engagements[account]?.credit ?? 0n
}

function transferRefusal(world: World, receiver: Address): Answer {
  return world.frozen || world.unpayable.has(receiver) ? 'refusedByLedger' : undefined
}

function leaveRefusal(world: World, { sender }: CallOf<'leave'>): Answer {
  if (world.engagements[sender]?.milestone) return 'milestoneOpen'
  // The ledger closes the local state after the program has agreed.
  return world.optedIn.has(sender) ? undefined : 'refusedByLedger'
}

function closeRefusal(world: World): Answer {
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
