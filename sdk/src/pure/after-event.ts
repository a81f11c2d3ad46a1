import type { ProtocolEvent } from '../events/protocol-types'
import type { ProjectEvent, ProjectEventArgs } from '../events/types'
import { countCancel } from './money'
import type { Address, Buckets, EngagementRecord, MilestoneState, OpenMilestone, Project } from './types'

/** What the chain holds about a project: all of it follows from the events. */
export interface ProjectState {
  project: Project
  engagements: Readonly<Record<Address, EngagementRecord>>
  /** the project was closed and deleted */
  closed: boolean
}

/** The state of a project after one of its events; an event that is about nothing there is changes nothing. */
export function afterEvent(state: ProjectState, event: ProjectEvent | ProtocolEvent): ProjectState {
  const { project } = state
  switch (event.name) {
    case 'ProjectPaused':
      return withProject(state, { state: 'paused' })
    case 'ProjectResumed':
      return withProject(state, { state: 'running' })
    case 'FeeLowered':
      return withProject(state, { feeBps: event.args.feeBps })
    case 'FeesSwept':
      return withProject(state, { buckets: moneyMoved(project, { fees: -event.args.amount }) })
    case 'CreditWithdrawn':
      return afterWithdrawal(state, event.args)
    case 'ProjectClosed': {
      const buckets = { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }
      return { ...withProject(state, { buckets, clientCredit: 0n, burnCredit: 0n }), closed: true }
    }
    case 'OfferMade':
      return afterOffer(state, event.args)
    default:
      return 'freelancer' in event.args ? afterEngagementEvent(state, event as EngagementEvent) : state
  }
}

function afterOffer(state: ProjectState, args: ProjectEventArgs['OfferMade']): ProjectState {
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

function afterWithdrawal(state: ProjectState, { account, amount }: ProjectEventArgs['CreditWithdrawn']): ProjectState {
  const { client, burn } = state.project
  const paid = withProject(state, { buckets: moneyMoved(state.project, { credits: -amount }) })
  if (account === client) return withProject(paid, { clientCredit: 0n })
  if (account === burn) return withProject(paid, { burnCredit: 0n })
  const record = state.engagements[account]
  return record ? withRecord(paid, { ...record, credit: 0n }) : paid
}

type EngagementEvent = Extract<ProjectEvent, { args: { freelancer: Address } }>

function afterEngagementEvent(state: ProjectState, event: EngagementEvent): ProjectState {
  const { project } = state
  const record = state.engagements[event.args.freelancer]
  if (!record) return state
  switch (event.name) {
    case 'OfferWithdrawn':
    case 'EngagementDismissed': {
      const { [record.freelancer]: _, ...engagements } = state.engagements
      return withProject({ ...state, engagements }, { engagements: project.engagements - 1n })
    }
    case 'OfferAccepted':
      return moved(state, { ...record, state: 'hired' }, event, 'waiting_to_start_new_milestone')
    case 'FreelancerLeft':
      return moved(state, { ...record, state: 'ended' }, event, 'none')
    case 'SettlementProposed': {
      const { freelancer: _f, actor: author, ...offered } = event.args
      return withRecord(state, { ...record, proposal: { author, ...offered } })
    }
    case 'MilestoneStarted': {
      const { freelancer: _f, version: _v, milestone: number, ...facts } = event.args
      const opened = { number, ...facts, submittedAt: 0n, disputedAt: 0n, evidence: new Uint8Array(32) }
      const funded = withProject(state, {
        active: project.active + 1n,
        buckets: moneyMoved(project, { escrowed: facts.amount + facts.feeLocked }),
      })
      return moved(funded, { ...record, milestone: opened }, event, 'running_milestone')
    }
    default:
      return record.milestone ? afterMilestoneEvent(state, record, record.milestone, event) : state
  }
}

/** An event about a milestone that is open. */
function afterMilestoneEvent(
  state: ProjectState,
  record: EngagementRecord,
  milestone: OpenMilestone,
  event: EngagementEvent,
): ProjectState {
  switch (event.name) {
    case 'DeadlineExtended':
      return withRecord(state, { ...record, milestone: { ...milestone, deadline: event.args.deadline } })
    case 'MilestoneSubmitted': {
      const { submittedAt, evidence } = event.args
      const submitted = { ...milestone, submittedAt, evidence, cancelableUntil: 0n }
      return moved(state, { ...record, milestone: submitted }, event, 'submitted_milestone')
    }
    case 'ChangesRequested': {
      const reopened = { ...milestone, deadline: event.args.deadline, submittedAt: 0n }
      const changed = { ...record, revisions: record.revisions + 1n, milestone: reopened }
      return moved(state, changed, event, 'running_milestone')
    }
    case 'MilestoneDisputed': {
      const held = milestone.amount + milestone.feeLocked
      const frozen = withProject(state, { buckets: moneyMoved(state.project, { escrowed: -held, disputed: held }) })
      const disputed = { ...milestone, disputedAt: event.args.disputedAt }
      return moved(frozen, { ...record, milestone: disputed }, event, 'disputed_milestone')
    }
    case 'MilestoneClosed':
      return afterClosing(state, record, milestone, event)
    default:
      return state
  }
}

function afterClosing(
  state: ProjectState,
  record: EngagementRecord,
  milestone: OpenMilestone,
  event: Extract<ProjectEvent, { name: 'MilestoneClosed' }>,
): ProjectState {
  const { outcome, accomplished, toProtocol, clientCredit, freelancerCredit, burnCredit } = event.args
  const { project } = state
  const held = -(milestone.amount + milestone.feeLocked)
  const emptied = withProject(state, {
    active: project.active - 1n,
    buckets: moneyMoved(project, {
      [record.milestoneState === 'disputed_milestone' ? 'disputed' : 'escrowed']: held,
      fees: toProtocol,
      credits: clientCredit + freelancerCredit + burnCredit,
    }),
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

/** The buckets after USDC came into some of them, or left them. */
function moneyMoved({ buckets }: Project, change: Partial<Buckets>): Buckets {
  const { escrowed = 0n, disputed = 0n, fees = 0n, credits = 0n } = change
  return {
    escrowed: buckets.escrowed + escrowed,
    disputed: buckets.disputed + disputed,
    fees: buckets.fees + fees,
    credits: buckets.credits + credits,
  }
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
