import { addressText } from '../../protocol/address'
import { amountText } from '../../protocol/amount'
import { equal, isZero } from '../../protocol/bytes'
import { NotSupportedByDevnet } from '../../protocol/errors'
import { FEE_UNIT, feesPaid, groupUsage, wholeFee } from '../../protocol/fees'
import { fieldGroup } from '../../protocol/ops'
import { NO_BYTES, zeroTxn, ZERO_ADDRESS, type Bytes, type SignedTxn, type Txn } from '../../protocol/txn'
import { programVersion } from '../check'
import { SHARING } from '../availability'
import { fail, InnerError, OpError } from '../errors'
import { innerGroupContext, type GroupContext } from '../group'
import { innerGroupId, txnIdOf } from '../ids'
import { SETTERS } from '../inner-fields'
import { ensureInnerResources } from '../inner-resources'
import type { Handler, Machine } from '../machine'

const FIELDS = fieldGroup('itxn_field').byNumber
const TXN_FIELDS = fieldGroup('txn').byNumber

/** Programs older than this cannot be called by others. */
const MIN_CALLEE = 4

/** A new inner transaction: from the app's account, alive as long as the outer one, with a fee that fills what is missing. */
function begin(m: Machine): void {
  const { pending, address } = m.app
  const { params, innerLeft } = m.group.shared
  if (pending.length >= params.maxGroupSize || pending.length > innerLeft) {
    fail(`too many inner transactions ${pending.length} with ${innerLeft} left`)
  }
  const txn: Txn = {
    ...zeroTxn('pay'),
    type: '' as Txn['type'],
    sender: address,
    firstValid: m.txn.firstValid,
    lastValid: m.txn.lastValid,
    fee: missingFee(m),
  }
  pending.push({ txn, sig: NO_BYTES, msig: undefined, lsig: undefined, authAddr: ZERO_ADDRESS })
}

/** What the group still lacks with one more plain transaction, after what outer and earlier inner ones overpaid. */
function missingFee(m: Machine): bigint {
  const { params, feeCredit } = m.group.shared
  const { paid, usage } = feesOf(m)
  const missing = (usage + FEE_UNIT) * params.minTxnFee - paid * FEE_UNIT - feeCredit
  return missing > 0n ? wholeFee(missing) : 0n
}

function feesOf(m: Machine): { paid: bigint; usage: bigint } {
  const { pending } = m.app
  return { paid: feesPaid(pending), usage: groupUsage(pending, m.group.shared.params) }
}

/** What the outer group overpaid is there for inner ones; what an inner one overpays, for the next. */
function settleFees(m: Machine): void {
  const { shared } = m.group
  const { paid, usage } = feesOf(m)
  const credit = shared.feeCredit + paid * FEE_UNIT - usage * shared.params.minTxnFee
  if (credit < 0n) fail(`group fee ${amountText(paid)} too small (needs ${amountText(wholeFee(-credit))} more)`)
  shared.feeCredit = credit
}

class Unauthorized extends OpError {}

function checkSender(m: Machine, { sender }: Txn): void {
  const { authAddr } = m.host.account(sender)
  const authorized = isZero(authAddr) ? sender : authAddr
  if (equal(authorized, m.app.address)) return
  throw new Unauthorized(`app ${m.app.id} (addr ${addressText(m.app.address)}) unauthorized ${addressText(authorized)}`)
}

/** Rules of an inner call: no self-call, no re-entry, depth, a callee that knows what inner means. */
function checkCall(m: Machine, txn: Txn): void {
  const { params } = m.group.shared
  if (txn.applicationId === m.app.id) fail('attempt to self-call')
  for (let caller = m.group.caller; caller; caller = caller.group.caller) {
    if (caller.app.id === txn.applicationId) fail(`attempt to re-enter ${txn.applicationId}`)
  }
  if (m.group.depth >= params.maxCallDepth) fail(`appl depth (${m.group.depth}) exceeded`)
  const callee = txn.applicationId === 0n ? txn : m.host.app(txn.applicationId)
  if (!callee) return fail(`app ${txn.applicationId} does not exist`)
  const leaves = txn.onCompletion === CLEAR_STATE && callee !== txn
  const version = versionOf(leaves ? callee.clearStateProgram : callee.approvalProgram)
  if (version < MIN_CALLEE) fail(`inner app call with version v${version} < v${MIN_CALLEE}`)
  if (txn.onCompletion === OPT_IN) {
    const leaving = versionOf(callee.clearStateProgram)
    if (leaving < MIN_CALLEE) fail(`inner app call opt-in with CSP v${leaving} < v${MIN_CALLEE}`)
  }
  if (m.version >= SHARING) ensureInnerResources(m, txn, version)
}

const OPT_IN = 1
const CLEAR_STATE = 3
const versionOf = (program: Bytes): number => Number(programVersion(program).version)

function submit(m: Machine): void {
  const { app, group, host } = m
  if (app.pending.length === 0) fail('itxn_submit without itxn_begin')
  const { shared } = group
  if (app.pending.length > shared.innerLeft) {
    fail(`too many inner transactions ${app.pending.length} with ${shared.innerLeft} left`)
  }
  settleFees(m)
  for (const signed of app.pending) {
    host.checkInner(signed)
    if (signed.txn.type === 'appl') checkCall(m, signed.txn)
    else if (m.version >= SHARING) ensureInnerResources(m, signed.txn, m.version)
  }
  const inner = innerGroupContext(withGroupId(m, app.pending), m, app.innerTxns.length)
  app.pending = []
  shared.innerLeft -= inner.txns.length
  const calls = inner.txns.filter(({ txn }) => txn.type === 'appl').length
  shared.appBudget += calls * shared.params.appBudget
  shared.appBudgetAdded += calls * shared.params.appBudget
  applyAll(m, inner)
  app.lastInner = inner
}

function withGroupId(m: Machine, pending: readonly SignedTxn[]): readonly SignedTxn[] {
  if (pending.length < 2) return pending
  const ungrouped = innerGroupContext(pending, m, m.app.innerTxns.length)
  const group = innerGroupId(pending.map((_, index) => txnIdOf(ungrouped, index, m.host)))
  return pending.map((signed) => ({ ...signed, txn: { ...signed.txn, group } }))
}

function applyAll(m: Machine, inner: GroupContext): void {
  const { tracer, resources } = m.group.shared
  tracer?.beforeInnerGroup?.(m, inner)
  for (const [index, signed] of inner.txns.entries()) {
    tracer?.beforeInnerTxn?.(m, inner, index)
    try {
      checkSender(m, signed.txn)
      const apply = m.host.applyInner(inner, index)
      inner.applied[index] = apply
      m.app.innerTxns.push({ ...signed, apply })
      if (apply.configAsset !== 0n) resources.createdAssets.add(apply.configAsset)
    } catch (error) {
      // A refusal of the devnet itself is no failure of the inner transaction.
      if (!(error instanceof Error) || error instanceof NotSupportedByDevnet) throw error
      const tried = !(error instanceof Unauthorized)
      const message = tried ? `inner tx ${index} failed: ${error.message}` : error.message
      const failure = new InnerError(message, inner.innerOffset + index, tried ? error : undefined)
      tracer?.afterInnerTxn?.(m, inner, index, failure)
      tracer?.afterInnerGroup?.(m, inner, failure)
      throw failure
    }
    tracer?.afterInnerTxn?.(m, inner, index, undefined)
  }
  tracer?.afterInnerGroup?.(m, inner, undefined)
}

export const innerOps: Record<string, Handler> = {
  itxn_begin: (m) => {
    if (m.app.pending.length > 0) fail('itxn_begin without itxn_submit')
    if (m.app.clearState) fail('clear state programs can not issue inner transactions')
    begin(m)
  },
  itxn_next: (m) => {
    if (m.app.pending.length === 0) fail('itxn_next without itxn_begin')
    begin(m)
  },
  itxn_field: (m, { imm }) => {
    const current = m.app.pending.at(-1) ?? fail('itxn_field without itxn_begin')
    const field = FIELDS[imm[0]!]
    if (!field || field.since > m.version) {
      fail(`invalid itxn_field ${TXN_FIELDS[imm[0]!]?.name ?? `TxnField(${imm[0]})`}`)
    }
    SETTERS[field.name]!(m, current.txn, m.pop())
  },
  itxn_submit: submit,
}
