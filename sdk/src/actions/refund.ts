import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { splitRefund } from '../pure/money'
import { refundRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Take the money back after the deadline, or from a freelancer who left and never submitted.
 * Codes: notClient, versionConflict, noEngagement, notHired, notRunning, deadlineNotReached.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { refund } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await refund.prepare(client, engagement)
 *   console.log(summary.title, summary.lines)
 *   await refund(client, engagement)
 * }
 * ```
 */
export const refund = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'refund', ...on },
      rule: refundRule,
      exit: splitRefund,
      step: call(project.id, 'refund(address,uint64)void', [freelancer, version]),
      title: `Take back the money of ${milestoneOf(engagement)}`,
    }
  }),
)
