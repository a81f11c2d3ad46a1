import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { depositReturned } from '../internal/deposit'
import { planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { withdrawOfferRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/**
 * Take back an offer that was not accepted; the deposit of its box returns.
 * Codes: notClient, noEngagement, versionConflict, notOffered.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { withdrawOffer } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await withdrawOffer.prepare(client, engagement)
 *   console.log(summary.title, summary.lines)
 *   await withdrawOffer(client, engagement)
 * }
 * ```
 */
export const withdrawOffer = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'withdrawOffer', ...on },
      rule: withdrawOfferRule,
      events: ['OfferWithdrawn'],
      step: call(project.id, 'withdrawOffer(address,uint64)void', [freelancer, version], { inner: 1 }),
      title: 'Withdraw the offer',
      ...depositReturned(engagement),
    }
  }),
)
