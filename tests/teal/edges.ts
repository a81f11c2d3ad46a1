/** Which instructions ran, and which way every branch went, on the embedded chain. */
import type { Instruction, Machine } from '../../devnet/src/avm/machine'
import type { Chain } from '../engine/chain'
import type { Code } from './code'

const BRANCHES = ['bz', 'bnz', 'match', 'switch']

export class Edges {
  readonly hits = new Set<number>()
  readonly taken = new Set<string>()
  private readonly last = new WeakMap<Machine, Instruction>()

  constructor(
    private readonly code: Code,
    chain: Chain,
  ) {
    const { devnet } = chain
    if (devnet === undefined) throw new Error('only the embedded chain can be watched')
    const wanted = Buffer.from(code.program.approval)
    devnet.node.tracer = {
      beforeOp: (machine: Machine, at: Instruction) => {
        if (!wanted.equals(machine.program.bytes)) return
        this.hits.add(at.pc)
        const before = this.last.get(machine)
        if (before !== undefined && BRANCHES.includes(before.op.name)) this.taken.add(`${before.pc} -> ${at.pc}`)
        this.last.set(machine, at)
      },
    }
  }

  /** Instructions that never ran. */
  missed(): number[] {
    return this.code.list.map(({ pc }) => pc).filter((pc) => !this.hits.has(pc))
  }

  /** Ways out of a branch that were never taken. */
  untaken(): string[] {
    return this.code.list.flatMap(({ op, pc, targets }, index) => {
      if (!BRANCHES.includes(op.name)) return []
      const ways = new Set([...targets, index + 1].map((to) => this.code.list[to]?.pc))
      return [...ways].map((to) => `${pc} -> ${to}`).filter((way) => !this.taken.has(way))
    })
  }

  get ways(): number {
    return this.code.list.reduce(
      (sum, { op, targets }, index) => sum + (BRANCHES.includes(op.name) ? new Set([...targets, index + 1]).size : 0),
      0,
    )
  }
}
