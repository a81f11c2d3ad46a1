import { bytesToHex } from 'algosdk'
import { EVENT_FIELDS, EVENT_SELECTORS } from '../generated/abi'
import { decodeFields } from '../internal/codec'
import type { ProtocolEvent } from './protocol-types'
import type { ProjectEvent } from './types'

/** An event in a confirmed transaction. */
export type EscrowEvent = (ProjectEvent | ProtocolEvent) & {
  /** app id of the project or Protocol that logged it */
  app: bigint
}

/**
 * The event in one log of an app; undefined for a log that is none of ours. Check the app id against the Protocol first:
 * any app can log the same bytes.
 * @example
 * ```ts
 * import { decodeEvent } from '@holdfast/sdk'
 * export function nameOf(app: bigint, log: Uint8Array): string | undefined {
 *   return decodeEvent(app, log)?.name
 * }
 * ```
 */
export function decodeEvent(app: bigint, log: Uint8Array): EscrowEvent | undefined {
  const name = EVENT_SELECTORS[bytesToHex(log.slice(0, 4))]
  if (!name) return undefined
  return { app, name, args: decodeFields(EVENT_FIELDS[name], log.slice(4)) } as EscrowEvent
}

/** A transaction as algod or a subscriber gives it, with its logs. */
export interface LoggedTransaction {
  app: bigint
  logs: readonly Uint8Array[]
  inner: readonly LoggedTransaction[]
}

/**
 * The events of a transaction and its inner ones, in the order in which they were logged: a call logs its own last.
 * @example
 * ```ts
 * import type { LoggedTransaction } from '@holdfast/sdk'
 * import { decodeEvents } from '@holdfast/sdk'
 * export const names = (transaction: LoggedTransaction) => decodeEvents(transaction).map((event) => event.name)
 * ```
 */
export function decodeEvents({ app, logs, inner }: LoggedTransaction): EscrowEvent[] {
  return [...inner.flatMap(decodeEvents), ...logs.flatMap((log) => decodeEvent(app, log) ?? [])]
}
