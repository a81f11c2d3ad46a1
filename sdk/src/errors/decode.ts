import { bytesToString } from 'algosdk'
import { PROJECT_CODES_AT, PROTOCOL_CODES_AT } from '../generated/abi'
import type { ErrorCode } from '../generated/errors'
import { attempt } from '../internal/attempt'
import { EscrowError } from './base'
import { contractError, isErrorCode } from './contract'
import { UnexpectedError } from './input'

/**
 * The typed error behind whatever a send, a simulation, a wallet library or a log file gives. Structured fields come
 * first (the ARC-65 code in the logs of the failed call, then the program counter), the code in a text last; the English
 * around it is never looked at.
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
 * @param protocol app id of the Protocol, to tell its program counters from those of a project
 */
export function decodeError(error: unknown, protocol?: bigint): EscrowError {
  if (error instanceof EscrowError) return error
  const texts = textsIn(error, new Set())
  const codes = [
    // A text that is a code and nothing else is a log of the failed call.
    ...texts.map((text) => /^ERR:(\w+)/.exec(text)?.[1]),
    ...(protocol === undefined ? [] : texts.flatMap((text) => codesAt(text, String(protocol)))),
    ...texts.map((text) => /\bERR:(\w+)/.exec(text)?.[1]),
  ]
  const code = codes.find((candidate): candidate is ErrorCode => isErrorCode(String(candidate)))
  return code ? contractError(code, error) : new UnexpectedError(error)
}

/** Errors nest: the library's, the HTTP client's, the node's body as text, its evaluation states, inner transactions. */
const MOST_OBJECTS = 1_000

function textsIn(value: unknown, seen: Set<unknown>): string[] {
  if (value instanceof Uint8Array) return [bytesToString(value)]
  if (typeof value === 'string') {
    return [
      value,
      attempt(() => atob(value)) ?? '',
      ...textsIn(
        attempt<unknown>(() => JSON.parse(value)),
        seen,
      ),
    ]
  }
  if (typeof value !== 'object' || value === null || seen.has(value) || seen.size === MOST_OBJECTS) return []
  seen.add(value)
  const fields = value as Record<string, unknown>
  const keys = Object.getOwnPropertyNames(value).filter((key) => key !== 'stack')
  // Where a program failed, in the form in which the node writes it into its texts.
  const at = `app=${fields['app-index'] ?? fields.appIndex}, pc=${fields.pc}`
  return [at, ...keys.flatMap((key) => textsIn(fields[key], seen))]
}

/** The innermost failing program comes last: `inner tx 0 failed: ... app=12, pc=34`. */
function codesAt(text: string, protocol: string): (string | undefined)[] {
  const counters = [...text.matchAll(/\bapp=(\d+),? pc=(\d+)/g)].reverse()
  return counters.map(([, app, pc = '']) => (app === protocol ? PROTOCOL_CODES_AT : PROJECT_CODES_AT)[pc])
}
