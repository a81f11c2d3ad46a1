import type { modelsv2, SignedTransaction, TransactionSigner } from 'algosdk'
import { decodeSignedTransaction } from 'algosdk'
import { codeIn, decodeError } from '../errors/decode'
import { EscrowError } from '../errors/base'
import {
  AlreadySentError,
  BadSignatureError,
  ExpiredError,
  LyingNodeError,
  SignatureFeeError,
  SignatureRejectedError,
  UnconfirmedError,
} from '../errors/input'
import type { EscrowContext } from './context'
import { algodOf, ask, askFor, statusOf } from './context'
import type { Outcome } from './outcome'
import { outcomeOf, totalOf } from './outcome'
import type { PreparedAction } from './prepared'

/** What every action returns once it is confirmed. */
export interface ActionResult extends Omit<Outcome, 'extras'> {
  verb: string
  transactionId: string
  confirmedRound: bigint
  /** microALGO paid for the group */
  fee: bigint
}

/** How often a dropped connection is tried again: sending the same bytes twice has one effect. */
const ATTEMPTS = 4

/** Asks the signer, and checks that it signed these transactions and no others. */
export async function sign(prepared: PreparedAction, signer: TransactionSigner): Promise<Uint8Array[]> {
  const transactions = [...prepared.transactions]
  let signed: (Uint8Array | null | undefined)[]
  try {
    signed = await signer(
      transactions,
      transactions.map((_, i) => i),
    )
  } catch (error) {
    throw new SignatureRejectedError(error)
  }
  return checkSigned(prepared, signed)
}

/** Refuses signatures for anything but the prepared group. */
export function checkSigned(
  prepared: PreparedAction,
  signed: readonly (Uint8Array | null | undefined)[],
): Uint8Array[] {
  return prepared.transactionIds.map((id, i) => {
    const blob = signed[i]
    if (!blob || blob.length === 0) throw new BadSignatureError(`transaction ${i + 1} is not signed`)
    const found = signedIn(blob)
    if (found?.txn.txID() !== id) throw new BadSignatureError(`transaction ${i + 1} is not the one that was prepared`)
    if (found.pqsig && !prepared.signature) throw new SignatureFeeError()
    return blob
  })
}

function signedIn(blob: Uint8Array): SignedTransaction | undefined {
  try {
    return decodeSignedTransaction(blob)
  } catch {
    return undefined
  }
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
  for (let attempt = 1; ; attempt++) {
    try {
      await algodOf(context)
        .sendRawTransaction([...signed])
        .do()
      return
    } catch (error) {
      // A gateway's 5xx says nothing about the transaction, no more than silence does.
      const answered = (statusOf(error) ?? 500) < 500
      // A refusal may mean that an earlier copy of these bytes is in already: the ledger takes them once.
      if (await findConfirmed(context, transactionId).catch(() => undefined)) return
      if (answered) throw refusalOf(error, context)
      if (attempt === ATTEMPTS) throw new UnconfirmedError(transactionId, error)
    }
  }
}

function refusalOf(error: unknown, context: EscrowContext): EscrowError {
  const code = codeIn(error, context.protocol)
  // The node has no field for it: `lease` is the name of the transaction's field, as it stands in the answer.
  if (!code && error instanceof Error && /\blease\b/.test(error.message)) return new AlreadySentError(error)
  return decodeError(error, context.protocol)
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
export async function confirm<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
): Promise<ActionResult & X> {
  const { transactionId, lastValid } = prepared
  try {
    for (;;) {
      const info = await retried(() => findConfirmed(context, transactionId))
      if (info) return resultOf(prepared, info)
      const { lastRound } = await retried(() => askFor(algodOf(context).status()))
      if (lastRound > lastValid) {
        // It may have made it into the very last round it could.
        const last = await retried(() => findConfirmed(context, transactionId))
        if (last) return resultOf(prepared, last)
        throw new ExpiredError(lastValid)
      }
      await retried(() => askFor(algodOf(context).statusAfterBlock(lastRound)))
    }
  } catch (error) {
    if (error instanceof EscrowError && error.code !== 'nodeUnreachable') throw error
    throw new UnconfirmedError(transactionId, error)
  }
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left <= 1) throw error
    }
  }
}

/** Reads the result, and believes no more of it than what fits the action that was sent. */
export function resultOf<X extends object>(
  prepared: PreparedAction<X>,
  info: modelsv2.PendingTransactionResponse,
): ActionResult & X {
  const { reading, transactionId, lastValid, quote } = prepared
  const confirmedRound = BigInt(info.confirmedRound ?? 0)
  if (info.txn.txn.txID() !== transactionId) throw new LyingNodeError('it confirmed another transaction')
  if (confirmedRound > lastValid) throw new LyingNodeError('it confirmed a transaction after its last valid round')
  const { extras, ...outcome } = outcomeOf(reading, info)
  checkOutcome(prepared, outcome)
  return { verb: prepared.verb, transactionId, confirmedRound, fee: quote.fee, ...outcome, ...(extras as X) }
}

function checkOutcome({ reading }: PreparedAction, { events, paid, credited }: Omit<Outcome, 'extras'>): void {
  const names = events.map(({ name }) => name)
  if (reading.events && reading.events.join() !== names.join()) {
    throw new LyingNodeError(`it reports [${names.join()}] where [${reading.events.join()}] follows from the call`)
  }
  // A tier edge may move money between the parties on the way; the sum can never change.
  const moved = totalOf(paid) + totalOf(credited)
  if (reading.events && moved !== totalOf(reading.payouts)) {
    throw new LyingNodeError(`it reports ${moved} base units moved where ${totalOf(reading.payouts)} are at stake`)
  }
}
