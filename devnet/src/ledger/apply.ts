import { addressText } from '../protocol/address'
import { equal, isZero } from '../protocol/bytes'
import { NotSupportedByDevnet } from '../protocol/errors'
import type { ApplyData, SignedTxn } from '../protocol/txn'
import type { GroupContext } from '../avm/group'
import { applyAssetConfig, applyAssetFreeze, applyAssetTransfer } from './apply-asset'
import { applyApplication } from './apply-app'
import { noApplyData } from './codec'
import type { Layer } from './layer'
import { EMPTY_ACCOUNT } from './state'
import type { Chain } from './host'
import type { Txn } from '../protocol/txn'

export type Applied = { layer: Layer; chain: Chain; context: GroupContext; index: number }

/** Fee, rekey, body, in this order: what a transaction does to the ledger, or the node's wording why it cannot. */
export function applyTxn(signed: SignedTxn, at: Applied, inner: boolean): ApplyData {
  const { layer } = at
  const t = signed.txn
  layer.takeFee(t.sender, t.fee)
  layer.rekey(t.sender, t.rekeyTo)
  // The outer transaction is counted when it is done, an inner one at once: ids never meet.
  if (inner) layer.txnCounter += 1n
  const data = noApplyData()
  try {
    applyBody(t, at, data)
  } finally {
    at.context.applied[at.index] = data // simulate shows what a transaction had done when it failed, too
  }
  return data
}

function applyBody(t: Txn, at: Applied, data: ApplyData): void {
  switch (t.type) {
    case 'pay':
      return applyPayment(t, at.layer, data)
    case 'acfg':
      return applyAssetConfig(t, at.layer, data)
    case 'axfer':
      return applyAssetTransfer(t, at.layer, data)
    case 'afrz':
      return applyAssetFreeze(t, at.layer)
    case 'appl':
      return applyApplication(t, at, data)
    case 'keyreg':
      return applyKeyreg(t, at.layer)
    default:
      throw new Error(`unknown transaction type ${t.type}`)
  }
}

function applyPayment(t: Txn, layer: Layer, data: ApplyData): void {
  if (t.amount !== 0n || !isZero(t.receiver)) layer.move(t.sender, t.receiver, t.amount)
  if (isZero(t.closeRemainderTo)) return
  data.closingAmount = layer.account(t.sender).balance
  layer.move(t.sender, t.closeRemainderTo, data.closingAmount)
  const { balance, totals } = layer.account(t.sender)
  if (balance !== 0n) throw new Error(`balance ${balance} still not zero after CloseRemainderTo`)
  const left = (n: bigint, what: string) => {
    if (n > 0n) throw new Error(`cannot close: ${n} outstanding ${what}`)
  }
  left(totals.assets, 'assets')
  left(totals.assetsCreated, 'created assets')
  left(totals.appsOptedIn, 'applications opted in. Please opt out or clear them')
  left(totals.boxes, 'boxes')
  left(totals.boxBytes, 'box bytes')
  left(totals.appsCreated, 'created applications')
  layer.putAccount(t.sender, EMPTY_ACCOUNT)
}

function applyKeyreg(t: Txn, layer: Layer): void {
  const account = layer.account(t.sender)
  if (account.status === 'NotParticipating') {
    throw new Error(`cannot change online/offline status of non-participating account ${addressText(t.sender)}`)
  }
  if (!isZero(t.voteKey)) throw new NotSupportedByDevnet('a key registration that goes online')
  const status = t.nonparticipation ? 'NotParticipating' : 'Offline'
  layer.putAccount(t.sender, { ...account, status, participation: undefined })
}

/** Every account written so far must hold its minimum, or be empty. */
export function checkMinBalances(layer: Layer, exempt: readonly Uint8Array[]): void {
  for (const address of layer.modifiedAccounts()) {
    if (exempt.some((e) => equal(e, address))) continue
    const account = layer.account(address)
    if (account === EMPTY_ACCOUNT) continue
    const least = layer.minBalance(address)
    if (account.balance < least) {
      throw new Error(
        `account ${addressText(address)} balance ${account.balance} below min ${least} (${account.totals.assets} assets)`,
      )
    }
  }
}
