import { bytesToBase64 } from 'algosdk'
import { ExpiredError, InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { filled } from '../errors/told'
import type { EscrowAccount, EscrowContext } from '../internal/context'
import { algodOf, askFor } from '../internal/context'
import { readParams } from '../internal/define'
import type { PreparedAction } from '../internal/prepared'
import { restore } from '../internal/restore'
import type { ActionResult } from '../internal/send'
import { checkSigned, confirm, findSent, sign, submitSigned } from '../internal/send'
import { checkGiven } from '../pure/check'

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
  const prepared = typeof action === 'string' ? (restore(action) as PreparedAction<X>) : checkGiven('action', action)
  const { sender } = prepared
  return finish(account, prepared, () => {
    if (sender !== account.address)
      throw new InputError(filled(REASONS.ofAnother, [sender, account.address]), REASONS.itsClient)
    return sign(prepared, account.signer)
  })
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
  checkGiven('prepared', prepared)
  return finish(context, prepared, () => checkSigned(prepared, checkGiven('signed', signed)))
}

/** Waits for what was sent already, and asks for signatures only where the network can still take them. */
async function finish<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
  signatures: () => Uint8Array[] | Promise<Uint8Array[]>,
): Promise<ActionResult & X> {
  const { transactions, transactionId, lastValid, sender, signedBy } = prepared
  if (await findSent(context, transactionId)) return confirm(context, prepared)
  const { genesisHash = new Uint8Array(), genesisID = '' } = transactions[0] ?? {}
  const network = { ...context, genesisHash: bytesToBase64(genesisHash), network: genesisID }
  if ((await readParams(network)).firstValid >= lastValid) throw new ExpiredError(lastValid)
  const { authAddr = sender } = await askFor(algodOf(context).accountInformation(sender))
  if (String(authAddr) !== signedBy) throw new InputError(filled(REASONS.rekeyed, [sender]), REASONS.prepareAgain)
  return submitSigned(context, prepared, await signatures())
}
