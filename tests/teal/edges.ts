/** Which instructions ran, and which way every branch went, on the embedded chain. */
import type { Instruction, Machine } from '../../devnet/src/avm/machine'
import type { Chain } from '../engine/chain'
import type { Code } from './code'

const BRANCHES = ['bz', 'bnz', 'match', 'switch']

export class Edges {
  readonly hits = new Set<number>()
  readonly taken = new Set<string>()
  private readonly last = new WeakMap<Machine, Instruction>()

  constructor(private readonly code: Code) {}

  see(machine: Machine, at: Instruction): void {
    this.hits.add(at.pc)
    const before = this.last.get(machine)
    if (before !== undefined && BRANCHES.includes(before.op.name)) this.taken.add(`${before.pc} -> ${at.pc}`)
    this.last.set(machine, at)
  }

  isOf(machine: Machine): boolean {
    return Buffer.from(this.code.bytes).equals(machine.program.bytes)
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

  get size(): number {
    return this.code.list.length
  }

  get ways(): number {
    return this.code.list.reduce(
      (sum, { op, targets }, index) => sum + (BRANCHES.includes(op.name) ? new Set([...targets, index + 1]).size : 0),
      0,
    )
  }
}

/** The share of the instructions that ran, in percent, rounded down to two digits. */
export function coverageOf(edges: Edges) {
  const instructions = edges.size
  const missed = edges.missed().length
  const share = Math.floor((10_000 * (instructions - missed)) / instructions) / 100
  return { instructions, missed, share, ways: edges.ways, untaken: edges.untaken().length }
}

/** From here on everything these programs do on the chain is seen. */
export function watch({ devnet }: Chain, watched: readonly Edges[]): void {
  if (devnet === undefined) throw new Error('only the embedded chain can be watched')
  const known = new WeakMap<Machine, Edges | 'none'>()
  devnet.node.tracer = {
    beforeOp: (machine: Machine, at: Instruction) => {
      const edges = known.get(machine) ?? watched.find((one) => one.isOf(machine)) ?? 'none'
      known.set(machine, edges)
      if (edges !== 'none') edges.see(machine, at)
    },
  }
}
