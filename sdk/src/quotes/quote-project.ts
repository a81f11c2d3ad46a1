import type { CreateProjectParameters } from '../actions/create-project'
import { createProject } from '../actions/create-project'
import type { EscrowContext } from '../internal/context'
import type { Quote } from '../internal/quote'
import type { Address } from '../pure/types'

/**
 * What creating a project takes from its client: the fee, and a deposit that all comes back.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { quoteProject } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext, client: string): Promise<void> {
 *   const { fee, deposit } = await quoteProject(escrow, client)
 *   console.log(`${fee} microALGO of fee, ${deposit.algo} of deposit`)
 * }
 * ```
 */
export function quoteProject(
  context: EscrowContext,
  client: Address,
  parameters: CreateProjectParameters = {},
): Promise<Quote> {
  return createProject.quote({ ...context, address: client }, parameters)
}
