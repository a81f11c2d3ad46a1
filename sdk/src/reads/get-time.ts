import { readNow } from '../internal/chain'
import type { EscrowContext } from '../internal/context'

/**
 * The time a call would see now, in unix seconds: that of the last block, which is what every deadline is compared with.
 * @example
 * ```ts
 * import type { Engagement, EscrowContext } from '@holdfast/sdk'
 * import { getTime, nextActions } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, engagement: Engagement, actor: string): Promise<void> {
 *   console.log(nextActions(engagement, actor, await getTime(escrow)))
 * }
 * ```
 */
export function getTime(context: EscrowContext): Promise<bigint> {
  return readNow(context)
}
