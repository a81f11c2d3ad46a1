import type { World } from './calls'
import type { Engagement, EngagementRecord, EngagementStatus, MilestoneState, Project } from './types'

/** An engagement as an app shows it, from what the chain holds about it. */
export function viewOf(project: Project, record: EngagementRecord, joined: boolean): Engagement {
  const { state, milestoneState, accomplished, terms } = record
  return {
    ...record,
    project,
    joined,
    departed: state === 'hired' && !joined,
    status: state === 'hired' ? statusOf(milestoneState) : state,
    approved: !record.milestone && accomplished === BigInt(terms.schedule.length),
  }
}

/** The milestone's state in one word: its first, but for the one that asks somebody to act. */
function statusOf(milestoneState: MilestoneState): EngagementStatus {
  const [word] = milestoneState.split('_')
  return word === 'submitted' ? 'for_review' : (word as EngagementStatus)
}

/** What the box of an engagement costs in microALGO: 2,500 + 400 a byte of its 33-byte key and 177 + 16n bytes. */
export function boxDepositOf(milestones: number): bigint {
  return 86_500n + 6_400n * BigInt(milestones)
}

/** The world as seen from one engagement: all an exit of it depends on. */
export function worldOf(engagement: Engagement, now: bigint, unpayable: ReadonlySet<string> = new Set()): World {
  const { project, freelancer } = engagement
  return {
    ...emptyWorldOf(project, now),
    engagements: { [freelancer]: engagement },
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
