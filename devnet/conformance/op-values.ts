import type { TypeName } from '../src/protocol/ops'
import type { Random } from './random'

/** Arguments for operations: mostly the values where behaviour changes, some from anywhere. */

const UINTS = [
  0n,
  1n,
  2n,
  3n,
  7n,
  8n,
  9n,
  31n,
  32n,
  63n,
  64n,
  65n,
  127n,
  128n,
  255n,
  256n,
  1000n,
  4095n,
  4096n,
  4097n,
  0xffffn,
  0x10000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0x8000_0000_0000_0000n,
  0xffff_ffff_ffff_fffen,
  0xffff_ffff_ffff_ffffn,
]
const LENGTHS = [0, 0, 1, 1, 2, 3, 4, 7, 8, 8, 9, 15, 16, 31, 32, 33, 63, 64, 65, 128]

export type Value = bigint | Uint8Array

export function hex(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** The line of TEAL that pushes a value. */
export function push(value: Value): string {
  return typeof value === 'bigint' ? `int ${value}` : `byte ${hex(value)}`
}

export function anyUint(random: Random): bigint {
  if (random.chance(0.5)) return random.pick(UINTS)
  return random.chance(0.6) ? BigInt(random.below(20)) : random.uint64()
}

export function anyBytes(random: Random): Uint8Array {
  const length = random.chance(0.03) ? random.pick([4095, 4096]) : random.pick(LENGTHS)
  if (random.chance(0.15)) return new Uint8Array(length).fill(random.pick([0, 255]))
  const bytes = random.bytes(length)
  // Leading zeros matter to numbers.
  if (random.chance(0.2)) bytes.fill(0, 0, random.below(length + 1))
  return bytes
}

/** A number of the byte operations: up to 64 bytes, sometimes one more. */
function anyBig(random: Random): Uint8Array {
  const bytes = random.bytes(random.pick([0, 1, 1, 2, 8, 9, 16, 32, 33, 63, 64, 64, 65]))
  if (random.chance(0.3)) bytes.fill(0, 0, random.below(bytes.length + 1))
  if (random.chance(0.1)) bytes.fill(255)
  return bytes
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const KEYS = ['k', 'key', 'other', 'missing', ''].map(text)
const NAMES = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'missing'].map(text)

/** A value that fits the type, or nearly. */
export function valueOf(type: TypeName, random: Random): Value {
  const sized = /^\[(\d+)\]byte$/.exec(type)?.[1]
  if (sized !== undefined) {
    const size = Number(sized)
    return random.bytes(random.chance(0.1) ? Math.max(0, size + random.pick([-1, 1])) : size)
  }
  switch (type) {
    case 'uint64':
      return anyUint(random)
    case 'bool':
      return BigInt(random.below(3))
    case 'bigint':
      return anyBig(random)
    case 'stateKey':
      return random.chance(0.1) ? random.bytes(random.pick([64, 65])) : random.pick(KEYS)
    case 'boxName':
      return random.chance(0.06) ? random.bytes(random.pick([0, 64, 65])) : random.pick(NAMES)
    case 'any':
      return random.chance(0.5) ? anyUint(random) : anyBytes(random)
    default:
      return anyBytes(random)
  }
}

/** The other kind of value. */
export const wrongKind = (value: Value): Value => (typeof value === 'bigint' ? Uint8Array.of(1, 2) : 5n)
