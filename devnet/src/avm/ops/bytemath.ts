import { fail } from '../errors'
import { MAX_BYTES, type Handler, type Machine } from '../machine'

/** Byte math reads and writes unsigned integers of up to 64 bytes, most significant first. */
const MAX_OPERAND = 64

export function toBigint(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = 0; i < bytes.length; i += 6) {
    const part = bytes.subarray(i, i + 6)
    value = (value << BigInt(8 * part.length)) | BigInt(part.reduce((sum, byte) => sum * 256 + byte, 0))
  }
  return value
}

/** The shortest form; zero is empty. */
export function fromBigint(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0)
  let digits = value.toString(16)
  if (digits.length % 2 === 1) digits = `0${digits}`
  const bytes = new Uint8Array(digits.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

function operands(m: Machine): [bigint, bigint] {
  const b = m.popBytes()
  const a = m.popBytes()
  if (a.length > MAX_OPERAND || b.length > MAX_OPERAND) fail('math attempted on large byte-array')
  return [toBigint(a), toBigint(b)]
}

function binary(compute: (a: bigint, b: bigint) => bigint): Handler {
  return (m) => m.push(fromBigint(compute(...operands(m))))
}

function compare(holds: (a: bigint, b: bigint) => boolean): Handler {
  return (m) => m.pushBool(holds(...operands(m)))
}

/** Bit by bit; the shorter operand counts as padded with zeros on its left. Any length. */
function bitwise(combine: (a: number, b: number) => number): Handler {
  return (m) => {
    const b = m.popBytes()
    const a = m.popBytes()
    const out = new Uint8Array(Math.max(a.length, b.length))
    for (let i = 1; i <= out.length; i++) {
      out[out.length - i] = combine(a[a.length - i] ?? 0, b[b.length - i] ?? 0)
    }
    m.push(out)
  }
}

function isqrt(n: bigint): bigint {
  if (n < 2n) return n
  // Newton from above: the first guess has half the bits, rounded up.
  let guess = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + n / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

export const byteMathOps: Record<string, Handler> = {
  'b+': binary((a, b) => a + b),
  'b-': binary((a, b) => (b > a ? fail('byte math would have negative result') : a - b)),
  'b*': binary((a, b) => a * b),
  'b/': binary((a, b) => (b === 0n ? fail('division by zero') : a / b)),
  'b%': binary((a, b) => (b === 0n ? fail('modulo by zero') : a % b)),
  'b<': compare((a, b) => a < b),
  'b>': compare((a, b) => a > b),
  'b<=': compare((a, b) => a <= b),
  'b>=': compare((a, b) => a >= b),
  'b==': compare((a, b) => a === b),
  'b!=': compare((a, b) => a !== b),
  'b|': bitwise((a, b) => a | b),
  'b&': bitwise((a, b) => a & b),
  'b^': bitwise((a, b) => a ^ b),
  'b~': (m) => m.push(m.popBytes().map((byte) => ~byte)),
  bsqrt: (m) => {
    const value = m.popBytes()
    if (value.length > MAX_OPERAND) fail('math attempted on large byte-array')
    m.push(fromBigint(isqrt(toBigint(value))))
  },
  bzero: (m) => {
    const length = m.popInt()
    if (length > BigInt(MAX_BYTES)) fail('bzero attempted to create a too large string')
    m.push(new Uint8Array(Number(length)))
  },
}
