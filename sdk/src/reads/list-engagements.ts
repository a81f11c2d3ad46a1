import { encodeAddress } from 'algosdk'
import { findEngagement, readProject } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import { algodOf, askFor } from '../internal/context'
import { viewOf } from '../pure/engagement'
import type { Engagement, ProjectRef } from '../pure/types'

/**
 * All engagements of a project, from its boxes; no indexer is asked.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { listEngagements } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, project: bigint): Promise<void> {
 *   for (const { freelancer, status } of await listEngagements(escrow, project)) console.log(freelancer, status)
 * }
 * ```
 */
export async function listEngagements(context: EscrowContext, ref: ProjectRef): Promise<Engagement[]> {
  const project = await readProject(context, ref)
  const { boxes } = await askFor(algodOf(context).getApplicationBoxes(project.id))
  const engagements = await Promise.all(
    // The name of a box is `e` and the freelancer's public key.
    boxes.map(({ name }) => findEngagement(context, { project, freelancer: encodeAddress(name.slice(1)) }, project)),
  )
  // One may have been dismissed between the two reads.
  return engagements.filter((engagement) => !!engagement).map(viewOf)
}
