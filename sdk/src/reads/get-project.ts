import { readProject } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import type { Project, ProjectRef } from '../pure/types'

/**
 * A project: its parties, fee, buckets and counters. Refuses an app that is not genuine.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { formatUsdc, getProject } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, id: bigint): Promise<void> {
 *   const { buckets } = await getProject(escrow, id)
 *   console.log(`${formatUsdc(buckets.escrowed)} USDC in escrow`)
 * }
 * ```
 */
export function getProject(context: EscrowContext, project: ProjectRef): Promise<Project> {
  return readProject(context, project)
}
