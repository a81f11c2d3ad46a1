import { OnApplicationComplete } from 'algosdk'
import type { Call } from '../pure/calls'
import type { EngagementOnChain, EngagementRef } from '../pure/types'
import type { Step } from './call'
import { boxOf, call } from './call'
import { engagementBox } from './codec'
import type { ActionOptions } from './define'
import type { Intent, Situation } from './engagement-plan'
import { planOnEngagement } from './engagement-plan'
import type { Plan, Planner } from './plan'

/** Options of the freelancer's own actions. */
export interface FreelancerOptions extends ActionOptions {
  /** rejoin in the same group, if the local state was cleared */
  rejoin?: boolean
}

/** Local state in a project: the opt-in and two integers, 100,000 + 2 * 28,500. */
export const LOCAL_STATE_RESERVE = 157_000n

/** The call that gives a freelancer back the local state. */
export function rejoinStep({ project, freelancer }: EngagementOnChain): Step {
  return call(project.id, 'rejoin()void', [], {
    onComplete: OnApplicationComplete.OptInOC,
    boxes: [boxOf(engagementBox(freelancer))],
  })
}

/** Plans an action on an engagement before which the freelancer who departed can rejoin. */
export function planWithRejoin<C extends Call>(
  account: Planner,
  ref: EngagementRef,
  options: FreelancerOptions,
  describe: (situation: Situation) => Intent<C> | Promise<Intent<C>>,
): Promise<Plan> {
  return planOnEngagement(account, ref, options, async (situation) => {
    const { engagement } = situation
    const hasDeparted = engagement.state === 'hired' && !engagement.joined
    const isNeeded = options.rejoin && hasDeparted && account.address === engagement.freelancer
    if (!isNeeded) return describe(situation)
    const joined = { ...engagement, joined: true }
    const intent = await describe({ ...situation, engagement: joined })
    const costs = { ...intent.costs, reserve: LOCAL_STATE_RESERVE }
    return { ...intent, engagement: joined, before: [rejoinStep(engagement)], costs }
  })
}
