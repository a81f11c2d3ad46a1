import { opsByCode, type LinearCost, type Op } from '../protocol/ops'
import type { Bytes } from '../protocol/txn'
import { fail } from './errors'
import type { Instruction, Machine, Program } from './machine'
import { handlerOf } from './registry'

/** Programs are decoded once: the same bytes object is what accounts and calls share. */
const decoded = new WeakMap<Bytes, Program>()

/** The runnable form of a program that passed the static check. */
export function programOf(bytes: Bytes): Program {
  let program = decoded.get(bytes)
  if (!program) decoded.set(bytes, (program = decode(bytes)))
  return program
}

type Draft = Omit<Instruction, 'targets'> & { targetPcs: number[] }

function decode(bytes: Bytes): Program {
  const reader = new Reader(bytes)
  const version = reader.varuint()
  const table = opsByCode(version)
  const drafts: Draft[] = []
  const positions = new Map<number, number>()
  while (reader.at < bytes.length) {
    const pc = reader.at
    positions.set(pc, drafts.length)
    const entry = table[reader.byte()]
    const op = entry?.subs ? entry.subs[reader.byte()] : entry?.op
    if (!op) fail(`illegal opcode 0x${bytes[pc]!.toString(16).padStart(2, '0')}`)
    drafts.push(readInstruction(reader, op, pc))
  }
  positions.set(bytes.length, drafts.length)
  const code = drafts.map(({ targetPcs, ...rest }): Instruction => {
    const targets = targetPcs.map((pc) => positions.get(pc) ?? fail(`branch target ${pc} is not aligned`))
    return { ...rest, targets }
  })
  return { bytes, version, code }
}

function readInstruction(reader: Reader, op: Op, pc: number): Draft {
  const imm: number[] = []
  const ints: bigint[] = []
  const bytes: Bytes[] = []
  const offsets: { by: number; fromStart: boolean }[] = []
  for (const { kind } of op.immediates) {
    if (kind === 'byte') imm.push(reader.byte())
    else if (kind === 'int8') imm.push((reader.byte() << 24) >> 24)
    else if (kind === 'int') ints.push(reader.varuint64())
    else if (kind === 'bytes') bytes.push(reader.take(reader.varuint()))
    else if (kind === 'ints') for (let n = reader.varuint(); n > 0; n--) ints.push(reader.varuint64())
    else if (kind === 'bytess') for (let n = reader.varuint(); n > 0; n--) bytes.push(reader.take(reader.varuint()))
    else if (kind === 'label') offsets.push({ by: reader.int16(), fromStart: false })
    else if (kind === 'labels')
      for (let n = reader.byte(); n > 0; n--) offsets.push({ by: reader.int16(), fromStart: false })
    else offsets.push(reader.branch())
  }
  const end = reader.at
  const targetPcs = offsets.map(({ by, fromStart }) => (fromStart ? pc : end) + by)
  return { pc, end, op, run: handlerOf(op), cost: fixedCost(op, imm), imm, ints, bytes, targetPcs }
}

function ruleOf(op: Op, imm: readonly number[]): number | LinearCost {
  if (typeof op.cost === 'number' || 'base' in op.cost) return op.cost
  return op.cost[imm[0]!] ?? op.cost[0]!
}

function fixedCost(op: Op, imm: readonly number[]): number {
  const rule = ruleOf(op, imm)
  return typeof rule === 'number' ? rule : -1
}

/** The cost of an instruction whose price depends on the length of an argument. */
export function costOf(m: Machine, at: Instruction): number {
  const rule = ruleOf(at.op, at.imm)
  if (typeof rule === 'number') return rule
  const argument = m.stack[m.stack.length - 1 - rule.depth] as Bytes
  return rule.base + rule.step * Math.ceil(argument.length / rule.chunk)
}

class Reader {
  at = 0
  constructor(private readonly bytes: Bytes) {}

  byte(): number {
    return this.bytes[this.at++] ?? fail('program ends unexpectedly')
  }

  int16(): number {
    return ((this.byte() << 24) >> 16) | this.byte()
  }

  varuint64(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  varuint(): number {
    return Number(this.varuint64())
  }

  /** zig-zag: forward offsets count from the end of the instruction, backward ones from its start */
  branch(): { by: number; fromStart: boolean } {
    const raw = this.varuint64()
    const by = Number(raw & 1n ? -((raw + 1n) >> 1n) : raw >> 1n)
    return { by, fromStart: by < 0 }
  }

  take(length: number): Bytes {
    const end = this.at + length
    if (end > this.bytes.length) fail('program ends unexpectedly')
    const part = this.bytes.subarray(this.at, end)
    this.at = end
    return part
  }
}
