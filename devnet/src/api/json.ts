import type { Bytes } from '../protocol/txn'
import { base64, shown } from '../protocol/bytes'
import { Writer } from '../protocol/msgpack'
import { addressText } from '../protocol/address'
import { readValue } from './read-value'

/** Msgpack that already is what it should be, inside of an answer in either format. */
export class Packed {
  constructor(readonly bytes: Bytes) {}
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

/**
 * An answer as JSON, the way the node writes it: keys in order, bytes as base64, integers of any size as digits.
 * Absent (undefined) fields are left out; what is zero is the caller's decision, because the node's routes differ.
 */
export function jsonText(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString()
    case 'string':
      return JSON.stringify(shown(value))
    case 'object':
      break
    default:
      return JSON.stringify(value) ?? 'null'
  }
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return `"${base64(value)}"`
  if (value instanceof Packed) return jsonText(readable(readValue(value.bytes)))
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  const fields = Object.entries(value).filter(([, v]) => v !== undefined)
  return `{${fields
    .sort(byName)
    .map(([k, v]) => `${JSON.stringify(k)}:${jsonText(v)}`)
    .join(',')}}`
}

/** The same answer as canonical msgpack. */
export function msgpackOf(value: unknown): Bytes {
  const w = new Writer()
  pack(w, value)
  return w.bytesSoFar()
}

function pack(w: Writer, value: unknown): void {
  if (typeof value === 'bigint' || typeof value === 'number') w.uint(value)
  else if (typeof value === 'string') w.text(value)
  else if (typeof value === 'boolean') w.bool(value)
  else if (value instanceof Uint8Array) w.bin(value)
  else if (value instanceof Packed) w.raw(value.bytes)
  else if (Array.isArray(value)) {
    w.array(value.length)
    for (const item of value) pack(w, item)
  } else {
    const fields = Object.entries(value as object).filter(([, v]) => v !== undefined)
    w.map(fields.length)
    for (const [k, v] of fields.sort(byName)) {
      w.text(k)
      pack(w, v)
    }
  }
}

/** Wire keys of transactions and headers whose 32 bytes JSON shows as an address. */
const ADDRESSES = new Set('snd rcv close arcv aclose asnd rekey fadd sgnr apat c f m r d fees rwd prp sa'.split(' '))

/** Wire form as JSON shows it. */
export function readable(value: unknown, key = ''): unknown {
  if (value instanceof Uint8Array) return ADDRESSES.has(key) && value.length === 32 ? addressText(value) : value
  if (Array.isArray(value)) return value.map((item) => readable(item, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, readable(v, k)]))
}
