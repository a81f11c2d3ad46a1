import type { ConfirmedTxn } from '../node/chain'
import type { Node } from '../node/node'
import type { ApplyData, Bytes, SignedTxn, StateDelta, Txn } from '../protocol/txn'
import { base64, fromLatin1, isZero } from '../protocol/bytes'
import { addressText } from '../protocol/address'
import type { Json } from './models'
import { assetParamsJson } from './models'

const COMPLETIONS = ['noop', 'optin', 'closeout', 'clear', 'update', 'delete']

const positive = (n: bigint | number) => (n ? n : undefined)
const present = (bytes: Bytes) => (bytes.length === 0 || isZero(bytes) ? undefined : bytes)
const address = (bytes: Bytes) => (isZero(bytes) ? undefined : addressText(bytes))

/** A confirmed transaction in the indexer's model. */
export function indexedTransaction(node: Node, found: ConfirmedTxn): Json {
  const offset = { 'intra-round-offset': found.index, 'confirmed-round': found.round }
  const time = { 'round-time': node.block(found.round)?.timestamp }
  return { id: found.id, ...offset, ...time, ...body(found.signed, found.apply, { ...offset, ...time }) }
}

function body(signed: SignedTxn, apply: ApplyData, place: Json): Json {
  const { txn } = signed
  const { delta } = apply
  return {
    'auth-addr': address(signed.authAddr),
    fee: txn.fee,
    'first-valid': txn.firstValid,
    'last-valid': txn.lastValid,
    'genesis-hash': present(txn.genesisHash),
    'genesis-id': txn.genesisId === '' ? undefined : txn.genesisId,
    group: present(txn.group),
    lease: present(txn.lease),
    note: present(txn.note),
    'rekey-to': address(txn.rekeyTo),
    sender: addressText(txn.sender),
    'tx-type': txn.type,
    'closing-amount': 0,
    'sender-rewards': 0,
    'receiver-rewards': 0,
    'close-rewards': 0,
    'created-application-index': txn.type === 'appl' ? positive(apply.applicationId) : undefined,
    'created-asset-index': txn.type === 'acfg' ? positive(apply.configAsset) : undefined,
    ...details(txn, apply),
    logs: delta && delta.logs.length > 0 ? delta.logs : undefined,
    'global-state-delta': delta && stateDelta(delta.global),
    'local-state-delta':
      delta && delta.locals.size > 0
        ? [...delta.locals].map(([index, values]) => ({
            address: addressText(index === 0 ? txn.sender : (txn.accounts[index - 1] ?? txn.sender)),
            delta: stateDelta(values),
          }))
        : undefined,
    'inner-txns':
      delta && delta.innerTxns.length > 0
        ? delta.innerTxns.map((inner) => ({ ...place, ...body(inner, inner.apply, place) }))
        : undefined,
    signature: signatureOf(signed),
  }
}

function signatureOf({ sig, msig, lsig }: SignedTxn): Json | undefined {
  if (sig.length > 0) return { sig }
  if (lsig) {
    return {
      logicsig: { logic: lsig.logic, args: lsig.args.length > 0 ? lsig.args : undefined, signature: present(lsig.sig) },
    }
  }
  if (!msig) return undefined
  const subsignature = msig.subsigs.map((s) => ({ 'public-key': s.key, signature: present(s.sig) }))
  return { multisig: { version: msig.version, threshold: msig.threshold, subsignature } }
}

function details(txn: Txn, apply: ApplyData): Json {
  switch (txn.type) {
    case 'pay':
      return {
        'payment-transaction': {
          amount: txn.amount,
          receiver: addressText(txn.receiver),
          'close-amount': apply.closingAmount,
          'close-remainder-to': address(txn.closeRemainderTo),
        },
      }
    case 'axfer':
      return {
        'asset-transfer-transaction': {
          'asset-id': txn.xferAsset,
          amount: txn.assetAmount,
          receiver: addressText(txn.assetReceiver),
          sender: address(txn.assetSender),
          'close-to': address(txn.assetCloseTo),
          'close-amount': apply.assetClosingAmount,
        },
      }
    case 'acfg':
      return {
        'asset-config-transaction': {
          'asset-id': positive(txn.configAsset),
          params: txn.assetParams && { ...assetParamsJson(txn.sender, txn.assetParams), creator: undefined },
        },
      }
    case 'afrz':
      return {
        'asset-freeze-transaction': {
          address: addressText(txn.freezeAccount),
          'asset-id': txn.freezeAsset,
          'new-freeze-status': txn.assetFrozen,
        },
      }
    case 'appl':
      return { 'application-transaction': call(txn) }
    default:
      return {}
  }
}

function call(txn: Txn): Json {
  const schema = (s: Txn['globalSchema']) => ({ 'num-uint': s.uints, 'num-byte-slice': s.byteSlices })
  const filled = <T>(list: T[]) => (list.length > 0 ? list : undefined)
  return {
    'application-id': txn.applicationId,
    'on-completion': COMPLETIONS[txn.onCompletion],
    'application-args': filled(txn.applicationArgs),
    accounts: filled(txn.accounts.map(addressText)),
    'foreign-apps': filled(txn.foreignApps),
    'foreign-assets': filled(txn.foreignAssets),
    'box-references': filled(
      txn.boxes.map(({ index, name }) => ({ app: index === 0 ? 0 : txn.foreignApps[index - 1], name })),
    ),
    'approval-program': present(txn.approvalProgram),
    'clear-state-program': present(txn.clearStateProgram),
    'extra-program-pages': positive(txn.extraPages),
    'reject-version': positive(txn.rejectVersion),
    'global-state-schema': schema(txn.globalSchema),
    'local-state-schema': schema(txn.localSchema),
  }
}

function stateDelta(delta: StateDelta): Json[] | undefined {
  if (delta.size === 0) return undefined
  return [...delta].map(([k, { action, bytes, uint }]) => ({
    key: base64(fromLatin1(k)),
    value: { action, bytes: base64(bytes), uint },
  }))
}
