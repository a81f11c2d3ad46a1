import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { splitApproval } from '../pure/money'
import { claimRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Release a submitted milestone whose review window has passed; anyone may.
 * Codes: versionConflict, noEngagement, notHired, notSubmitted, noReviewWindow, reviewNotOver.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { claim } from '@holdfast/sdk'
 * export async function example(anyone: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await claim.prepare(anyone, engagement)
 *   console.log(summary.title, summary.lines)
 *   await claim(anyone, engagement)
 * }
 * ```
 */
export const claim = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'claim', ...on },
      rule: claimRule,
      exit: splitApproval,
      step: call(project.id, 'claim(address,uint64)void', [freelancer, version]),
      title: `Release ${milestoneOf(engagement)}: its review is over`,
    }
  }),
)
