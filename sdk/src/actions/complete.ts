import { bytesToBase64 } from 'algosdk'
import { ExpiredError, InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { filled } from '../errors/told'
import type { EscrowAccount, EscrowContext } from '../internal/context'
import { readParams } from '../internal/define'
import type { NodeParams } from '../internal/plan'
import type { PreparedAction } from '../internal/prepared'
import { restore } from '../internal/restore'
import type { ActionResult } from '../internal/send'
import { checkSigned, findConfirmed, resultOf, sign, submitSigned } from '../internal/send'

/**
 * Send a prepared action, or find out what became of it: after a crash, a lost connection, or simply later. However
 * often it is called, it has one effect.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { approve, complete } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef, disk: Map<string, string>) {
 *   const prepared = await approve.prepare(client, engagement)
 *   disk.set('pending', prepared.stored)
 *   return complete(client, disk.get('pending') ?? prepared)
 * }
 * ```
 */
export async function complete<X extends object = object>(
  account: EscrowAccount,
  action: PreparedAction<X> | string,
): Promise<ActionResult & X> {
  const prepared = typeof action === 'string' ? (restore(action) as PreparedAction<X>) : action
  const info = await findConfirmed(account, prepared.transactionId)
  if (info) return resultOf(prepared, info)
  if (prepared.sender !== account.address) {
    throw new InputError(filled(REASONS.ofAnother, [prepared.sender, account.address]), REASONS.itsClient)
  }
  const { firstValid: lastRound } = await paramsOfItsNetwork(account, prepared)
  if (lastRound >= prepared.lastValid) throw new ExpiredError(prepared.lastValid)
  return submitSigned(account, prepared, await sign(prepared, account.signer))
}

/**
 * Send a prepared action that was signed elsewhere: offline, or by the members of a multisig one after the other.
 * @example
 * ```ts
 * import type { EscrowContext, PreparedAction } from '@holdfast/sdk'
 * import { submitPrepared } from '@holdfast/sdk'
 * export const example = (escrow: EscrowContext, prepared: PreparedAction, signed: Uint8Array[]) =>
 *   submitPrepared(escrow, prepared, signed)
 * ```
 */
export async function submitPrepared<X extends object = object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
  signed: readonly Uint8Array[],
): Promise<ActionResult & X> {
  const checked = checkSigned(prepared, signed)
  await paramsOfItsNetwork(context, prepared)
  return submitSigned(context, prepared, checked)
}

/** Asks the node, and refuses one of another network than the action was prepared for. */
function paramsOfItsNetwork(context: EscrowContext, { transactions }: PreparedAction): Promise<NodeParams> {
  const { genesisHash = new Uint8Array(), genesisID = '' } = transactions[0] ?? {}
  return readParams({ ...context, genesisHash: bytesToBase64(genesisHash), network: genesisID })
}
