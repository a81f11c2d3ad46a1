import { fieldGroup, type Op } from '../protocol/ops'
import { parseBytes, parseInt8, parseUint } from './assembler-literals'
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
  type Knowledge,
  type StackType,
} from './assembler-types'

/** What an instruction takes and leaves where its arguments say more than the table; both default to the table. */
export type Refined = { args?: StackType[]; returns?: StackType[]; error?: string }

type Refine = (known: Knowledge, immediates: readonly Token[]) => Refined

const MAX_BYTEMATH = 64
const any = (count: number): StackType[] => new Array<StackType>(count).fill(ANY)

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

/** The top `count` values, or undefined when not all of them were seen. */
function seenTop(known: Knowledge, count: number): StackType[] | undefined {
  return known.stack.length >= count ? known.stack.slice(known.stack.length - count) : undefined
}

const sameKind: Refine = (known) => {
  const top = known.seen(0)
  return top ? { args: [widened(top), widened(top)] } : {}
}

function bury(known: Knowledge, n: number): Refined {
  if (n === 0) return { error: 'bury 0 always fails' }
  const values = seenTop(known, n + 1)
  // With nothing below the seen part, asking for n+1 values makes the height check fail.
  if (!values) return known.below.kind === 'none' ? { args: any(n + 1) } : {}
  const top = known.top()
  return { args: values, returns: [top, ...values.slice(1, -1)] }
}

function frameDig(known: Knowledge, offset: number): Refined {
  if (known.frame === undefined) return {}
  const index = known.frame + offset
  if (index < 0) return { error: `frame_dig ${offset} in sub with ${known.frame} args` }
  const type = known.stack[index]
  return type ? { returns: [type] } : { error: 'frame_dig above stack' }
}

function frameBury(known: Knowledge, offset: number): Refined {
  const type = known.top()
  if (known.frame === undefined) {
    // It may have landed on any of the values.
    known.stack = known.stack.map((held) => (sameType(held, type) ? held : ANY))
    return {}
  }
  const index = known.frame + offset
  if (index < 0) return { error: `frame_bury ${offset} in sub with ${known.frame} args` }
  if (index >= known.stack.length - 1) return { error: 'frame_bury above stack' }
  const values = known.stack.slice(index)
  return { args: values, returns: [type, ...values.slice(1, -1)] }
}

const proto: Refine = (known, immediates) => {
  const args = byteAt(immediates, 0)
  if (args === undefined || byteAt(immediates, 1) === undefined) return {}
  if (known.stack.length !== 0 || known.below.kind !== 'any') {
    return { error: 'proto must be unreachable from previous PC' }
  }
  known.stack = any(args)
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
  if (slot !== undefined) return { returns: [known.scratch[slot]!] }
  const first = known.scratch[0]!
  return known.scratch.every((type) => sameType(type, first)) ? { returns: [first] } : {}
}

const itxnField: Refine = (_known, immediates) => {
  const field = immediates.length === 1 ? fieldGroup('txn').byName.get(immediates[0]!.text) : undefined
  return field ? { args: [typeNamed(field.type)] } : {}
}

const REFINEMENTS: Record<string, Refine> = {
  '==': sameKind,
  '!=': sameKind,
  swap: (known) => ({ returns: [known.seen(0) ?? ANY, known.seen(1) ?? ANY] }),
  dup: (known) => {
    const top = known.seen(0)
    return top ? { returns: [top, top] } : {}
  },
  dup2: (known) => {
    const pair = [known.seen(1) ?? ANY, known.seen(0) ?? ANY]
    return { returns: [...pair, ...pair] }
  },
  dupn: withByte((known, n) => {
    const top = known.seen(0)
    return top ? { returns: new Array<StackType>(n + 1).fill(top) } : {}
  }),
  dig: withByte((known, n) => {
    const values = seenTop(known, n + 1)
    return { args: any(n + 1), returns: values ? [...values, values[0]!] : any(n + 2) }
  }),
  bury: withByte(bury),
  cover: withByte((known, n) => {
    const values = seenTop(known, n + 1)
    return { args: any(n + 1), returns: values ? [values[n]!, ...values.slice(0, n)] : any(n + 1) }
  }),
  uncover: withByte((known, n) => {
    const values = seenTop(known, n + 1)
    return { args: any(n + 1), returns: values ? [...values.slice(1), values[0]!] : any(n + 1) }
  }),
  popn: withByte((_known, n) => ({ args: any(n) })),
  select: (known) => {
    const values = seenTop(known, 3)
    return values ? { returns: [union(values[0]!, values[1]!)] } : {}
  },
  setbit: (known) => {
    const target = known.seen(2)
    return target ? { returns: [target] } : {}
  },
  frame_dig: withOffset(frameDig),
  frame_bury: withOffset(frameBury),
  proto,
  load: withByte((known, slot) => ({ returns: [known.scratch[slot]!] })),
  store: withByte((known, slot) => {
    const value = known.seen(0)
    if (value) known.scratch[slot] = value
    return {}
  }),
  loads,
  stores,
  match: (_known, immediates) => ({ args: any(immediates.length + 1) }),
  pushints: (_known, immediates) => ({ returns: immediates.map(() => UINT64) }),
  pushbytess: (_known, immediates) => ({ returns: immediates.map(() => BYTES) }),
  int: (_known, immediates) => ({
    returns: immediates.map(({ text }) => (isPlainUint64(text) ? exactly(BigInt(text)) : UINT64)),
  }),
  byte: (_known, immediates) => {
    if (immediates.length === 0) return { returns: [BYTES] }
    const literal = parseBytes(immediates)
    return { returns: [bytesOfLength('bytes' in literal ? literal.bytes.length : 0)] }
  },
  bzero: () => ({ args: [uintUpTo(BYTES.max)], returns: [BYTES] }),
  'b+': () => ({ returns: [bytesUpTo(MAX_BYTEMATH + 1)] }),
  'b*': () => ({ returns: [bytesUpTo(2 * MAX_BYTEMATH)] }),
  itxn_field: itxnField,
}

const isPlainUint64 = (text: string): boolean => /^[0-9]+$/.test(text) && BigInt(text) <= UINT64.max

/** The refined effect of an instruction; `name` is the operation's or the pseudo-operation's. */
export function refine(name: string, known: Knowledge, immediates: readonly Token[]): Refined {
  return REFINEMENTS[name]?.(known, immediates) ?? {}
}

/** Types of an operation's arguments and results by the table. */
export function typesOf(op: Pick<Op, 'args' | 'returns'>): { args: StackType[]; returns: StackType[] } {
  return { args: op.args.map(typeNamed), returns: op.returns.map(typeNamed) }
}
