import { readProject } from '../internal/chain'
import { accountOf } from '../internal/codec'
import type { EscrowContext } from '../internal/context'
import { algodOf, askFor } from '../internal/context'
import type { Address, Project } from '../pure/types'

/** Which projects to list. */
export interface ListProjectsParameters {
  client?: Address
  arbiter?: Address
}

/**
 * The projects of the Protocol: the apps its account created, which is what makes them genuine.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { listProjects } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, client: string): Promise<void> {
 *   for (const { id, state } of await listProjects(escrow, { client })) console.log(id, state)
 * }
 * ```
 */
export async function listProjects(context: EscrowContext, filter: ListProjectsParameters = {}): Promise<Project[]> {
  const protocol = accountOf(context.protocol)
  const { createdApps = [] } = await askFor(algodOf(context).accountInformation(protocol))
  const projects = await Promise.all(createdApps.map(({ id }) => readProject(context, id)))
  const { client, arbiter } = filter
  return projects.filter(
    (project) =>
      (client === undefined || project.client === client) && (arbiter === undefined || project.arbiter === arbiter),
  )
}
