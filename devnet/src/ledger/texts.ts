import { amountText } from '../protocol/amount'
import { addressText } from '../protocol/address'
import { base32, latin1 } from '../protocol/bytes'
import type { AssetParams, Bytes, Multisig, SignedTxn, StateSchema, Txn } from '../protocol/txn'
import { NO_BYTES, ZERO_ADDRESS } from '../protocol/txn'
import type { Account } from './state'

/**
 * The node prints whole structures into some of its messages. They are reproduced so that a message is equal here and
 * there; nobody should parse them.
 */

const list = (bytes: Bytes) => `[${bytes.join(' ')}]`
const zeros = (n: number) => new Uint8Array(n)
const schemaText = (s: StateSchema) => `{NumUint:${s.uints} NumByteSlice:${s.byteSlices}}`

export function overspendText(address: Bytes, account: Account, amount: bigint): string {
  const t = account.totals
  const base = [
    `Status:${account.status.replace('NotParticipating', 'Not Participating')}`,
    `MicroAlgos:${amountText(account.balance)}`,
    'RewardsBase:0',
    'RewardedMicroAlgos:0.0A',
    `AuthAddr:${addressText(account.authAddr)}`,
    'IncentiveEligible:false',
    `TotalAppSchema:${schemaText(t)}`,
    `TotalExtraAppPages:${t.extraPages}`,
    `TotalAppParams:${t.appsCreated}`,
    `TotalAppLocalStates:${t.appsOptedIn}`,
    `TotalAssetParams:${t.assetsCreated}`,
    `TotalAssets:${t.assets}`,
    `TotalBoxes:${t.boxes}`,
    `TotalBoxBytes:${t.boxBytes}`,
    'LastProposed:0',
    'LastHeartbeat:0',
  ]
  const p = account.participation
  const voting = [
    `VoteID:${list(p?.voteKey ?? ZERO_ADDRESS)}`,
    `SelectionID:${list(p?.selectionKey ?? ZERO_ADDRESS)}`,
    `StateProofID:${list(p?.stateProofKey ?? zeros(64))}`,
    `VoteFirstValid:${p?.voteFirst ?? 0n}`,
    `VoteLastValid:${p?.voteLast ?? 0n}`,
    `VoteKeyDilution:${p?.voteKeyDilution ?? 0n}`,
  ]
  const data = `{AccountBaseData:{${base.join(' ')}} VotingData:{${voting.join(' ')}}}`
  return `overspend (account ${addressText(address)}, data ${data}, tried to spend ${amountText(amount)})`
}

const struct = (...fields: string[]) => `{_struct:{} ${fields.join(' ')}}`
const lists = (items: Bytes[]) => `[${items.map(list).join(' ')}]`
const sig = (bytes: Bytes) => list(bytes.length === 0 ? zeros(64) : bytes)
const noPq = 'PQsig:{_struct:{} Scheme:\0\0 Salt:0 PublicKey:[] Signature:[]}'

function msigText(m: Multisig | undefined): string {
  const subsigs = (m?.subsigs ?? []).map((s) => struct(`Key:${list(s.key)}`, `Sig:${sig(s.sig)}`))
  return struct(`Version:${m?.version ?? 0}`, `Threshold:${m?.threshold ?? 0}`, `Subsigs:[${subsigs.join(' ')}]`)
}

/** `transaction ... invalid : reason`: what a transaction that is not well formed is answered with. */
export function invalidText(signed: SignedTxn, reason: string): string {
  return `transaction ${signedText(signed)} invalid : ${reason}`
}

function signedText(s: SignedTxn): string {
  const l = s.lsig
  const lsig = struct(
    `Logic:${list(l?.logic ?? NO_BYTES)}`,
    `Sig:${sig(l?.sig ?? NO_BYTES)}`,
    `Msig:${msigText(l?.msig)}`,
    `LMsig:${msigText(l?.lmsig)}`,
    noPq,
    `Args:${lists(l?.args ?? [])}`,
  )
  return struct(
    `Sig:${sig(s.sig)}`,
    `Msig:${msigText(s.msig)}`,
    `Lsig:${lsig}`,
    noPq,
    `Txn:${txnText(s.txn)}`,
    `AuthAddr:${addressText(s.authAddr)}`,
  )
}

function txnText(t: Txn): string {
  const header = struct(
    `Sender:${addressText(t.sender)}`,
    `Fee:${amountText(t.fee)}`,
    `FirstValid:${t.firstValid}`,
    `LastValid:${t.lastValid}`,
    `Note:${list(t.note)}`,
    `GenesisID:${t.genesisId}`,
    `GenesisHash:${base32(t.genesisHash)}`,
    `Group:${base32(t.group)}`,
    `Lease:${list(t.lease)}`,
    `RekeyTo:${addressText(t.rekeyTo)}`,
  )
  return struct(
    `Type:${t.type}`,
    `Header:${header}`,
    `KeyregTxnFields:${keyregText(t)}`,
    `PaymentTxnFields:${struct(
      `Receiver:${addressText(t.receiver)}`,
      `Amount:${amountText(t.amount)}`,
      `CloseRemainderTo:${addressText(t.closeRemainderTo)}`,
    )}`,
    `AssetConfigTxnFields:${struct(`ConfigAsset:${t.configAsset}`, `AssetParams:${assetParamsText(t.assetParams)}`)}`,
    `AssetTransferTxnFields:${struct(
      `XferAsset:${t.xferAsset}`,
      `AssetAmount:${t.assetAmount}`,
      `AssetSender:${addressText(t.assetSender)}`,
      `AssetReceiver:${addressText(t.assetReceiver)}`,
      `AssetCloseTo:${addressText(t.assetCloseTo)}`,
    )}`,
    `AssetFreezeTxnFields:${struct(
      `FreezeAccount:${addressText(t.freezeAccount)}`,
      `FreezeAsset:${t.freezeAsset}`,
      `AssetFrozen:${t.assetFrozen}`,
    )}`,
    `ApplicationCallTxnFields:${applicationText(t)}`,
    'StateProofTxnFields:{_struct:{} StateProofType:0 StateProof:StateProof: {} Message:{_struct:{} ' +
      'BlockHeadersCommitment:[] VotersCommitment:[] LnProvenWeight:0 FirstAttestedRound:0 LastAttestedRound:0}}',
    'HeartbeatTxnFields:<nil>',
  )
}

function keyregText(t: Txn): string {
  return struct(
    `VotePK:${list(t.voteKey)}`,
    `SelectionPK:${list(t.selectionKey)}`,
    `StateProofPK:${list(t.stateProofKey)}`,
    `VoteFirst:${t.voteFirst}`,
    `VoteLast:${t.voteLast}`,
    `VoteKeyDilution:${t.voteKeyDilution}`,
    `Nonparticipation:${t.nonparticipation}`,
  )
}

function assetParamsText(a: AssetParams | undefined): string {
  return struct(
    `Total:${a?.total ?? 0n}`,
    `Decimals:${a?.decimals ?? 0}`,
    `DefaultFrozen:${a?.defaultFrozen ?? false}`,
    `UnitName:${latin1(a?.unitName ?? NO_BYTES)}`,
    `AssetName:${latin1(a?.name ?? NO_BYTES)}`,
    `URL:${latin1(a?.url ?? NO_BYTES)}`,
    `MetadataHash:${list(a?.metadataHash ?? ZERO_ADDRESS)}`,
    `Manager:${addressText(a?.manager ?? ZERO_ADDRESS)}`,
    `Reserve:${addressText(a?.reserve ?? ZERO_ADDRESS)}`,
    `Freeze:${addressText(a?.freeze ?? ZERO_ADDRESS)}`,
    `Clawback:${addressText(a?.clawback ?? ZERO_ADDRESS)}`,
  )
}

const completions = ['NoOpOC', 'OptInOC', 'CloseOutOC', 'ClearStateOC', 'UpdateApplicationOC', 'DeleteApplicationOC']

function boxText(b: { index: number; name: Bytes } | undefined): string {
  return struct(`Index:${b?.index ?? 0}`, `Name:${list(b?.name ?? NO_BYTES)}`)
}

function applicationText(t: Txn): string {
  const access = t.access.map((r) =>
    struct(
      `Address:${addressText(r.address ?? ZERO_ADDRESS)}`,
      `Asset:${r.asset ?? 0n}`,
      `App:${r.app ?? 0n}`,
      `Holding:${struct(`Address:${r.holding?.address ?? 0}`, `Asset:${r.holding?.asset ?? 0}`)}`,
      `Locals:${struct(`Address:${r.locals?.address ?? 0}`, `App:${r.locals?.app ?? 0}`)}`,
      `Box:${boxText(r.box)}`,
    ),
  )
  return struct(
    `ApplicationID:${t.applicationId}`,
    `OnCompletion:${completions[t.onCompletion] ?? `OnCompletion(${t.onCompletion})`}`,
    `ApplicationArgs:${lists(t.applicationArgs)}`,
    `Accounts:[${t.accounts.map(addressText).join(' ')}]`,
    `ForeignAssets:[${t.foreignAssets.join(' ')}]`,
    `ForeignApps:[${t.foreignApps.join(' ')}]`,
    `Access:[${access.join(' ')}]`,
    `Boxes:[${t.boxes.map(boxText).join(' ')}]`,
    `LocalStateSchema:${schemaText(t.localSchema)}`,
    `GlobalStateSchema:${schemaText(t.globalSchema)}`,
    `ApprovalProgram:${list(t.approvalProgram)}`,
    `ClearStateProgram:${list(t.clearStateProgram)}`,
    `ExtraProgramPages:${t.extraPages}`,
    `RejectVersion:${t.rejectVersion}`,
  )
}
