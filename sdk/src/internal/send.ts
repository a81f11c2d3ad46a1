import type { modelsv2, SignedTransaction, Transaction, TransactionSigner } from 'algosdk'
import { decodeSignedTransaction, verifyMultisig } from 'algosdk'
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
    const blob = signed[i] ?? new Uint8Array()
    const found = attempt(() => decodeSignedTransaction(blob))
    if (found?.pqsig && !signature) throw new SignatureFeeError()
    const why = found ? whyRefused(found, transaction, signedBy) : REASONS.unsigned
    if (why) throw new BadSignatureError(why, i + 1, signedBy)
    return blob
  })
}

/** What the ledger would refuse about a signature, as far as it can be told without asking. */
function whyRefused({ txn, msig, sgnr = txn.sender }: SignedTransaction, asked: Transaction, signedBy: Address) {
  if (txn.applicationCall?.rejectVersion !== asked.applicationCall?.rejectVersion) return REASONS.fieldLeftOut
  if (txn.txID() !== asked.txID()) return REASONS.signedAnother
  if (String(sgnr) !== signedBy) return REASONS.otherKey
  return msig && !verifyMultisig(txn.bytesToSign(), msig, sgnr.publicKey) && REASONS.tooFewSignatures
}

/** Sends a signed group, waits for it, and reads what it did; safe to repeat with the same bytes. */
export async function submitSigned<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
  signed: readonly Uint8Array[],
): Promise<ActionResult & X> {
  await send(context, prepared, signed)
  return confirm(context, prepared)
}

async function send(context: EscrowContext, prepared: PreparedAction, signed: readonly Uint8Array[]): Promise<void> {
  const { transactionId } = prepared
  for (let left = ATTEMPTS; ; left--) {
    try {
      await algodOf(context)
        .sendRawTransaction([...signed])
        .do()
      return
    } catch (error) {
      // A refusal may mean that an earlier copy of these bytes is in already: the ledger takes them once.
      if (await findConfirmed(context, transactionId).catch(() => undefined)) return
      // A gateway's 5xx says nothing about the transaction, no more than silence does.
      if ((statusOf(error) ?? 500) < 500) throw decodeError(error)
      if (left === 1) throw new UnconfirmedError(transactionId, error)
    }
  }
}

/** What the node tells about a transaction, once it is in a block. */
export async function findConfirmed(
  context: EscrowContext,
  transactionId: string,
): Promise<modelsv2.PendingTransactionResponse | undefined> {
  const info = await ask(algodOf(context).pendingTransactionInformation(transactionId))
  return info?.confirmedRound ? info : undefined
}

/** Waits until the action is in a block, or can never be. */
async function confirm<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
): Promise<ActionResult & X> {
  const { transactionId, lastValid } = prepared
  const algod = algodOf(context)
  try {
    for (;;) {
      // The round comes first: what is not confirmed after the very last round it could be in never will be.
      const { lastRound } = await askFor(algod.status())
      const info = await findConfirmed(context, transactionId)
      if (info) return resultOf(prepared, info)
      if (lastRound > lastValid) throw new ExpiredError(lastValid)
      await askFor(algod.statusAfterBlock(lastRound))
    }
  } catch (error) {
    if (error instanceof EscrowError && error.code !== 'nodeUnreachable') throw error
    throw new UnconfirmedError(transactionId, error)
  }
}

/** Reads the result, and believes no more of it than what fits the action that was sent. */
export function resultOf<X extends object>(
  { verb, reading, transactionId, lastValid, quote }: PreparedAction<X>,
  info: modelsv2.PendingTransactionResponse,
): ActionResult & X {
  const { confirmedRound = 0n } = info
  if (info.txn.txn.txID() !== transactionId) throw new LyingNodeError(REASONS.confirmedAnother)
  if (confirmedRound > lastValid) throw new LyingNodeError(REASONS.confirmedLate)
  const outcome = outcomeOf(reading, info) as Omit<Outcome, 'extras'> & X
  const { events, paid, credited } = outcome
  if (reading.events) {
    const [foretold, logged] = [reading.events.join(), events.map(({ name }) => name).join()]
    if (foretold !== logged) throw new LyingNodeError(REASONS.otherEvents, logged, foretold)
    // A tier edge may move money between the parties on the way; the sum can never change.
    const [atStake, moved] = [totalOf(quote.payouts), totalOf(paid) + totalOf(credited)]
    if (moved !== atStake) throw new LyingNodeError(REASONS.otherAmounts, moved, atStake)
  }
  return { verb, transactionId, confirmedRound, fee: quote.fee, ...outcome }
}
