import { cancelByClient } from '../actions/cancel-by-client'
import { readEngagement, readNow } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import type { Quote } from '../internal/quote'
import type { CancelOption } from '../pure/cancel-plan'
import { cancelAt } from '../pure/cancel-plan'
import { checkNumber } from '../pure/check'
import type { EngagementRef } from '../pure/types'

/** What a client's cancel pays, now or later, what stands in the way then, and when the next tier begins. */
export interface CancelQuote extends Quote {
  /** the second it is for */
  at: bigint
  /** when the next tier begins, and what it pays */
  next: CancelOption['next']
  /** last second in which the client can cancel; undefined when it is over */
  until: bigint | undefined
}

/**
 * What the client's cancel costs and pays now or at any later time, if nothing else changes: what stands in the way then,
 * and when the next tier begins.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowContext } from '@holdfast/sdk'
 * import { formatUsdc, quoteCancel } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, engagement: EngagementRef): Promise<void> {
 *   const { payouts, next } = await quoteCancel(escrow, engagement)
 *   console.log(`${formatUsdc(payouts.client)} USDC now`, next && `less from ${next.at} on`)
 * }
 * ```
 */
export async function quoteCancel(
  context: EscrowContext,
  ref: EngagementRef,
  { at }: { at?: bigint } = {},
): Promise<CancelQuote> {
  const [engagement, now] = await Promise.all([readEngagement(context, ref), readNow(context)])
  const asOf = checkNumber('at', at ?? now)
  const quote = await cancelByClient.quote({ ...context, asOf, address: engagement.project.client }, engagement)
  const then = cancelAt(engagement, asOf)
  return { ...quote, at: asOf, next: then?.next, until: then?.until }
}
