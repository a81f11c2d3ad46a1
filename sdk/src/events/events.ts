import { decodeEvents } from './decode'
import { reduceEvents } from './reduce'
import { watchEvents } from './watch'

/**
 * The events of the contracts: decode a transaction, rebuild state, follow the chain.
 * @example
 * ```ts
 * import type { LoggedTransaction } from '@holdfast/sdk'
 * import { events } from '@holdfast/sdk'
 * export const names = (transaction: LoggedTransaction) => events.decode(transaction).map(({ name }) => name)
 * ```
 */
export const events = { decode: decodeEvents, reduce: reduceEvents, watch: watchEvents }
