import { MAX_AVM_VERSION, allOps, opsByName, type Immediate, type Op } from '../src/protocol/ops'
import { HAND_WRITTEN } from './assembler-cases'
import { Random } from './random'

export type CorpusEntry = { name: string; source: string }

const LITERAL_KINDS: Record<string, string> = {
  int8: '-1',
  label: 'end',
  varlabel: 'end',
  labels: 'end end',
  int: '300',
  bytes: '0x0102',
  ints: '0 1 18446744073709551615',
  bytess: '0x 0x01 "two"',
}

const spell = (op: Op, field: (immediate: Immediate) => string): string =>
  [op.name, ...op.immediates.map((immediate) => (immediate.group ? field(immediate) : plain(immediate)))].join(' ')

const plain = ({ kind }: Immediate): string => LITERAL_KINDS[kind] ?? '7'

const program = (version: number, body: readonly string[], typed = false): string =>
  [`#pragma version ${version}`, ...(typed ? [] : ['#pragma typetrack false']), ...body, 'end:', ''].join('\n')

/** Every operation in every version that has it, with every field its immediate can name. */
function everyOperation(): CorpusEntry[] {
  const entries: CorpusEntry[] = []
  for (let version = 1; version <= MAX_AVM_VERSION; version++) {
    for (const op of opsByName(version).values()) {
      const group = op.immediates.find((immediate) => immediate.group)?.group
      const names = [...(group?.byName.values() ?? [])]
      const readable = names.filter(({ since, array }) => since <= version && !(group?.name === 'txn' && array))
      const rest = names.filter((field) => !readable.includes(field))
      // Constants have to be there before they are loaded.
      const before = op.name === 'intc' ? ['intcblock 0 1 2 3 4 5 6 7'] : op.name === 'bytec' ? bytecblock() : []
      const lines = group ? readable.map(({ name }) => spell(op, () => name)) : [spell(op, () => '')]
      entries.push({ name: `v${version} ${op.name}`, source: program(version, [...before, ...lines]) })
      if (rest.length > 0) {
        const refused = rest.map(({ name }) => spell(op, () => name))
        entries.push({ name: `v${version} ${op.name} refused fields`, source: program(version, refused) })
      }
    }
  }
  return entries
}

const bytecblock = (): string[] => [`bytecblock ${Array.from({ length: 8 }, (_, i) => `0x0${i}`).join(' ')}`]

/** Every operation one version before it came, with no, one and two immediates too many, and with nonsense for them. */
function misused(): CorpusEntry[] {
  const entries: CorpusEntry[] = []
  for (const op of allOps()) {
    const group = op.immediates.find((immediate) => immediate.group)?.group
    const first = [...(group?.byName.values() ?? [])][0]?.name ?? ''
    const written = spell(op, () => first)
    const add = (name: string, version: number, line: string) =>
      entries.push({ name: `${op.name} ${name}`, source: program(version, [line]) })
    if (op.since > 1) add('too early', op.since - 1, written)
    add('with an immediate too many', MAX_AVM_VERSION, `${written} 9`)
    add('with two immediates too many', MAX_AVM_VERSION, `${written} 9 Fee`)
    add('bare', MAX_AVM_VERSION, op.name)
    if (op.immediates.length === 0) continue
    add('with a word', MAX_AVM_VERSION, [op.name, ...op.immediates.map(() => 'nonsense')].join(' '))
    add('with a big number', MAX_AVM_VERSION, [op.name, ...op.immediates.map(() => '256')].join(' '))
    add('with a negative number', MAX_AVM_VERSION, [op.name, ...op.immediates.map(() => '-129')].join(' '))
    const swapped = op.immediates.map(({ group: other }) => (other ? '3' : first || '3'))
    add('with immediates swapped', MAX_AVM_VERSION, [op.name, ...swapped].join(' '))
  }
  return entries
}

/** Something of each type, by the shortest way to push it. */
const PUSH: Record<string, string> = {
  uint64: 'int 5',
  bool: 'txn FirstValid',
  any: 'load 1',
  '[]byte': 'txn Note',
  bigint: 'byte 0x05',
  stateKey: 'byte "key"',
  boxName: 'byte "box"',
}
const pushOf = (type: string): string => PUSH[type] ?? 'global ZeroAddress'

/** Every operation with its arguments typed right, one of them wrong, and one of them missing. */
function typed(): CorpusEntry[] {
  const entries: CorpusEntry[] = []
  for (const op of opsByName(MAX_AVM_VERSION).values()) {
    const group = op.immediates.find((immediate) => immediate.group)?.group
    const field = [...(group?.byName.values() ?? [])].find(({ array }) => !(array && group?.name === 'txn'))?.name ?? ''
    const line = spell(op, () => field)
    const sized = (type: string) =>
      /^\[\d+\]byte$/.test(type) && type !== '[32]byte'
        ? `byte 0x${'00'.repeat(parseInt(type.slice(1)))}`
        : pushOf(type)
    const right = op.args.map(sized)
    const pops = [...op.returns, ...right].map(() => '+')
    const add = (name: string, lines: string[]) =>
      entries.push({ name: `${op.name} ${name}`, source: program(MAX_AVM_VERSION, lines, true) })
    add('typed', [...right, line])
    add('result added up', [...right, line, ...pops])
    add('result concatenated', [...right, line, 'concat', 'len'])
    op.args.forEach((type, i) => {
      const wrong = right.map((push, j) => (i !== j ? push : /uint64|bool/.test(type) ? 'byte "wrong"' : 'int 1'))
      add(`argument ${i} wrong`, [...wrong, line])
      add(`argument ${i} missing`, [...right.slice(0, i), line])
    })
  }
  return entries
}

/** Programs from a seed: constants, labels near and far, stack juggling; some are wrong and must be refused alike. */
function random(count: number): CorpusEntry[] {
  return Array.from({ length: count }, (_, seed) => ({
    name: `random ${seed}`,
    source: randomSource(new Random(seed)),
  }))
}

const INTS = [
  '0',
  '1',
  '2',
  '5',
  '0x10',
  '017',
  '1_000',
  '18446744073709551615',
  'pay',
  'NoOp',
  'DeleteApplication',
  '127',
]
const BYTES = [
  '0x',
  '0x00',
  '"a b"',
  '"c;d"',
  'base64 AQID',
  'b64(AQID)',
  'b32 MFRGG===',
  'base32(MFRGG)',
  '"\\x00\\n"',
]
const SIMPLE = [
  '+',
  'dup',
  'pop',
  'swap',
  'len',
  'itob',
  'concat',
  '==',
  '!',
  'dup2',
  'sha256',
  'err',
  'return',
  '&&',
  'btoi',
]
const NUMBERED = ['dig', 'cover', 'uncover', 'bury', 'load', 'store', 'popn', 'dupn', 'frame_dig', 'frame_bury']

function randomSource(random: Random): string {
  const version = 1 + random.below(MAX_AVM_VERSION)
  const labels = Array.from({ length: 1 + random.below(6) }, (_, i) => `l${i}`)
  const lines = Array.from({ length: 5 + random.below(60) }, () => randomLine(random, labels))
  for (const label of labels) lines.splice(random.below(lines.length + 1), 0, `${label}:`)
  const pragmas = [`#pragma version ${version}`]
  if (random.chance(0.7)) pragmas.push('#pragma typetrack false')
  if (random.chance(0.1)) pragmas.push(`#pragma autosalt ${random.chance(0.5)}`)
  return [...pragmas, ...lines, ''].join(random.chance(0.1) ? '\r\n' : '\n')
}

function randomLine(random: Random, labels: readonly string[]): string {
  const label = () => random.pick(labels)
  switch (random.below(14)) {
    case 0:
    case 1:
    case 2:
      return `int ${random.pick(INTS)}`
    case 3:
    case 4:
      return `byte ${random.pick(BYTES)} // constant`
    case 5:
      return `${random.pick(['b', 'bz', 'bnz', 'callsub'])} ${label()}`
    case 6:
      return random.chance(0.5) ? `switch ${label()} ${label()}` : `match ${label()}`
    case 7:
      return `${random.pick(NUMBERED)} ${random.below(4)}`
    case 8:
      // Room between labels decides how wide a branch is.
      return `pushbytes 0x${'00'.repeat(random.pick([1, 50, 61, 62, 63, 64, 65, 120]))}`
    case 9:
      return `int ${random.pick(INTS)}; int ${random.pick(INTS)};+`
    case 10:
      return `method "${random.pick(['add(uint64)uint64', 'pay(address)void'])}"`
    default:
      return random.pick(SIMPLE)
  }
}

export function corpus(): CorpusEntry[] {
  return [...HAND_WRITTEN, ...everyOperation(), ...misused(), ...typed(), ...random(600)]
}
