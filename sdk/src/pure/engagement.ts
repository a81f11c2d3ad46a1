import type { World } from './calls'
import type { Engagement, EngagementRecord, EngagementStatus, Project } from './types'

const STATUS: Record<EngagementRecord['milestoneState'], EngagementStatus> = {
  none: 'offered',
  waiting_to_start_new_milestone: 'waiting',
  running_milestone: 'running',
  submitted_milestone: 'for_review',
  disputed_milestone: 'disputed',
}

/** An engagement as an app shows it, from what the chain holds about it. */
export function viewOf(project: Project, record: EngagementRecord, joined: boolean): Engagement {
  const { state, milestoneState, accomplished, terms } = record
  return {
    ...record,
    project,
    joined,
    departed: state === 'hired' && !joined,
    status: state === 'hired' ? STATUS[milestoneState] : state,
    approved: !record.milestone && accomplished === BigInt(terms.schedule.length),
  }
}

/** What the box of an engagement costs in microALGO: 2,500 + 400 a byte of its 33-byte key and 177 + 16n bytes. */
export function boxDepositOf(milestones: number): bigint {
  return 2_500n + 400n * (33n + 177n + 16n * BigInt(milestones))
}

/** The world as seen from one engagement: all an exit of it depends on. */
export function worldOf(engagement: Engagement, now: bigint, unpayable: ReadonlySet<string> = new Set()): World {
  const { project, freelancer } = engagement
  return {
    ...emptyWorldOf(project, now),
    engagements: { [freelancer]: recordOf(engagement) },
    optedIn: new Set(engagement.joined ? [freelancer] : []),
    unpayable,
  }
}

/** The world of a project without its engagements. */
export function emptyWorldOf(project: Project, now: bigint): World {
  return {
    now,
    project,
    engagements: {},
    optedIn: new Set(),
    unpayable: new Set(),
    frozen: false,
    donated: 0n,
    boxDeposit: boxDepositOf,
  }
}

function recordOf(engagement: Engagement): EngagementRecord {
  const { freelancer, version, state, milestoneState, terms, accomplished } = engagement
  const { clientCancels, revisions, milestone, credit, proposal } = engagement
  return {
    ...{ freelancer, version, state, milestoneState, terms, accomplished },
    ...{ clientCancels, revisions, milestone, credit, proposal },
  }
}
