import { proposeSettlement } from '../actions/propose-settlement'
import { readEngagement } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import { NO_AMOUNTS } from '../pure/amounts'
import type { Quote } from '../internal/quote'
import { splitRelease } from '../pure/money'
import type { EngagementRef } from '../pure/types'

/**
 * What a settlement, or a ruling, that releases a part of the amount would pay, and what stands in the way of proposing it.
 * @param release USDC base units released to the freelancer, before the fee
 * @example
 * ```ts
 * import type { EngagementRef, EscrowContext } from '@holdfast/sdk'
 * import { formatUsdc, quoteSettlement, usdc } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, engagement: EngagementRef): Promise<void> {
 *   const { payouts } = await quoteSettlement(escrow, engagement, usdc('150'))
 *   console.log(formatUsdc(payouts.client), formatUsdc(payouts.freelancer))
 * }
 * ```
 */
export async function quoteSettlement(context: EscrowContext, ref: EngagementRef, release: bigint): Promise<Quote> {
  const engagement = await readEngagement(context, ref)
  const { project, milestone } = engagement
  const quote = await proposeSettlement.quote({ ...context, address: project.client }, engagement, { release })
  const fits = milestone && release <= milestone.amount
  return { ...quote, payouts: fits ? splitRelease({ ...milestone, feeBps: project.feeBps }, release) : NO_AMOUNTS }
}
