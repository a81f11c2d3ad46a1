import { MAX_UINT64 } from '../../protocol/bytes'
import type { Handler } from '../machine'
import { fail } from '../errors'

const WORD = 64n

/** Two numbers, the deeper one first, to one. */
function binary(compute: (a: bigint, b: bigint) => bigint): Handler {
  return (m) => {
    const b = m.popInt()
    const a = m.popInt()
    m.push(compute(a, b))
  }
}

function compare(holds: (a: bigint, b: bigint) => boolean): Handler {
  return binary((a, b) => (holds(a, b) ? 1n : 0n))
}

const isqrt = (n: bigint): bigint => {
  if (n < 2n) return n
  let guess = BigInt(Math.floor(Math.sqrt(Number(n))))
  // The double is off by a few at most near 2^64.
  while (guess * guess > n) guess--
  while ((guess + 1n) * (guess + 1n) <= n) guess++
  return guess
}

function power(base: bigint, exponent: bigint, limit: bigint): bigint {
  if (exponent === 0n) return base === 0n ? fail('0^0 is undefined') : 1n
  if (base <= 1n) return base
  // 2^128 is beyond every limit, so the exponent is small from here on.
  if (exponent >= 128n) fail(`${base}^${exponent} overflow`)
  const result = base ** exponent
  return result > limit ? fail(`${base}^${exponent} overflow`) : result
}

export const arithmeticOps: Record<string, Handler> = {
  '+': binary((a, b) => (a + b > MAX_UINT64 ? fail('+ overflowed') : a + b)),
  '-': binary((a, b) => (b > a ? fail('- would result negative') : a - b)),
  '*': binary((a, b) => (a * b > MAX_UINT64 ? fail('* overflowed') : a * b)),
  '/': binary((a, b) => (b === 0n ? fail('/ 0') : a / b)),
  '%': binary((a, b) => (b === 0n ? fail('% 0') : a % b)),
  '<': compare((a, b) => a < b),
  '>': compare((a, b) => a > b),
  '<=': compare((a, b) => a <= b),
  '>=': compare((a, b) => a >= b),
  '&&': compare((a, b) => a !== 0n && b !== 0n),
  '||': compare((a, b) => a !== 0n || b !== 0n),
  '!': (m) => m.pushBool(m.popInt() === 0n),
  '|': binary((a, b) => a | b),
  '&': binary((a, b) => a & b),
  '^': binary((a, b) => a ^ b),
  '~': (m) => m.push(m.popInt() ^ MAX_UINT64),
  shl: binary((a, b) => (b > 63n ? fail(`shl arg too big, (${b})`) : (a << b) & MAX_UINT64)),
  shr: binary((a, b) => (b > 63n ? fail(`shr arg too big, (${b})`) : a >> b)),
  sqrt: (m) => m.push(isqrt(m.popInt())),
  exp: binary((a, b) => power(a, b, MAX_UINT64)),
  expw: (m) => {
    const b = m.popInt()
    const a = m.popInt()
    const wide = power(a, b, (1n << 128n) - 1n)
    m.stack.push(wide >> WORD, wide & MAX_UINT64)
  },
  addw: (m) => {
    const sum = m.popInt() + m.popInt()
    m.stack.push(sum >> WORD, sum & MAX_UINT64)
  },
  mulw: (m) => {
    const product = m.popInt() * m.popInt()
    m.stack.push(product >> WORD, product & MAX_UINT64)
  },
  divw: (m) => {
    const divisor = m.popInt()
    const low = m.popInt()
    const high = m.popInt()
    if (divisor === 0n) fail('divw 0')
    if (high >= divisor) fail(`divw overflow: ${divisor} <= ${high}`)
    m.push(((high << WORD) | low) / divisor)
  },
  divmodw: (m) => {
    const divisorLow = m.popInt()
    const divisor = (m.popInt() << WORD) | divisorLow
    const low = m.popInt()
    const value = (m.popInt() << WORD) | low
    if (divisor === 0n) fail('/ 0')
    const quotient = value / divisor
    const rest = value % divisor
    m.stack.push(quotient >> WORD, quotient & MAX_UINT64, rest >> WORD, rest & MAX_UINT64)
  },
}
