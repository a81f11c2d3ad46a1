import type { Value } from '../avm/host'
import type { SimulateResult, SimulatedTxn } from '../node/simulate'
import { inKeyOrder, MORE_LOG_BYTES, MORE_LOG_CALLS } from '../node/simulate'
import type { Accessed } from '../node/simulate-resources'
import type { InitialState, InitialValue, OpTrace, ProgramTrace, TraceFlags, TxnTrace } from '../node/simulate-trace'
import { addressText } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import type { Json } from './models'
import { transactionJson } from './pending'

const RESPONSE_VERSION = 2

const orAbsent = <T>(value: T) => (value ? value : undefined)
const notEmpty = <T>(list: readonly T[]) => (list.length === 0 ? undefined : list)

/** The answer in the shape both of its formats share. */
export function simulateResponse(result: SimulateResult): Json {
  const { request, failure } = result
  return {
    version: RESPONSE_VERSION,
    'last-round': result.lastRound,
    'eval-overrides': overrides(result),
    'exec-trace-config': request.trace.enable ? traceConfig(request.trace) : undefined,
    'initial-states': result.initial && initialStates(result.initial),
    'txn-groups': [
      {
        'app-budget-added': orAbsent(result.budgetAdded),
        'app-budget-consumed': orAbsent(result.budgetConsumed),
        'failed-at': failure?.path,
        'failure-message': failure?.message,
        'group-fees-paid': orAbsent(result.feesPaid),
        'group-usage': orAbsent(result.usage),
        'txn-results': result.txns.map(txnResult),
        'unnamed-resources-accessed': result.accessed && accessedJson(result.accessed),
      },
    ],
  }
}

function overrides({ request }: SimulateResult): Json | undefined {
  const changed: Json = {
    'allow-empty-signatures': orAbsent(request.allowEmptySignatures),
    'allow-unnamed-resources': orAbsent(request.allowUnnamedResources),
    'extra-opcode-budget': orAbsent(request.extraOpcodeBudget),
    'fix-signers': orAbsent(request.fixSigners),
    'max-log-calls': request.allowMoreLogging ? MORE_LOG_CALLS : undefined,
    'max-log-size': request.allowMoreLogging ? MORE_LOG_BYTES : undefined,
  }
  return Object.values(changed).some((v) => v !== undefined) ? changed : undefined
}

function traceConfig(flags: TraceFlags): Json {
  return {
    enable: true,
    'scratch-change': orAbsent(flags.scratch),
    'stack-change': orAbsent(flags.stack),
    'state-change': orAbsent(flags.state),
  }
}

function txnResult(txn: SimulatedTxn): Json {
  return {
    'app-budget-consumed': orAbsent(txn.appBudget),
    'exec-trace': txn.trace && traceJson(txn.trace),
    'fees-paid': orAbsent(txn.feesPaid),
    'fixed-signer': txn.fixedSigner && addressText(txn.fixedSigner),
    'logic-sig-budget-consumed': orAbsent(txn.lsigBudget),
    'txn-result': transactionJson(txn.signed, txn.apply),
    'unnamed-resources-accessed': txn.accessed && accessedJson(txn.accessed),
  }
}

function accessedJson(a: Accessed): Json {
  return {
    accounts: notEmpty(a.accounts.map(addressText)),
    assets: notEmpty(a.assets),
    apps: notEmpty(a.apps),
    boxes: notEmpty(a.boxes),
    'extra-box-refs': orAbsent(a.extraBoxRefs),
    'asset-holdings': notEmpty(a.holdings.map(({ account, asset }) => ({ account: addressText(account), asset }))),
    'app-locals': notEmpty(a.locals.map(({ account, app }) => ({ account: addressText(account), app }))),
  }
}

/** A value of the machine: 1 bytes, 2 a number; what is empty or zero is left out. */
export function avmValue(value: Value): Json {
  if (typeof value === 'bigint') return { type: 2, uint: orAbsent(value) }
  return { type: 1, bytes: value.length === 0 ? undefined : value }
}

function traceJson(trace: TxnTrace): Json {
  const ops = (program: ProgramTrace | undefined) => program && notEmpty(program.ops.map(opJson))
  return {
    'approval-program-hash': trace.approval?.hash,
    'approval-program-trace': ops(trace.approval),
    'clear-state-program-hash': trace.clear?.hash,
    'clear-state-program-trace': ops(trace.clear),
    'clear-state-rollback': trace.clearRollback ? true : undefined,
    'clear-state-rollback-error': trace.clearRollback?.error,
    'inner-trace': notEmpty(trace.inner.map(traceJson)),
    'logic-sig-hash': trace.sig?.hash,
    'logic-sig-trace': ops(trace.sig),
  }
}

function opJson(op: OpTrace): Json {
  return {
    pc: op.pc,
    'scratch-changes': notEmpty(op.scratch.map(({ slot, value }) => ({ slot, 'new-value': avmValue(value) }))),
    'spawned-inners': notEmpty(op.spawned),
    'stack-additions': notEmpty(op.additions.map(avmValue)),
    'stack-pop-count': orAbsent(op.pops),
    'state-changes': notEmpty(
      op.changes.map((c) => ({
        account: c.account && ownerText(c.account),
        'app-state-type': c.kind,
        key: c.key,
        'new-value': c.value === undefined ? undefined : avmValue(c.value),
        operation: c.operation,
      })),
    ),
  }
}

/** Nobody, whom an operation that fails may have named, is left out. */
const ownerText = (account: Bytes) => (isZero(account) ? undefined : addressText(account))

function initialStates(initial: ReadonlyMap<bigint, InitialState>): Json {
  const apps = [...initial].sort(([a], [b]) => (a < b ? -1 : 1))
  return { 'app-initial-states': notEmpty(apps.map(([id, state]) => initialState(id, state))) }
}

function initialState(id: bigint, state: InitialState): Json {
  const kvs = (values: Iterable<InitialValue>) =>
    inKeyOrder(values).map(({ key, value }) => ({ key, value: value === undefined ? { type: 0 } : avmValue(value) }))
  const store = (values: ReadonlyMap<string, InitialValue>) =>
    values.size === 0 ? undefined : { kvs: kvs(values.values()) }
  return {
    id: orAbsent(id),
    'app-globals': store(state.globals),
    'app-boxes': store(state.boxes),
    'app-locals': notEmpty(
      [...state.locals.values()].map(({ account, values }) => ({
        account: ownerText(account),
        kvs: kvs(values.values()),
      })),
    ),
  }
}
