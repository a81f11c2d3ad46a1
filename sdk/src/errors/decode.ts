import { PROJECT_ERROR_PCS, PROTOCOL_ERROR_PCS } from '../generated/abi'
import type { ErrorCode } from '../generated/errors'
import { fromBase64 } from '../internal/codec'
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
  const code = codeIn(error, protocol)
  return code ? contractError(code, error) : new UnexpectedError(error)
}

/** The contract's code in an error or an answer of the node; undefined when there is none. */
export function codeIn(error: unknown, protocol?: bigint): ErrorCode | undefined {
  const found: Findings = { logged: [], counters: [], texts: [] }
  collect(error, found, new Set())
  const logged = found.logged.map(codeOfLog).filter((code) => code !== undefined)
  const counted = [...found.counters, ...found.texts.flatMap(countersIn)].map((at) => codeAt(at, protocol))
  const written = found.texts.map(codeOfText)
  return [...logged, ...counted, ...written].find((code) => code !== undefined)
}

interface Counter {
  app: bigint
  pc: number
}
interface Findings {
  logged: string[]
  counters: Counter[]
  texts: string[]
}

/** Errors nest: the library's, the HTTP client's, the node's body, its evaluation states, inner transactions. */
const MAX_DEPTH = 12

function collect(value: unknown, found: Findings, seen: Set<unknown>, depth = 0): void {
  if (typeof value === 'string') {
    found.texts.push(value)
    // The HTTP client may hand over the node's body as text.
    if (value.startsWith('{')) collect(parsed(value), found, seen, depth + 1)
    return
  }
  if (typeof value !== 'object' || value === null || seen.has(value) || depth > MAX_DEPTH) return
  seen.add(value)
  if (value instanceof Uint8Array) {
    found.logged.push(new TextDecoder().decode(value))
    return
  }
  const entries = value as Record<string, unknown>
  const app = entries['app-index'] ?? entries.appIndex
  if (typeof entries.pc === 'number' && (typeof app === 'number' || typeof app === 'bigint')) {
    found.counters.push({ app: BigInt(app), pc: entries.pc })
  }
  for (const key of new Set([...Object.keys(entries), ...(value instanceof Error ? ['message', 'cause'] : [])])) {
    if (key === 'logs' && Array.isArray(entries.logs)) collectLogs(entries.logs, found)
    else if (key !== 'stack') collect(entries[key], found, seen, depth + 1)
  }
}

function collectLogs(logs: readonly unknown[], { logged }: Findings): void {
  for (const log of logs) {
    if (log instanceof Uint8Array) logged.push(new TextDecoder().decode(log))
    else if (typeof log === 'string') logged.push(decodedBase64(log))
  }
}

function decodedBase64(text: string): string {
  try {
    return new TextDecoder().decode(fromBase64(text))
  } catch {
    return text
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOfLog(log: string): ErrorCode | undefined {
  const code = log.startsWith('ERR:') ? log.slice(4).split(':')[0] : undefined
  return code && isErrorCode(code) ? code : undefined
}

function codeOfText(text: string): ErrorCode | undefined {
  const code = /\bERR:([A-Za-z0-9]+)/.exec(text)?.[1]
  return code && isErrorCode(code) ? code : undefined
}

/** The innermost failing program comes last: `inner tx 0 failed: ... app=12, pc=34`. */
function countersIn(text: string): Counter[] {
  const matches = [...text.matchAll(/\bapp=(\d+),? pc=(\d+)/g)]
  return matches.map(([, app = '0', pc = '0']) => ({ app: BigInt(app), pc: Number(pc) })).reverse()
}

function codeAt({ app, pc }: Counter, protocol: bigint | undefined): ErrorCode | undefined {
  const tables = app === protocol ? [PROTOCOL_ERROR_PCS] : protocol === undefined ? [] : [PROJECT_ERROR_PCS]
  for (const table of tables) {
    const entry = Object.entries(table).find(([, pcs]) => pcs.split(' ').includes(String(pc)))
    if (entry && isErrorCode(entry[0])) return entry[0]
  }
  return undefined
}
