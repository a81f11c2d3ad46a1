import { base64ToBytes, decodeUnsignedTransaction } from 'algosdk'
import { InputError } from '../errors/input'
import { attempt } from './attempt'
import type { PreparedAction, Quote } from './prepared'
import { preparedFrom } from './prepared'

/** What `stored` holds. */
interface Stored extends Pick<PreparedAction, 'sender' | 'summary' | 'reading' | 'signature'> {
  holdfast: number
  quote: Omit<Quote, 'blockers'>
  transactions: string[]
}

/** A prepared action from its text. */
export function restore(text: string): PreparedAction {
  const stored = attempt(
    () =>
      JSON.parse(text, (_key, value: unknown) =>
        typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
      ) as Stored,
  )
  if (stored?.holdfast !== 1)
    throw new InputError('This text is no prepared action.', 'Pass `prepared.stored` unchanged.')
  const { sender, summary, reading, signature, quote, transactions } = stored
  return preparedFrom({
    ...{ sender, summary, reading, signature },
    quote: { ...quote, blockers: [] },
    transactions: transactions.map((encoded) => decodeUnsignedTransaction(base64ToBytes(encoded))),
  })
}
