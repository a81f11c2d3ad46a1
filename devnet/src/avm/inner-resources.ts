import { addressText, appAddress } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import { holdingAvailable, localsAvailable, SHARING } from './availability'
import { fail } from './errors'
import type { Machine } from './machine'

function needHolding(m: Machine, what: string, address: Bytes, asset: bigint): void {
  if (holdingAvailable(m, address, asset)) return
  fail(`${what}: unavailable Holding ${asset}+${addressText(address)} would be accessible`)
}

function needLocals(m: Machine, what: string, address: Bytes, app: bigint): void {
  if (localsAvailable(m, address, app)) return
  fail(`${what}: unavailable Local State ${app}+${addressText(address)} would be accessible`)
}

/**
 * A program that shares resources names every holding and local state it uses; an inner transaction must not reach others
 * by combining available accounts and assets. A callee from before sharing may use all combinations, so all are needed.
 */
export function ensureInnerResources(m: Machine, txn: Txn, calleeVersion: number): void {
  // Asset 0 does not exist, so nothing of it can be reached.
  if (txn.type === 'axfer' && txn.xferAsset !== 0n) {
    needHolding(m, 'axfer Sender', txn.sender, txn.xferAsset)
    if (!isZero(txn.assetReceiver)) needHolding(m, 'axfer AssetReceiver', txn.assetReceiver, txn.xferAsset)
    if (!isZero(txn.assetSender)) needHolding(m, 'axfer AssetSender', txn.assetSender, txn.xferAsset)
    if (!isZero(txn.assetCloseTo)) needHolding(m, 'axfer AssetCloseTo', txn.assetCloseTo, txn.xferAsset)
  } else if (txn.type === 'afrz') {
    needHolding(m, 'afrz FreezeAccount', txn.freezeAccount, txn.freezeAsset)
  } else if (txn.type === 'appl' && calleeVersion < SHARING) {
    const apps = txn.applicationId === 0n ? txn.foreignApps : [txn.applicationId, ...txn.foreignApps]
    for (const address of [txn.sender, ...txn.accounts, ...apps.map(appAddress)]) {
      for (const asset of txn.foreignAssets) needHolding(m, 'appl ForeignAssets', address, asset)
      for (const app of apps) needLocals(m, 'appl ForeignApps', address, app)
    }
  }
}
