/**
 * Mutants that lose one part of a condition: of `a && b && c` one is not asked any more. A check may stand although a part of
 * it is dead, and no test of the whole check would tell.
 */
import { constantOf, type Code } from './code'
import type { Program } from '../engine/program'

export type PartMutant = {
  /** where the program fails when that part is all that is wrong; more than one place when subroutines share it */
  failsAt: readonly number[]
  what: string
  program: Program
}

const POP = 0x48
const INTC_0 = 0x22

export function partsOf(code: Code): PartMutant[] {
  const { program, list } = code
  return list.flatMap((instruction, index): PartMutant[] => {
    const { op, pc, targets } = instruction
    const mutant = (patch: readonly number[], failsAt: readonly number[]): PartMutant[] => {
      if (failsAt.length === 0) return []
      const approval = program.approval.slice()
      approval.set(patch, pc)
      const codes = [...new Set(failsAt.map((at) => program.errorAt(at) ?? 'router'))].join(' or ')
      return [{ failsAt, what: `part of ${codes} at ${pc}`, program: { ...program, approval } }]
    }
    // Both parts are on the stack: the later one is dropped.
    if (op.name === '&&') return mutant([POP], failuresAfter(code, index + 1))
    const [arm] = targets
    if (op.name !== 'bz' || arm === undefined || constantOf(code, list[arm]) !== 0n) return []
    // The arm that stands for "false": a constant, and a jump to where the parts meet.
    const meeting = list[arm + 1]
    if (meeting?.op.name !== 'b') return []
    return mutant([POP, INTC_0, POP], failuresAfter(code, meeting.targets[0] ?? -1))
  })
}

/** Where a condition that is decided here makes the program fail: straight on, or behind every call of this subroutine. */
function failuresAfter(code: Code, from: number, depth = 0): number[] {
  const { list } = code
  for (let index = from; index < from + 14; index++) {
    const instruction = list[index]
    if (instruction === undefined) return []
    const { name } = instruction.op
    if (name === 'assert') return [instruction.pc]
    if (name === 'err') return [instruction.pc]
    if (name === 'callsub') return []
    if (name === 'retsub') {
      if (depth > 1) return []
      const entry = list.findLastIndex(({ op }, at) => at <= index && op.name === 'proto')
      return list.flatMap(({ op, targets }, at) =>
        op.name === 'callsub' && targets[0] === entry ? failuresAfter(code, at + 1, depth + 1) : [],
      )
    }
  }
  return []
}
