/** The committed bytecode, instruction by instruction. */
import { programOf } from '../../devnet/src/avm/program'
import type { Instruction } from '../../devnet/src/avm/machine'
import type { Program } from '../engine/program'

export type Code = {
  program: Program
  bytes: Uint8Array
  list: readonly Instruction[]
  at: ReadonlyMap<number, number>
}

export function decode(program: Program, which: 'approval' | 'clear' = 'approval'): Code {
  const bytes = program[which]
  const list = programOf(bytes).code
  return { program, bytes, list, at: new Map(list.map((instruction, index) => [instruction.pc, index])) }
}

/** The integer that an instruction pushes, when it pushes a constant. */
export function constantOf({ list }: Code, instruction: Instruction | undefined): bigint | undefined {
  if (instruction === undefined) return undefined
  const { name } = instruction.op
  if (name === 'pushint') return instruction.ints[0]
  const block = list.find(({ op }) => op.name === 'intcblock')
  const short = /^intc_(\d)$/.exec(name)?.[1]
  if (short !== undefined) return block?.ints[Number(short)]
  return name === 'intc' ? block?.ints[instruction.imm[0] ?? 0] : undefined
}

/** The byte string that an instruction pushes, when it pushes a constant. */
export function bytesOf({ list }: Code, instruction: Instruction | undefined): Uint8Array | undefined {
  if (instruction === undefined) return undefined
  const { name } = instruction.op
  if (name === 'pushbytes') return instruction.bytes[0]
  const block = list.find(({ op }) => op.name === 'bytecblock')
  const short = /^bytec_(\d)$/.exec(name)?.[1]
  if (short !== undefined) return block?.bytes[Number(short)]
  return name === 'bytec' ? block?.bytes[instruction.imm[0] ?? 0] : undefined
}

/** Every program counter that can be reached from here, subroutines and what follows them included. */
export function reachable({ list }: Code, from: number): Set<number> {
  const seen = new Set<number>()
  const queue = [from]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const instruction = list[index]
    if (instruction === undefined || seen.has(index)) continue
    seen.add(index)
    const { op, targets } = instruction
    queue.push(...targets)
    if (!['b', 'err', 'return', 'retsub'].includes(op.name)) queue.push(index + 1)
  }
  return seen
}
