import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { shareOf, splitRelease } from '../pure/money'
import { resolveByDefaultRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Close a dispute the arbiter left unanswered for 30 days, by the agreed release; anyone may.
 * Codes: versionConflict, noEngagement, notHired, notDisputed, arbitrationNotOver.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { resolveByDefault } from '@holdfast/sdk'
 * export async function example(anyone: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await resolveByDefault.prepare(anyone, engagement)
 *   console.log(summary.title, summary.lines)
 *   await resolveByDefault(anyone, engagement)
 * }
 * ```
 */
export const resolveByDefault = /* @__PURE__ */ defineAction(
  (account, ref: EngagementRef, options: ActionOptions = {}) =>
    planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
      const { project, freelancer } = engagement
      return {
        call: { verb: 'resolveByDefault', ...on },
        rule: resolveByDefaultRule,
        exit: (stake) => splitRelease(stake, shareOf(stake.amount, engagement.terms.silenceRelease)),
        step: call(project.id, 'resolveByDefault(address,uint64)void', [freelancer, version]),
        title: `Close the dispute about ${milestoneOf(engagement)}: the arbiter was silent`,
      }
    }),
)
