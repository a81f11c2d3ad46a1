import type { World } from './calls'
import type { Engagement, EngagementOnChain, EngagementStatus, MilestoneState, Project } from './types'

/** An engagement as an app shows it, from what the chain holds about it. */
export function viewOf(engagement: EngagementOnChain): Engagement {
  const { state, milestoneState, milestone, joined, accomplished, terms } = engagement
  return {
    ...engagement,
    departed: state === 'hired' && !joined,
    status: state === 'hired' ? statusOf(milestoneState) : state,
    approved: !milestone && accomplished === BigInt(terms.schedule.length),
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

/** A project as far as it is known, with one engagement at most: all that a call on either depends on. */
export function worldOf(project: Project, now: bigint, engagement?: EngagementOnChain): World {
  return {
    now,
    project,
    engagements: engagement ? { [engagement.freelancer]: engagement } : {},
    optedIn: new Set(engagement?.joined ? [engagement.freelancer] : []),
    unpayable: new Set(),
    frozen: false,
    donated: 0n,
  }
}
