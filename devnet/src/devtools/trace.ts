import { assemble } from '../avm/assembler'
import { disassemble } from '../avm/disassembler'
import type { Value } from '../avm/host'
import type { Instruction, Machine } from '../avm/machine'
import type { Tracer } from '../avm/policy'
import type { Submissions } from '../node/submissions'
import type { Bytes } from '../protocol/txn'
import type { SourcePosition, SourceMapJson } from './source-map'
import { sourcePosition } from './source-map'

export type TraceOptions = {
  /** the map that the compiler wrote beside the program (version 3), to name the line of the source */
  sourceMap?: SourceMapJson
  /** only operations of the last program that ran are kept, at most this many; 20 unless said otherwise */
  steps?: number
}

export type TraceStep = { pc: number; line: number; teal: string; stack: Value[] }

export type FailureTrace = {
  message: string
  /** the app whose program failed; undefined for a logic signature, or when no program ran */
  app: bigint | undefined
  pc: number | undefined
  /** line of `program`, from 1, and its text */
  line: number | undefined
  teal: string | undefined
  source: SourcePosition | undefined
  /** as the failing operation found it, the top last */
  stack: Value[]
  scratch: Value[]
  logs: Bytes[]
  budget: { added: number; spent: number }
  fees: { paid: bigint; usage: bigint }
  /** the last operations before the failure, oldest first */
  steps: TraceStep[]
  /** the failing program as TEAL */
  program: string
}

const DEFAULT_STEPS = 20

/** Runs a refused group again on the state it was refused on, and looks at where it ends. */
export function traceFailure(submissions: Submissions, failure: unknown, options: TraceOptions): FailureTrace {
  const { node } = submissions
  const text = failure instanceof Error ? failure.message : String(failure)
  const ids = text.match(/\b[A-Z2-7]{52}\b/g) ?? []
  const found = ids.map((id) => submissions.failed(id)).find((f) => f !== undefined) ?? submissions.lastFailure()
  if (!found) throw new Error('There is no failed transaction to trace: only what was sent and refused can be.')

  const watch = new Watch(options.steps ?? DEFAULT_STEPS)
  const { group, state } = found
  const outcome = node.evaluateGroup(group, {
    state,
    unsigned: (i) => submissions.mayBeUnsigned(group[i]!),
    evaluation: { tracer: watch },
  })
  const { appBudgetAdded: added = 0, appBudgetSpent: spent = 0 } = outcome.evaluation?.shared ?? {}
  const { machine } = watch
  const pc = machine?.at?.pc ?? watch.steps.at(-1)?.pc
  const listing = machine ? listingOf(machine.program.bytes) : undefined
  const line = pc === undefined ? undefined : listing?.lineOf.get(pc)
  return {
    message: outcome.failure?.message ?? found.message,
    app: machine?.maybeApp?.id,
    pc,
    line,
    teal: line === undefined ? undefined : listing?.lines[line - 1]?.trim(),
    source: options.sourceMap && pc !== undefined ? sourcePosition(options.sourceMap, pc) : undefined,
    stack: watch.steps.at(-1)?.stack ?? [],
    scratch: machine ? [...machine.scratch] : [],
    logs: machine?.maybeApp ? [...machine.maybeApp.logs] : [],
    budget: { added, spent },
    fees: { paid: outcome.feesPaid, usage: outcome.usage },
    steps: watch.steps.map((step) => {
      const at = listing?.lineOf.get(step.pc) ?? 0
      return { pc: step.pc, line: at, teal: listing?.lines[at - 1]?.trim() ?? '', stack: step.stack }
    }),
    program: listing?.lines.join('\n') ?? '',
  }
}

/** Keeps the last steps of the program that failed: the innermost, when a call failed inside of another. */
class Watch implements Tracer {
  machine: Machine | undefined
  steps: { pc: number; stack: Value[] }[] = []
  private failed = false
  private readonly stepsOf = new Map<Machine, { pc: number; stack: Value[] }[]>()

  constructor(private readonly most: number) {}

  beforeProgram(machine: Machine): void {
    this.stepsOf.set(machine, [])
    if (!this.failed) this.machine = machine
  }

  beforeOp(machine: Machine, at: Instruction): void {
    const steps = this.stepsOf.get(machine)!
    steps.push({ pc: at.pc, stack: [...machine.stack] })
    if (steps.length > this.most) steps.shift()
    if (this.failed) return
    this.machine = machine
    this.steps = steps
  }

  afterProgram(machine: Machine, approved: boolean, error: Error | undefined): void {
    if (this.failed || (approved && !error)) return
    this.failed = true
    this.machine = machine
    this.steps = this.stepsOf.get(machine) ?? []
  }
}

/** The program as text, with the line each program counter is on. Disassembly assembles to the same bytes. */
export function listingOf(program: Bytes): { lines: string[]; lineOf: Map<number, number> } {
  const text = disassemble(program)
  const lineOf = new Map<number, number>()
  for (const [pc, { line }] of assemble(text).locations) lineOf.set(pc, line + 1)
  return { lines: text.split('\n'), lineOf }
}
