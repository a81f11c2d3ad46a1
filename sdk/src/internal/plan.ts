import type { SuggestedParams, Transaction } from 'algosdk'
import { assignGroupID, encodeUnsignedTransaction } from 'algosdk'
import type { EscrowError } from '../errors/base'
import type { ErrorCode } from '../generated/errors'
import type { Step } from './call'
import type { EscrowContext, EscrowAccount } from './context'
import type { Reading } from './outcome'
import type { Quote } from './quote'

/** Who an action is for, where nothing is signed yet. */
export type Planner = Pick<EscrowAccount, keyof EscrowContext | 'address' | 'signature'>

/** What an action costs and pays besides its fee. */
type Costs = Omit<Quote, 'verb' | 'fee' | 'blockers'>

/** Everything known about an action before anything is built, signed or sent. What is not said is nothing. */
export interface Plan extends PlanDetails {
  verb: string
  /** its transactions in their order: the call that does it is the last */
  steps: readonly Step[]
}

/** What a plan says besides its verb and its steps. */
export interface PlanDetails {
  /** what a signature does, for a person */
  title: string
  lines?: readonly string[] | undefined
  costs?: Partial<Costs> | undefined
  /** how its result is read */
  reading?: Reading | undefined
  /** what the model says: the code the call would fail with, or the error where the ledger would refuse without one */
  refusal?: ErrorCode | EscrowError | undefined
  /** what of the sender's own stands in the way besides */
  blockers?: readonly EscrowError[]
}

/** How long a prepared action can be sent: long enough for a hardware wallet, far below the ledger's 1,000. */
const VALID_ROUNDS = 300n

/** What a node suggests; its numbers are bigints. */
export type NodeParams = SuggestedParams & { minFee: bigint; firstValid: bigint }

/** The unsigned group of a plan: static references and exact fees, nothing asked of the node. */
export function buildGroup(
  { address: sender, signature }: Planner,
  steps: readonly Step[],
  params: NodeParams,
  extraFee: bigint,
): Transaction[] {
  // Bytes that are still to come: 15 of the fee and the envelope, 38 of the group's hash, and the signature. The common
  // one takes 69; a Falcon key 1,793 and its signature up to 1,423, with their names 3,259.
  const usage = signature ? 3 : 1
  const bytes = signature ? 3_312 : 122
  const suggestedParams = { ...params, fee: 0n, flatFee: true, lastValid: params.firstValid + VALID_ROUNDS }
  const transactions = steps.map((step, i) => {
    const transaction = step.make({ sender, suggestedParams, ...step.references })
    const leastFee = Number(params.minFee) * (usage + step.inner)
    // A busy node takes a transaction only if it pays for each of its bytes, the minimum fee or not.
    const byteFee = Number(params.fee) * (encodeUnsignedTransaction(transaction).length + bytes)
    transaction.fee = BigInt(byteFee > leastFee ? byteFee : leastFee) + (i > 0 ? 0n : extraFee)
    return transaction
  })
  return transactions.length > 1 ? assignGroupID(transactions) : transactions
}
