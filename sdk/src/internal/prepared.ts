import type { Transaction } from 'algosdk'
import { bytesToBase64, encodeUnsignedTransaction } from 'algosdk'
import type { Address } from '../pure/types'
import type { Signature } from './context'
import type { Reading } from './outcome'
import type { Quote, Summary } from './quote'

/** An unsigned group with all that is needed to show, sign, send and complete it. */
export interface PreparedAction<X extends object = object> {
  verb: string
  sender: Address
  /** whose keys sign: the sender's own, unless the account is rekeyed */
  signedBy: Address
  summary: Summary
  quote: Quote
  /** grouped, in order; all are sent by the sender */
  transactions: readonly Transaction[]
  transactionIds: readonly string[]
  /** the call that does it: the last of the group */
  transactionId: string
  /** last round in which it can be confirmed */
  lastValid: bigint
  /** the whole action as text: keep it before signing, hand it to `complete` after a crash */
  stored: string
  /** how its result is read */
  reading: Reading
  /** the signature that its fees pay for, where that costs more */
  signature?: Signature | undefined
  /** the type of what the result carries besides; never set */
  result?: X
}

/** What the rest of a prepared action follows from. */
export type Draft = Pick<
  PreparedAction,
  'sender' | 'signedBy' | 'summary' | 'quote' | 'reading' | 'transactions' | 'signature'
>

/** Everything that follows from the unsigned group. */
export function preparedFrom<X extends object>(parts: Draft): PreparedAction<X> {
  const { transactions, quote } = parts
  const transactionIds = transactions.map((transaction) => transaction.txID())
  const stored = {
    holdfast: 1,
    ...parts,
    quote: { ...quote, blockers: undefined },
    transactions: transactions.map((transaction) => bytesToBase64(encodeUnsignedTransaction(transaction))),
  }
  return {
    ...parts,
    verb: quote.verb,
    transactionIds,
    transactionId: transactionIds.at(-1) ?? '',
    lastValid: transactions[0]?.lastValid ?? 0n,
    stored: JSON.stringify(stored, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  }
}
