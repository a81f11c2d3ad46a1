import { addressText, appAddress } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import { holdingAvailable, localsAvailable, SHARING } from './availability'
import { fail } from './errors'
import type { Machine } from './machine'

/** Asset 0 and the zero address stand for a field that is not set: nothing of them can be reached. */
function needHolding(m: Machine, what: string, address: Bytes, asset: bigint): void {
  if (asset === 0n || isZero(address) || holdingAvailable(m, address, asset)) return
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
  if (txn.type === 'axfer') {
    // Who claws back need not hold the asset.
    if (isZero(txn.assetSender)) needHolding(m, 'axfer Sender', txn.sender, txn.xferAsset)
    needHolding(m, 'axfer AssetReceiver', txn.assetReceiver, txn.xferAsset)
    needHolding(m, 'axfer AssetSender', txn.assetSender, txn.xferAsset)
    needHolding(m, 'axfer AssetCloseTo', txn.assetCloseTo, txn.xferAsset)
  } else if (txn.type === 'afrz') {
    needHolding(m, 'afrz FreezeAccount', txn.freezeAccount, txn.freezeAsset)
  } else if (txn.type === 'appl' && calleeVersion < SHARING) {
    const { applicationId, foreignApps } = txn
    const apps = applicationId === 0n ? foreignApps : [applicationId, ...foreignApps]
    for (const address of [txn.sender, ...txn.accounts, ...apps.map(appAddress)]) {
      for (const asset of txn.foreignAssets) needHolding(m, 'appl ForeignAssets', address, asset)
      if (applicationId !== 0n) needLocals(m, 'appl ApplicationID', address, applicationId)
      for (const app of foreignApps) needLocals(m, 'appl ForeignApps', address, app)
    }
  }
}
