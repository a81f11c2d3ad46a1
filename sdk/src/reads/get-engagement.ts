import { readEngagement } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import { viewOf } from '../pure/engagement'
import type { Engagement, EngagementRef } from '../pure/types'

/**
 * An engagement with its terms, its open milestone and its project; `status` and `approved` say where it stands.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowContext } from '@holdfast/sdk'
 * import { getEngagement } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, ref: EngagementRef): Promise<void> {
 *   const { status, approved, milestone } = await getEngagement(escrow, ref)
 *   if (status === 'for_review') console.log(approved, milestone?.evidence)
 * }
 * ```
 */
export async function getEngagement(context: EscrowContext, engagement: EngagementRef): Promise<Engagement> {
  return viewOf(await readEngagement(context, engagement))
}
