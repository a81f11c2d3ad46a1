import { concat, equal, MAX_UINT64, uint64 } from '../../protocol/bytes'
import { fail } from '../errors'
import type { Value } from '../host'
import { MAX_POSITION, type Handler } from '../machine'
import { toBigint } from './bytemath'

export function sameValue(a: Value, b: Value): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a === b
  return equal(a, b)
}

function equality(expected: boolean): Handler {
  return (m) => {
    const b = m.pop()
    const a = m.pop()
    if (typeof a !== typeof b) fail(`cannot compare (${typeName(a)} to ${typeName(b)})`)
    m.pushBool(sameValue(a, b) === expected)
  }
}

const typeName = (value: Value): string => (typeof value === 'bigint' ? 'uint64' : '[]byte')

/** `length` bytes from `start`, with the wording all extractions share. */
export function extract(bytes: Uint8Array, start: bigint, length: bigint): Uint8Array {
  const size = BigInt(bytes.length)
  if (start > size) fail(`extraction start ${start} is beyond length: ${size}`)
  if (start + length > MAX_UINT64) fail('extraction end exceeds uint64')
  if (start + length > size) fail(`extraction end ${start + length} is beyond length: ${size}`)
  return bytes.slice(Number(start), Number(start + length))
}

export function replace(bytes: Uint8Array, start: bigint, by: Uint8Array): Uint8Array {
  const size = BigInt(bytes.length)
  const end = start + BigInt(by.length)
  if (start > size) fail(`replacement start ${start} beyond length: ${size}`)
  if (end > size) fail(`replacement end ${end} beyond original length: ${size}`)
  const out = bytes.slice()
  out.set(by, Number(start))
  return out
}

function substring(bytes: Uint8Array, start: bigint, end: bigint): Uint8Array {
  // Positions that no string can have are reported as such first.
  const beyond = start > MAX_POSITION || end > MAX_POSITION
  if (!beyond && end < start) fail('substring end before start')
  if (beyond || end > BigInt(bytes.length)) fail('substring range beyond length of string')
  return bytes.slice(Number(start), Number(end))
}

function extractUint(size: bigint): Handler {
  return (m) => {
    const start = m.popInt()
    m.push(toBigint(extract(m.popBytes(), start, size)))
  }
}

export const byteOps: Record<string, Handler> = {
  '==': equality(true),
  '!=': equality(false),
  len: (m) => m.push(BigInt(m.popBytes().length)),
  itob: (m) => m.push(uint64(m.popInt())),
  btoi: (m) => {
    const bytes = m.popBytes()
    if (bytes.length > 8) fail(`btoi arg too long, got ${bytes.length} bytes`)
    m.push(toBigint(bytes))
  },
  concat: (m) => {
    const b = m.popBytes()
    const a = m.popBytes()
    m.push(concat(a, b))
  },
  substring: (m, { imm: [start = 0, end = 0] }) => m.push(substring(m.popBytes(), BigInt(start), BigInt(end))),
  substring3: (m) => {
    const end = m.popInt()
    const start = m.popInt()
    m.push(substring(m.popBytes(), start, end))
  },
  extract: (m, { imm: [start = 0, length = 0] }) => {
    const bytes = m.popBytes()
    // Length 0 means: to the end.
    const rest = Math.max(0, bytes.length - start)
    m.push(extract(bytes, BigInt(start), BigInt(length === 0 ? rest : length)))
  },
  extract3: (m) => {
    const length = m.popInt()
    const start = m.popInt()
    m.push(extract(m.popBytes(), start, length))
  },
  extract_uint16: extractUint(2n),
  extract_uint32: extractUint(4n),
  extract_uint64: extractUint(8n),
  replace2: (m, { imm: [start = 0] }) => {
    const by = m.popBytes()
    m.push(replace(m.popBytes(), BigInt(start), by))
  },
  replace3: (m) => {
    const by = m.popBytes()
    const start = m.popInt()
    m.push(replace(m.popBytes(), start, by))
  },
  bitlen: (m) => {
    const value = m.pop()
    const number = typeof value === 'bigint' ? value : toBigint(value)
    m.push(number === 0n ? 0n : BigInt(number.toString(2).length))
  },
  getbit: (m) => {
    const index = m.popInt()
    const value = m.pop()
    if (typeof value === 'bigint') {
      if (index > 63n) fail('getbit index > 63 with Uint')
      m.push((value >> index) & 1n)
      return
    }
    if (index >= BigInt(value.length * 8)) fail('getbit index beyond byteslice')
    const at = Number(index)
    m.push(BigInt((value[at >> 3]! >> (7 - (at & 7))) & 1))
  },
  setbit: (m) => {
    const bit = m.popInt()
    const index = m.popInt()
    const value = m.pop()
    if (bit > 1n) fail('setbit value > 1')
    if (typeof value === 'bigint') {
      if (index > 63n) fail('setbit index > 63 with Uint')
      const mask = 1n << index
      m.push(bit === 1n ? value | mask : value & ~mask)
      return
    }
    if (index >= BigInt(value.length * 8)) fail('setbit index beyond byteslice')
    const at = Number(index)
    const mask = 0x80 >> (at & 7)
    const out = value.slice()
    out[at >> 3] = bit === 1n ? out[at >> 3]! | mask : out[at >> 3]! & ~mask
    m.push(out)
  },
  getbyte: (m) => {
    const index = m.popInt()
    const bytes = m.popBytes()
    if (index >= BigInt(bytes.length)) fail('getbyte index beyond array length')
    m.push(BigInt(bytes[Number(index)]!))
  },
  setbyte: (m) => {
    const value = m.popInt()
    const index = m.popInt()
    const bytes = m.popBytes()
    if (value > 255n) fail('setbyte value > 255')
    if (index >= BigInt(bytes.length)) fail('setbyte index beyond array length')
    const out = bytes.slice()
    out[Number(index)] = Number(value)
    m.push(out)
  },
}
