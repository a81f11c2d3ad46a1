import { encodeSignedTxn } from '../ledger/codec'
import type { ApplyData, EvalDelta, SignedTxn, StateDelta, Txn } from '../protocol/txn'
import { base64, fromLatin1 } from '../protocol/bytes'
import { addressText } from '../protocol/address'
import { Packed } from './json'
import type { Json } from './models'

const positive = (n: bigint) => (n === 0n ? undefined : n)
const notEmpty = <T>(list: T[]) => (list.length === 0 ? undefined : list)

/** A transaction with what applying it did: the answer of `pending`, of simulate, and of every inner transaction. */
export function transactionJson(signed: SignedTxn, apply: ApplyData, confirmedRound?: bigint): Json {
  const { txn } = signed
  const { delta } = apply
  return {
    'application-index': txn.type === 'appl' ? positive(apply.applicationId) : undefined,
    'asset-index': txn.type === 'acfg' ? positive(apply.configAsset) : undefined,
    'closing-amount': positive(apply.closingAmount),
    'asset-closing-amount': positive(apply.assetClosingAmount),
    'confirmed-round': confirmedRound,
    'global-state-delta': delta && notEmpty(stateDeltaJson(delta.global)),
    'local-state-delta': delta && notEmpty(localDeltasJson(txn, delta)),
    logs: delta && notEmpty(delta.logs),
    'inner-txns': delta && notEmpty(delta.innerTxns.map((inner) => transactionJson(inner, inner.apply))),
    'pool-error': '',
    txn: new Packed(encodeSignedTxn(signed)),
  }
}

function stateDeltaJson(delta: StateDelta): Json[] {
  return [...delta.keys()].sort().map((k) => {
    const value = delta.get(k)!
    return {
      key: base64(fromLatin1(k)),
      value: {
        action: value.action,
        bytes: value.bytes.length === 0 ? undefined : base64(value.bytes),
        uint: positive(value.uint),
      },
    }
  })
}

function localDeltasJson(txn: Txn, delta: EvalDelta): Json[] {
  return [...delta.locals.keys()]
    .sort((a, b) => a - b)
    .map((index) => ({
      address: addressText(accountAt(txn, delta, index)),
      delta: stateDeltaJson(delta.locals.get(index)!),
    }))
}

/** 0 is the sender, then come the accounts of the call, then those the delta itself brings. */
export function accountAt(txn: Txn, delta: EvalDelta, index: number) {
  if (index === 0) return txn.sender
  return txn.accounts[index - 1] ?? delta.sharedAccounts[index - 1 - txn.accounts.length] ?? txn.sender
}
