import type { Transaction } from 'algosdk'
import { bytesToBase64, encodeUnsignedTransaction } from 'algosdk'
import type { EscrowError } from '../errors/base'
import type { Address, Amounts } from '../pure/types'
import type { Signature } from './context'
import type { Reading } from './outcome'
import type { Money, Summary } from './plan'

/** What an action costs and pays, before it is signed. */
export interface Quote {
  verb: string
  /** microALGO, all transactions of the group and their inner ones */
  fee: bigint
  /** what the sender puts in besides the fee */
  deposit: Money
  /** what of the deposit comes back: ALGO when things close, USDC if the milestone is undone at once */
  refundable: Money
  /** growth of the sender's minimum balance in microALGO; it falls again when the sender leaves */
  reserve: bigint
  /** USDC by destination, the same names as in the result */
  payouts: Amounts
  /** the part of `payouts` that cannot be pushed now and would wait for `withdraw` */
  credited: Amounts
  /** what stands in the way now, most important first; empty when the action would succeed */
  blockers: readonly EscrowError[]
}

/** An unsigned group with all that is needed to show, sign, send and complete it. */
export interface PreparedAction<X extends object = object> {
  verb: string
  sender: Address
  summary: Summary
  quote: Quote
  /** grouped, in order; all are signed by the sender */
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
export type Draft = Pick<PreparedAction, 'sender' | 'summary' | 'quote' | 'reading' | 'transactions' | 'signature'>

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
