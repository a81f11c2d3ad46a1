import { NotGenuineError, ProjectGoneError } from '../errors/input'
import { readProject } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import type { ProjectRef } from '../pure/types'

/** What `verifyProject` finds. */
export type Verification = { genuine: true } | { genuine: false; error: NotGenuineError | ProjectGoneError }

/**
 * Whether an app was created by this Protocol and runs a published program: only both together make it genuine.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { verifyProject } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, id: bigint): Promise<void> {
 *   const found = await verifyProject(escrow, id)
 *   if (!found.genuine) console.log(found.error.shortMessage)
 * }
 * ```
 */
export async function verifyProject(context: EscrowContext, project: ProjectRef): Promise<Verification> {
  try {
    await readProject(context, project)
    return { genuine: true }
  } catch (error) {
    if (error instanceof NotGenuineError || error instanceof ProjectGoneError) return { genuine: false, error }
    throw error
  }
}
