import type { GroupContext, GroupOptions as EvaluationOptions } from '../avm/group'
import type { Instruction, Machine } from '../avm/machine'
import type { Tracer } from '../avm/policy'
import type { ProgramError } from '../avm/errors'
import { deltaOf } from '../avm/delta'
import { noApplyData } from '../ledger/codec'
import { latin1 } from '../protocol/bytes'
import { groupUsage, sumOfFees } from '../protocol/fees'
import type { ConsensusParams } from '../protocol/params'
import type { ApplyData, Bytes, SignedTxn, SignedTxnWithData } from '../protocol/txn'
import { NodeError } from './chain'
import { FixedSigners, isSigned } from './fixed-signers'
import type { ChainState } from './history'
import type { Node } from './node'
import type { Submissions } from './submissions'
import type { Accessed } from './simulate-resources'
import { isNothing, UnnamedTracker } from './simulate-resources'
import type { InitialState, TraceFlags, TxnTrace } from './simulate-trace'
import { TraceRecorder } from './simulate-trace'

const MAX_EXTRA_BUDGET = 320_000
/** what `allow-more-logging` raises the limits to */
export const MORE_LOG_CALLS = 2_048
export const MORE_LOG_BYTES = 65_536

export type SimulateRequest = {
  groups: SignedTxn[][]
  allowEmptySignatures: boolean
  allowMoreLogging: boolean
  allowUnnamedResources: boolean
  fixSigners: boolean
  extraOpcodeBudget: number
  round: bigint | undefined
  trace: TraceFlags
}

export type SimulatedTxn = {
  signed: SignedTxn
  apply: ApplyData
  appBudget: number
  lsigBudget: number
  feesPaid: bigint
  /** who would have to sign, when it is somebody else than the transaction says */
  fixedSigner: Bytes | undefined
  trace: TxnTrace | undefined
  accessed: Accessed | undefined
}

export type SimulateResult = {
  request: SimulateRequest
  lastRound: bigint
  txns: SimulatedTxn[]
  failure: { message: string; path: number[] } | undefined
  budgetAdded: number
  budgetConsumed: number
  usage: bigint
  feesPaid: bigint
  accessed: Accessed | undefined
  initial: Map<bigint, InitialState> | undefined
}

/** Runs one group on the latest state and tells what it would do; nothing of it is kept. */
export function simulate(submissions: Submissions, request: SimulateRequest): SimulateResult {
  const { node } = submissions
  const { group: asked, chain } = checked(node, request)
  const group = submissions.authorized(asked, chain.ledger)
  const fixed = request.fixSigners ? new FixedSigners(group, chain.ledger) : undefined
  const signed = fixed?.group ?? group
  const { trace: flags, extraOpcodeBudget } = request
  const tooMuch = extraOpcodeBudget > MAX_EXTRA_BUDGET
  const unnamed = request.allowUnnamedResources ? new UnnamedTracker(signed, node.params, chain.ledger) : undefined
  const recorder = new Recorder(signed.length, flags, fixed, unnamed)
  const evaluation: EvaluationOptions = {
    extraBudget: tooMuch ? 0 : extraOpcodeBudget,
    tracer: recorder,
    ...(unnamed ? { unnamed } : {}),
    ...(request.allowMoreLogging ? { maxLogCalls: MORE_LOG_CALLS, maxLogBytes: MORE_LOG_BYTES } : {}),
  }
  const unsigned = (index: number) =>
    submissions.mayBeUnsigned(group[index]!) || (request.allowEmptySignatures && !isSigned(group[index]!))
  const outcome = node.evaluateGroup(signed, { unsigned, checkAuthorizer: true, evaluation }, chain)

  const { failure } = outcome
  // A group that is malformed is reported as one even then.
  if (outcome.verified && tooMuch) {
    throw new NodeError(400, `extra budget ${extraOpcodeBudget} > simulation extra budget limit ${MAX_EXTRA_BUDGET}`)
  }
  // A fault that no single transaction is to blame for is refused, not reported.
  if (failure && !outcome.verified && failure.path.length === 0) throw new NodeError(400, failure.message)
  const context = outcome.evaluation
  const failedAt = failure ? (failure.path[0] ?? 0) : signed.length
  const reached = Math.min(failedAt, signed.length - 1)
  const txns = signed.map((s, i): SimulatedTxn => {
    const apply = outcome.applied[i] ?? (failure && i === failedAt ? recorder.partial(context, i) : noApplyData())
    const accessed = unnamed?.accessed(i)
    return {
      signed: group[i]!,
      apply,
      appBudget: recorder.appBudget[i] ?? 0,
      lsigBudget: recorder.lsigBudget[i] ?? 0,
      feesPaid: feesOf({ ...s, apply }),
      fixedSigner: fixed?.signer(i),
      trace: flags.enable && i <= reached ? recorder.trace?.top[i] : undefined,
      accessed: accessed && !isNothing(accessed) ? accessed : undefined,
    }
  })
  const accessed = unnamed?.accessed()
  return {
    request,
    lastRound: chain.last.round,
    txns,
    failure: failure && { message: failure.message, path: failure.path.length > 0 ? failure.path : [0] },
    // Signatures come before: where they fail no budget was given yet.
    budgetAdded: outcome.verified ? context.shared.appBudgetAdded : 0,
    budgetConsumed: context.shared.appBudgetSpent,
    usage: usageOf(
      txns.map(({ signed: s, apply }) => ({ ...s, apply })),
      node.params,
    ),
    feesPaid: sumOfFees(txns.map(({ feesPaid }) => feesPaid)),
    accessed: accessed && !isNothing(accessed) ? accessed : undefined,
    initial: flags.state ? (recorder.trace?.initial ?? new Map<bigint, InitialState>()) : undefined,
  }
}

/** The one group that was asked for, and the chain to run it on. The order decides which of several faults is named. */
function checked(node: Node, request: SimulateRequest): { group: SignedTxn[]; chain: ChainState } {
  const { groups, trace, round } = request
  const refuse = (message: string): never => {
    throw new NodeError(400, message)
  }
  const most = node.params.maxGroupSize
  for (const { length } of groups) {
    if (length === 0) refuse('empty txgroup')
    if (length > most) refuse(`transaction group size ${length} exceeds protocol max ${most}`)
  }
  if (request.fixSigners && !request.allowEmptySignatures) {
    refuse('FixSigners requires AllowEmptySignatures to be enabled')
  }
  if (groups.length !== 1) refuse(`expected 1 transaction group, got ${groups.length}`)
  const chain = node.at(round ?? node.lastRound)
  if (!trace.enable && (trace.stack || trace.scratch || trace.state)) {
    const what = trace.stack ? 'stack' : trace.scratch ? 'scratch slot change' : 'state change'
    refuse(`basic trace must be enabled when enabling ${what} tracing`)
  }
  return { group: groups[0]!, chain }
}

/** Inner groups owe fees as top-level ones do. */
function usageOf(group: readonly SignedTxnWithData[], params: ConsensusParams): bigint {
  const inner = group.flatMap(({ apply }) => apply.delta?.innerTxns ?? [])
  return groupUsage(group, params) + (inner.length > 0 ? usageOf(inner, params) : 0n)
}

function feesOf({ txn, apply }: SignedTxnWithData): bigint {
  return sumOfFees([txn.fee, ...(apply.delta?.innerTxns ?? []).map(feesOf)])
}

/** Counts budgets per transaction, keeps what a failing program had done, and traces when asked to. */
class Recorder implements Tracer {
  readonly appBudget: number[] = []
  readonly lsigBudget: number[] = []
  readonly trace: TraceRecorder | undefined
  readonly beforeOp?: (machine: Machine, at: Instruction) => void
  readonly afterOp?: (machine: Machine, at: Instruction, error: Error | undefined) => void
  private readonly partials = new Map<GroupContext, Map<number, ApplyData>>()
  private readonly failedInner = new Map<Machine, { group: GroupContext; index: number }>()
  private spentBefore = 0

  constructor(
    size: number,
    flags: TraceFlags,
    private readonly fixed: FixedSigners | undefined,
    private readonly unnamed: UnnamedTracker | undefined,
  ) {
    const trace = flags.enable ? new TraceRecorder(size, flags) : undefined
    this.trace = trace
    if (trace) {
      this.beforeOp = (machine, at) => {
        trace.noteSlot(machine, at)
        trace.beforeOp(machine, at)
      }
    }
    if (!trace && !unnamed) return
    this.afterOp = (machine, at, error) => {
      trace?.afterOp(machine, at, error)
      if (!error && machine.mode === 'app') unnamed?.afterOp(machine)
    }
  }

  beforeProgram(machine: Machine): void {
    this.trace?.beforeProgram(machine)
    if (machine.mode === 'app') this.unnamed?.beforeProgram(machine)
    if (machine.group.caller) return
    this.spentBefore = machine.group.shared.appBudgetSpent
  }

  afterProgram(machine: Machine, approved: boolean, error: ProgramError | undefined): void {
    this.trace?.afterProgram(machine, approved, error)
    if (machine.mode === 'app' && (error || !approved)) this.keepPartial(machine)
    if (machine.group.caller) return
    if (machine.mode === 'app') this.fixed?.afterProgram(machine)
    if (machine.mode === 'sig') this.lsigBudget[machine.groupIndex] = machine.cost
    else this.appBudget[machine.groupIndex] = machine.group.shared.appBudgetSpent - this.spentBefore
  }

  beforeInnerTxn(machine: Machine): void {
    this.trace?.beforeInnerTxn(machine)
  }

  afterInnerTxn(machine: Machine, group: GroupContext, index: number, error: Error | undefined): void {
    if (error) this.failedInner.set(machine, { group, index })
  }

  /** What a failing transaction, or its program, had done before it failed. */
  partial(group: GroupContext, index: number): ApplyData {
    return this.partials.get(group)?.get(index) ?? group.applied[index] ?? noApplyData()
  }

  /** An inner group that failed is shown whole: what was applied of it, what the failing one did, and the rest. */
  private keepPartial(machine: Machine): void {
    const delta = deltaOf(machine)
    // It is told as it was before the last operation that was begun: of one that ended the program, its log is missing.
    if (machine.last?.op.name === 'log') delta.logs.pop()
    const failed = this.failedInner.get(machine)
    if (failed) {
      const { group, index } = failed
      const rest = group.txns.slice(index)
      delta.innerTxns.push(
        ...rest.map((s, i) => ({ ...s, apply: i === 0 ? this.partial(group, index) : noApplyData() })),
      )
    }
    const known = this.partials.get(machine.group) ?? new Map<number, ApplyData>()
    // An app that is being created has its id by now.
    const applicationId = machine.txn.applicationId === 0n ? (machine.maybeApp?.id ?? 0n) : 0n
    this.partials.set(machine.group, known.set(machine.groupIndex, { ...noApplyData(), applicationId, delta }))
  }
}

/** By latin-1 text, so that byte keys come in byte order. */
export const inKeyOrder = <T extends { key: Bytes }>(entries: Iterable<T>): T[] =>
  [...entries].sort((a, b) => (latin1(a.key) < latin1(b.key) ? -1 : 1))
