import { NotGenuineError, ProjectGoneError } from '../errors/input'
import { readProject } from '../internal/chain'
import { accountOf } from '../internal/codec'
import type { EscrowContext } from '../internal/context'
import { algodOf, askFor } from '../internal/context'
import { checkAddress } from '../pure/check'
import type { Address, Project } from '../pure/types'

/** Which projects to list. */
export interface ListProjectsParameters {
  client?: Address
  arbiter?: Address
}

/**
 * The genuine projects of the Protocol: the apps its account created that run a published program.
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
  const wanted = Object.entries(filter).filter(([, address]) => address !== undefined) as [
    keyof typeof filter,
    Address,
  ][]
  for (const [role, address] of wanted) checkAddress(role, address)
  const protocol = accountOf(context.protocol)
  const { createdApps = [] } = await askFor(algodOf(context).accountInformation(protocol))
  const projects = await Promise.all(createdApps.map(({ id }) => readProject(context, id).catch(leaveOut)))
  return projects
    .filter((project) => !!project)
    .filter((project) => wanted.every(([role, address]) => project[role] === address))
}

/** One may have been closed between the two reads, and one that runs another program must not hide the rest. */
function leaveOut(error: unknown): undefined {
  if (!(error instanceof NotGenuineError || error instanceof ProjectGoneError)) throw error
}
