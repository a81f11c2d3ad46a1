import { MAX_UINT64, utf8 } from '../protocol/bytes'
import type { Field } from '../protocol/ops'
import {
  NO_BYTES,
  ZERO_ADDRESS,
  type ApplyData,
  type AssetParams,
  type Bytes,
  type Txn,
  type TxType,
} from '../protocol/txn'
import { fail } from './errors'
import type { Value } from './host'
import type { Machine } from './machine'
import { MAX_BYTES } from './machine'
import { pastBlock } from './ops/block'

/** Transaction types by the number that `TypeEnum` gives them. */
export const TYPES: readonly (TxType | '')[] = ['', 'pay', 'keyreg', 'acfg', 'axfer', 'afrz', 'appl', 'stpf', 'hb']

/** A transaction as a program looks at it. */
export type TxnView = {
  txn: Txn
  index: number
  /** undefined while it has not been applied */
  applied: ApplyData | undefined
  id: () => Bytes
}

const bool = (flag: boolean): bigint => (flag ? 1n : 0n)
const assetBytes =
  (read: (params: AssetParams) => Bytes, zero: Bytes) =>
  ({ txn: { assetParams } }: TxnView) =>
    assetParams ? read(assetParams) : zero

const SCALARS: Readonly<Record<string, (view: TxnView, m: Machine) => Value>> = {
  Sender: ({ txn }) => txn.sender,
  Fee: ({ txn }) => txn.fee,
  FirstValid: ({ txn }) => txn.firstValid,
  FirstValidTime: ({ txn }, m) => pastBlock(m, (txn.firstValid - 1n) & MAX_UINT64).timestamp,
  LastValid: ({ txn }) => txn.lastValid,
  Note: ({ txn }) => txn.note,
  Lease: ({ txn }) => txn.lease,
  Receiver: ({ txn }) => txn.receiver,
  Amount: ({ txn }) => txn.amount,
  CloseRemainderTo: ({ txn }) => txn.closeRemainderTo,
  VotePK: ({ txn }) => txn.voteKey,
  SelectionPK: ({ txn }) => txn.selectionKey,
  VoteFirst: ({ txn }) => txn.voteFirst,
  VoteLast: ({ txn }) => txn.voteLast,
  VoteKeyDilution: ({ txn }) => txn.voteKeyDilution,
  Type: ({ txn }) => utf8(txn.type),
  TypeEnum: ({ txn }) => BigInt(TYPES.indexOf(txn.type)),
  XferAsset: ({ txn }) => txn.xferAsset,
  AssetAmount: ({ txn }) => txn.assetAmount,
  AssetSender: ({ txn }) => txn.assetSender,
  AssetReceiver: ({ txn }) => txn.assetReceiver,
  AssetCloseTo: ({ txn }) => txn.assetCloseTo,
  GroupIndex: ({ index }) => BigInt(index),
  TxID: ({ id }) => id(),
  ApplicationID: ({ txn }) => txn.applicationId,
  OnCompletion: ({ txn }) => BigInt(txn.onCompletion),
  NumAppArgs: ({ txn }) => BigInt(txn.applicationArgs.length),
  NumAccounts: ({ txn }) => BigInt(txn.accounts.length),
  ApprovalProgram: ({ txn }) => txn.approvalProgram,
  ClearStateProgram: ({ txn }) => txn.clearStateProgram,
  RekeyTo: ({ txn }) => txn.rekeyTo,
  ConfigAsset: ({ txn }) => txn.configAsset,
  ConfigAssetTotal: ({ txn }) => txn.assetParams?.total ?? 0n,
  ConfigAssetDecimals: ({ txn }) => BigInt(txn.assetParams?.decimals ?? 0),
  ConfigAssetDefaultFrozen: ({ txn }) => bool(txn.assetParams?.defaultFrozen ?? false),
  ConfigAssetUnitName: assetBytes((params) => params.unitName, NO_BYTES),
  ConfigAssetName: assetBytes((params) => params.name, NO_BYTES),
  ConfigAssetURL: assetBytes((params) => params.url, NO_BYTES),
  ConfigAssetMetadataHash: assetBytes((params) => params.metadataHash, ZERO_ADDRESS),
  ConfigAssetManager: assetBytes((params) => params.manager, ZERO_ADDRESS),
  ConfigAssetReserve: assetBytes((params) => params.reserve, ZERO_ADDRESS),
  ConfigAssetFreeze: assetBytes((params) => params.freeze, ZERO_ADDRESS),
  ConfigAssetClawback: assetBytes((params) => params.clawback, ZERO_ADDRESS),
  FreezeAsset: ({ txn }) => txn.freezeAsset,
  FreezeAssetAccount: ({ txn }) => txn.freezeAccount,
  FreezeAssetFrozen: ({ txn }) => bool(txn.assetFrozen),
  NumAssets: ({ txn }) => BigInt(txn.foreignAssets.length),
  NumApplications: ({ txn }) => BigInt(txn.foreignApps.length),
  GlobalNumUint: ({ txn }) => txn.globalSchema.uints,
  GlobalNumByteSlice: ({ txn }) => txn.globalSchema.byteSlices,
  LocalNumUint: ({ txn }) => txn.localSchema.uints,
  LocalNumByteSlice: ({ txn }) => txn.localSchema.byteSlices,
  ExtraProgramPages: ({ txn }) => BigInt(txn.extraPages),
  Nonparticipation: ({ txn }) => bool(txn.nonparticipation),
  NumLogs: ({ applied }) => BigInt(applied?.delta?.logs.length ?? 0),
  CreatedAssetID: ({ applied }) => applied?.configAsset ?? 0n,
  CreatedApplicationID: ({ applied }) => applied?.applicationId ?? 0n,
  LastLog: ({ applied }) => applied?.delta?.logs.at(-1) ?? NO_BYTES,
  StateProofPK: ({ txn }) => txn.stateProofKey,
  NumApprovalProgramPages: ({ txn }) => BigInt(pageCount(txn.approvalProgram)),
  NumClearStateProgramPages: ({ txn }) => BigInt(pageCount(txn.clearStateProgram)),
  RejectVersion: ({ txn }) => txn.rejectVersion,
}

/** A page is what fits on the stack. */
const pageCount = (program: Bytes): number => Math.ceil(program.length / MAX_BYTES)
const page = (program: Bytes, index: number): Bytes | undefined =>
  index < pageCount(program) ? program.subarray(index * MAX_BYTES, (index + 1) * MAX_BYTES) : undefined

const ARRAYS: Readonly<Record<string, (view: TxnView, index: number) => Value | undefined>> = {
  ApplicationArgs: ({ txn }, index) => txn.applicationArgs[index],
  Accounts: ({ txn }, index) => (index === 0 ? txn.sender : txn.accounts[index - 1]),
  Assets: ({ txn }, index) => txn.foreignAssets[index],
  Applications: ({ txn }, index) => (index === 0 ? txn.applicationId : txn.foreignApps[index - 1]),
  Logs: ({ applied }, index) => applied?.delta?.logs[index],
  ApprovalProgramPages: ({ txn }, index) => page(txn.approvalProgram, index),
  ClearStateProgramPages: ({ txn }, index) => page(txn.clearStateProgram, index),
}

/** A field of a transaction; `index` is that of an array field. */
export function readTxnField(m: Machine, view: TxnView, field: Field, index: bigint | undefined): Value {
  if (index === undefined) return SCALARS[field.name]!(view, m)
  const value = index < 65_536n ? ARRAYS[field.name]!(view, Number(index)) : undefined
  return value ?? fail(`invalid ${field.name} index ${index}`)
}
