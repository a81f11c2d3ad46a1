/**
 * Mutants that forget to ask: a check that methods share stands as it is, but one method does not call it any more.
 */
import type { Instruction, Machine } from '../../devnet/src/avm/machine'
import type { Chain } from '../engine/chain'
import type { Program } from '../engine/program'
import type { Code } from './code'
import { Edges } from './edges'

export type SiteMutant = {
  /** the `callsub`: probes that fail in what it calls are found here */
  failsAt: number
  what: string
  program: Program
}

/** What takes the place of a `callsub`, by the number of arguments it would have taken off the stack; the first jumps to the next instruction. */
const INSTEAD: Readonly<Record<number, readonly number[]>> = {
  0: [0x42, 0x00, 0x00],
  1: [0x48, 0x22, 0x48],
  2: [0x4c, 0x48, 0x48],
}

export function sitesOf(code: Code): SiteMutant[] {
  const { program, list } = code
  return list.flatMap(({ op, pc, targets }) => {
    const [entry] = targets
    if (op.name !== 'callsub' || entry === undefined) return []
    const [args, results] = list[entry]?.op.name === 'proto' ? list[entry].imm : [0, 0]
    const patch = INSTEAD[args ?? 0]
    const codes = codesIn(code, entry)
    if (patch === undefined || results !== 0 || codes.length === 0) return []
    const approval = program.approval.slice()
    approval.set(patch, pc)
    return [{ failsAt: pc, what: `${codes.join(' or ')} is not asked at ${pc}`, program: { ...program, approval } }]
  })
}

/** The codes that a subroutine itself logs. */
function codesIn({ program, list }: Code, entry: number): string[] {
  const end = list.findIndex(({ op }, index) => index > entry && op.name === 'retsub')
  return list
    .slice(entry, end)
    .flatMap(({ op, pc }, index, body) => (op.name === 'err' && body[index - 1]?.op.name === 'log' ? [pc] : []))
    .map((pc) => program.errorAt(pc) ?? '?')
}

/** Watches the program from here on: the `callsub` it ran last, which is where a call that failed in a check had asked it. */
export function lastSite({ devnet }: Chain, code: Code): () => number {
  if (devnet === undefined) throw new Error('only the embedded chain can be watched')
  const edges = new Edges(code)
  const ours = new WeakMap<Machine, boolean>()
  let last = -1
  devnet.node.tracer = {
    beforeOp: (machine: Machine, { op, pc }: Instruction) => {
      if (op.name !== 'callsub') return
      const known = ours.get(machine) ?? edges.isOf(machine)
      ours.set(machine, known)
      if (known) last = pc
    },
  }
  return () => last
}
