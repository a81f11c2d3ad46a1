import type { Op } from '../protocol/ops'
import { latin1 } from '../protocol/bytes'
import type { Bytes, SignedTxn, SignedTxnWithData, Txn } from '../protocol/txn'
import { fail } from './errors'
import type { GroupContext } from './group'
import type { Host, Value } from './host'

export const MAX_STACK = 1_000
export const MAX_BYTES = 4_096
/** `substring3` knows no position beyond */
export const MAX_POSITION = 0x7fff_ffffn

/**
 * What an operation does. The machine has already checked the mode, the number and kinds of the arguments and the
 * budget, so a handler pops without looking. `at.imm` are the one-byte immediates, the other fields what their names say.
 */
export type Handler = (m: Machine, at: Instruction) => void

export type Instruction = {
  readonly pc: number
  /** program counter of the following instruction */
  readonly end: number
  readonly op: Op
  readonly run: Handler
  /** its fixed cost, or -1 when `costOf` has to look at the stack */
  readonly cost: number
  readonly imm: readonly number[]
  readonly ints: readonly bigint[]
  readonly bytes: readonly Bytes[]
  /** positions in `Program.code` to branch to */
  readonly targets: readonly number[]
}

export type Program = {
  readonly bytes: Bytes
  readonly version: number
  readonly code: readonly Instruction[]
}

export type Frame = {
  returnTo: number
  height: number
  args: number
  returns: number
  /** set by `proto`: only then `retsub` tidies the stack up */
  declared: boolean
}

export type Mode = 'app' | 'sig'

type Written = Map<string, Value | undefined>

/** What only a program in application mode has. */
export class AppState {
  readonly logs: Bytes[] = []
  logBytes = 0
  /** what a clear state program may spend of the pool; without effect for other programs */
  clearBudget: number
  /** it or a callee of its family used boxes that the family shares */
  touchedFamily = false
  readonly innerTxns: SignedTxnWithData[] = []
  /** transactions prepared since `itxn_begin` */
  pending: SignedTxn[] = []
  /** what it last wrote to its state, by latin-1 of the keys (undefined deleted): the delta tells it, if it failed or not */
  readonly globals: Written = new Map()
  /** the same of local states, by latin-1 of the address */
  readonly locals = new Map<string, { address: Bytes; written: Written }>()
  /** the last submitted inner group, for `itxn` and `gitxn` */
  lastInner: GroupContext | undefined

  constructor(
    readonly id: bigint,
    readonly address: Bytes,
    readonly clearState: boolean,
    appBudget: number,
  ) {
    this.clearBudget = appBudget
  }

  noteGlobal(key: Bytes, value: Value | undefined): void {
    this.globals.set(latin1(key), value)
  }

  noteLocal(address: Bytes, key: Bytes, value: Value | undefined): void {
    const owner = latin1(address)
    let entry = this.locals.get(owner)
    if (!entry) this.locals.set(owner, (entry = { address, written: new Map() }))
    entry.written.set(latin1(key), value)
  }
}

/** One run of one program. */
export class Machine {
  readonly stack: Value[] = []
  readonly scratch: Value[] = new Array<Value>(256).fill(0n)
  readonly frames: Frame[] = []
  intc: readonly bigint[] = []
  bytec: readonly Bytes[] = []
  /** position in `program.code` of the next instruction */
  next = 0
  /** spent by this program alone */
  cost = 0
  /** the instruction before was `callsub`: what `proto` asks for */
  afterCallsub = false
  /** the instruction that runs, undefined after the last */
  at: Instruction | undefined
  /** the one it ended with, once it ran to its end */
  last: Instruction | undefined
  readonly txn: Txn

  constructor(
    readonly program: Program,
    readonly group: GroupContext,
    readonly groupIndex: number,
    readonly mode: Mode,
    readonly host: Host,
    /** arguments of the logic signature, in signature mode */
    readonly args: readonly Bytes[],
    private readonly appState: AppState | undefined,
  ) {
    this.txn = group.txns[groupIndex]!.txn
  }

  get version(): number {
    return this.program.version
  }

  get app(): AppState {
    return this.appState ?? fail('not allowed in current mode')
  }

  /** application state of the run, undefined in signature mode */
  get maybeApp(): AppState | undefined {
    return this.appState
  }

  /** what the pool this program draws on still holds, for it */
  get budgetLeft(): number {
    const { shared } = this.group
    if (!this.appState) return shared.lsigBudget
    return this.appState.clearState ? Math.min(shared.appBudget, this.appState.clearBudget) : shared.appBudget
  }

  push(value: Value): void {
    this.stack.push(value)
  }

  pushBool(value: boolean): void {
    this.stack.push(value ? 1n : 0n)
  }

  pop(): Value {
    return this.stack.pop()!
  }

  /** the argument kinds are checked before the handler runs */
  popInt(): bigint {
    return this.stack.pop() as bigint
  }

  popBytes(): Bytes {
    return this.stack.pop() as Bytes
  }
}
