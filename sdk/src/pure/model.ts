import type { ProjectEvent } from '../events/types'
import type { Call, World } from './calls'
import { VERSIONS_PER_OFFER } from './constants'
import type { Exit } from './exits'
import { closingOf, creditsOf, exitOf } from './exits'
import { countCancel, deadlineAfterChanges, depositOf, maxCancelInterval, shareOf } from './money'
import { refusalOf } from './refusals'
import { creditOf, freelancerOf } from './rules'
import type { Refusal } from './rules'
import type { Address, Amounts, EngagementRecord, MilestoneState, OpenMilestone, Project } from './types'

/** What a call does: the world after it, and where USDC went. */
export interface Transition {
  world: World
  /** USDC that arrived, by destination; `protocol` counts what stays in the `fees` bucket, too */
  paid: Amounts
  /** USDC that could not be pushed and waits for `withdraw` */
  credited: Amounts
  /** USDC the sender deposited */
  deposited: bigint
  events: readonly ProjectEvent[]
}

const NOTHING: Amounts = { client: 0n, freelancer: 0n, burn: 0n, protocol: 0n }
const NO_EVIDENCE = new Uint8Array(32)

/**
 * What a call on a project does, or the code it fails with: the rules, offline.
 * Written from the rules and not from the contract, so that the tests can compare the two.
 * @example
 * ```ts
 * import type { Call, World } from '@holdfast/sdk'
 * import { transition } from '@holdfast/sdk'
 * export function clientGets(world: World, call: Call): bigint | string {
 *   const outcome = transition(world, call)
 *   return typeof outcome === 'string' ? outcome : outcome.paid.client
 * }
 * ```
 */
export function transition(world: World, call: Call): Transition | Refusal {
  const refusal = refusalOf(world, call)
  if (refusal) return refusal
  const after = isProjectCall(call) ? applyToProject(world, call) : applyToEngagement(world, call)
  // A transfer out of a frozen account fails whole, whoever is paid.
  const sends = after.paid.client + after.paid.freelancer + after.paid.burn > 0n
  if (world.frozen && (sends || after.deposited > 0n)) return 'refusedByLedger'
  return after
}

type ProjectCall = Extract<
  Call,
  { verb: 'offer' | 'withdraw' | 'sweepFees' | 'lowerFee' | 'pause' | 'resume' | 'leave' | 'close' | 'clearState' }
>

function isProjectCall(call: Call): call is ProjectCall {
  const verbs = ['offer', 'withdraw', 'sweepFees', 'lowerFee', 'pause', 'resume', 'leave', 'close', 'clearState']
  return verbs.includes(call.verb)
}

function quiet(world: World, ...events: ProjectEvent[]): Transition {
  return { world, paid: NOTHING, credited: NOTHING, deposited: 0n, events }
}

function applyToProject(world: World, call: ProjectCall): Transition {
  const { project } = world
  const { client } = project
  switch (call.verb) {
    case 'offer':
      return applyOffer(world, call)
    case 'pause':
      return quiet(withProject(world, { state: 'paused' }), { name: 'ProjectPaused', args: { client } })
    case 'resume':
      return quiet(withProject(world, { state: 'running' }), { name: 'ProjectResumed', args: { client } })
    case 'lowerFee':
      return quiet(withProject(world, { feeBps: call.bps }), { name: 'FeeLowered', args: { feeBps: call.bps } })
    case 'sweepFees': {
      const swept = withProject(world, { buckets: { ...project.buckets, fees: 0n } })
      return quiet(swept, { name: 'FeesSwept', args: { amount: project.buckets.fees } })
    }
    case 'withdraw':
      return applyWithdraw(world, call.account)
    case 'leave':
      return applyLeave(world, call.sender)
    case 'clearState':
      return quiet(withoutLocalState(world, call.sender))
    case 'close':
      return applyClose(world)
  }
}

function applyOffer(world: World, { freelancer, terms }: Extract<Call, { verb: 'offer' }>): Transition {
  const offers = world.project.offers + 1n
  const version = offers * VERSIONS_PER_OFFER
  const record: EngagementRecord = {
    freelancer,
    version,
    state: 'offered',
    milestoneState: 'none',
    terms,
    accomplished: 0n,
    clientCancels: 0n,
    revisions: 0n,
    milestone: undefined,
    credit: 0n,
    proposal: undefined,
  }
  const counted = withProject(world, { offers, engagements: world.project.engagements + 1n })
  return quiet(withRecord(counted, record), { name: 'OfferMade', args: { freelancer, version, ...terms } })
}

function applyWithdraw(world: World, account: Address): Transition {
  const { project } = world
  const amount = creditOf(world, account)
  const role = account === project.client ? 'client' : account === project.burn ? 'burn' : 'freelancer'
  let after = withProject(world, {
    buckets: { ...project.buckets, credits: project.buckets.credits - amount },
    clientCredit: role === 'client' ? 0n : project.clientCredit,
    burnCredit: role === 'burn' ? 0n : project.burnCredit,
  })
  const record = world.engagements[account]
  if (role === 'freelancer' && record) after = withRecord(after, { ...record, credit: 0n })
  const event: ProjectEvent = { name: 'CreditWithdrawn', args: { account, amount } }
  return { ...quiet(after, event), paid: { ...NOTHING, [role]: amount } }
}

function applyLeave(world: World, freelancer: Address): Transition {
  const record = world.engagements[freelancer]
  const after = withoutLocalState(world, freelancer)
  if (record?.state !== 'hired') return quiet(after)
  const version = record.version + 1n
  const ended: EngagementRecord = { ...record, version, state: 'ended', milestoneState: 'none', proposal: undefined }
  return quiet(withRecord(after, ended), { name: 'FreelancerLeft', args: { freelancer, version } })
}

function applyClose(world: World): Transition {
  const { client } = world.project
  const { client: toClient, protocol: toProtocol } = closingOf(world)
  const emptied = withProject(world, {
    buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
    clientCredit: 0n,
    burnCredit: 0n,
  })
  const event: ProjectEvent = { name: 'ProjectClosed', args: { client, toClient, toProtocol } }
  return { ...quiet({ ...emptied, donated: 0n }, event), paid: { ...NOTHING, client: toClient, protocol: toProtocol } }
}

function applyToEngagement(world: World, call: Exclude<Call, ProjectCall>): Transition {
  const { now, project } = world
  const freelancer = freelancerOf(call)
  const record = world.engagements[freelancer]
  if (!record) throw new Error('unreachable: a call without an engagement was not refused')
  const actor = call.sender
  const same = { freelancer, version: record.version }
  const next = { freelancer, version: record.version + 1n }

  switch (call.verb) {
    case 'withdrawOffer':
      return quiet(withoutRecord(world, freelancer), { name: 'OfferWithdrawn', args: same })
    case 'dismiss':
      return quiet(withoutRecord(world, freelancer), { name: 'EngagementDismissed', args: same })
    case 'accept': {
      const hired: EngagementRecord = { ...record, state: 'hired' }
      const joined = { ...world, optedIn: new Set([...world.optedIn, freelancer]) }
      const after = moved(joined, hired, 'waiting_to_start_new_milestone')
      return quiet(after, { name: 'OfferAccepted', args: next })
    }
    case 'rejoin':
      return quiet({ ...world, optedIn: new Set([...world.optedIn, freelancer]) }, { name: 'Rejoined', args: same })
    case 'start':
      return applyStart(world, record)
  }

  const milestone = record.milestone
  if (!milestone) throw new Error('unreachable: a call on a milestone that is not open was not refused')
  switch (call.verb) {
    case 'extend': {
      const { deadline } = call
      const after = withRecord(world, { ...record, milestone: { ...milestone, deadline } })
      return quiet(after, { name: 'DeadlineExtended', args: { ...same, deadline } })
    }
    case 'post': {
      const { evidence, note } = call
      return quiet(world, { name: 'ProgressPosted', args: { ...same, actor, evidence, note } })
    }
    case 'submit': {
      const { evidence, note } = call
      const submitted = { ...milestone, submittedAt: now, cancelableUntil: 0n, evidence }
      const after = moved(world, { ...record, milestone: submitted }, 'submitted_milestone')
      return quiet(after, { name: 'MilestoneSubmitted', args: { ...next, submittedAt: now, evidence, note } })
    }
    case 'requestChanges': {
      const { evidence, note } = call
      const deadline = deadlineAfterChanges(milestone.deadline, milestone.submittedAt, now)
      const reopened = {
        ...record,
        revisions: record.revisions + 1n,
        milestone: { ...milestone, deadline, submittedAt: 0n },
      }
      const after = moved(world, reopened, 'running_milestone')
      return quiet(after, { name: 'ChangesRequested', args: { ...next, deadline, evidence, note } })
    }
    case 'dispute': {
      const { evidence, note } = call
      const held = milestone.amount + milestone.feeLocked
      const { escrowed, disputed, ...rest } = project.buckets
      const frozen = withProject(world, { buckets: { ...rest, escrowed: escrowed - held, disputed: disputed + held } })
      const after = moved(frozen, { ...record, milestone: { ...milestone, disputedAt: now } }, 'disputed_milestone')
      return quiet(after, { name: 'MilestoneDisputed', args: { ...next, actor, disputedAt: now, evidence, note } })
    }
    case 'proposeSettlement': {
      const { release, accomplished, expiresAt } = call
      const proposal = { author: actor, release, accomplished, expiresAt, version: record.version }
      const after = withRecord(world, { ...record, proposal })
      const args = { ...same, actor, release, accomplished, expiresAt }
      return quiet(after, { name: 'SettlementProposed', args })
    }
    default: {
      const exit = exitOf(call, record, project, now)
      if (!exit) throw new Error(`unreachable: ${call.verb} neither changes nor closes the milestone`)
      return applyExit(world, record, milestone, call, exit)
    }
  }
}

function applyStart(world: World, record: EngagementRecord): Transition {
  const { now, project } = world
  const number = record.accomplished
  const planned = record.terms.schedule[Number(number)]
  if (!planned) throw new Error('unreachable: a start beyond the schedule was not refused')
  const { amount, duration } = planned
  const milestone: OpenMilestone = {
    number,
    amount,
    feeLocked: shareOf(amount, project.feeBps),
    startedAt: now,
    deadline: now + duration,
    cancelableUntil: now + maxCancelInterval(duration, number, record.clientCancels),
    submittedAt: 0n,
    disputedAt: 0n,
    evidence: NO_EVIDENCE,
  }
  const deposited = depositOf(amount, project.feeBps)
  const funded = withProject(world, {
    active: project.active + 1n,
    buckets: { ...project.buckets, escrowed: project.buckets.escrowed + deposited },
  })
  const after = moved(funded, { ...record, milestone }, 'running_milestone')
  const { feeLocked, startedAt, deadline, cancelableUntil } = milestone
  const { freelancer } = record
  const args = { milestone: number, amount, feeLocked, startedAt, deadline, cancelableUntil }
  const event: ProjectEvent = { name: 'MilestoneStarted', args: { freelancer, version: record.version + 1n, ...args } }
  return { ...quiet(after, event), deposited }
}

/** The one way a milestone closes: what cannot be pushed becomes a credit, and the record starts over. */
function applyExit(
  world: World,
  record: EngagementRecord,
  milestone: OpenMilestone,
  call: Exclude<Call, ProjectCall>,
  { outcome, split, accomplished }: Exit,
): Transition {
  const { project, unpayable } = world
  const { freelancer } = record
  const credited = creditsOf(split, project, freelancer, unpayable)
  const paid: Amounts = {
    client: split.client - credited.client,
    freelancer: split.freelancer - credited.freelancer,
    burn: split.burn - credited.burn,
    protocol: split.protocol,
  }
  const held = milestone.amount + milestone.feeLocked
  const disputed = record.milestoneState === 'disputed_milestone'
  const { buckets } = project
  const emptied = withProject(world, {
    active: project.active - 1n,
    buckets: {
      escrowed: buckets.escrowed - (disputed ? 0n : held),
      disputed: buckets.disputed - (disputed ? held : 0n),
      fees: buckets.fees + split.protocol,
      credits: buckets.credits + credited.client + credited.freelancer + credited.burn,
    },
    clientCredit: project.clientCredit + credited.client,
    burnCredit: project.burnCredit + credited.burn,
  })
  const blank: EngagementRecord = {
    ...record,
    accomplished: record.accomplished + (accomplished ? 1n : 0n),
    clientCancels: outcome === 'cancelledByClient' ? countCancel(record.clientCancels) : record.clientCancels,
    revisions: 0n,
    milestone: undefined,
    credit: record.credit + credited.freelancer,
  }
  const event: ProjectEvent = {
    name: 'MilestoneClosed',
    args: {
      freelancer,
      version: record.version + 1n,
      actor: call.sender,
      milestone: milestone.number,
      outcome,
      accomplished,
      toClient: split.client,
      toFreelancer: split.freelancer,
      toBurn: split.burn,
      toProtocol: split.protocol,
      clientCredit: credited.client,
      freelancerCredit: credited.freelancer,
      burnCredit: credited.burn,
    },
  }
  const after = moved(emptied, blank, 'waiting_to_start_new_milestone')
  return { world: after, paid, credited, deposited: 0n, events: [...reasonsOf(call, record), event] }
}

/** A ruling's reasons go out before it. */
function reasonsOf(call: Call, { freelancer, version }: EngagementRecord): ProjectEvent[] {
  if (call.verb !== 'resolve') return []
  const { sender: actor, evidence, note } = call
  return [{ name: 'ProgressPosted', args: { freelancer, version, actor, evidence, note } }]
}

/** A change of state: one version on, and any proposal is void. */
function moved(world: World, record: EngagementRecord, milestoneState: MilestoneState): World {
  return withRecord(world, { ...record, version: record.version + 1n, milestoneState, proposal: undefined })
}

function withProject(world: World, change: Partial<Project>): World {
  return { ...world, project: { ...world.project, ...change } }
}

function withRecord(world: World, record: EngagementRecord): World {
  return { ...world, engagements: { ...world.engagements, [record.freelancer]: record } }
}

function withoutRecord(world: World, freelancer: Address): World {
  const { [freelancer]: _, ...engagements } = world.engagements
  return withProject({ ...world, engagements }, { engagements: world.project.engagements - 1n })
}

function withoutLocalState(world: World, account: Address): World {
  return { ...world, optedIn: new Set([...world.optedIn].filter((other) => other !== account)) }
}
