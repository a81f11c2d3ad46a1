/** Base-128 integers as programs carry them: little-endian groups of seven bits, the high bit says more follow. */

const MAX_BYTES = 10 // 10 x 7 bits hold any uint64

export function encodeUvarint(value: bigint | number): number[] {
  const out: number[] = []
  let rest = BigInt(value)
  while (rest >= 0x80n) {
    out.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  out.push(Number(rest))
  return out
}

/** `size` is 0 when the bytes end too early and negative when the number does not fit 64 bits. */
export type Varint = { value: bigint; size: number }

export function decodeUvarint(bytes: Uint8Array, at: number): Varint {
  let value = 0n
  for (let i = 0; at + i < bytes.length; i++) {
    const byte = bytes[at + i]!
    // The tenth byte may only carry the 64th bit.
    if (i === MAX_BYTES || (i === MAX_BYTES - 1 && byte > 1)) return { value: 0n, size: -(i + 1) }
    value |= BigInt(byte & 0x7f) << BigInt(7 * i)
    if (byte < 0x80) return { value, size: i + 1 }
  }
  return { value: 0n, size: 0 }
}

/** Signed numbers zig-zag: 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
export function encodeVarint(value: number): number[] {
  return encodeUvarint(value < 0 ? -2 * value - 1 : 2 * value)
}

export function decodeVarint(bytes: Uint8Array, at: number): Varint {
  const { value, size } = decodeUvarint(bytes, at)
  return { value: value & 1n ? -(value >> 1n) - 1n : value >> 1n, size }
}
