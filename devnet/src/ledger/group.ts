import { addressText } from '../protocol/address'
import { amountText, micros } from '../protocol/amount'
import { base32, equal, isZero, latin1 } from '../protocol/bytes'
import { FEE_UNIT, feeFor, feesPaid, groupUsage } from '../protocol/fees'
import type { ConsensusParams } from '../protocol/params'
import type { ApplyData, Bytes, SignedTxn } from '../protocol/txn'
import { ProgramError } from '../avm/errors'
import type { GroupContext, GroupOptions as EvaluationOptions } from '../avm/group'
import { newGroupContext } from '../avm/group'
import { applyTxn, checkMinBalances } from './apply'
import { txnIdText } from './codec'
import { leftBy, programData } from './failure'
import type { Chain } from './host'
import { Layer } from './layer'
import { authorizer } from './signatures'
import type { State } from './state'

/** Why a group failed: the node's text, and where. */
export type GroupFailure = {
  message: string
  /** index in the group, then indices of inner transactions; empty when none of them was begun */
  path: number[]
  /** what the node answers beside the message: pc, app-index, eval-states, ... */
  data?: Record<string, unknown>
}

export type GroupOptions = {
  /** the state to run on; the latest when absent */
  state?: State
  /** the authorizer of these is not compared with the sender's (impersonation, simulate); true: of all */
  unsigned?: boolean | ((index: number) => boolean)
  /** compare the authorizer of unsigned transactions all the same, as simulate does */
  checkAuthorizer?: boolean
  evaluation?: EvaluationOptions
  /** carries on the evaluation that `newGroupContext` started: logic signatures ran in it */
  context?: GroupContext
}

export type GroupOutcome = {
  /** the ledger after the group; after the transactions before the failing one when it failed */
  state: State
  applied: ApplyData[]
  failure: GroupFailure | undefined
  feesPaid: bigint
  /** fees that reached the sink, inner ones included */
  feesCollected: bigint
  /** in millionths of the minimum fee */
  usage: bigint
  /** the interpreter's account of the evaluation: budgets, resources; of nothing when the group is not well formed */
  evaluation: GroupContext
}

/** What earlier blocks say about a transaction: in the ledger already, or its lease still held. */
export interface History {
  has(txId: string): boolean
  /** the last round a lease is held, if it ever was */
  leaseUntil(sender: Bytes, lease: Bytes): bigint | undefined
}

class Rejected extends Error {
  constructor(
    message: string,
    readonly path: number[],
    readonly data?: Record<string, unknown>,
  ) {
    super(message)
  }
}

/** Starts the interpreter's account of a group: what it paid above its due is what inner transactions may draw on. */
export function groupContext(
  group: readonly SignedTxn[],
  params: ConsensusParams,
  options: EvaluationOptions = {},
): GroupContext {
  const credit = feesPaid(group) * FEE_UNIT - groupUsage(group, params) * params.minTxnFee
  return newGroupContext(group, params, { feeCredit: credit > 0n ? credit : 0n, ...options })
}

/** Applies a group whose form and signatures were checked, all or nothing, in a layer over `state`. */
export function evaluateGroup(
  group: readonly SignedTxn[],
  params: ConsensusParams,
  chain: Chain,
  history: History,
  options: GroupOptions & { state: State },
): GroupOutcome {
  const layer = new Layer(options.state, params, chain.specials.feeSink)
  const context = options.context ?? groupContext(group, params, options.evaluation)
  const usage = groupUsage(group, params)
  const paid = feesPaid(group)
  const applied: ApplyData[] = []
  let state = layer.state
  let failure: GroupFailure | undefined
  try {
    for (const s of group) {
      if (s.txn.lastValid < chain.round) throw new Rejected(deadText(s, chain), [])
    }
    const seen: Seen = { ids: new Set(), leases: new Map() }
    for (const [index, signed] of group.entries()) {
      applied.push(
        applyOne(signed, { layer, chain, context, index, applied }, seen, history, isUnsigned(options, index)),
      )
      state = layer.state
    }
    const needed = feeFor(usage, params)
    if (paid < needed) {
      const base = `(usage=${micros(usage)} * base=${amountText(params.minTxnFee)})`
      // The fees are looked at when all is done: it is the last transaction that fails.
      const text = `txgroup with ${amountText(paid)} fees is less than ${amountText(needed)} ${base}`
      throw new Rejected(text, [group.length - 1])
    }
  } catch (e) {
    if (!(e instanceof Rejected)) throw e
    failure = { message: e.message, path: e.path, ...(e.data ? { data: e.data } : {}) }
  }
  return { state, applied, failure, feesPaid: paid, feesCollected: layer.feesCollected, usage, evaluation: context }
}

function isUnsigned({ unsigned, checkAuthorizer }: GroupOptions, index: number): boolean {
  if (checkAuthorizer) return false
  return typeof unsigned === 'function' ? unsigned(index) : unsigned === true
}

type Seen = { ids: Set<string>; leases: Map<string, bigint> }
type Where = {
  layer: Layer
  chain: Chain
  context: GroupContext
  index: number
  /** of the transactions before this one */
  applied: readonly ApplyData[]
}

function applyOne(signed: SignedTxn, at: Where, seen: Seen, history: History, unsigned: boolean): ApplyData {
  const { layer, chain, index } = at
  const t = signed.txn
  const id = txnIdText(t)
  checkAlive(signed, chain, index)
  const isThere = `transaction already in ledger: ${id}`
  if (seen.ids.has(id)) throw new Rejected(isThere, [index])
  // Sent again, a transaction with a lease finds its own lease taken first.
  if (!isZero(t.lease)) checkLease(signed, id, at, seen, history)
  if (history.has(id)) throw new Rejected(isThere, [index])
  if (!unsigned) checkAuthorizer(signed, id, at)
  const data = inTransaction(id, at, () => {
    const done = applyTxn(signed, at, false)
    checkMinBalances(layer, [chain.specials.feeSink, chain.specials.rewardsPool])
    return done
  })
  seen.ids.add(id)
  if (!isZero(t.lease)) seen.leases.set(leaseKey(t.sender, t.lease), t.lastValid)
  layer.txnCounter += 1n
  return data
}

function deadText({ txn: t }: SignedTxn, chain: Chain): string {
  return `txn dead: round ${chain.round} outside of ${t.firstValid}--${t.lastValid}`
}

function checkAlive(signed: SignedTxn, chain: Chain, index: number): void {
  const t = signed.txn
  if (chain.round < t.firstValid || chain.round > t.lastValid) throw new Rejected(deadText(signed, chain), [index])
  if (t.genesisId !== '' && t.genesisId !== chain.genesisId) {
    throw new Rejected(`tx.GenesisID <${t.genesisId}> does not match expected <${chain.genesisId}>`, [index])
  }
  if (isZero(t.genesisHash)) throw new Rejected('required tx.GenesisHash is missing', [index])
  if (!equal(t.genesisHash, chain.genesisHash)) {
    const expected = base32(chain.genesisHash)
    throw new Rejected(`tx.GenesisHash <${base32(t.genesisHash)}> does not match expected <${expected}>`, [index])
  }
}

export function leaseKey(sender: Bytes, lease: Bytes): string {
  return latin1(sender) + latin1(lease)
}

function checkLease({ txn: t }: SignedTxn, id: string, at: Where, seen: Seen, history: History): void {
  const until = seen.leases.get(leaseKey(t.sender, t.lease)) ?? history.leaseUntil(t.sender, t.lease)
  if (until === undefined || at.chain.round > until) return
  const holder = `(${addressText(t.sender)}, ${addressText(t.lease)})`
  throw new Rejected(`transaction ${id} using an overlapping lease (sender, lease):${holder}`, [at.index])
}

function checkAuthorizer(signed: SignedTxn, id: string, { layer, index }: Where): void {
  const { authAddr } = layer.account(signed.txn.sender)
  const right = isZero(authAddr) ? signed.txn.sender : authAddr
  const actual = authorizer(signed)
  if (equal(right, actual)) return
  const message = `should have been authorized by ${addressText(right)} but was actually authorized by ${addressText(actual)}`
  throw new Rejected(`transaction ${id}: ${message}`, [index])
}

function inTransaction<T>(id: string, { index, context, applied }: Where, action: () => T): T {
  try {
    return action()
  } catch (e) {
    if (e instanceof ProgramError) {
      throw new Rejected(
        `transaction ${id}: ${e.message}`,
        [index, ...e.innerPath],
        programData(e, leftBy(context, applied)),
      )
    }
    if (!(e instanceof Error) || e.constructor !== Error) throw e
    throw new Rejected(`transaction ${id}: ${e.message}`, [index])
  }
}
