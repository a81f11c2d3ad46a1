import { addressText } from '../protocol/address'
import { equal, isZero, MAX_UINT64 } from '../protocol/bytes'
import type { ApplyData, AssetParams, Bytes, Txn } from '../protocol/txn'
import { noAssetParams } from '../protocol/txn'
import type { Layer } from './layer'
import type { Asset } from './state'

function existing(layer: Layer, id: bigint): Asset {
  const asset = layer.asset(id)
  if (!asset) throw new Error(`asset ${id} does not exist or has been deleted`)
  return asset
}

export function applyAssetConfig(t: Txn, layer: Layer, data: ApplyData): void {
  if (t.configAsset === 0n) return create(t, layer, data)
  const asset = existing(layer, t.configAsset)
  const { manager } = asset.params
  if (isZero(manager) || !equal(t.sender, manager)) {
    throw new Error(
      `this transaction should be issued by the manager. It is issued by ${addressText(t.sender)}, ` +
        `manager key ${addressText(manager)}`,
    )
  }
  if (t.assetParams) layer.putAsset(t.configAsset, { ...asset, params: reconfigured(asset.params, t.assetParams) })
  else destroy(t.configAsset, asset, layer)
}

function create(t: Txn, layer: Layer, data: ApplyData): void {
  const id = layer.txnCounter + 1n
  const params = t.assetParams ?? noAssetParams()
  layer.count(t.sender, { assets: 1n, assetsCreated: 1n })
  layer.putAsset(id, { creator: t.sender, params })
  layer.putHolding(t.sender, id, { amount: params.total, frozen: false })
  data.configAsset = id
}

/** The manager can change or give up the four roles, but never bring back one that was given up. */
function reconfigured(old: AssetParams, next: AssetParams): AssetParams {
  const role = (name: 'manager' | 'reserve' | 'freeze' | 'clawback') => (isZero(old[name]) ? old[name] : next[name])
  return {
    ...old,
    manager: role('manager'),
    reserve: role('reserve'),
    freeze: role('freeze'),
    clawback: role('clawback'),
  }
}

function destroy(id: bigint, { creator, params }: Asset, layer: Layer): void {
  const held = layer.holding(creator, id)?.amount ?? 0n
  if (held !== params.total) {
    throw new Error(`cannot destroy asset: creator is holding only ${held}/${params.total}`)
  }
  layer.count(creator, { assets: -1n, assetsCreated: -1n })
  layer.deleteHolding(creator, id)
  layer.deleteAsset(id)
}

function takeOut(layer: Layer, from: Bytes, id: bigint, amount: bigint, evenFrozen: boolean): void {
  if (amount === 0n) return
  const holding = layer.holding(from, id)
  if (!holding) throw new Error(`asset ${id} missing from ${addressText(from)}`)
  if (holding.frozen && !evenFrozen) throw new Error(`asset ${id} frozen in ${addressText(from)}`)
  if (holding.amount < amount) {
    throw new Error(`underflow on subtracting ${amount} from sender amount ${holding.amount}`)
  }
  layer.putHolding(from, id, { ...holding, amount: holding.amount - amount })
}

function putIn(layer: Layer, to: Bytes, id: bigint, amount: bigint, evenFrozen: boolean): void {
  if (amount === 0n) return
  const holding = layer.holding(to, id)
  if (!holding) throw new Error(`receiver error: must optin, asset ${id} missing from ${addressText(to)}`)
  if (holding.frozen && !evenFrozen) throw new Error('asset frozen in recipient')
  const sum = holding.amount + amount
  if (sum > MAX_UINT64) {
    throw new Error(`overflow on adding ${amount} to receiver amount ${BigInt.asUintN(64, sum)}`)
  }
  layer.putHolding(to, id, { ...holding, amount: sum })
}

export function applyAssetTransfer(t: Txn, layer: Layer, data: ApplyData): void {
  const id = t.xferAsset
  const clawback = !isZero(t.assetSender)
  if (clawback) {
    const { params } = existing(layer, id)
    if (isZero(params.clawback) || !equal(t.sender, params.clawback)) {
      throw new Error(`clawback not allowed: sender ${addressText(t.sender)}, clawback ${addressText(params.clawback)}`)
    }
  }
  const source = clawback ? t.assetSender : t.sender
  if (t.assetAmount === 0n && !clawback && equal(t.assetReceiver, source)) optIn(source, id, layer)
  takeOut(layer, source, id, t.assetAmount, clawback)
  putIn(layer, t.assetReceiver, id, t.assetAmount, clawback)
  if (!isZero(t.assetCloseTo)) {
    if (clawback) throw new Error('cannot close asset by clawback')
    close(t, layer, data)
  }
}

function optIn(address: Bytes, id: bigint, layer: Layer): void {
  if (layer.holding(address, id)) return
  const { params } = existing(layer, id)
  layer.count(address, { assets: 1n })
  layer.putHolding(address, id, { amount: 0n, frozen: params.defaultFrozen })
}

function close({ sender, xferAsset: id, assetCloseTo }: Txn, layer: Layer, data: ApplyData): void {
  if (layer.account(sender).totals.assets === 0n) {
    throw new Error(
      `cannot close asset holding on account ${addressText(sender)} : account is not opted in asset ${id} `,
    )
  }
  const creator = layer.asset(id)?.creator
  if (creator && equal(creator, sender)) throw new Error('cannot close asset ID in allocating account')
  const holding = layer.holding(sender, id)
  if (!holding) throw new Error(`asset ${id} not present in account ${addressText(sender)}`)
  const toCreator = creator !== undefined && equal(creator, assetCloseTo)
  data.assetClosingAmount = holding.amount
  takeOut(layer, sender, id, holding.amount, toCreator)
  putIn(layer, assetCloseTo, id, holding.amount, toCreator)
  const left = layer.holding(sender, id)!.amount
  if (left !== 0n) throw new Error(`asset ${id} not zero (${left}) after closing`)
  layer.count(sender, { assets: -1n })
  layer.deleteHolding(sender, id)
}

export function applyAssetFreeze(t: Txn, layer: Layer): void {
  const { params } = existing(layer, t.freezeAsset)
  if (isZero(params.freeze) || !equal(t.sender, params.freeze)) {
    throw new Error(`freeze not allowed: sender ${addressText(t.sender)}, freeze ${addressText(params.freeze)}`)
  }
  const holding = layer.holding(t.freezeAccount, t.freezeAsset)
  if (!holding) throw new Error('asset not found in account')
  layer.putHolding(t.freezeAccount, t.freezeAsset, { ...holding, frozen: t.assetFrozen })
}
