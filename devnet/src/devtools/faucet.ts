import type { Node } from '../node/node'
import { addressText } from '../protocol/address'
import { utf8 } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import type { DevAccount } from './accounts'
import { draft, sendUnsigned } from './send'
import type { AnyAddress } from './values'
import { bytesOf, microAlgosOf } from './values'

export type FundOptions = {
  /** ALGO as a number (1.5), or microalgos as a bigint (1_500_000n) */
  algo?: number | bigint
  /** base units of an asset; the address is opted in first when it is not */
  asset?: { id: bigint | number; amount: bigint | number }
}

/** Money for whoever asks: algos from the dispenser, assets from their creator. */
export function fund(node: Node, dispenser: DevAccount, to: AnyAddress, { algo, asset }: FundOptions): void {
  const receiver = bytesOf(to)
  const drafts: Txn[] = []
  if (algo !== undefined) {
    drafts.push(draft(node, 'pay', { sender: dispenser.addr.publicKey, receiver, amount: microAlgosOf(algo) }))
  }
  if (asset) drafts.push(...assetTransfer(node, dispenser, receiver, BigInt(asset.id), BigInt(asset.amount)))
  if (drafts.length === 0)
    throw new Error('Nothing to fund: say how much { algo }, or which { asset: { id, amount } }.')
  sendUnsigned(node, drafts)
}

function assetTransfer(node: Node, dispenser: DevAccount, receiver: Bytes, id: bigint, amount: bigint): Txn[] {
  const asset = node.asset(id)
  if (!asset)
    throw new Error(`There is no asset ${id}: create it first, for example with devnet.asset.createTestUsdc().`)
  const held = node.holding(asset.creator, id)?.amount ?? 0n
  if (held < amount) {
    throw new Error(`The creator ${addressText(asset.creator)} holds ${held} of asset ${id}, less than ${amount}.`)
  }
  // the dispenser pays for both, so that an account with just its minimum balance can be served
  const fee = node.params.minTxnFee
  const drafts: Txn[] = []
  if (!node.holding(receiver, id)) {
    const spare = node.account(receiver).balance - node.minBalance(receiver)
    if (spare < node.params.minBalance) {
      const amountDue = node.params.minBalance - (spare > 0n ? spare : 0n)
      drafts.push(draft(node, 'pay', { sender: dispenser.addr.publicKey, receiver, amount: amountDue }))
    }
    drafts.push(draft(node, 'axfer', { sender: receiver, assetReceiver: receiver, xferAsset: id, fee: 0n }))
  }
  drafts.push(
    draft(node, 'axfer', {
      sender: asset.creator,
      assetReceiver: receiver,
      xferAsset: id,
      assetAmount: amount,
      fee: 0n,
    }),
  )
  const payer = draft(node, 'pay', {
    sender: dispenser.addr.publicKey,
    receiver: dispenser.addr.publicKey,
    fee: fee * BigInt(drafts.length + 1),
  })
  return [payer, ...drafts]
}

export type TestAsset = { readonly id: bigint; readonly creator: DevAccount; readonly decimals: number }

export type TestUsdcOptions = {
  /** MainNet's USDC has none; a contract that must survive one can be tested with it */
  clawback?: AnyAddress
  /** default: the dispenser, as for manager and reserve */
  freeze?: AnyAddress
  manager?: AnyAddress
}

/** An asset with the settings of MainNet's USDC. The dispenser creates it and holds all of it. */
export function createTestUsdc(node: Node, dispenser: DevAccount, options: TestUsdcOptions): TestAsset {
  const creator = dispenser.addr.publicKey
  const [created] = sendUnsigned(node, [
    draft(node, 'acfg', {
      sender: creator,
      assetParams: {
        total: 0xffff_ffff_ffff_ffffn,
        decimals: 6,
        defaultFrozen: false,
        unitName: utf8('USDC'),
        name: utf8('USDC'),
        url: utf8('https://www.centre.io/usdc'),
        metadataHash: new Uint8Array(32),
        manager: options.manager ? bytesOf(options.manager) : creator,
        reserve: creator,
        freeze: options.freeze ? bytesOf(options.freeze) : creator,
        clawback: options.clawback ? bytesOf(options.clawback) : new Uint8Array(32),
      },
    }),
  ])
  return { id: created!.apply.configAsset, creator: dispenser, decimals: 6 }
}
