import type { ProjectEvent } from '../events/types'
import type { ProjectState } from './after-event'
import { afterEvent } from './after-event'
import { amountsOf, NO_AMOUNTS } from './amounts'
import type { Call, World } from './calls'
import { VERSIONS_PER_OFFER } from './constants'
import type { Exit } from './exits'
import { closingOf, creditsOf, exitOf } from './exits'
import { deadlineAfterChanges, depositOf, maxCancelInterval, shareOf } from './money'
import { refusalOf } from './refusals'
import { creditOf, freelancerOf } from './rules'
import type { Refusal } from './rules'
import type { Address, Amounts, EngagementRecord, OpenMilestone } from './types'

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

/**
 * What a call on a project does, or the code it fails with: the rules, offline.
 * Written from the rules and not from the contract, so that the tests can compare the two.
 * @example
 * ```ts
 * import type { Call, World } from '@holdfast/sdk/testing'
 * import { transition } from '@holdfast/sdk/testing'
 * export function clientGets(world: World, call: Call): bigint | string {
 *   const outcome = transition(world, call)
 *   return typeof outcome === 'string' ? outcome : outcome.paid.client
 * }
 * ```
 */
export function transition(world: World, call: Call): Transition | Refusal {
  const refusal = refusalOf(world, call)
  if (refusal) return refusal
  const effect = effectOf(world, call)
  // A transfer out of a frozen account fails whole, whoever is paid.
  const sends = effect.paid.client + effect.paid.freelancer + effect.paid.burn > 0n
  if (world.frozen && (sends || effect.deposited > 0n)) return 'refusedByLedger'
  return { ...effect, world: worldAfter(world, call, effect.events) }
}

/** What a call moves and says; the state after it follows from what it says. */
type Effect = Omit<Transition, 'world'>

/** The world after a call: its events change the state of the project, and no event tells who has local state. */
function worldAfter(world: World, { verb, sender }: Call, events: readonly ProjectEvent[]): World {
  const before: ProjectState = { project: world.project, engagements: world.engagements, closed: false }
  const { project, engagements } = events.reduce(afterEvent, before)
  const optedIn = new Set(world.optedIn)
  if (verb === 'accept' || verb === 'rejoin') optedIn.add(sender)
  if (verb === 'leave' || verb === 'clearState') optedIn.delete(sender)
  return { ...world, project, engagements, optedIn, donated: verb === 'close' ? 0n : world.donated }
}

function says(...events: ProjectEvent[]): Effect {
  return { paid: NO_AMOUNTS, credited: NO_AMOUNTS, deposited: 0n, events }
}

function effectOf(world: World, call: Call): Effect {
  const { project } = world
  const { client } = project
  switch (call.verb) {
    case 'offer': {
      const { freelancer, terms } = call
      const version = (project.offers + 1n) * VERSIONS_PER_OFFER
      return says({ name: 'OfferMade', args: { freelancer, version, ...terms } })
    }
    case 'pause':
      return says({ name: 'ProjectPaused', args: { client } })
    case 'resume':
      return says({ name: 'ProjectResumed', args: { client } })
    case 'lowerFee':
      return says({ name: 'FeeLowered', args: { feeBps: call.bps } })
    case 'sweepFees':
      return says({ name: 'FeesSwept', args: { amount: project.buckets.fees } })
    case 'withdraw':
      return withdrawal(world, call.account)
    case 'leave': {
      const record = world.engagements[call.sender]
      if (record?.state !== 'hired') return says()
      return says({ name: 'FreelancerLeft', args: { freelancer: call.sender, version: record.version + 1n } })
    }
    case 'clearState':
      return says()
    case 'close': {
      const { client: toClient, protocol: toProtocol } = closingOf(world)
      const event: ProjectEvent = { name: 'ProjectClosed', args: { client, toClient, toProtocol } }
      return { ...says(event), paid: { ...NO_AMOUNTS, client: toClient, protocol: toProtocol } }
    }
    default:
      return effectOnEngagement(world, call)
  }
}

function withdrawal(world: World, account: Address): Effect {
  const { client, burn } = world.project
  const amount = creditOf(world, account)
  const role = account === client ? 'client' : account === burn ? 'burn' : 'freelancer'
  const event: ProjectEvent = { name: 'CreditWithdrawn', args: { account, amount } }
  return { ...says(event), paid: { ...NO_AMOUNTS, [role]: amount } }
}

type EngagementCall = Exclude<Call, { verb: ProjectVerb }>
type ProjectVerb =
  'offer' | 'withdraw' | 'sweepFees' | 'lowerFee' | 'pause' | 'resume' | 'leave' | 'close' | 'clearState'

function effectOnEngagement(world: World, call: EngagementCall): Effect {
  const { now, project } = world
  const freelancer = freelancerOf(call)
  const record = world.engagements[freelancer]
  if (!record) throw new Error('unreachable: a call without an engagement was not refused')
  const actor = call.sender
  const same = { freelancer, version: record.version }
  const next = { freelancer, version: record.version + 1n }

  switch (call.verb) {
    case 'withdrawOffer':
      return says({ name: 'OfferWithdrawn', args: same })
    case 'dismiss':
      return says({ name: 'EngagementDismissed', args: same })
    case 'accept':
      return says({ name: 'OfferAccepted', args: next })
    case 'rejoin':
      return says({ name: 'Rejoined', args: same })
    case 'start':
      return start(world, record)
  }

  const { milestone } = record
  if (!milestone) throw new Error('unreachable: a call on a milestone that is not open was not refused')
  switch (call.verb) {
    case 'extend':
      return says({ name: 'DeadlineExtended', args: { ...same, deadline: call.deadline } })
    case 'post': {
      const { evidence, note } = call
      return says({ name: 'ProgressPosted', args: { ...same, actor, evidence, note } })
    }
    case 'submit': {
      const { evidence, note } = call
      return says({ name: 'MilestoneSubmitted', args: { ...next, submittedAt: now, evidence, note } })
    }
    case 'requestChanges': {
      const { evidence, note } = call
      const deadline = deadlineAfterChanges(milestone.deadline, milestone.submittedAt, now)
      return says({ name: 'ChangesRequested', args: { ...next, deadline, evidence, note } })
    }
    case 'dispute': {
      const { evidence, note } = call
      return says({ name: 'MilestoneDisputed', args: { ...next, actor, disputedAt: now, evidence, note } })
    }
    case 'proposeSettlement': {
      const { release, accomplished, expiresAt } = call
      return says({ name: 'SettlementProposed', args: { ...same, actor, release, accomplished, expiresAt } })
    }
    default: {
      const exit = exitOf(call, record, project, now)
      if (!exit) throw new Error(`unreachable: ${call.verb} neither changes nor closes the milestone`)
      return close(world, record, milestone, call, exit)
    }
  }
}

function start(
  { now, project }: World,
  { freelancer, version, terms, accomplished, clientCancels }: EngagementRecord,
): Effect {
  const planned = terms.schedule[Number(accomplished)]
  if (!planned) throw new Error('unreachable: a start beyond the schedule was not refused')
  const { amount, duration } = planned
  const event: ProjectEvent = {
    name: 'MilestoneStarted',
    args: {
      freelancer,
      version: version + 1n,
      milestone: accomplished,
      amount,
      feeLocked: shareOf(amount, project.feeBps),
      startedAt: now,
      deadline: now + duration,
      cancelableUntil: now + maxCancelInterval(duration, accomplished, clientCancels),
    },
  }
  return { ...says(event), deposited: depositOf(amount, project.feeBps) }
}

/** The one way a milestone closes: what cannot be pushed becomes a credit. */
function close(
  { project, unpayable }: World,
  { freelancer, version }: EngagementRecord,
  { number }: OpenMilestone,
  call: EngagementCall,
  { outcome, split, accomplished }: Exit,
): Effect {
  const { client, burn } = project
  const credited = creditsOf(split, { client, freelancer, burn }, unpayable)
  const event: ProjectEvent = {
    name: 'MilestoneClosed',
    args: {
      freelancer,
      version: version + 1n,
      actor: call.sender,
      milestone: number,
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
  const paid = amountsOf((role) => split[role] - credited[role])
  return { paid, credited, deposited: 0n, events: [...reasonsOf(call, freelancer, version), event] }
}

/** A ruling's reasons go out before it. */
function reasonsOf(call: Call, freelancer: Address, version: bigint): ProjectEvent[] {
  if (call.verb !== 'resolve') return []
  const { sender: actor, evidence, note } = call
  return [{ name: 'ProgressPosted', args: { freelancer, version, actor, evidence, note } }]
}
