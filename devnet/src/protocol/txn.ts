/**
 * A transaction as plain data: every field present, zero when absent, so that the interpreter and the apply rules
 * never ask whether a field exists. The wire form (canonical msgpack) is in `../ledger/codec`.
 */

export type Bytes = Uint8Array

export type TxType = 'pay' | 'keyreg' | 'acfg' | 'axfer' | 'afrz' | 'appl' | 'stpf' | 'hb'

export type StateSchema = { uints: bigint; byteSlices: bigint }

export type AssetParams = {
  total: bigint
  decimals: number
  defaultFrozen: boolean
  unitName: Bytes
  name: Bytes
  url: Bytes
  metadataHash: Bytes
  manager: Bytes
  reserve: Bytes
  freeze: Bytes
  clawback: Bytes
}

/** A box reference as on the wire: index 0 is the called app, n the n-th foreign app. */
export type BoxRef = { index: number; name: Bytes }

/** One entry of the access list (AVM 12): exactly one kind is set. */
export type ResourceRef = {
  address?: Bytes
  asset?: bigint
  app?: bigint
  holding?: { address: number; asset: number }
  locals?: { address: number; app: number }
  box?: { index: number; name: Bytes }
  /** an empty reference: buys box I/O only */
  empty?: true
}

export type Txn = {
  type: TxType
  sender: Bytes
  fee: bigint
  firstValid: bigint
  lastValid: bigint
  note: Bytes
  genesisId: string
  genesisHash: Bytes
  group: Bytes
  lease: Bytes
  rekeyTo: Bytes

  // pay
  receiver: Bytes
  amount: bigint
  closeRemainderTo: Bytes

  // keyreg (read by programs only; the devnet refuses to apply one that goes online)
  voteKey: Bytes
  selectionKey: Bytes
  stateProofKey: Bytes
  voteFirst: bigint
  voteLast: bigint
  voteKeyDilution: bigint
  nonparticipation: boolean

  // acfg
  configAsset: bigint
  /** undefined destroys the asset */
  assetParams: AssetParams | undefined

  // axfer
  xferAsset: bigint
  assetAmount: bigint
  assetSender: Bytes
  assetReceiver: Bytes
  assetCloseTo: Bytes

  // afrz
  freezeAccount: Bytes
  freezeAsset: bigint
  assetFrozen: boolean

  // appl
  applicationId: bigint
  onCompletion: number
  applicationArgs: Bytes[]
  accounts: Bytes[]
  foreignApps: bigint[]
  foreignAssets: bigint[]
  boxes: BoxRef[]
  access: ResourceRef[]
  localSchema: StateSchema
  globalSchema: StateSchema
  approvalProgram: Bytes
  clearStateProgram: Bytes
  extraPages: number
  rejectVersion: bigint
}

export type MultisigSubsig = { key: Bytes; sig: Bytes }
export type Multisig = { version: number; threshold: number; subsigs: MultisigSubsig[] }
export type LogicSig = {
  logic: Bytes
  args: Bytes[]
  sig: Bytes
  msig: Multisig | undefined
  /** a delegating multisig that signs the program with its own address (v41 and later) */
  lmsig: Multisig | undefined
}

export type SignedTxn = {
  txn: Txn
  sig: Bytes
  msig: Multisig | undefined
  lsig: LogicSig | undefined
  /** the address whose key signed, when it is not the sender's */
  authAddr: Bytes
}

/** action 1 sets bytes, 2 sets a uint, 3 deletes: the numbers of the wire format */
export type ValueDelta = { action: 1 | 2 | 3; bytes: Bytes; uint: bigint }

export type StateDelta = Map<string, ValueDelta> // key: latin-1 text of the key bytes

export type EvalDelta = {
  global: StateDelta
  /** 0 is the sender, n the n-th account of the call, above them `sharedAccounts` */
  locals: Map<number, StateDelta>
  sharedAccounts: Bytes[]
  logs: Bytes[]
  innerTxns: SignedTxnWithData[]
}

/** What applying a transaction decided beyond its fields. */
export type ApplyData = {
  closingAmount: bigint
  assetClosingAmount: bigint
  configAsset: bigint
  applicationId: bigint
  delta: EvalDelta | undefined
}

export type SignedTxnWithData = SignedTxn & { apply: ApplyData }

export const NO_BYTES: Bytes = new Uint8Array(0)
export const ZERO_ADDRESS: Bytes = new Uint8Array(32)

/** What an asset's parameters are where nothing is said. */
export const noAssetParams = (): AssetParams => ({
  total: 0n,
  decimals: 0,
  defaultFrozen: false,
  unitName: NO_BYTES,
  name: NO_BYTES,
  url: NO_BYTES,
  metadataHash: ZERO_ADDRESS,
  manager: ZERO_ADDRESS,
  reserve: ZERO_ADDRESS,
  freeze: ZERO_ADDRESS,
  clawback: ZERO_ADDRESS,
})

/** A transaction of a type with every other field zero. */
export function zeroTxn(type: TxType): Txn {
  return {
    type,
    sender: ZERO_ADDRESS,
    fee: 0n,
    firstValid: 0n,
    lastValid: 0n,
    note: NO_BYTES,
    genesisId: '',
    genesisHash: ZERO_ADDRESS,
    group: ZERO_ADDRESS,
    lease: ZERO_ADDRESS,
    rekeyTo: ZERO_ADDRESS,
    receiver: ZERO_ADDRESS,
    amount: 0n,
    closeRemainderTo: ZERO_ADDRESS,
    voteKey: ZERO_ADDRESS,
    selectionKey: ZERO_ADDRESS,
    stateProofKey: new Uint8Array(64),
    voteFirst: 0n,
    voteLast: 0n,
    voteKeyDilution: 0n,
    nonparticipation: false,
    configAsset: 0n,
    assetParams: undefined,
    xferAsset: 0n,
    assetAmount: 0n,
    assetSender: ZERO_ADDRESS,
    assetReceiver: ZERO_ADDRESS,
    assetCloseTo: ZERO_ADDRESS,
    freezeAccount: ZERO_ADDRESS,
    freezeAsset: 0n,
    assetFrozen: false,
    applicationId: 0n,
    onCompletion: 0,
    applicationArgs: [],
    accounts: [],
    foreignApps: [],
    foreignAssets: [],
    boxes: [],
    access: [],
    localSchema: { uints: 0n, byteSlices: 0n },
    globalSchema: { uints: 0n, byteSlices: 0n },
    approvalProgram: NO_BYTES,
    clearStateProgram: NO_BYTES,
    extraPages: 0,
    rejectVersion: 0n,
  }
}
