import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { depositReturned } from '../internal/deposit'
import { planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { dismissRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * End an engagement between milestones and delete its box; its deposit returns to the client.
 * Codes: notClient, noEngagement, versionConflict, notHired, notWaiting, creditLeft.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { dismiss } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await dismiss.prepare(client, engagement)
 *   console.log(summary.title, summary.lines)
 *   await dismiss(client, engagement)
 * }
 * ```
 */
export const dismiss = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'dismiss', ...on },
      rule: dismissRule,
      events: ['EngagementDismissed'],
      step: call(project.id, 'dismiss(address,uint64)void', [freelancer, version], { inner: 1 }),
      title: 'Dismiss the freelancer: the engagement ends',
      ...depositReturned(engagement),
    }
  }),
)
