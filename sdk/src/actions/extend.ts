import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { dateOf } from '../internal/words'
import { checkNumber } from '../pure/check'
import { extendRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `extend`. */
export interface ExtendOptions extends ActionOptions {
  /** the new deadline in unix seconds: later than the present one, at most 2 years from now */
  deadline: bigint
}

/**
 * Give the freelancer more time; the right to cancel does not come back.
 * Codes: notClient, noEngagement, versionConflict, notHired, notRunning, badDeadline.
 * @example
 * ```ts
 * import type { Engagement, EscrowAccount } from '@holdfast/sdk'
 * import { days, extend } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: Engagement): Promise<void> {
 *   const { deadline = 0n } = engagement.milestone ?? {}
 *   await extend(client, engagement, { deadline: deadline + days(7) })
 * }
 * ```
 */
export const extend = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ExtendOptions) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    const deadline = checkNumber('deadline', options.deadline)
    return {
      call: { verb: 'extend', ...on, deadline },
      rule: extendRule,
      events: ['DeadlineExtended'],
      step: call(project.id, 'extend(address,uint64,uint64)void', [freelancer, version, deadline]),
      title: `Extend ${milestoneOf(engagement)}`,
      lines: [`The deadline moves to ${dateOf(deadline)}.`],
    }
  }),
)
