import { MAX_UINT64 } from '../protocol/bytes'
import type { TypeName } from '../protocol/ops'
import { MAX_BYTES_LENGTH } from './assembler-literals'

/**
 * What the assembler knows of a value on the stack: its kind and the range of its value (uint64) or length (bytes). A type
 * is rejected only where its range and the wanted one have nothing in common.
 */
export type StackType = {
  name: string
  kind: 'none' | 'any' | 'uint64' | '[]byte'
  min: bigint
  max: bigint
  /** named after its range, not after its use */
  plain: boolean
}

const MAX_LENGTH = BigInt(MAX_BYTES_LENGTH)

function rangeName(kind: 'uint64' | '[]byte', min: bigint, max: bigint): string {
  const bytes = kind === '[]byte'
  if (min === max) return bytes ? `[${min}]byte` : `${min}`
  if (min === 0n) {
    if (max === (bytes ? MAX_LENGTH : MAX_UINT64)) return kind
    return bytes ? `[<=${max}]byte` : `uint64 (<= ${max})`
  }
  return bytes ? `[${min}-${max}]byte` : `uint64 (${min}-${max})`
}

function ranged(kind: 'uint64' | '[]byte', min: bigint, max: bigint, name?: string): StackType {
  return { name: name ?? rangeName(kind, min, max), kind, min, max, plain: name === undefined }
}

export const NONE: StackType = { name: 'none', kind: 'none', min: 0n, max: 0n, plain: true }
export const ANY: StackType = { name: 'any', kind: 'any', min: 0n, max: 0n, plain: true }
export const UINT64 = ranged('uint64', 0n, MAX_UINT64)
export const BYTES = ranged('[]byte', 0n, MAX_LENGTH)

export const uintUpTo = (max: bigint): StackType => ranged('uint64', 0n, max)
export const exactly = (value: bigint): StackType => ranged('uint64', value, value)
export const bytesUpTo = (max: number): StackType => ranged('[]byte', 0n, BigInt(max))
export const bytesOfLength = (length: number): StackType => ranged('[]byte', BigInt(length), BigInt(length))

const NAMED = new Map<TypeName, StackType>(
  [
    NONE,
    ANY,
    UINT64,
    BYTES,
    ranged('uint64', 0n, 1n, 'bool'),
    ranged('[]byte', 32n, 32n, 'address'),
    ranged('[]byte', 0n, 64n, 'bigint'), // operands of byte arithmetic are at most 64 bytes
    ranged('[]byte', 0n, 64n, 'stateKey'),
    ranged('[]byte', 1n, 64n, 'boxName'),
  ].map((type) => [type.name, type]),
)

/** The type a name of the operation table stands for. */
export function typeNamed(name: TypeName): StackType {
  const known = NAMED.get(name)
  if (known) return known
  const size = /^\[(\d+)\]byte$/.exec(name)?.[1]
  if (size === undefined) throw new Error(`unknown type ${name} in the operation table`)
  const type = bytesOfLength(Number(size))
  NAMED.set(name, type)
  return type
}

export function overlaps(have: StackType, want: StackType): boolean {
  if (have.kind === 'none' || want.kind === 'none') return false
  if (have.kind === 'any' || want.kind === 'any') return true
  return have.kind === want.kind && have.min <= want.max && have.max >= want.min
}

/** The narrowest type that admits both. */
export function union(a: StackType, b: StackType): StackType {
  if (a.kind !== b.kind || a.kind === 'any' || a.kind === 'none') return ANY
  // The common case, and `stores` asks for each of the 256 slots.
  if (a.plain && a.min <= b.min && a.max >= b.max) return a
  return ranged(a.kind, a.min < b.min ? a.min : b.min, a.max > b.max ? a.max : b.max)
}

/** The type without its range. */
export function widened(type: StackType): StackType {
  if (type.kind === 'uint64') return UINT64
  return type.kind === '[]byte' ? BYTES : ANY
}

export const sameType = (a: StackType, b: StackType): boolean =>
  a.name === b.name && a.kind === b.kind && a.min === b.min && a.max === b.max
