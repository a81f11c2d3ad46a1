import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { splitRefund } from '../pure/money'
import { cancelByFreelancerRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Give a running milestone up: the client gets the amount back.
 * Codes: versionConflict, noEngagement, notHired, freelancerDeparted, notRunning.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { cancelByFreelancer } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await cancelByFreelancer.prepare(freelancer, engagement)
 *   console.log(summary.title, summary.lines)
 *   await cancelByFreelancer(freelancer, engagement)
 * }
 * ```
 */
export const cancelByFreelancer = /* @__PURE__ */ defineAction(
  (account, ref: EngagementRef, options: FreelancerOptions = {}) =>
    planWithRejoin(account, ref, options, ({ engagement, version, on: { sender } }) => {
      const { project } = engagement
      return {
        call: { verb: 'cancelByFreelancer', sender, version },
        rule: cancelByFreelancerRule,
        exit: splitRefund,
        step: call(project.id, 'cancelByFreelancer(uint64)void', [version]),
        title: `Give up ${milestoneOf(engagement)}`,
      }
    }),
)
