import { bytesToString } from 'algosdk'
import type { ErrorCode } from '../generated/errors'
import { attempt } from '../internal/attempt'
import { EscrowError } from './base'
import { contractError, isErrorCode } from './contract'
import { UnexpectedError } from './input'

/**
 * The typed error behind whatever a send, a simulation, a wallet library or a log file gives: the ARC-65 code in the logs
 * of the failed call, or else one in what a library or the node says about it. The English around it is never looked at,
 * and neither is what was sent (notes, arguments, the program's stack): anyone can have written a code there.
 * @example
 * ```ts
 * import { decodeError } from '@holdfast/sdk'
 * export async function attempt(send: () => Promise<unknown>): Promise<string> {
 *   try {
 *     await send()
 *     return 'sent'
 *   } catch (error) {
 *     return decodeError(error).code
 *   }
 * }
 * ```
 */
export function decodeError(error: unknown): EscrowError {
  if (error instanceof EscrowError) return error
  const codes = textsIn(error, '', new Set()).map((text) => /\bERR:(\w+)/.exec(text)?.[1])
  const code = codes.find((candidate): candidate is ErrorCode => isErrorCode(String(candidate)))
  return code ? contractError(code, error) : new UnexpectedError(error)
}

/** Where libraries, wallets and nodes say what went wrong, in the spelling of a client or of the node's JSON. */
const PLACES =
  /^(\d+|cause|error|response|data|body|text|message|failure-?message|group|txn-?groups|txn-?results?|inner-?txns|eval-?states|logs)$/i
const MOST_OBJECTS = 1_000

function textsIn(value: unknown, place: string, seen: Set<unknown>): string[] {
  if (place === 'logs' && !Array.isArray(value)) {
    const log = value instanceof Uint8Array ? bytesToString(value) : (attempt(() => atob(String(value))) ?? '')
    // A log that is a code and nothing else: an event can carry somebody's note.
    return /^ERR:\w+$/.test(log) ? [log] : []
  }
  if (typeof value === 'string') {
    const parsed = attempt<unknown>(() => JSON.parse(value))
    return [value, ...textsIn(parsed, place, seen)]
  }
  if (Object(value) !== value || ArrayBuffer.isView(value) || seen.has(value) || seen.size === MOST_OBJECTS) return []
  seen.add(value)
  const keys = Object.getOwnPropertyNames(value).filter((key) => PLACES.test(key))
  const fields = value as Record<string, unknown>
  return keys.flatMap((key) => textsIn(fields[key], Array.isArray(value) ? place : key, seen))
}
