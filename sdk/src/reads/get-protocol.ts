import type { EscrowContext } from '../internal/context'
import type { Protocol } from '../internal/protocol'
import { readProtocol } from '../internal/protocol'

/**
 * The Protocol: its fee, admin, treasury, burn address and active template.
 * @example
 * ```ts
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { getProtocol } from '@holdfast/sdk'
 * export async function example(escrow: EscrowContext): Promise<void> {
 *   const { feeBps } = await getProtocol(escrow)
 *   console.log(`new projects pay ${feeBps} basis points on each side`)
 * }
 * ```
 */
export function getProtocol(context: EscrowContext): Promise<Protocol> {
  return readProtocol(context)
}
