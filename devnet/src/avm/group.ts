import type { ConsensusParams } from '../protocol/params'
import type { ApplyData, SignedTxn } from '../protocol/txn'
import type { Value } from './host'
import type { Machine } from './machine'
import type { Tracer, UnnamedResources } from './policy'
import { namedResources, type Resources } from './resources'

export type GroupOptions = {
  /** added to the pooled budget of app calls, as simulate allows */
  extraBudget?: number
  unnamed?: UnnamedResources
  tracer?: Tracer
  /** what simulate's `allow-more-logging` raises */
  maxLogCalls?: number
  maxLogBytes?: number
  /** millionths of a microalgo that the group paid above what it owes: what inner transactions may draw on */
  feeCredit?: bigint
}

/** What a top-level group and everything its programs submit share. */
export type Shared = {
  readonly params: ConsensusParams
  readonly resources: Resources
  readonly unnamed: UnnamedResources | undefined
  readonly tracer: Tracer | undefined
  readonly maxLogCalls: number
  readonly maxLogBytes: number
  /** operations that app calls of the group may still run */
  appBudget: number
  /** the sum that was ever put into `appBudget`, and what programs spent */
  appBudgetAdded: number
  appBudgetSpent: number
  lsigBudget: number
  /** inner transactions that may still be submitted */
  innerLeft: number
  /** fee paid above what is owed so far, in millionths of a microalgo; inner transactions may draw on it */
  feeCredit: bigint
}

/** One group under evaluation: the top-level one, or one that a program submitted. */
export type GroupContext = {
  readonly shared: Shared
  readonly txns: readonly SignedTxn[]
  /** what applying each transaction decided; the ledger fills it in after each */
  readonly applied: (ApplyData | undefined)[]
  /** scratch space that each app call ended with, for `gload` */
  readonly scratches: (readonly Value[] | undefined)[]
  /** the program that submitted this group */
  readonly caller: Machine | undefined
  /** how many transactions the caller had submitted before this group */
  readonly innerOffset: number
  readonly depth: number
  /** whether the box read budget was checked (once, before the first program of a top-level group) */
  boxesChecked: boolean
}

/** Starts the evaluation of a top-level group. */
export function newGroupContext(
  txns: readonly SignedTxn[],
  params: ConsensusParams,
  options: GroupOptions = {},
): GroupContext {
  const calls = txns.filter((signed) => signed.txn.type === 'appl').length
  // There is no pool to add to in a group without app calls.
  const appBudget = calls === 0 ? 0 : calls * params.appBudget + (options.extraBudget ?? 0)
  const shared: Shared = {
    params,
    resources: namedResources(txns, params),
    unnamed: options.unnamed,
    tracer: options.tracer,
    maxLogCalls: options.maxLogCalls ?? params.maxLogCalls,
    maxLogBytes: options.maxLogBytes ?? params.maxLogBytes,
    appBudget,
    appBudgetAdded: appBudget,
    appBudgetSpent: 0,
    lsigBudget: txns.length * params.lsigBudget,
    innerLeft: params.maxInnerTxns * params.maxGroupSize,
    feeCredit: options.feeCredit ?? 0n,
  }
  return contextOf(txns, shared, undefined, 0)
}

/** A group that `caller` submits. */
export function innerGroupContext(txns: readonly SignedTxn[], caller: Machine, innerOffset: number): GroupContext {
  return contextOf(txns, caller.group.shared, caller, innerOffset)
}

function contextOf(
  txns: readonly SignedTxn[],
  shared: Shared,
  caller: Machine | undefined,
  innerOffset: number,
): GroupContext {
  return {
    shared,
    txns,
    applied: new Array<undefined>(txns.length).fill(undefined),
    scratches: new Array<undefined>(txns.length).fill(undefined),
    caller,
    innerOffset,
    depth: caller ? caller.group.depth + 1 : 0,
    boxesChecked: caller !== undefined,
  }
}
