import type { ConsensusParams } from '../protocol/params'
import { addressText } from '../protocol/address'
import { equal, isZero } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import { checkApplicationForm } from './wellformed-app'

export type Specials = { readonly feeSink: Bytes; readonly rewardsPool: Bytes }

/** What a transaction must be on its own, before any ledger is looked at. Throws the node's wording. */
export function checkForm(t: Txn, p: ConsensusParams, specials: Specials): void {
  checkBody(t, p, specials)
  const foreign = fieldsOfOtherTypes(t)
  if (foreign) throw new Error(`transaction of type ${t.type} has non-zero fields for type ${foreign}`)
  if (t.lastValid < t.firstValid) throw new Error(`transaction invalid range (${t.firstValid}--${t.lastValid})`)
  if (t.lastValid - t.firstValid > p.maxTxnLife) {
    throw new Error(`transaction window size excessive (${t.firstValid}--${t.lastValid})`)
  }
  if (t.note.length > p.maxNote) throw new Error(`transaction note too big: ${t.note.length} > ${p.maxNote}`)
  if (equal(t.sender, specials.rewardsPool)) throw new Error('transaction from incentive pool is invalid')
  if (isZero(t.sender)) throw new Error('transaction cannot have zero sender')
}

function checkBody(t: Txn, p: ConsensusParams, specials: Specials): void {
  switch (t.type) {
    case 'pay':
      return checkPayment(t, specials)
    case 'keyreg':
      return checkKeyreg(t, specials)
    case 'acfg':
      return checkAssetConfig(t, p)
    case 'axfer':
      if (t.xferAsset === 0n && t.assetAmount !== 0n) throw new Error('asset ID cannot be zero')
      if (!isZero(t.assetSender) && !isZero(t.assetCloseTo)) throw new Error('cannot close asset by clawback')
      return
    case 'afrz':
      if (t.freezeAsset === 0n) throw new Error('asset ID cannot be zero')
      if (isZero(t.freezeAccount)) throw new Error('freeze account cannot be empty')
      return
    case 'appl':
      return checkApplicationForm(t, p)
    default:
      throw new Error(`unknown tx type ${t.type}`)
  }
}

function checkPayment(t: Txn, { feeSink }: Specials): void {
  if (equal(t.sender, t.closeRemainderTo)) {
    throw new Error(`transaction cannot close account to its sender ${addressText(t.sender)}`)
  }
  if (equal(t.sender, feeSink)) throw new Error(`cannot spend from fee sink address ${addressText(t.sender)}`)
}

function checkAssetConfig({ assetParams: a }: Txn, p: ConsensusParams): void {
  if (!a) return
  const tooBig = (what: string, size: number, max: number) => {
    if (size > max) throw new Error(`transaction asset ${what} too big: ${size} > ${max}`)
  }
  tooBig('name', a.name.length, p.maxAssetName)
  tooBig('unit name', a.unitName.length, p.maxAssetUnitName)
  tooBig('url', a.url.length, p.maxAssetUrl)
  if (a.decimals > p.maxAssetDecimals) {
    throw new Error(`transaction asset decimals is too high (max is ${p.maxAssetDecimals})`)
  }
}

/** Keys are registered for at most this many rounds. */
const MAX_KEY_VALIDITY = 256n * 65_536n - 1n

function checkKeyreg(t: Txn, { feeSink }: Specials): void {
  if (equal(t.sender, feeSink)) {
    throw new Error(`cannot register participation key for fee sink's address ${addressText(t.sender)}`)
  }
  if (t.voteFirst > t.voteLast) {
    throw new Error('transaction first voting round need to be less than its last voting round')
  }
  const given = [!isZero(t.voteKey), !isZero(t.selectionKey), t.voteKeyDilution !== 0n]
  if (given.some((g) => g !== given[0])) {
    throw new Error('the following transaction fields need to be clear/set together : votekey, selkey, votekd')
  }
  const online = given[0]!
  if (online) {
    if (t.voteLast === 0n) {
      throw new Error('transaction tries to register keys to go online, but vote last is set to zero')
    }
    if (t.voteFirst > t.lastValid + 1n) {
      throw new Error(
        'transaction tries to register keys to go online, but first voting round is beyond the round after last valid round',
      )
    }
    if (t.nonparticipation) {
      throw new Error('transaction tries to register keys to go online, but nonparticipatory flag is set')
    }
  } else if (t.voteFirst !== 0n || t.voteLast !== 0n) {
    throw new Error(
      'on going offline key registration transaction, the vote first and vote last fields should not be set',
    )
  }
  if (t.voteLast - t.voteFirst > MAX_KEY_VALIDITY) {
    throw new Error('validity period for keyreg transaction is too long')
  }
  const stateProof = !isZero(t.stateProofKey)
  if (t.nonparticipation && stateProof) {
    throw new Error('non participation keyreg transactions should contain empty stateProofPK')
  }
  if (!online && stateProof) throw new Error('offline keyreg transactions should contain empty stateProofPK')
  if (online && !stateProof) throw new Error('online keyreg transaction cannot have empty field StateProofPK')
}

/** The first other type that has a field set, if any. */
function fieldsOfOtherTypes(t: Txn): string | undefined {
  const used: Record<string, boolean> = {
    pay: !isZero(t.receiver) || t.amount !== 0n || !isZero(t.closeRemainderTo),
    keyreg:
      t.nonparticipation ||
      t.voteFirst !== 0n ||
      t.voteLast !== 0n ||
      t.voteKeyDilution !== 0n ||
      ![t.voteKey, t.selectionKey, t.stateProofKey].every(isZero),
    acfg: t.configAsset !== 0n || t.assetParams !== undefined,
    axfer:
      t.xferAsset !== 0n || t.assetAmount !== 0n || ![t.assetSender, t.assetReceiver, t.assetCloseTo].every(isZero),
    afrz: t.freezeAsset !== 0n || t.assetFrozen || !isZero(t.freezeAccount),
    appl: usesApplicationFields(t),
  }
  return Object.keys(used).find((type) => used[type] && type !== t.type)
}

function usesApplicationFields(t: Txn): boolean {
  const lists = [t.applicationArgs, t.accounts, t.foreignApps, t.foreignAssets, t.boxes, t.access]
  const sizes = [t.localSchema.uints, t.localSchema.byteSlices, t.globalSchema.uints, t.globalSchema.byteSlices]
  return (
    t.applicationId !== 0n ||
    t.onCompletion !== 0 ||
    t.extraPages !== 0 ||
    t.rejectVersion !== 0n ||
    t.approvalProgram.length + t.clearStateProgram.length > 0 ||
    lists.some((l) => l.length > 0) ||
    sizes.some((n) => n !== 0n)
  )
}
