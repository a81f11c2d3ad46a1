import type { Instruction, Machine } from '../avm/machine'
import type { Tracer } from '../avm/policy'
import { programOf } from '../avm/program'
import type { Submissions } from '../node/submissions'
import { hashOf } from '../protocol/address'
import { hex } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'

export type ProgramCoverage = {
  /** SHA-512/256 of "Program" and the bytes, in hex: the same program of several apps counts once */
  hash: string
  program: Bytes
  /** every app that ran it */
  apps: bigint[]
  /** how often each executed program counter ran */
  hits: ReadonlyMap<number, number>
  /** the program counter of every instruction */
  instructions: readonly number[]
}

/** Counts which instructions run in submitted transactions, failed ones included. Off until it is started. */
export class Coverage {
  private readonly programs = new Map<string, { program: Bytes; apps: Set<bigint>; hits: Map<number, number> }>()
  private readonly running = new WeakMap<Machine, Map<number, number>>()
  private readonly tracer: Tracer = {
    beforeProgram: (machine) => {
      this.begin(machine)
    },
    beforeOp: (machine: Machine, at: Instruction) => {
      const hits = this.running.get(machine)
      hits?.set(at.pc, (hits.get(at.pc) ?? 0) + 1)
    },
  }

  constructor(private readonly submissions: Submissions) {}

  start(): void {
    this.submissions.tracer = this.tracer
  }

  stop(): void {
    this.submissions.tracer = undefined
  }

  reset(): void {
    this.programs.clear()
  }

  report(): ProgramCoverage[] {
    return [...this.programs].map(([hash, { program, apps, hits }]) => ({
      hash,
      program,
      apps: [...apps],
      hits,
      instructions: programOf(program).code.map(({ pc }) => pc),
    }))
  }

  private begin(machine: Machine): void {
    const { bytes } = machine.program
    const hash = hex(hashOf('Program', bytes))
    const entry = this.programs.get(hash) ?? { program: bytes, apps: new Set(), hits: new Map<number, number>() }
    this.programs.set(hash, entry)
    if (machine.maybeApp) entry.apps.add(machine.app.id)
    this.running.set(machine, entry.hits)
  }
}
