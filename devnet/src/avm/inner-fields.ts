import { addressText } from '../protocol/address'
import { concat, latin1, isZero } from '../protocol/bytes'
import { NO_BYTES, noAssetParams, type AssetParams, type Bytes, type Txn } from '../protocol/txn'
import { accountAvailable, appAvailable, assetAvailable } from './availability'
import { fail } from './errors'
import type { Value } from './host'
import type { Machine } from './machine'
import { TYPES } from './txn-fields'

/** From here on programs may submit key registrations and calls. */
const INNER_CALLS = 6
const ASSET_TYPES = ['pay', 'axfer', 'acfg', 'afrz']

function isNothing(params: AssetParams): boolean {
  return Object.values(params).every((value) => (value instanceof Uint8Array ? isZero(value) : !value))
}

const goBytes = (bytes: Bytes): string => `[]byte{${[...bytes].map((b) => `0x${b.toString(16)}`).join(', ')}}`

function uint(value: Value): bigint {
  return typeof value === 'bigint' ? value : fail(`${goBytes(value)} is not a uint64`)
}

function smallUint(value: Value, max: number | bigint): bigint {
  const number = uint(value)
  return number > BigInt(max) ? fail(`${number} is larger than max=${max}`) : number
}

function flag(value: Value): boolean {
  const number = uint(value)
  return number > 1n ? fail(`boolean is neither 1 nor 0: ${number}`) : number === 1n
}

function bytes(value: Value): Bytes {
  return typeof value === 'bigint' ? fail('not a byte array') : value
}

function text(value: Value, max: number): Bytes {
  const string = bytes(value)
  return string.length > max ? fail('value is too long') : string
}

function sized(value: Value, size: number, what: string): Bytes {
  return typeof value !== 'bigint' && value.length === size ? value : fail(`${what} must be ${size} bytes`)
}

function address(value: Value): Bytes {
  if (typeof value === 'bigint' || value.length !== 32) fail('not an address')
  return value
}

function availableAccount(m: Machine, value: Value): Bytes {
  const account = address(value)
  return accountAvailable(m, account) ? account : fail(`unavailable Account ${addressText(account)}`)
}

function availableAsset(m: Machine, value: Value): bigint {
  const asset = uint(value)
  return assetAvailable(m, asset) ? asset : fail(`unavailable Asset ${asset}`)
}

function availableApp(m: Machine, value: Value): bigint {
  const app = uint(value)
  return appAvailable(m, app) ? app : fail(`unavailable App ${app}`)
}

type Setter = (m: Machine, txn: Txn, value: Value) => void

const asset =
  (set: (params: AssetParams, m: Machine, value: Value) => void): Setter =>
  (m, txn, value) => {
    const params = { ...(txn.assetParams ?? noAssetParams()) }
    set(params, m, value)
    // Parameters that are all zero are as good as none.
    txn.assetParams = isNothing(params) ? undefined : params
  }

function setType(m: Machine, txn: Txn, type: string): void {
  const allowed = m.version >= INNER_CALLS ? [...ASSET_TYPES, 'keyreg', 'appl'] : ASSET_TYPES
  if (!allowed.includes(type)) fail(`${type} is not a valid Type for itxn_field`)
  txn.type = type as Txn['type']
}

function addProgram(m: Machine, what: string, program: Bytes, value: Value): Bytes {
  const { programPage, maxExtraPages } = m.group.shared.params
  const whole = typeof value === 'bigint' ? program : concat(program, value)
  const max = programPage * (1 + maxExtraPages)
  return whole.length > max ? fail(`${what} may not exceed ${max} bytes`) : whole
}

/** How `itxn_field` writes each field; array fields grow by one entry each time. */
export const SETTERS: Readonly<Record<string, Setter>> = {
  Type: (m, txn, value) => {
    setType(m, txn, typeof value === 'bigint' ? fail('Type arg not a byte array') : latin1(value))
  },
  TypeEnum: (m, txn, value) => {
    const number = uint(value)
    const type = number < BigInt(TYPES.length) ? TYPES[Number(number)]! : ''
    setType(m, txn, type === '' ? fail(`${number} is not a valid TypeEnum`) : type)
  },
  Sender: (m, txn, value) => void (txn.sender = availableAccount(m, value)),
  Fee: (_, txn, value) => void (txn.fee = uint(value)),
  // A number counts as no note at all, on the node too.
  Note: (m, txn, value) => {
    txn.note = typeof value === 'bigint' ? NO_BYTES : text(value, m.group.shared.params.maxNote)
  },
  RekeyTo: (_, txn, value) => void (txn.rekeyTo = address(value)),

  VotePK: (_, txn, value) => void (txn.voteKey = sized(value, 32, 'VotePK')),
  SelectionPK: (_, txn, value) => void (txn.selectionKey = sized(value, 32, 'SelectionPK')),
  StateProofPK: (_, txn, value) => void (txn.stateProofKey = sized(value, 64, 'StateProofPK')),
  VoteFirst: (_, txn, value) => void (txn.voteFirst = uint(value)),
  VoteLast: (_, txn, value) => void (txn.voteLast = uint(value)),
  VoteKeyDilution: (_, txn, value) => void (txn.voteKeyDilution = uint(value)),
  Nonparticipation: (_, txn, value) => void (txn.nonparticipation = flag(value)),

  Receiver: (m, txn, value) => void (txn.receiver = availableAccount(m, value)),
  Amount: (_, txn, value) => void (txn.amount = uint(value)),
  CloseRemainderTo: (m, txn, value) => void (txn.closeRemainderTo = availableAccount(m, value)),

  XferAsset: (m, txn, value) => void (txn.xferAsset = availableAsset(m, value)),
  AssetAmount: (_, txn, value) => void (txn.assetAmount = uint(value)),
  AssetSender: (m, txn, value) => void (txn.assetSender = availableAccount(m, value)),
  AssetReceiver: (m, txn, value) => void (txn.assetReceiver = availableAccount(m, value)),
  AssetCloseTo: (m, txn, value) => void (txn.assetCloseTo = availableAccount(m, value)),

  ConfigAsset: (m, txn, value) => void (txn.configAsset = availableAsset(m, value)),
  ConfigAssetTotal: asset((params, _, value) => void (params.total = uint(value))),
  ConfigAssetDecimals: asset((params, m, value) => {
    params.decimals = Number(smallUint(value, m.group.shared.params.maxAssetDecimals))
  }),
  ConfigAssetDefaultFrozen: asset((params, _, value) => void (params.defaultFrozen = flag(value))),
  ConfigAssetUnitName: asset((params, m, value) => {
    params.unitName = text(value, m.group.shared.params.maxAssetUnitName)
  }),
  ConfigAssetName: asset((params, m, value) => void (params.name = text(value, m.group.shared.params.maxAssetName))),
  ConfigAssetURL: asset((params, m, value) => void (params.url = text(value, m.group.shared.params.maxAssetUrl))),
  ConfigAssetMetadataHash: asset((params, _, value) => {
    params.metadataHash = sized(value, 32, 'ConfigAssetMetadataHash')
  }),
  // Addresses in asset parameters need not be available.
  ConfigAssetManager: asset((params, _, value) => void (params.manager = address(value))),
  ConfigAssetReserve: asset((params, _, value) => void (params.reserve = address(value))),
  ConfigAssetFreeze: asset((params, _, value) => void (params.freeze = address(value))),
  ConfigAssetClawback: asset((params, _, value) => void (params.clawback = address(value))),

  FreezeAsset: (m, txn, value) => void (txn.freezeAsset = availableAsset(m, value)),
  FreezeAssetAccount: (m, txn, value) => void (txn.freezeAccount = availableAccount(m, value)),
  FreezeAssetFrozen: (_, txn, value) => void (txn.assetFrozen = flag(value)),

  ApplicationID: (m, txn, value) => void (txn.applicationId = availableApp(m, value)),
  OnCompletion: (_, txn, value) => void (txn.onCompletion = Number(smallUint(value, 5))),
  ApplicationArgs: (m, txn, value) => {
    const arg = typeof value === 'bigint' ? fail('ApplicationArg is not a byte array') : value
    const { maxAppArgs, maxAppTotalArgs } = m.group.shared.params
    const total = txn.applicationArgs.reduce((sum, known) => sum + known.length, arg.length)
    if (total > maxAppTotalArgs) fail('total application args length too long')
    if (txn.applicationArgs.length >= maxAppArgs) fail('too many application args')
    txn.applicationArgs = [...txn.applicationArgs, arg]
  },
  Accounts: (m, txn, value) => {
    const account = availableAccount(m, value)
    if (txn.accounts.length >= m.group.shared.params.maxAppAccounts) fail('too many foreign accounts')
    txn.accounts = [...txn.accounts, account]
  },
  Assets: (m, txn, value) => {
    const id = availableAsset(m, value)
    if (txn.foreignAssets.length >= m.group.shared.params.maxAppForeignAssets) fail('too many foreign assets')
    txn.foreignAssets = [...txn.foreignAssets, id]
  },
  Applications: (m, txn, value) => {
    const id = availableApp(m, value)
    if (txn.foreignApps.length >= m.group.shared.params.maxAppForeignApps) fail('too many foreign apps')
    txn.foreignApps = [...txn.foreignApps, id]
  },
  ApprovalProgram: (m, txn, value) => {
    txn.approvalProgram = addProgram(m, 'ApprovalProgram', NO_BYTES, value)
  },
  ApprovalProgramPages: (m, txn, value) => {
    txn.approvalProgram = addProgram(m, 'ApprovalProgramPages', txn.approvalProgram, value)
  },
  ClearStateProgram: (m, txn, value) => {
    txn.clearStateProgram = addProgram(m, 'ClearStateProgram', NO_BYTES, value)
  },
  ClearStateProgramPages: (m, txn, value) => {
    txn.clearStateProgram = addProgram(m, 'ClearStateProgramPages', txn.clearStateProgram, value)
  },
  GlobalNumUint: (m, txn, value) => {
    txn.globalSchema = { ...txn.globalSchema, uints: smallUint(value, m.group.shared.params.maxGlobalSchema) }
  },
  GlobalNumByteSlice: (m, txn, value) => {
    txn.globalSchema = { ...txn.globalSchema, byteSlices: smallUint(value, m.group.shared.params.maxGlobalSchema) }
  },
  LocalNumUint: (m, txn, value) => {
    txn.localSchema = { ...txn.localSchema, uints: smallUint(value, m.group.shared.params.maxLocalSchema) }
  },
  LocalNumByteSlice: (m, txn, value) => {
    txn.localSchema = { ...txn.localSchema, byteSlices: smallUint(value, m.group.shared.params.maxLocalSchema) }
  },
  ExtraProgramPages: (m, txn, value) => {
    txn.extraPages = Number(smallUint(value, m.group.shared.params.maxExtraPages))
  },
  RejectVersion: (_, txn, value) => void (txn.rejectVersion = uint(value)),
}
