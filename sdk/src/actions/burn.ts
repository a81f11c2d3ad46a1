import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { splitBurn } from '../pure/money'
import { burnRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Refuse a submitted milestone for good, in a project without arbiter: neither party gets the amount.
 * Codes: notClient, burnDisabled, versionConflict, noEngagement, notHired, notSubmitted, reviewOver.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { burn } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await burn.prepare(client, engagement)
 *   console.log(summary.title, summary.lines)
 *   await burn(client, engagement)
 * }
 * ```
 */
export const burn = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'burn', ...on },
      rule: burnRule,
      exit: splitBurn,
      step: call(project.id, 'burn(address,uint64)void', [freelancer, version]),
      title: `BURN ${milestoneOf(engagement)}: neither party gets the amount`,
    }
  }),
)
