/**
 * Mutants of a program that move no program counter: an `assert` becomes a `pop`; a logged error's arm becomes a jump to
 * where the check would have gone on, or the jump to it disappears.
 */
import type { Program } from '../engine/program'
import type { Code } from './code'

export type Mutant = {
  /** where the check fails in the program as it is: what a test sees */
  failsAt: number
  what: string
  program: Program
}

const POP = 0x48
const B = 0x42
const ERR = 0x00
const INTC_0 = 0x22

export function mutantsOf(code: Code): Mutant[] {
  const { program, list } = code
  const mutants: Mutant[] = []
  const add = (failsAt: number, what: string, patch: (bytes: Uint8Array) => void) => {
    const approval = program.approval.slice()
    patch(approval)
    mutants.push({ failsAt, what, program: { ...program, approval } })
  }
  list.forEach((instruction, index) => {
    const { op, pc } = instruction
    if (op.name === 'assert') {
      add(pc, `assert at ${pc} (${program.errorAt(pc) ?? 'router'})`, (bytes) => {
        bytes[pc] = POP
      })
      return
    }
    if (op.name !== 'err' || list[index - 1]?.op.name !== 'log') return
    // The arm: the constant, `log`, `err`.
    const first = index - 2
    const arm = list[first]!
    const name = `error ${program.errorAt(pc) ?? '?'} at ${pc}`
    const jumpers = list.filter(({ targets }) => targets.includes(first))
    for (const jump of jumpers)
      add(pc, `${name}, jumped to from ${jump.pc}`, (bytes) => {
        bytes.set([POP, INTC_0, POP], jump.pc)
      })
    const before = list[first - 1]!
    if (['bz', 'bnz'].includes(before.op.name) && before.targets[0] === index + 1)
      add(pc, name, (bytes) => {
        const length = instruction.end - arm.pc
        const over = length - 3
        bytes.fill(ERR, arm.pc, instruction.end)
        bytes.set([B, over >> 8, over & 0xff], arm.pc)
      })
    else if (jumpers.length === 0) throw new Error(`${name}: nobody leads to it as expected`)
  })
  return mutants
}
