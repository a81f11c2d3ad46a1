import { accountOf } from '../internal/codec'
import { countCancel } from '../pure/money'
import { ZERO_ADDRESS } from '../pure/constants'
import type { Address, EngagementRecord, MilestoneState, Project } from '../pure/types'
import type { EscrowEvent } from './decode'

/** What the chain holds about a project: all of it follows from the events. */
export interface ProjectState {
  project: Project
  engagements: Readonly<Record<Address, EngagementRecord>>
  /** the project was closed and deleted */
  closed: boolean
}

/**
 * The state of projects after one more event; start from an empty object and pass the events in their order, those of the
 * Protocol and those of its projects. Events of apps that the Protocol did not create are ignored.
 * @param protocol app id of the Protocol
 * @example
 * ```ts
 * import type { EscrowEvent, ProjectState } from '@holdfast/sdk'
 * import { reduceEvents } from '@holdfast/sdk'
 * export const rebuild = (protocol: bigint, events: EscrowEvent[]): Record<string, ProjectState> =>
 *   events.reduce((states, event) => reduceEvents(protocol, states, event), {})
 * ```
 */
export function reduceEvents(
  protocol: bigint,
  states: Readonly<Record<string, ProjectState>>,
  event: EscrowEvent,
): Record<string, ProjectState> {
  if (event.name === 'ProjectCreated' && event.app === protocol) {
    return { ...states, [String(event.args.project)]: createdState(protocol, event.args) }
  }
  const key = String(event.app)
  const state = states[key]
  return state ? { ...states, [key]: reduceProject(state, event) } : { ...states }
}

type ArgsOf<N extends EscrowEvent['name']> = Extract<EscrowEvent, { name: N }>['args']

function createdState(protocol: bigint, args: ArgsOf<'ProjectCreated'>): ProjectState {
  const { project: id, client, usdc, burn, arbiter, feeBps, projectHash } = args
  const project: Project = {
    id,
    address: accountOf(id),
    protocol,
    protocolAddress: accountOf(protocol),
    state: 'running',
    client,
    arbiter: arbiter === ZERO_ADDRESS ? undefined : arbiter,
    burn,
    usdc,
    feeBps,
    projectHash,
    offers: 0n,
    engagements: 0n,
    active: 0n,
    buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
    clientCredit: 0n,
    burnCredit: 0n,
  }
  return { project, engagements: {}, closed: false }
}

function reduceProject(state: ProjectState, event: EscrowEvent): ProjectState {
  const { project } = state
  switch (event.name) {
    case 'ProjectPaused':
      return withProject(state, { state: 'paused' })
    case 'ProjectResumed':
      return withProject(state, { state: 'running' })
    case 'FeeLowered':
      return withProject(state, { feeBps: event.args.feeBps })
    case 'FeesSwept':
      return withProject(state, { buckets: { ...project.buckets, fees: project.buckets.fees - event.args.amount } })
    case 'CreditWithdrawn':
      return reduceWithdrawal(state, event.args)
    case 'ProjectClosed': {
      const buckets = { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }
      return { ...withProject(state, { buckets, clientCredit: 0n, burnCredit: 0n }), closed: true }
    }
    case 'OfferMade':
      return reduceOffer(state, event.args)
    case 'OfferWithdrawn':
    case 'EngagementDismissed': {
      const { [event.args.freelancer]: _, ...engagements } = state.engagements
      return withProject({ ...state, engagements }, { engagements: project.engagements - 1n })
    }
    default:
      return 'freelancer' in event.args ? reduceEngagement(state, event as EngagementEvent) : state
  }
}

function reduceOffer(state: ProjectState, args: ArgsOf<'OfferMade'>): ProjectState {
  const { freelancer, version, ...terms } = args
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
  const { offers, engagements } = state.project
  return withProject(withRecord(state, record), { offers: offers + 1n, engagements: engagements + 1n })
}

function reduceWithdrawal(state: ProjectState, { account, amount }: ArgsOf<'CreditWithdrawn'>): ProjectState {
  const { client, burn, buckets } = state.project
  const paid = withProject(state, { buckets: { ...buckets, credits: buckets.credits - amount } })
  if (account === client) return withProject(paid, { clientCredit: 0n })
  if (account === burn) return withProject(paid, { burnCredit: 0n })
  const record = state.engagements[account]
  return record ? withRecord(paid, { ...record, credit: 0n }) : paid
}

type EngagementEvent = Extract<EscrowEvent, { args: { freelancer: Address } }>

function reduceEngagement(state: ProjectState, event: EngagementEvent): ProjectState {
  const record = state.engagements[event.args.freelancer]
  if (!record) return state
  const { project } = state
  const { milestone } = record
  switch (event.name) {
    case 'OfferAccepted':
      return moved(state, { ...record, state: 'hired' }, event, 'waiting_to_start_new_milestone')
    case 'FreelancerLeft':
      return moved(state, { ...record, state: 'ended' }, event, 'none')
    case 'MilestoneStarted': {
      const { freelancer: _f, version: _v, milestone: number, ...facts } = event.args
      const opened = { number, ...facts, submittedAt: 0n, disputedAt: 0n, evidence: new Uint8Array(32) }
      const { active, buckets } = project
      const escrowed = buckets.escrowed + facts.amount + facts.feeLocked
      const funded = withProject(state, { active: active + 1n, buckets: { ...buckets, escrowed } })
      return moved(funded, { ...record, milestone: opened }, event, 'running_milestone')
    }
    case 'DeadlineExtended':
      if (!milestone) return state
      return withRecord(state, { ...record, milestone: { ...milestone, deadline: event.args.deadline } })
    case 'MilestoneSubmitted': {
      if (!milestone) return state
      const { submittedAt, evidence } = event.args
      const submitted = { ...milestone, submittedAt, evidence, cancelableUntil: 0n }
      return moved(state, { ...record, milestone: submitted }, event, 'submitted_milestone')
    }
    case 'ChangesRequested': {
      if (!milestone) return state
      const reopened = { ...milestone, deadline: event.args.deadline, submittedAt: 0n }
      const changed = { ...record, revisions: record.revisions + 1n, milestone: reopened }
      return moved(state, changed, event, 'running_milestone')
    }
    case 'MilestoneDisputed': {
      if (!milestone) return state
      const { buckets } = project
      const held = milestone.amount + milestone.feeLocked
      const frozen = { ...buckets, escrowed: buckets.escrowed - held, disputed: buckets.disputed + held }
      const disputed = { ...milestone, disputedAt: event.args.disputedAt }
      return moved(
        withProject(state, { buckets: frozen }),
        { ...record, milestone: disputed },
        event,
        'disputed_milestone',
      )
    }
    case 'SettlementProposed': {
      const { actor: author, release, accomplished, expiresAt, version } = event.args
      return withRecord(state, { ...record, proposal: { author, release, accomplished, expiresAt, version } })
    }
    case 'MilestoneClosed':
      return reduceClosing(state, record, event)
    default:
      return state
  }
}

function reduceClosing(
  state: ProjectState,
  record: EngagementRecord,
  event: Extract<EscrowEvent, { name: 'MilestoneClosed' }>,
): ProjectState {
  const { outcome, accomplished, toProtocol, clientCredit, freelancerCredit, burnCredit } = event.args
  const { project } = state
  const { buckets } = project
  const { milestone } = record
  if (!milestone) return state
  const held = milestone.amount + milestone.feeLocked
  const wasDisputed = record.milestoneState === 'disputed_milestone'
  const emptied = withProject(state, {
    active: project.active - 1n,
    buckets: {
      escrowed: buckets.escrowed - (wasDisputed ? 0n : held),
      disputed: buckets.disputed - (wasDisputed ? held : 0n),
      fees: buckets.fees + toProtocol,
      credits: buckets.credits + clientCredit + freelancerCredit + burnCredit,
    },
    clientCredit: project.clientCredit + clientCredit,
    burnCredit: project.burnCredit + burnCredit,
  })
  const closed: EngagementRecord = {
    ...record,
    accomplished: record.accomplished + (accomplished ? 1n : 0n),
    clientCancels: outcome === 'cancelledByClient' ? countCancel(record.clientCancels) : record.clientCancels,
    revisions: 0n,
    milestone: undefined,
    credit: record.credit + freelancerCredit,
  }
  return moved(emptied, closed, event, 'waiting_to_start_new_milestone')
}

/** A change of state: the event's version, and any proposal is void. */
function moved(
  state: ProjectState,
  record: EngagementRecord,
  { args: { version } }: EngagementEvent,
  milestoneState: MilestoneState,
): ProjectState {
  return withRecord(state, { ...record, version, milestoneState, proposal: undefined })
}

function withProject(state: ProjectState, change: Partial<Project>): ProjectState {
  return { ...state, project: { ...state.project, ...change } }
}

function withRecord(state: ProjectState, record: EngagementRecord): ProjectState {
  return { ...state, engagements: { ...state.engagements, [record.freelancer]: record } }
}
