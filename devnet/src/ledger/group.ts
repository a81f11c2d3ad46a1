import type { ApplyData } from '../protocol/txn'
import type { State } from './state'

/** Why a group failed: the node's text, and where. */
export type GroupFailure = {
  message: string
  /** index in the group, then indices of inner transactions; empty when the group as a whole is at fault */
  path: number[]
  /** what the node answers beside the message: pc, app-index, eval-states, ... */
  data?: Record<string, unknown>
}

export type GroupOptions = {
  state?: State
  /** signatures of these are not looked at (impersonation), true: of all */
  unsigned?: boolean | ((index: number) => boolean)
  /** handed to the interpreter as they are: see avm/evaluate */
  evaluation?: unknown
}

export type GroupOutcome = {
  /** the ledger after the group; after the transactions before the failing one when it failed */
  state: State
  applied: ApplyData[]
  failure: GroupFailure | undefined
  feesPaid: bigint
  /** in millionths of the minimum fee */
  usage: bigint
  /** the interpreter's account of the evaluation: budgets, traces, unnamed resources */
  evaluation: unknown
}
