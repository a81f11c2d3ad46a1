import { base64ToBytes, decodeUnsignedTransaction } from 'algosdk'
import { InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { attempt } from '../pure/attempt'
import type { PreparedAction } from './prepared'
import { preparedFrom } from './prepared'
import type { Quote } from './quote'

/** What `stored` holds. */
interface Stored extends Pick<PreparedAction, 'sender' | 'signedBy' | 'summary' | 'reading' | 'signature'> {
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
  if (stored?.holdfast !== 1) throw new InputError(REASONS.notPrepared, REASONS.storedInstead)
  const { holdfast: _, ...parts } = stored
  return preparedFrom({
    ...parts,
    quote: { ...parts.quote, blockers: [] },
    transactions: parts.transactions.map((encoded) => decodeUnsignedTransaction(base64ToBytes(encoded))),
  })
}
