import { fieldGroup, type Op } from '../protocol/ops'
import type { Knowledge } from './assembler-knowledge'
import { parseBytes, parseInt8, parseUint } from './assembler-literals'
import { runOf, sliceRuns, type Run } from './assembler-stack'
import type { Token } from './assembler-text'
import {
  ANY,
  BYTES,
  UINT64,
  bytesOfLength,
  bytesUpTo,
  exactly,
  sameType,
  typeNamed,
  uintUpTo,
  union,
  widened,
  type StackType,
} from './assembler-types'

/** What an instruction takes and leaves where its arguments say more than the table; both default to the table. */
export type Refined = { args?: readonly Run[]; returns?: readonly Run[]; error?: string }

type Refine = (known: Knowledge, immediates: readonly Token[]) => Refined

const MAX_BYTEMATH = 64
const any = (count: number): Run[] => runOf(ANY, count)
const each = (...types: StackType[]): Run[] => types.flatMap((type) => runOf(type))

/** The n-th immediate if it is a number in range; otherwise the encoding of the instruction will report it. */
function byteAt(immediates: readonly Token[], index: number): number | undefined {
  const text = immediates[index]?.text
  if (text === undefined) return undefined
  const parsed = parseUint(text)
  return 'value' in parsed && parsed.value <= 255n ? Number(parsed.value) : undefined
}

function int8At(immediates: readonly Token[], index: number): number | undefined {
  const text = immediates[index]?.text
  return text === undefined ? undefined : parseInt8(text)
}

/** A refinement that only applies when the first immediate is a number. */
const withByte =
  (refine: (known: Knowledge, n: number) => Refined): Refine =>
  (known, immediates) => {
    const n = byteAt(immediates, 0)
    return n === undefined ? {} : refine(known, n)
  }

const withOffset =
  (refine: (known: Knowledge, offset: number) => Refined): Refine =>
  (known, immediates) => {
    const offset = int8At(immediates, 0)
    return offset === undefined ? {} : refine(known, offset)
  }

const sameKind: Refine = (known) => {
  const top = known.seen(0)
  return top ? { args: runOf(widened(top), 2) } : {}
}

function bury(known: Knowledge, n: number): Refined {
  if (n === 0) return { error: 'bury 0 always fails' }
  const values = known.stack.top(n + 1)
  // With nothing below the seen part, asking for n+1 values makes the height check fail.
  if (!values) return known.below.kind === 'none' ? { args: any(n + 1) } : {}
  return { args: any(n + 1), returns: [...runOf(known.top()), ...sliceRuns(values, 1, n)] }
}

function frameDig(known: Knowledge, offset: number): Refined {
  if (known.frame === undefined) return {}
  const index = known.frame + offset
  if (index < 0) return { error: `frame_dig ${offset} in sub with ${known.frame} args` }
  const type = known.stack.at(index)
  return type ? { returns: runOf(type) } : { error: 'frame_dig above stack' }
}

function frameBury(known: Knowledge, offset: number): Refined {
  const type = known.top()
  if (known.frame === undefined) {
    known.stack.buryBlindly(type)
    return {}
  }
  const index = known.frame + offset
  if (index < 0) return { error: `frame_bury ${offset} in sub with ${known.frame} args` }
  if (index >= known.stack.height - 1) return { error: 'frame_bury above stack' }
  known.stack.set(index, type)
  return {}
}

const proto: Refine = (known, immediates) => {
  const args = byteAt(immediates, 0)
  if (args === undefined || byteAt(immediates, 1) === undefined) return {}
  if (known.stack.height !== 0 || known.below.kind !== 'any') {
    return { error: 'proto must be unreachable from previous PC' }
  }
  known.stack.push(any(args))
  known.frame = args
  return {}
}

const constantOf = (type: StackType | undefined): number | undefined =>
  type?.kind === 'uint64' && type.min === type.max && type.min < 256n ? Number(type.min) : undefined

const stores: Refine = (known) => {
  const value = known.seen(0)
  if (!value) return {}
  const slot = constantOf(known.seen(1))
  if (slot !== undefined) known.scratch[slot] = value
  else known.scratch = known.scratch.map((held) => union(held, value))
  return {}
}

const loads: Refine = (known) => {
  const index = known.seen(0)
  if (!index) return {}
  const slot = constantOf(index)
  if (slot !== undefined) return { returns: runOf(known.scratch[slot]!) }
  const first = known.scratch[0]!
  return known.scratch.every((type) => sameType(type, first)) ? { returns: runOf(first) } : {}
}

const itxnField: Refine = (_known, immediates) => {
  const field = immediates.length === 1 ? fieldGroup('txn').byName.get(immediates[0]!.text) : undefined
  return field ? { args: runOf(typeNamed(field.type)) } : {}
}

const REFINEMENTS: Record<string, Refine> = {
  '==': sameKind,
  '!=': sameKind,
  swap: (known) => ({ returns: each(known.seen(0) ?? ANY, known.seen(1) ?? ANY) }),
  dup: (known) => {
    const top = known.seen(0)
    return top ? { returns: runOf(top, 2) } : {}
  },
  dup2: (known) => {
    const pair = each(known.seen(1) ?? ANY, known.seen(0) ?? ANY)
    return { returns: [...pair, ...pair] }
  },
  dupn: withByte((known, n) => {
    const top = known.seen(0)
    return top ? { returns: runOf(top, n + 1) } : {}
  }),
  dig: withByte((known, n) => {
    const values = known.stack.top(n + 1)
    return { args: any(n + 1), returns: values ? [...values, ...sliceRuns(values, 0, 1)] : any(n + 2) }
  }),
  bury: withByte(bury),
  cover: withByte((known, n) => {
    const values = known.stack.top(n + 1)
    const covered = values && [...sliceRuns(values, n, n + 1), ...sliceRuns(values, 0, n)]
    return { args: any(n + 1), returns: covered ?? any(n + 1) }
  }),
  uncover: withByte((known, n) => {
    const values = known.stack.top(n + 1)
    const uncovered = values && [...sliceRuns(values, 1, n + 1), ...sliceRuns(values, 0, 1)]
    return { args: any(n + 1), returns: uncovered ?? any(n + 1) }
  }),
  popn: withByte((_known, n) => ({ args: any(n) })),
  select: (known) => {
    const [first, second] = [known.seen(2), known.seen(1)]
    return first && second ? { returns: runOf(union(first, second)) } : {}
  },
  setbit: (known) => {
    const target = known.seen(2)
    return target ? { returns: runOf(target) } : {}
  },
  frame_dig: withOffset(frameDig),
  frame_bury: withOffset(frameBury),
  proto,
  load: withByte((known, slot) => ({ returns: runOf(known.scratch[slot]!) })),
  store: withByte((known, slot) => {
    const value = known.seen(0)
    if (value) known.scratch[slot] = value
    return {}
  }),
  loads,
  stores,
  match: (_known, immediates) => ({ args: any(immediates.length + 1) }),
  pushints: (_known, immediates) => ({ returns: runOf(UINT64, immediates.length) }),
  pushbytess: (_known, immediates) => ({ returns: runOf(BYTES, immediates.length) }),
  int: (_known, immediates) => ({ returns: immediates.flatMap(({ text }) => runOf(intType(text))) }),
  byte: (_known, immediates) => {
    if (immediates.length === 0) return { returns: runOf(BYTES) }
    const literal = parseBytes(immediates)
    return { returns: runOf(bytesOfLength('bytes' in literal ? literal.bytes.length : 0)) }
  },
  bzero: () => ({ args: runOf(uintUpTo(BYTES.max)), returns: runOf(BYTES) }),
  'b+': () => ({ returns: runOf(bytesUpTo(MAX_BYTEMATH + 1)) }),
  'b*': () => ({ returns: runOf(bytesUpTo(2 * MAX_BYTEMATH)) }),
  itxn_field: itxnField,
}

function intType(text: string): StackType {
  if (!/^[0-9]+$/.test(text)) return UINT64
  const value = BigInt(text)
  return value <= UINT64.max ? exactly(value) : UINT64
}

/** The refined effect of an instruction; `name` is the operation's or the pseudo-operation's. */
export function refine(name: string, known: Knowledge, immediates: readonly Token[]): Refined {
  return REFINEMENTS[name]?.(known, immediates) ?? {}
}

type Effect = Pick<Op, 'args' | 'returns'>
const tableTypes = new WeakMap<Effect, { args: Run[]; returns: Run[] }>()

/** Types of an operation's arguments and results by the table. */
export function typesOf(op: Effect): { args: Run[]; returns: Run[] } {
  let types = tableTypes.get(op)
  if (!types) {
    types = { args: each(...op.args.map(typeNamed)), returns: each(...op.returns.map(typeNamed)) }
    tableTypes.set(op, types)
  }
  return types
}
