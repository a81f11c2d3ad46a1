import { MAX_AVM_VERSION, allOps, type Op } from '../src/protocol/ops'
import { CRYPTO_CASES } from './op-cases-crypto'
import { DAMAGED_CASES } from './op-cases-damaged'
import { FLOW_CASES } from './op-cases-flow'
import { BOX_CASES, INNER_CASES, STATE_CASES } from './op-cases-state'
import { TXN_CASES } from './op-cases-txn'
import { push, valueOf, wrongKind, type Value } from './op-values'
import type { ProgramCase } from './program-runner'
import { program } from './program-text'
import { Random } from './random'

/** How many programs each operation gets at least. */
export const CASES_PER_OP = 24

/** Refused by name: there is nothing of the devnet's to compare. */
export const OUT_OF_SCOPE = ['falcon_verify', 'vrf_verify', 'mimc', 'poseidon2']

/** Operations with arguments that only mean something together, and so with cases of their own below or elsewhere. */
type Shape = (random: Random) => Value[]

const bytesAnd =
  (count: number): Shape =>
  (random) => {
    const bytes = random.bytes(random.pick([0, 1, 8, 9, 16, 40]))
    const index = () => (random.chance(0.1) ? random.uint64() : BigInt(random.below(bytes.length + 2)))
    return [bytes, ...Array.from({ length: count }, index)]
  }

const bitAt: Shape = (random) => {
  const target: Value = random.chance(0.4) ? random.uint64() : random.bytes(random.below(6))
  const bits = typeof target === 'bigint' ? 64 : 8 * target.length
  return [target, BigInt(random.below(bits + 2))]
}

const small =
  (count: number, limit: number): Shape =>
  (random) =>
    Array.from({ length: count }, () => BigInt(random.below(limit)))

const SHAPES: Record<string, Shape> = {
  substring3: (random) => {
    const [bytes = 0n, a = 0n, b = 0n] = bytesAnd(2)(random)
    return random.chance(0.8) && a > b ? [bytes, b, a] : [bytes, a, b]
  },
  substring: bytesAnd(0),
  extract: bytesAnd(0),
  extract3: bytesAnd(2),
  extract_uint16: bytesAnd(1),
  extract_uint32: bytesAnd(1),
  extract_uint64: bytesAnd(1),
  getbyte: bytesAnd(1),
  setbyte: (random) => [...bytesAnd(1)(random), BigInt(random.below(300))],
  getbit: bitAt,
  setbit: (random) => [...bitAt(random), BigInt(random.below(3))],
  replace2: (random) => [random.bytes(10), random.bytes(random.below(12))],
  replace3: (random) => [random.bytes(10), BigInt(random.below(12)), random.bytes(random.below(6))],
  shl: (random) => [random.uint64(), BigInt(random.below(66))],
  shr: (random) => [random.uint64(), BigInt(random.below(66))],
  exp: small(2, 30),
  expw: small(2, 40),
  loads: small(1, 258),
  stores: (random) => [BigInt(random.below(258)), valueOf('any', random)],
  args: small(1, 5),
  bzero: (random) => [BigInt(random.pick([0, 1, 8, 100, 4095, 4096, 4097, 100_000]))],
  '==': (random) => {
    const [a, b] = [valueOf('any', random), valueOf('any', random)]
    return random.chance(0.5) ? [a, a] : [a, b]
  },
}
SHAPES['!='] = SHAPES['==']!

function immediatesOf(op: Op, random: Random): string[] {
  return op.immediates.map(({ kind, group }) => {
    if (group) return random.pick([...group.byName.keys()])
    if (kind === 'int8') return String(random.below(9) - 4)
    return String(random.chance(0.1) ? random.pick([254, 255]) : random.below(8))
  })
}

/** `substring` alone refuses its immediates in the wrong order when it is assembled. */
const ordered = (op: Op, list: string[]): string[] =>
  op.name === 'substring' ? list.sort((a, b) => Number(a) - Number(b)) : list

/** Programs that push arguments and run one operation; what it does is in the trace. */
function casesOf(op: Op): ProgramCase[] {
  const random = new Random(op.code * 256 + op.sub + 1)
  return Array.from({ length: CASES_PER_OP }, (_, i) => {
    const version =
      i === 0 ? op.since : i === 1 ? MAX_AVM_VERSION : op.since + random.below(MAX_AVM_VERSION + 1 - op.since)
    const shape = random.chance(0.85) ? SHAPES[op.name] : undefined
    let args = shape?.(random) ?? op.args.map((type) => valueOf(type, random))
    if (args.length > 0 && random.chance(0.06)) args = args.slice(1)
    else if (args.length > 0 && random.chance(0.08)) {
      const at = random.below(args.length)
      args = args.map((value, j) => (j === at ? wrongKind(value) : value))
    }
    const instruction = [op.name, ...ordered(op, immediatesOf(op, random))].join(' ')
    const sig = op.mode === 'sig' || version < 2 || (op.mode === 'any' && i % 4 === 3)
    return {
      name: `${op.name} ${i}`,
      mode: sig ? 'sig' : 'app',
      // A bare `arg_0` would be all printable characters, which SDKs refuse as a program.
      source: program(version, [...args.map(push), instruction, ...(op.mode === 'sig' ? ['int 1'] : [])]),
      args: [text('first'), new Uint8Array(), text('third'), random.bytes(40), random.bytes(3)].slice(
        0,
        1 + random.below(5),
      ),
    } satisfies ProgramCase
  })
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

const GENERIC_FAMILIES: Record<string, (op: Op) => boolean> = {
  arithmetic: ({ code }) => (code >= 0x08 && code <= 0x1f) || (code >= 0x90 && code <= 0x97),
  bytes: ({ code }) => (code >= 0x50 && code <= 0x5d) || code === 0xaf,
  bytemath: ({ code }) => (code >= 0xa0 && code <= 0xae) || code === 0x96,
  hashes: ({ name }) => ['sha256', 'keccak256', 'sha512_256', 'sha3_256', 'sha512'].includes(name),
  scratch: ({ name }) => ['load', 'store', 'loads', 'stores'].includes(name),
  stack: ({ name }) => ['pop', 'dup', 'dup2', 'swap', 'select'].includes(name),
  arguments: ({ name }) => /^arg(s|_[0-3])?$/.test(name),
}

/** The programs of every family, each replayed by itself. */
export function opCases(): Record<string, ProgramCase[]> {
  const families: Record<string, ProgramCase[]> = {}
  const ops = allOps().filter(({ name }) => !OUT_OF_SCOPE.includes(name))
  for (const [family, has] of Object.entries(GENERIC_FAMILIES)) families[family] = ops.filter(has).flatMap(casesOf)
  return {
    ...families,
    flow: FLOW_CASES(),
    crypto: CRYPTO_CASES(),
    txn: TXN_CASES(),
    state: STATE_CASES(),
    boxes: BOX_CASES(),
    inner: INNER_CASES(),
    damaged: DAMAGED_CASES(),
  }
}

/** How many of the cases contain an operation, by its name. */
export function coverage(families: Record<string, ProgramCase[]>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { source } of Object.values(families).flat()) {
    const used = new Set(
      source.split('\n').flatMap((line) => line.split(';').map((part) => part.trim().split(' ')[0]!)),
    )
    for (const name of used) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
