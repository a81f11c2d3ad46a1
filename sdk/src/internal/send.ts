import type { modelsv2, SignedTransaction, Transaction, TransactionSigner } from 'algosdk'
import { decodeSignedTransaction, multisigAddress, verifyMultisig } from 'algosdk'
import { EscrowError } from '../errors/base'
import { decodeError } from '../errors/decode'
import {
  BadSignatureError,
  ExpiredError,
  LyingNodeError,
  SignatureFeeError,
  SignatureRejectedError,
  UnconfirmedError,
} from '../errors/input'
import * as REASONS from '../errors/reasons'
import { totalOf } from '../pure/amounts'
import { attempt } from '../pure/attempt'
import type { Address } from '../pure/types'
import type { EscrowContext } from './context'
import { algodOf, ask, askFor, ATTEMPTS, statusOf } from './context'
import type { Outcome } from './outcome'
import { outcomeOf } from './outcome'
import type { PreparedAction } from './prepared'

/** What every action returns once it is confirmed. */
export interface ActionResult extends Omit<Outcome, 'extras'> {
  verb: string
  transactionId: string
  confirmedRound: bigint
  /** microALGO paid for the group */
  fee: bigint
}

/** Asks the signer, and checks that it signed these transactions and no others. */
export async function sign(prepared: PreparedAction, signer: TransactionSigner): Promise<Uint8Array[]> {
  const { transactions } = prepared
  try {
    return checkSigned(prepared, await signer([...transactions], [...transactions.keys()]))
  } catch (error) {
    throw error instanceof EscrowError ? error : new SignatureRejectedError(error)
  }
}

/** Refuses signatures for anything but the prepared group. */
export function checkSigned(
  { transactions, signedBy, signature }: PreparedAction,
  signed: readonly (Uint8Array | null | undefined)[],
): Uint8Array[] {
  return transactions.map((transaction, i) => {
    const blob = signed[i] as Uint8Array
    const found = attempt(() => decodeSignedTransaction(blob))
    if (found?.pqsig && !signature) throw new SignatureFeeError()
    const why = found ? whyRefused(found, transaction, signedBy) : REASONS.unsigned
    if (why) throw new BadSignatureError(why, i + 1, signedBy)
    return blob
  })
}

/** What the ledger would refuse about a signature, as far as it can be told without asking. */
function whyRefused(found: SignedTransaction, asked: Transaction, signedBy: Address): string | undefined {
  const { txn, sig, msig, lsig, pqsig, sgnr = txn.sender } = found
  if (txn.applicationCall?.rejectVersion !== asked.applicationCall?.rejectVersion) return REASONS.fieldLeftOut
  if (txn.txID() !== asked.txID()) return REASONS.signedAnother
  if (String(sgnr) !== signedBy) return REASONS.otherKey
  // To verify the signature of one key, algosdk has to be told of a multisig account with that key alone.
  const subsig = [{ pk: sgnr.publicKey, s: sig as Uint8Array }]
  const alone = { v: 1, version: 1, thr: 1, threshold: 1, addrs: [sgnr], subsig }
  const { publicKey } = msig ? sgnr : multisigAddress(alone)
  // The node judges programs and post-quantum signatures.
  const isSigned = lsig ?? pqsig ?? verifyMultisig(txn.bytesToSign(), msig ?? alone, publicKey)
  return isSigned ? undefined : REASONS.tooFewSignatures
}

/** Sends a signed group, waits for it, and reads what it did; safe to repeat with the same bytes. */
export async function submitSigned<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
  signed: readonly Uint8Array[],
): Promise<ActionResult & X> {
  const { transactionId } = prepared
  for (let left = ATTEMPTS; ; left--) {
    try {
      await algodOf(context)
        .sendRawTransaction([...signed])
        .do()
      break
    } catch (error) {
      // A refusal may mean that an earlier copy of these bytes is in already, or on its way: the ledger takes them once.
      if (await findSent(context, transactionId).catch(() => undefined)) break
      // A gateway's 5xx says nothing about the transaction, no more than silence does.
      if (Number(statusOf(error)) < 500) throw decodeError(error)
      if (left === 1) throw new UnconfirmedError(transactionId, error)
    }
  }
  return confirm(context, prepared)
}

/** What the node tells about a transaction that is in a block, or on its way into one. */
export async function findSent(
  context: EscrowContext,
  transactionId: string,
): Promise<modelsv2.PendingTransactionResponse | undefined> {
  const info = await ask(algodOf(context).pendingTransactionInformation(transactionId))
  return info?.poolError ? undefined : info
}

/** Waits until the action is in a block, or can never be. */
export async function confirm<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
): Promise<ActionResult & X> {
  const { transactionId, lastValid } = prepared
  const algod = algodOf(context)
  try {
    for (;;) {
      // The round comes first: what is not confirmed after the very last round it could be in never will be.
      const { lastRound } = await askFor(algod.status())
      const info = await findSent(context, transactionId)
      if (info?.confirmedRound) return resultOf(prepared, info)
      if (lastRound > lastValid) throw new ExpiredError(lastValid)
      await askFor(algod.statusAfterBlock(lastRound))
    }
  } catch (error) {
    if (error instanceof EscrowError && error.code !== 'nodeUnreachable') throw error
    throw new UnconfirmedError(transactionId, error)
  }
}

/** Reads the result, and believes no more of it than what fits the action that was sent. */
function resultOf<X extends object>(
  { verb, reading, transactionId, lastValid, quote }: PreparedAction<X>,
  info: modelsv2.PendingTransactionResponse,
): ActionResult & X {
  const confirmedRound = info.confirmedRound ?? 0n
  if (info.txn.txn.txID() !== transactionId) throw new LyingNodeError(REASONS.confirmedAnother)
  if (confirmedRound > lastValid) throw new LyingNodeError(REASONS.confirmedLate)
  const outcome = outcomeOf(reading, info) as Omit<Outcome, 'extras'> & X
  const { events, paid, credited } = outcome
  if (reading.events) {
    const foretold = reading.events.join()
    const logged = events.map(({ name }) => name).join()
    if (foretold !== logged) throw new LyingNodeError(REASONS.otherEvents, logged, foretold)
    // A tier edge may move money between the parties on the way; the sum can never change.
    const atStake = totalOf(quote.payouts)
    const moved = totalOf(paid) + totalOf(credited)
    if (moved !== atStake) throw new LyingNodeError(REASONS.otherAmounts, moved, atStake)
  }
  return { verb, transactionId, confirmedRound, fee: quote.fee, ...outcome }
}
