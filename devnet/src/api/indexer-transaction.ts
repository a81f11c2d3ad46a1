import type { ConfirmedTxn } from '../node/chain'
import type { Node } from '../node/node'
import type { ApplyData, Bytes, Multisig, ResourceRef, SignedTxn, StateDelta, Txn } from '../protocol/txn'
import { base64, fromLatin1, isZero } from '../protocol/bytes'
import { addressText } from '../protocol/address'
import type { Json } from './models'
import { assetParamsJson } from './models'
import { accountAt } from './pending'

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
            address: addressText(accountAt(txn, delta, index)),
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
  if (msig) return { multisig: multisig(msig) }
  if (!lsig) return undefined
  const { logic, args, sig: signature, msig: signers, lmsig } = lsig
  const logicsig = {
    logic,
    args: args.length > 0 ? args : undefined,
    signature: present(signature),
    'multisig-signature': signers && multisig(signers),
    'logic-multisig-signature': lmsig && multisig(lmsig),
  }
  return { logicsig }
}

function multisig({ version, threshold, subsigs }: Multisig): Json {
  const subsignature = subsigs.map((s) => ({ 'public-key': s.key, signature: present(s.sig) }))
  return { version, threshold, subsignature }
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
    case 'keyreg':
      return { 'keyreg-transaction': registration(txn) }
    default:
      return {}
  }
}

function registration(txn: Txn): Json {
  return {
    'non-participation': txn.nonparticipation,
    'selection-participation-key': present(txn.selectionKey),
    'state-proof-key': present(txn.stateProofKey),
    'vote-first-valid': positive(txn.voteFirst),
    'vote-key-dilution': positive(txn.voteKeyDilution),
    'vote-last-valid': positive(txn.voteLast),
    'vote-participation-key': present(txn.voteKey),
  }
}

/** An entry of the access list, with the entries it points at put in their place. */
function resource({ address: account, asset, app, holding, locals, box }: ResourceRef, txn: Txn): Json {
  const accountOf = (index: number) =>
    addressText(index === 0 ? txn.sender : (txn.access[index - 1]?.address ?? txn.sender))
  const appOf = (index: number) => (index === 0 ? 0 : (txn.access[index - 1]?.app ?? 0))
  return {
    address: account && addressText(account),
    'asset-id': asset,
    'application-id': app,
    holding: holding && { address: accountOf(holding.address), asset: txn.access[holding.asset - 1]?.asset ?? 0 },
    local: locals && { address: accountOf(locals.address), app: appOf(locals.app) },
    box: box && { app: appOf(box.index), name: box.name },
  }
}

function call(txn: Txn): Json {
  const schema = (s: Txn['globalSchema']) => ({ 'num-uint': s.uints, 'num-byte-slice': s.byteSlices })
  const filled = <T>(list: T[]) => (list.length > 0 ? list : undefined)
  return {
    'application-id': txn.applicationId,
    'on-completion': COMPLETIONS[txn.onCompletion],
    'application-args': filled(txn.applicationArgs),
    access: filled(txn.access.map((entry) => resource(entry, txn))),
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
