/** One method call as a transaction, with everything about it open to change: a hostile caller does not use a client library. */
import algosdk, { OnApplicationComplete, type ABIValue, type Transaction } from 'algosdk'
import { serial, type Chain } from './chain'
import type { Key } from './keys'
import { failureOf, type Failure, type Success } from './outcome'
import type { Program } from './program'

export type Signed = readonly [Transaction, Key]

export type Request = {
  app: bigint
  program: Program
  method: string
  args: readonly ABIValue[]
  sender: Key
  completion?: OnApplicationComplete
  accounts?: readonly string[]
  apps?: readonly bigint[]
  assets?: readonly bigint[]
  boxes?: readonly { app: bigint; name: Uint8Array }[]
  /** whole fee of this transaction in microALGO; by default enough for every inner transaction a call can have */
  fee?: bigint
  /** who signs, when it is not the sender */
  signer?: Key
}

export function callTxn(chain: Chain, request: Request): Signed {
  const { sender, completion, method, program, args, app, signer = sender } = request
  const txn = algosdk.makeApplicationCallTxnFromObject({
    sender: sender.addr,
    appIndex: app,
    onComplete: completion ?? defaultCompletion(program, method),
    appArgs: program.encode(method, args),
    accounts: [...(request.accounts ?? [])],
    foreignApps: [...(request.apps ?? [])],
    foreignAssets: [...(request.assets ?? [])],
    boxes: (request.boxes ?? []).map(({ app: appIndex, name }) => ({ appIndex, name })),
    suggestedParams: { ...chain.params(), fee: request.fee ?? 8_000n },
    note: serial(),
  })
  return [txn, signer]
}

const COMPLETIONS: Record<string, OnApplicationComplete> = {
  NoOp: OnApplicationComplete.NoOpOC,
  OptIn: OnApplicationComplete.OptInOC,
  CloseOut: OnApplicationComplete.CloseOutOC,
  DeleteApplication: OnApplicationComplete.DeleteApplicationOC,
}

function defaultCompletion(program: Program, method: string): OnApplicationComplete {
  const [first = 'NoOp'] = program.methods.get(method)?.completions ?? []
  return COMPLETIONS[first] ?? OnApplicationComplete.NoOpOC
}

/** Sends a group; a refusal by the node or by a program is an outcome, anything else is thrown. */
export async function attempt(chain: Chain, group: readonly Signed[]): Promise<Success | Failure> {
  try {
    return { ok: true, txns: await chain.send(group) }
  } catch (error) {
    return failureOf(error)
  }
}

export async function must(chain: Chain, group: readonly Signed[]): Promise<Success> {
  if (group.length === 0) return { ok: true, txns: [] }
  const outcome = await attempt(chain, group)
  if (!outcome.ok) throw new Error(`a step of the set-up failed: ${outcome.text}`)
  return outcome
}

export function payment(chain: Chain, from: Key, to: string, amount: bigint): Signed {
  const common = { sender: from.addr, receiver: to, amount, suggestedParams: chain.params(), note: serial() }
  return [algosdk.makePaymentTxnWithSuggestedParamsFromObject(common), from]
}

export function transfer(chain: Chain, from: Key, to: string, asset: bigint, amount: bigint): Signed {
  const common = { sender: from.addr, receiver: to, assetIndex: asset, amount }
  const txn = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    ...common,
    suggestedParams: chain.params(),
    note: serial(),
  })
  return [txn, from]
}
