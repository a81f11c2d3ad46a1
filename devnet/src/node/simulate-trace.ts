import { appOf, localsOf, mutableAccountOf } from '../avm/availability'
import { OpError, type ProgramError } from '../avm/errors'
import type { Value } from '../avm/host'
import type { Instruction, Machine } from '../avm/machine'
import { latin1 } from '../protocol/bytes'
import { NotSupportedByDevnet } from '../protocol/errors'
import { sha512_256 } from '@noble/hashes/sha2.js'
import type { Bytes } from '../protocol/txn'

export type StateChange = {
  kind: 'g' | 'l' | 'b'
  operation: 'w' | 'd'
  key: Bytes
  account: Bytes | undefined
  value: Value | undefined
}

export type OpTrace = {
  pc: number
  pops: number
  additions: Value[]
  scratch: { slot: number; value: Value }[]
  changes: StateChange[]
  /** positions in the transaction's `inner` of those that this operation submitted */
  spawned: number[]
}

export type ProgramTrace = { hash: Bytes; ops: OpTrace[] }

export type TxnTrace = {
  approval: ProgramTrace | undefined
  clear: ProgramTrace | undefined
  /** a clear state program that failed or did not approve: what it did was taken back */
  clearRollback: { error: string | undefined } | undefined
  sig: ProgramTrace | undefined
  inner: TxnTrace[]
}

/** A value before the group first touched it: undefined when it was asked for and not there. */
export type InitialValue = { key: Bytes; value: Value | undefined }

/** Values of one app before the group first touched them. */
export type InitialState = {
  globals: Map<string, InitialValue>
  boxes: Map<string, InitialValue>
  locals: Map<string, { account: Bytes; values: Map<string, InitialValue> }>
}

export type TraceFlags = { enable: boolean; stack: boolean; scratch: boolean; state: boolean }

/** Where an operation on application state finds its operands, counted from the top of the stack. */
type Access = { kind: 'g' | 'l' | 'b'; operation: 'r' | 'w' | 'd'; key: number; account?: number; app?: number }

const ACCESS: Readonly<Record<string, Access>> = {
  app_global_get: { kind: 'g', operation: 'r', key: 0 },
  app_global_get_ex: { kind: 'g', operation: 'r', key: 0, app: 1 },
  app_global_put: { kind: 'g', operation: 'w', key: 1 },
  app_global_del: { kind: 'g', operation: 'd', key: 0 },
  app_local_get: { kind: 'l', operation: 'r', key: 0, account: 1 },
  app_local_get_ex: { kind: 'l', operation: 'r', key: 0, app: 1, account: 2 },
  app_local_put: { kind: 'l', operation: 'w', key: 1, account: 2 },
  app_local_del: { kind: 'l', operation: 'd', key: 0, account: 1 },
  box_create: { kind: 'b', operation: 'w', key: 1 },
  box_extract: { kind: 'b', operation: 'r', key: 2 },
  box_replace: { kind: 'b', operation: 'w', key: 2 },
  box_del: { kind: 'b', operation: 'd', key: 0 },
  box_len: { kind: 'b', operation: 'r', key: 0 },
  box_get: { kind: 'b', operation: 'r', key: 0 },
  box_put: { kind: 'b', operation: 'w', key: 1 },
  box_splice: { kind: 'b', operation: 'w', key: 3 },
  box_resize: { kind: 'b', operation: 'w', key: 1 },
}

function accessOf(name: string): Access | undefined {
  if (!name.startsWith('app_box_')) return ACCESS[name]
  // the same operation on another app's box: the app lies below the name
  const own = ACCESS[name.slice(4)]
  return own && { ...own, app: own.key + 1 }
}

export const emptyTrace = (): TxnTrace => ({
  approval: undefined,
  clear: undefined,
  clearRollback: undefined,
  sig: undefined,
  inner: [],
})

/**
 * A node writes down whatever a group does: an operation of cost 1 can move 256 values of 4,096 bytes, and the extra budget
 * pays for 320,000 of them. An ordinary operation takes about 20 bytes of an answer, so this is ten times such a budget.
 */
const MAX_TRACE_BYTES = 64 * 1024 * 1024
const BYTES_OF_STEP = 32
const BYTES_OF_VALUE = 16

const sizeOf = (value: Value | undefined): number => BYTES_OF_VALUE + (value instanceof Uint8Array ? value.length : 0)

/** Writes down every step of every program of a group, in the node's terms. */
export class TraceRecorder {
  readonly top: TxnTrace[]
  readonly initial = new Map<bigint, InitialState>()
  /** keys that the group itself created: they have no initial value, even when written again */
  private readonly created = new Set<string>()
  private readonly traceOf = new Map<Machine, TxnTrace>()
  private readonly opsOf = new Map<Machine, OpTrace[]>()
  private readonly innerOf = new Map<Machine, TxnTrace>()
  /** how much of the stack the operation that began last leaves alone */
  private kept = 0
  /** about what the answer takes so far */
  private bytes = 0

  constructor(
    size: number,
    private readonly flags: TraceFlags,
  ) {
    this.top = Array.from({ length: size }, emptyTrace)
  }

  beforeProgram(machine: Machine): void {
    const { caller } = machine.group
    const trace = caller ? (this.innerOf.get(caller) ?? emptyTrace()) : this.top[machine.groupIndex]!
    const program = { hash: sha512_256(machine.program.bytes), ops: [] }
    if (machine.mode === 'sig') trace.sig = program
    else if (machine.app.clearState) trace.clear = program
    else trace.approval = program
    this.traceOf.set(machine, trace)
    this.opsOf.set(machine, program.ops)
  }

  afterProgram(machine: Machine, approved: boolean, error: ProgramError | undefined): void {
    const trace = this.traceOf.get(machine)
    if (trace && machine.maybeApp?.clearState && !approved) trace.clearRollback = { error: error?.reason }
  }

  beforeInnerTxn(machine: Machine): void {
    const parent = this.traceOf.get(machine)
    if (!parent) return
    const inner = emptyTrace()
    this.innerOf.set(machine, inner)
    this.opsOf
      .get(machine)
      ?.at(-1)
      ?.spawned.push(parent.inner.push(inner) - 1)
  }

  beforeOp(machine: Machine, at: Instruction): void {
    const { stack } = machine
    // As declared, also when the stack is too low for it: the node reports no less.
    const pops = this.flags.stack ? popsOf(machine, at) : 0
    this.kept = Math.max(0, stack.length - pops)
    const op: OpTrace = { pc: at.pc, pops, additions: [], scratch: [], changes: [], spawned: [] }
    this.opsOf.get(machine)?.push(op)
    if (!this.flags.state) return
    const touched = touchedState(machine, at)
    if (!touched) return
    this.recordInitial(machine, touched)
    this.touched.set(op, touched)
    if (touched.operation === 'r') return
    // What an operation is about to change is told even when it fails: then it has no new value.
    const { kind, operation, key, account } = touched
    op.changes.push({ kind, operation, key, account, value: undefined })
  }

  private readonly touched = new WeakMap<OpTrace, Touched>()

  afterOp(machine: Machine, at: Instruction, error: Error | undefined): void {
    const op = this.opsOf.get(machine)?.at(-1)
    if (!op || error) return
    // Not this operation's after inner calls but that of the last one they ran: the node reports it so.
    if (this.flags.stack) op.additions = machine.stack.slice(this.kept)
    if (this.flags.scratch && (at.op.name === 'store' || at.op.name === 'stores')) {
      const slot = at.op.name === 'store' ? at.imm[0]! : this.lastStoredSlot
      op.scratch.push({ slot, value: machine.scratch[slot]! })
    }
    const touched = this.touched.get(op)
    if (touched?.operation === 'w') for (const change of op.changes) change.value = valueOf(machine, touched)
    this.count(op)
  }

  private count({ additions, scratch, changes }: OpTrace): void {
    this.bytes += BYTES_OF_STEP
    for (const value of additions) this.bytes += sizeOf(value)
    for (const { value } of scratch) this.bytes += sizeOf(value)
    for (const { value } of changes) this.bytes += sizeOf(value)
    if (this.bytes > MAX_TRACE_BYTES) throw new NotSupportedByDevnet('an execution trace of more than 64 MiB')
  }

  private lastStoredSlot = 0

  /** `stores` pops the slot it writes to. */
  noteSlot(machine: Machine, at: Instruction): void {
    if (at.op.name === 'stores') this.lastStoredSlot = Number(machine.stack.at(-2) ?? 0n)
  }

  private recordInitial(machine: Machine, touched: Touched): void {
    if (machine.group.shared.resources.createdApps.has(machine.app.id)) return
    const app = this.initial.get(touched.app) ?? { globals: new Map(), boxes: new Map(), locals: new Map() }
    this.initial.set(touched.app, app)
    const id = `${touched.app} ${touched.kind} ${touched.account ? latin1(touched.account) : ''} ${latin1(touched.key)}`
    if (this.created.has(id)) return
    const value = valueOf(machine, touched)
    if (value === undefined && touched.operation === 'w') {
      this.created.add(id)
      return
    }
    const values = valuesFor(app, touched)
    const name = latin1(touched.key)
    if (!values.has(name)) values.set(name, { key: touched.key, value })
  }
}

type Touched = {
  kind: 'g' | 'l' | 'b'
  operation: 'r' | 'w' | 'd'
  app: bigint
  key: Bytes
  account: Bytes | undefined
}

function valuesFor(state: InitialState, { kind, account }: Touched): Map<string, InitialValue> {
  if (kind === 'g') return state.globals
  if (kind === 'b') return state.boxes
  const owner = latin1(account!)
  const found = state.locals.get(owner) ?? { account: account!, values: new Map() }
  state.locals.set(owner, found)
  return found.values
}

function valueOf(machine: Machine, { kind, operation, app, key, account }: Touched): Value | undefined {
  const { host } = machine
  if (kind === 'g') return host.app(app) && host.globalGet(app, key)
  if (kind === 'b') return host.boxGet(app, key)
  // A node asks for the account again, whoever it is: a policy for unnamed resources hears of nobody too. Programs from
  // before addresses were allowed there have named it by its position.
  const address = unlessItFails(() => localsFor(machine, operation, account!, app).address, account!)
  return host.optedIn(address, app) ? host.localGet(address, app, key) : undefined
}

function localsFor(machine: Machine, operation: Touched['operation'], account: Value, app: bigint) {
  if (operation === 'r') return localsOf(machine, account, app)
  return { address: mutableAccountOf(machine, account), app: machine.app.id }
}

const NO_ACCOUNT = new Uint8Array(32)

/**
 * undefined when the operation is none on state. Operands are taken as the operation will take them; where it will fail
 * because of one, that one is empty, zero or nobody, as a node tells it.
 */
function touchedState(machine: Machine, at: Instruction): Touched | undefined {
  const { stack } = machine
  const access = machine.mode === 'app' ? accessOf(at.op.name) : undefined
  // A node panics here: there is nothing to be equal to.
  if (!access || stack.length < at.op.argKinds.length) return undefined
  const { kind, operation } = access
  const operand = (depth: number): Value => stack[stack.length - 1 - depth]!
  const name = operand(access.key)
  const key = name instanceof Uint8Array ? name : new Uint8Array(0)
  const id = access.app === undefined ? 0n : operand(access.app)
  const wanted = typeof id === 'bigint' ? id : 0n
  if (kind === 'b') {
    return { kind, operation, key, account: undefined, app: access.app === undefined ? machine.app.id : wanted }
  }
  if (access.account === undefined) {
    return { kind, operation, key, account: undefined, app: unlessItFails(() => appOf(machine, wanted), 0n) }
  }
  const who = operand(access.account)
  const nobody = { address: NO_ACCOUNT, app: access.app === undefined ? machine.app.id : 0n }
  const { address, app } = unlessItFails(() => localsFor(machine, operation, who, wanted), nobody)
  return { kind, operation, key, account: address, app }
}

function unlessItFails<T>(resolve: () => T, otherwise: T): T {
  try {
    return resolve()
  } catch (error) {
    if (error instanceof OpError) return otherwise
    throw error
  }
}

/** How many values an operation takes off the stack; for those that rearrange it, how deep they reach. */
function popsOf(machine: Machine, at: Instruction): number {
  const { stack, frames } = machine
  const n = at.imm[0] ?? 0
  switch (at.op.name) {
    case 'return':
      return stack.length
    case 'bury':
    case 'cover':
    case 'uncover':
      return n + 1
    case 'popn':
      return n
    case 'dig':
    case 'frame_dig':
      return 0
    case 'match':
      return at.targets.length + 1
    case 'retsub': {
      const frame = frames.at(-1)
      return frame?.declared ? stack.length - (frame.height - frame.args) : 0
    }
    case 'frame_bury': {
      const frame = frames.at(-1)
      const signed = n > 127 ? n - 256 : n
      return frame ? stack.length - (frame.height + signed) : 1
    }
    default:
      return at.op.argKinds.length
  }
}
