import type { ABIValue, SuggestedParams, Transaction } from 'algosdk'
import {
  ABIMethod,
  assignGroupID,
  encodeUnsignedTransaction,
  makeApplicationCallTxnFromObject,
  makeAssetTransferTxnWithSuggestedParamsFromObject,
  makePaymentTxnWithSuggestedParamsFromObject,
  OnApplicationComplete,
} from 'algosdk'
import type { EscrowError } from '../errors/base'
import type { Refusal } from '../pure/rules'
import type { Address, Amounts } from '../pure/types'
import type { EscrowContext, Signature } from './context'

/** An app call of a plan. */
export interface CallStep {
  kind: 'call'
  app: bigint
  method: string
  values: readonly ABIValue[]
  /** NoOp unless it says otherwise */
  onComplete?: OnApplicationComplete
  accounts?: readonly Address[]
  assets?: readonly bigint[]
  apps?: readonly bigint[]
  boxes?: readonly { app?: bigint; name: Uint8Array }[]
  /** inner transactions: each is paid for by this call, never by the app */
  inner: number
  create?: Creation
}

/** What creating an app takes. */
export interface Creation {
  approvalProgram: Uint8Array
  clearProgram: Uint8Array
  globalInts: number
  globalBytes: number
  extraPages: number
}

interface Transfer {
  receiver: Address
  amount: bigint
}

/** A transfer of USDC, and what of the sender's holding stands in its way: asked before anything is signed. */
export interface UsdcStep extends Transfer {
  kind: 'usdc'
  asset: bigint
  blockers: (context: EscrowContext, sender: Address) => Promise<readonly EscrowError[]>
}

/** A transfer of a plan; it stands right before the call it belongs to. */
export type TransferStep = UsdcStep | ({ kind: 'algo' } & Transfer)

/** A plan's transactions in their order. */
export type Step = CallStep | TransferStep

/** ALGO (microALGO) and USDC (base units). */
export interface Money {
  algo: bigint
  usdc: bigint
}

/** What a signature does, for a person. */
export interface Summary {
  title: string
  lines: readonly string[]
}

/** Everything known about an action before anything is built, signed or sent. */
export interface Plan {
  verb: string
  sender: Address
  steps: readonly Step[]
  summary: Summary
  /** what the model says: the code the call would fail with */
  refusal?: Refusal | undefined
  /** what the sender puts in besides the fee */
  deposit: Money
  /** what of the deposit comes back: ALGO at the end, USDC if the milestone is undone at once */
  refundable: Money
  /** growth of the sender's minimum balance */
  reserve: bigint
  payouts: Amounts
  credited: Amounts
  /** the events it will log, by name; undefined where no model foretells them */
  events?: readonly string[]
  /** who is meant by the destinations of `payouts` */
  roles: { client?: Address; freelancer?: Address; burn?: Address }
  /** what the result carries besides */
  extras: Readonly<Record<string, bigint | string>>
  /** name under which the result carries the value the method returns, or the app it created */
  returns?: string
  /** what makes two such calls the same intent; the ledger then refuses the second while the first can be valid */
  lease?: string
}

export const NO_AMOUNTS: Amounts = { client: 0n, freelancer: 0n, burn: 0n, protocol: 0n }
export const NO_MONEY: Money = { algo: 0n, usdc: 0n }

/** How long a prepared action can be sent: long enough for a hardware wallet, far below the ledger's 1,000. */
const VALID_ROUNDS = 300n
/** No sane network asks for more, in all or for a byte; a node that does wants the fee, not the transaction. */
export const MAX_MIN_FEE = 100_000n
export const MAX_BYTE_FEE = 200n

/** The unsigned group of a plan: static references and exact fees, nothing asked of the node. */
export function buildGroup(
  plan: Plan,
  params: SuggestedParams,
  lease: Uint8Array | undefined,
  signature?: Signature,
  extraFee = 0n,
): Transaction[] {
  // Bytes that are still to come: 15 of the fee and the envelope, 38 of the group's hash, and the signature. The common
  // one takes 69; a Falcon key 1,793 and its signature up to 1,423, with their names 3,259.
  const [usage, bytes] = signature ? [3, 3_312] : [1, 122]
  const validity = { ...params, fee: 0n, lastValid: BigInt(params.firstValid) + VALID_ROUNDS, flatFee: true }
  const transactions = plan.steps.map((step) => {
    const transaction = transactionOf(plan.sender, step, validity, lease)
    const inner = step.kind === 'call' ? step.inner : 0
    const leastFee = Number(params.minFee) * (usage + inner)
    // A busy node takes a transaction only if it pays for each of its bytes, the minimum fee or not.
    const byteFee = Number(params.fee) * (encodeUnsignedTransaction(transaction).length + bytes)
    transaction.fee = BigInt(Math.max(leastFee, byteFee))
    return transaction
  })
  const main = transactions.at(-1)
  if (main && extraFee > 0n) main.fee += extraFee
  return transactions.length > 1 ? assignGroupID(transactions) : transactions
}

/** The fee of a group in microALGO: it pays for the inner transactions too. */
export function feeOf(transactions: readonly Transaction[]): bigint {
  return transactions.reduce((sum, { fee }) => sum + fee, 0n)
}

function transactionOf(
  sender: Address,
  step: Step,
  suggestedParams: SuggestedParams,
  lease: Uint8Array | undefined,
): Transaction {
  if (step.kind === 'call') return appCall(sender, step, suggestedParams, lease)
  const transfer = { sender, receiver: step.receiver, amount: step.amount, suggestedParams }
  return step.kind === 'algo'
    ? makePaymentTxnWithSuggestedParamsFromObject(transfer)
    : makeAssetTransferTxnWithSuggestedParamsFromObject({ ...transfer, assetIndex: step.asset })
}

/** The first version of an app that is refused. Ours cannot be updated: every call is for version 0, whatever app it names. */
const REJECTED_VERSION = 1n

function appCall(sender: Address, step: CallStep, params: SuggestedParams, lease: Uint8Array | undefined): Transaction {
  const method = ABIMethod.fromSignature(step.method)
  const values = method.args.filter(({ type }) => typeof type !== 'string')
  const encoded = values.map(({ type }, i) => {
    const value = step.values[i]
    if (typeof type === 'string' || value === undefined) throw new Error(`${step.method}: an argument is missing`)
    return type.encode(value)
  })
  const { create } = step
  return makeApplicationCallTxnFromObject({
    sender,
    suggestedParams: params,
    appIndex: step.app,
    onComplete: step.onComplete ?? OnApplicationComplete.NoOpOC,
    appArgs: [method.getSelector(), ...encoded],
    accounts: [...new Set(step.accounts)].filter((account) => account !== sender),
    foreignAssets: [...(step.assets ?? [])],
    foreignApps: [...(step.apps ?? [])],
    boxes: (step.boxes ?? []).map(({ app, name }) => ({ appIndex: app ?? 0n, name })),
    ...(step.app === 0n ? {} : { rejectVersion: REJECTED_VERSION }),
    ...(lease ? { lease } : {}),
    ...(create
      ? {
          approvalProgram: create.approvalProgram,
          clearProgram: create.clearProgram,
          numGlobalInts: create.globalInts,
          numGlobalByteSlices: create.globalBytes,
          numLocalInts: 0,
          numLocalByteSlices: 0,
          extraPages: create.extraPages,
        }
      : {}),
  })
}
