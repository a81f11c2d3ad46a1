import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { splitApproval } from '../pure/money'
import { approveRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Accept what was submitted: the freelancer is paid at once.
 * Codes: notClient, versionConflict, noEngagement, notHired, notSubmitted.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { approve } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await approve.prepare(client, engagement)
 *   console.log(summary.title, summary.lines)
 *   await approve(client, engagement)
 * }
 * ```
 */
export const approve = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'approve', ...on },
      rule: approveRule,
      exit: splitApproval,
      step: call(project.id, 'approve(address,uint64)void', [freelancer, version]),
      title: `Approve ${milestoneOf(engagement)}`,
    }
  }),
)
