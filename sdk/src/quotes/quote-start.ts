import { start } from '../actions/start'
import { readEngagement } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import type { Quote } from '../internal/quote'
import { maxCancelInterval } from '../pure/money'
import type { EngagementRef } from '../pure/types'

/** What starting the next milestone takes, and for how long it could be cancelled. */
export interface StartQuote extends Quote {
  /** MAX_CL in seconds: for how long after the start the client may cancel */
  cancelInterval: bigint
}

/**
 * What starting the next milestone takes from the client, what of it comes back, and what stands in the way.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowContext } from '@holdfast/sdk'
 * import { formatUsdc, quoteStart } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, engagement: EngagementRef): Promise<void> {
 *   const { deposit, blockers } = await quoteStart(escrow, engagement)
 *   console.log(formatUsdc(deposit.usdc), blockers.map(({ shortMessage }) => shortMessage))
 * }
 * ```
 */
export async function quoteStart(context: EscrowContext, ref: EngagementRef): Promise<StartQuote> {
  const engagement = await readEngagement(context, ref)
  const { project, terms, accomplished, clientCancels } = engagement
  const quote = await start.quote({ ...context, address: project.client }, engagement)
  const next = terms.schedule[Number(accomplished)]
  return { ...quote, cancelInterval: next ? maxCancelInterval(next.duration, accomplished, clientCancels) : 0n }
}
