import { EscrowError } from './base'
import { contractError, isErrorCode } from './contract'
import { AlreadySentError, UnexpectedError } from './input'

/**
 * The typed error behind whatever a send, a simulation, a wallet library or a log file gives, by the ARC-65 code: the
 * program logs it right before it fails, and the node's text shows the opcodes up to the failing one. The English around it
 * is never looked at, and neither is what was sent (notes, arguments, the program's stack): anyone can write a code there.
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
  const text = textsIn(error).join()
  const [, code = ''] = /\bERR:(\w+)/.exec(text) ?? []
  if (isErrorCode(code)) return contractError(code, error)
  // The ledger has no code for it: these are the names of the two fields that it takes together only once.
  return text.includes('(sender, lease)') ? new AlreadySentError(error) : new UnexpectedError(error)
}

/** Where libraries, wallets and nodes say what went wrong. Anything else may be what somebody wrote into a transaction. */
const PLACES = ['message', 'cause', 'error', 'response', 'text', 'body', 'data']
/** Errors nest: a wallet's holds a library's, that an HTTP client's, and that the node's answer. */
const DEEPEST = 8

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (!value || depth === DEEPEST) return []
  return PLACES.flatMap((place) => textsIn((value as Record<string, unknown>)[place], depth + 1))
}
