import type { ApiResponse } from '../src/api/http'
import { readValue } from '../src/api/read-value'

/** An answer as plain data, whatever it was packed in: bytes as hex, numbers as text. */
export function canonical({ headers, body }: ApiResponse): unknown {
  if (body.length === 0) return undefined
  if (headers['content-type']?.includes('msgpack')) return plain(readValue(body))
  const text = new TextDecoder().decode(body)
  try {
    // Numbers beyond 2^53 would lose digits: they are taken as text before parsing, but not where they stand in a text.
    return plain(JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}/g, (s) => (s.startsWith('"') ? s : `"${s}"`))))
  } catch {
    return text
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (typeof value === 'string') return withoutDumps(value)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return fields([...value].map(([key, item]) => [String(plain(key)), item]))
  if (typeof value === 'object' && value !== null) return fields(Object.entries(value))
  return value
}

/** Lists that the node fills from a map of its language: in an order that changes from answer to answer. */
const UNORDERED = new Set([
  'accounts',
  'app-initial-states',
  'app-locals',
  'apps',
  'asset-holdings',
  'assets',
  'boxes',
  'delta',
  'global-state',
  'global-state-delta',
  'key-value',
  'kvs',
  'local-state-delta',
])

/** The embedded chain has no participation keys, not even for the wallets of its genesis; and the clock on the wall is no fact. */
const NOT_COMPARED = new Set(['participation', 'time-since-last-round'])

const inOrder = (list: unknown[]): unknown[] =>
  list
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item)

/** A field that is zero or empty may be left out or not: the SDKs read both alike. */
function fields(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const kept = entries
    .filter(([key]) => !NOT_COMPARED.has(key))
    .map(([key, item]) => [key, plain(item)] as const)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => [key, UNORDERED.has(key) && Array.isArray(item) ? inOrder(item) : item] as const)
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === '0') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The node prints whole structures of its own language into two messages; what they say stands before. */
function withoutDumps(text: string): string {
  return text
    .replace(/ \[\]transactions\.SignedTxnWithAD\{.*?\}\}\}(?=\.)/gs, '')
    .replace(/ during assignment &\{.*?\}(?=\. Details)/gs, '')
}

const MOST_SHOWN = 12

/** Where two answers differ, by path, as lines to read. */
export function firstDifferences(node: unknown, ours: unknown, path = '$', found: string[] = []): string[] {
  if (found.length >= MOST_SHOWN) return found
  if (isObject(node) && isObject(ours)) {
    for (const key of new Set([...Object.keys(node), ...Object.keys(ours)])) {
      firstDifferences(node[key], ours[key], `${path}.${key}${placeOf(node[key])}`, found)
    }
  } else if (JSON.stringify(node) !== JSON.stringify(ours)) {
    found.push(`${path}: node ${shown(node)}, embedded ${shown(ours)}`)
  }
  return found
}

/** Steps of a trace are told by their program counter too. */
const placeOf = (value: unknown): string => (isObject(value) && 'pc' in value ? `(pc ${String(value.pc)})` : '')

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const LONGEST_SHOWN = 300
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, LONGEST_SHOWN)
