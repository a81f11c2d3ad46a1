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
export const constantOf = (code: Code, instruction: Instruction | undefined): bigint | undefined =>
  pushed(code, instruction, 'int', ({ ints }) => ints)

/** The byte string that an instruction pushes, when it pushes a constant. */
export const bytesOf = (code: Code, instruction: Instruction | undefined): Uint8Array | undefined =>
  pushed(code, instruction, 'byte', ({ bytes }) => bytes)

/** Constants stand in the instruction itself, or in a block that it points into: `pushint`, `intc_0`, `intc`. */
function pushed<T>(
  { list }: Code,
  instruction: Instruction | undefined,
  kind: 'int' | 'byte',
  constants: (holder: Instruction) => readonly T[],
): T | undefined {
  if (instruction === undefined) return undefined
  const { op, imm } = instruction
  if (op.name === (kind === 'int' ? 'pushint' : 'pushbytes')) return constants(instruction)[0]
  const [named, place] = new RegExp(`^${kind}c(?:_(\\d))?$`).exec(op.name) ?? []
  if (named === undefined) return undefined
  const block = list.find((other) => other.op.name === `${kind}cblock`)
  return block && constants(block)[Number(place ?? imm[0] ?? 0)]
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
