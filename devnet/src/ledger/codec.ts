import { sha512_256 } from '@noble/hashes/sha2.js'
import type {
  ApplyData,
  AssetParams,
  BoxRef,
  Bytes,
  EvalDelta,
  LogicSig,
  Multisig,
  MultisigSubsig,
  ResourceRef,
  SignedTxn,
  SignedTxnWithData,
  StateSchema,
  Txn,
  TxType,
  ValueDelta,
} from '../protocol/txn'
import { NO_BYTES, ZERO_ADDRESS, noAssetParams, zeroTxn } from '../protocol/txn'
import { base32, concat, utf8 } from '../protocol/bytes'
import { EndOfInput, Reader, Writer } from '../protocol/msgpack'
import { NotSupportedByDevnet } from '../protocol/errors'
import type { Wire } from './wire'
import {
  bool,
  byKey,
  byNumber,
  bytes,
  field,
  fixed,
  list,
  optional,
  signature,
  smallUint,
  strBytes,
  struct,
  text,
  uint,
  uint32,
  uint8,
} from './wire'

const address = fixed(32)

const schema = struct<StateSchema>(
  () => ({ uints: 0n, byteSlices: 0n }),
  [field('nui', 'uints', uint), field('nbs', 'byteSlices', uint)],
)

const assetParams = struct<AssetParams>(noAssetParams, [
  field('t', 'total', uint),
  field('dc', 'decimals', uint32),
  field('df', 'defaultFrozen', bool),
  field('un', 'unitName', strBytes),
  field('an', 'name', strBytes),
  field('au', 'url', strBytes),
  field('am', 'metadataHash', fixed(32)),
  field('m', 'manager', address),
  field('r', 'reserve', address),
  field('f', 'freeze', address),
  field('c', 'clawback', address),
])

const boxRef = struct<BoxRef>(
  () => ({ index: 0, name: NO_BYTES }),
  [field('i', 'index', smallUint), field('n', 'name', bytes)],
)

type WireRef = {
  address: Bytes
  asset: bigint
  app: bigint
  holding: { address: number; asset: number } | undefined
  locals: { address: number; app: number } | undefined
  box: BoxRef | undefined
}

const wireRef = struct<WireRef>(
  () => ({ address: ZERO_ADDRESS, asset: 0n, app: 0n, holding: undefined, locals: undefined, box: undefined }),
  [
    field('d', 'address', address),
    field('s', 'asset', uint),
    field('p', 'app', uint),
    field(
      'h',
      'holding',
      optional(
        struct(() => ({ address: 0, asset: 0 }), [field('d', 'address', smallUint), field('s', 'asset', smallUint)]),
      ),
    ),
    field(
      'l',
      'locals',
      optional(
        struct(() => ({ address: 0, app: 0 }), [field('d', 'address', smallUint), field('p', 'app', smallUint)]),
      ),
    ),
    field('b', 'box', optional(boxRef)),
  ],
)

const resourceRef: Wire<ResourceRef> = {
  read: (r) => {
    const at = wireRef.read(r)
    if (wireRef.isZero(at)) return { empty: true }
    return {
      ...(address.isZero(at.address) ? {} : { address: at.address }),
      ...(at.asset === 0n ? {} : { asset: at.asset }),
      ...(at.app === 0n ? {} : { app: at.app }),
      ...(at.holding ? { holding: at.holding } : {}),
      ...(at.locals ? { locals: at.locals } : {}),
      ...(at.box ? { box: at.box } : {}),
    }
  },
  write: (w, ref) => {
    wireRef.write(w, {
      address: ref.address ?? ZERO_ADDRESS,
      asset: ref.asset ?? 0n,
      app: ref.app ?? 0n,
      holding: ref.holding,
      locals: ref.locals,
      box: ref.box,
    })
  },
  isZero: () => false,
}

const txType: Wire<TxType> = {
  read: (r) => text.read(r) as TxType, // an unknown type is a rule's to refuse, not the decoder's
  write: (w, t) => {
    text.write(w, t)
  },
  isZero: (t) => (t as string) === '',
}

function refuseTxnField(name: string): void {
  if (name === 'sp' || name === 'spmsg' || name === 'sptype')
    throw new NotSupportedByDevnet('a state proof transaction')
  if (name === 'hb') throw new NotSupportedByDevnet('a heartbeat transaction')
}

function refusePostQuantum(name: string): void {
  if (name === 'pqsig') throw new NotSupportedByDevnet('a Falcon signature (pqsig)')
}

const noType = '' as TxType

const txn = struct<Txn>(
  () => zeroTxn(noType),
  [
    field('type', 'type', txType),
    field('snd', 'sender', address),
    field('fee', 'fee', uint),
    field('fv', 'firstValid', uint),
    field('lv', 'lastValid', uint),
    field('note', 'note', bytes),
    field('gen', 'genesisId', text),
    field('gh', 'genesisHash', fixed(32)),
    field('grp', 'group', fixed(32)),
    field('lx', 'lease', fixed(32)),
    field('rekey', 'rekeyTo', address),
    field('rcv', 'receiver', address),
    field('amt', 'amount', uint),
    field('close', 'closeRemainderTo', address),
    field('votekey', 'voteKey', fixed(32)),
    field('selkey', 'selectionKey', fixed(32)),
    field('sprfkey', 'stateProofKey', fixed(64)),
    field('votefst', 'voteFirst', uint),
    field('votelst', 'voteLast', uint),
    field('votekd', 'voteKeyDilution', uint),
    field('nonpart', 'nonparticipation', bool),
    field('caid', 'configAsset', uint),
    field('apar', 'assetParams', optional(assetParams)),
    field('xaid', 'xferAsset', uint),
    field('aamt', 'assetAmount', uint),
    field('asnd', 'assetSender', address),
    field('arcv', 'assetReceiver', address),
    field('aclose', 'assetCloseTo', address),
    field('fadd', 'freezeAccount', address),
    field('faid', 'freezeAsset', uint),
    field('afrz', 'assetFrozen', bool),
    field('apid', 'applicationId', uint),
    field('apan', 'onCompletion', smallUint),
    field('apaa', 'applicationArgs', list(bytes)),
    field('apat', 'accounts', list(address)),
    field('apfa', 'foreignApps', list(uint)),
    field('apas', 'foreignAssets', list(uint)),
    field('apbx', 'boxes', list(boxRef)),
    field('al', 'access', list(resourceRef)),
    field('apls', 'localSchema', schema),
    field('apgs', 'globalSchema', schema),
    field('apap', 'approvalProgram', bytes),
    field('apsu', 'clearStateProgram', bytes),
    field('apep', 'extraPages', uint32),
    field('aprv', 'rejectVersion', uint),
  ],
  refuseTxnField,
)

const multisig = struct<Multisig>(
  () => ({ version: 0, threshold: 0, subsigs: [] }),
  [
    field('v', 'version', uint8),
    field('thr', 'threshold', uint8),
    field(
      'subsig',
      'subsigs',
      list(
        struct<MultisigSubsig>(
          () => ({ key: ZERO_ADDRESS, sig: NO_BYTES }),
          [field('pk', 'key', fixed(32)), field('s', 'sig', signature)],
        ),
      ),
    ),
  ],
)

const logicSig = struct<LogicSig>(
  () => ({ logic: NO_BYTES, args: [], sig: NO_BYTES, msig: undefined, lmsig: undefined }),
  [
    field('l', 'logic', bytes),
    field('arg', 'args', list(bytes)),
    field('sig', 'sig', signature),
    field('msig', 'msig', optional(multisig)),
    field('lmsig', 'lmsig', optional(multisig)),
  ],
  refusePostQuantum,
)

const unsigned = (): SignedTxn => ({
  txn: zeroTxn(noType),
  sig: NO_BYTES,
  msig: undefined,
  lsig: undefined,
  authAddr: ZERO_ADDRESS,
})

const signedFields = <T extends SignedTxn>() => [
  field<T, 'txn'>('txn', 'txn', txn),
  field<T, 'sig'>('sig', 'sig', signature),
  field<T, 'msig'>('msig', 'msig', optional(multisig)),
  field<T, 'lsig'>('lsig', 'lsig', optional(logicSig)),
  field<T, 'authAddr'>('sgnr', 'authAddr', address),
]

const signedTxn = struct<SignedTxn>(unsigned, signedFields(), refusePostQuantum)

const valueDelta = struct<ValueDelta>(
  () => ({ action: 3, bytes: NO_BYTES, uint: 0n }),
  [field('at', 'action', uint8 as Wire<1 | 2 | 3>), field('bs', 'bytes', strBytes), field('ui', 'uint', uint)],
)

const innerTxns: Wire<SignedTxnWithData[]> = {
  read: (r) => list(withData).read(r),
  write: (w, txns) => {
    list(withData).write(w, txns)
  },
  isZero: (txns) => txns.length === 0,
}

export const noDelta = (): EvalDelta => ({
  global: new Map(),
  locals: new Map(),
  sharedAccounts: [],
  logs: [],
  innerTxns: [],
})

const evalDelta = struct<EvalDelta>(noDelta, [
  field('gd', 'global', byKey(valueDelta)),
  field('ld', 'locals', byNumber(byKey(valueDelta))),
  field('sa', 'sharedAccounts', list(address)),
  field('lg', 'logs', list(strBytes)),
  field('itx', 'innerTxns', innerTxns),
])

export const noApplyData = (): ApplyData => ({
  closingAmount: 0n,
  assetClosingAmount: 0n,
  configAsset: 0n,
  applicationId: 0n,
  delta: undefined,
})

type Flat = SignedTxn & ApplyData & { hasGenesisId: boolean }

const flat = struct<Flat>(
  () => ({ ...unsigned(), ...noApplyData(), hasGenesisId: false }),
  [
    ...signedFields<Flat>(),
    field('ca', 'closingAmount', uint),
    field('aca', 'assetClosingAmount', uint),
    field('caid', 'configAsset', uint),
    field('apid', 'applicationId', uint),
    field('dt', 'delta', optional(evalDelta)),
    field('hgi', 'hasGenesisId', bool),
  ],
)

const withData: Wire<SignedTxnWithData> = {
  read: (r) => {
    const {
      closingAmount,
      assetClosingAmount,
      configAsset,
      applicationId,
      delta,
      hasGenesisId: _,
      ...signed
    } = flat.read(r)
    return { ...signed, apply: { closingAmount, assetClosingAmount, configAsset, applicationId, delta } }
  },
  write: (w, { apply, ...signed }) => {
    flat.write(w, { ...signed, ...apply, hasGenesisId: false })
  },
  isZero: () => false,
}

function encode<T>(wire: Wire<T>, value: T): Bytes {
  const w = new Writer()
  wire.write(w, value)
  return w.bytesSoFar()
}

export const encodeTxn = (value: Txn): Bytes => encode(txn, value)
export const encodeSignedTxn = (value: SignedTxn): Bytes => encode(signedTxn, value)

/** As a block carries it: genesis id and hash are the header's, `hgi` tells that the transaction had the id. */
export function encodeInBlock({ apply, ...signed }: SignedTxnWithData): Bytes {
  const bare = { ...signed.txn, genesisId: '', genesisHash: ZERO_ADDRESS }
  return encode(flat, { ...signed, txn: bare, ...apply, hasGenesisId: signed.txn.genesisId !== '' })
}

/** The inverse of `encodeInBlock`. */
export function decodeInBlock(raw: Bytes, genesisId: string, genesisHash: Bytes): SignedTxnWithData {
  const { closingAmount, assetClosingAmount, configAsset, applicationId, delta, hasGenesisId, ...signed } = flat.read(
    new Reader(raw),
  )
  return {
    ...signed,
    txn: { ...signed.txn, genesisHash, genesisId: hasGenesisId ? genesisId : '' },
    apply: { closingAmount, assetClosingAmount, configAsset, applicationId, delta },
  }
}

export function decodeSignedTxn(raw: Bytes): SignedTxn {
  return signedTxn.read(new Reader(raw))
}

/** Signed transactions one after the other. Like the node's reader, a last one that is cut off counts as the end. */
export function decodeGroup(raw: Bytes, limit: number, onTooMany: () => never): SignedTxn[] {
  const r = new Reader(raw)
  const out: SignedTxn[] = []
  while (!r.done) {
    if (out.length === limit) onTooMany()
    try {
      out.push(signedTxn.read(r))
    } catch (e) {
      if (e instanceof EndOfInput) break
      throw e
    }
  }
  return out
}

export function txnId(value: Txn): Bytes {
  return sha512_256(concat(utf8('TX'), encodeTxn(value)))
}

export function txnIdText(value: Txn): string {
  return base32(txnId(value))
}

/** What every transaction of a group carries: a hash over the ids they have without it. */
export function groupHash(txns: readonly Txn[]): { id: Bytes; hashes: Bytes[] } {
  const hashes = txns.map((t) => txnId({ ...t, group: ZERO_ADDRESS }))
  const w = new Writer()
  w.map(1)
  w.key('txlist')
  w.array(hashes.length)
  for (const h of hashes) w.bin(h)
  return { id: sha512_256(concat(utf8('TG'), w.bytesSoFar())), hashes }
}
