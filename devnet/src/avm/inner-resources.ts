import { addressText, appAddress } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import { holdingAvailable, localsAvailable, SHARING } from './availability'
import { fail } from './errors'
import type { Machine } from './machine'

function needHolding(m: Machine, address: Bytes, asset: bigint): void {
  if (!holdingAvailable(m, address, asset)) fail(`unavailable Holding ${asset} x ${addressText(address)}`)
}

function needLocals(m: Machine, address: Bytes, app: bigint): void {
  if (!localsAvailable(m, address, app)) fail(`unavailable Local State ${app} x ${addressText(address)}`)
}

/**
 * A program that shares resources names every holding and local state it uses; an inner transaction must not reach others
 * by combining available accounts and assets. A callee from before sharing may use all combinations, so all are needed.
 */
export function ensureInnerResources(m: Machine, txn: Txn, calleeVersion: number): void {
  if (txn.type === 'axfer') {
    needHolding(m, txn.sender, txn.xferAsset)
    needHolding(m, txn.assetReceiver, txn.xferAsset)
    if (!isZero(txn.assetSender)) needHolding(m, txn.assetSender, txn.xferAsset)
    if (!isZero(txn.assetCloseTo)) needHolding(m, txn.assetCloseTo, txn.xferAsset)
  } else if (txn.type === 'afrz') {
    needHolding(m, txn.freezeAccount, txn.freezeAsset)
  } else if (txn.type === 'appl' && calleeVersion < SHARING) {
    const apps = txn.applicationId === 0n ? txn.foreignApps : [txn.applicationId, ...txn.foreignApps]
    for (const address of [txn.sender, ...txn.accounts, ...apps.map(appAddress)]) {
      for (const asset of txn.foreignAssets) needHolding(m, address, asset)
      for (const app of apps) needLocals(m, address, app)
    }
  }
}
