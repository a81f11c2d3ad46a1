import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { checkNumber } from '../pure/check'
import { splitCancel } from '../pure/money'
import { cancelByClientRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `cancelByClient`. */
export interface CancelOptions extends ActionOptions {
  /** the least the client accepts in USDC base units; what the present tier returns unless given */
  minRefund?: bigint
}

/**
 * Cancel a running milestone that was never submitted; the later, the more goes to the freelancer.
 * Codes: notClient, noEngagement, versionConflict, notHired, notRunning, cancelWindowClosed, refundBelowMinimum.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { cancelByClient, formatUsdc } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { paid } = await cancelByClient(client, engagement)
 *   console.log(`${formatUsdc(paid.client)} USDC came back`)
 * }
 * ```
 */
export const cancelByClient = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: CancelOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, now, version, on }) => {
    const { project, freelancer, milestone } = engagement
    const expected = milestone
      ? splitCancel({ ...milestone, feeBps: project.feeBps }, now - milestone.startedAt).client
      : 0n
    const minRefund = checkNumber('minRefund', options.minRefund ?? expected)
    return {
      call: { verb: 'cancelByClient', ...on, minRefund },
      rule: cancelByClientRule,
      exit: splitCancel,
      step: call(project.id, 'cancelByClient(address,uint64,uint64)void', [freelancer, version, minRefund]),
      title: `Cancel ${milestoneOf(engagement)}`,
      lines: ['If a later tier applies by then, the call fails and nothing is lost.'],
    }
  }),
)
