import { appAddress } from '../../protocol/address'
import { fieldGroup, type FieldGroup } from '../../protocol/ops'
import type { Bytes } from '../../protocol/txn'
import { accountOf, appOf, assetOf, holdingOf } from '../availability'
import { fail } from '../errors'
import type { AccountView, AppView, AssetView, Value } from '../host'
import type { Handler, Instruction, Machine } from '../machine'

const bool = (flag: boolean): bigint => (flag ? 1n : 0n)

const ASSET: Readonly<Record<string, (asset: AssetView) => Value>> = {
  AssetTotal: ({ params }) => params.total,
  AssetDecimals: ({ params }) => BigInt(params.decimals),
  AssetDefaultFrozen: ({ params }) => bool(params.defaultFrozen),
  AssetUnitName: ({ params }) => params.unitName,
  AssetName: ({ params }) => params.name,
  AssetURL: ({ params }) => params.url,
  AssetMetadataHash: ({ params }) => params.metadataHash,
  AssetManager: ({ params }) => params.manager,
  AssetReserve: ({ params }) => params.reserve,
  AssetFreeze: ({ params }) => params.freeze,
  AssetClawback: ({ params }) => params.clawback,
  AssetCreator: ({ creator }) => creator,
}

const APP: Readonly<Record<string, (app: AppView, id: bigint) => Value>> = {
  AppApprovalProgram: (app) => app.approvalProgram,
  AppClearStateProgram: (app) => app.clearStateProgram,
  AppGlobalNumUint: (app) => app.globalSchema.uints,
  AppGlobalNumByteSlice: (app) => app.globalSchema.byteSlices,
  AppLocalNumUint: (app) => app.localSchema.uints,
  AppLocalNumByteSlice: (app) => app.localSchema.byteSlices,
  AppExtraProgramPages: (app) => BigInt(app.extraPages),
  AppCreator: (app) => app.creator,
  AppAddress: (_, id) => appAddress(id),
  AppVersion: (app) => app.version,
  AppSizeSponsor: (app) => app.sizeSponsor,
  AppForeignBoxReads: (app) => bool(app.foreignBoxReads),
  AppFamilyBoxAccess: (app) => bool(app.familyBoxAccess),
}

const ACCOUNT: Readonly<Record<string, (account: AccountView) => Value>> = {
  AcctBalance: ({ balance }) => balance,
  AcctMinBalance: ({ minBalance }) => minBalance,
  AcctAuthAddr: ({ authAddr }) => authAddr,
  AcctTotalNumUint: ({ totals }) => totals.uints,
  AcctTotalNumByteSlice: ({ totals }) => totals.byteSlices,
  AcctTotalExtraAppPages: ({ totals }) => totals.extraPages,
  AcctTotalAppsCreated: ({ totals }) => totals.appsCreated,
  AcctTotalAppsOptedIn: ({ totals }) => totals.appsOptedIn,
  AcctTotalAssetsCreated: ({ totals }) => totals.assetsCreated,
  AcctTotalAssets: ({ totals }) => totals.assets,
  AcctTotalBoxes: ({ totals }) => totals.boxes,
  AcctTotalBoxBytes: ({ totals }) => totals.boxBytes,
  AcctIncentiveEligible: ({ incentiveEligible }) => bool(incentiveEligible),
  AcctLastProposed: ({ lastProposed }) => lastProposed,
  AcctLastHeartbeat: ({ lastHeartbeat }) => lastHeartbeat,
}

const GROUPS = {
  asset_params: fieldGroup('asset_params'),
  asset_holding: fieldGroup('asset_holding'),
  app_params: fieldGroup('app_params'),
  app_params_set: fieldGroup('app_params_set'),
  acct_params: fieldGroup('acct_params'),
  voter_params: fieldGroup('voter_params'),
}

/** The name of the field that the immediate selects, when the program's version knows it. */
function fieldName(m: Machine, at: Instruction, group: keyof typeof GROUPS): string {
  const table: FieldGroup = GROUPS[group]
  const field = table.byNumber[at.imm[0]!]
  if (!field || field.since > m.version) fail(`invalid ${at.op.name} field ${at.imm[0]}`)
  return field.name
}

function pushField(m: Machine, value: Value | undefined): void {
  m.stack.push(value ?? 0n, value === undefined ? 0n : 1n)
}

/** What an account's field is called when the account is not there: still its value, with the flag 0. */
function pushAccountField(m: Machine, address: Bytes, name: string): void {
  const account = m.host.account(address)
  m.push(ACCOUNT[name]!(account))
  m.pushBool(account.balance > 0n)
}

export const paramsOps: Record<string, Handler> = {
  asset_holding_get: (m, at) => {
    const id = m.popInt()
    const name = fieldName(m, at, 'asset_holding')
    const { address, asset } = holdingOf(m, m.pop(), id)
    const holding = m.host.holding(address, asset)
    pushField(m, holding && (name === 'AssetBalance' ? holding.amount : bool(holding.frozen)))
  },
  asset_params_get: (m, at) => {
    const name = fieldName(m, at, 'asset_params')
    const asset = m.host.asset(assetOf(m, m.popInt()))
    pushField(m, asset && ASSET[name]!(asset))
  },
  app_params_get: (m, at) => {
    const name = fieldName(m, at, 'app_params')
    const id = appOf(m, m.popInt())
    const app = m.host.app(id)
    pushField(m, app && APP[name]!(app, id))
  },
  app_params_set: (m, at) => {
    const name = fieldName(m, at, 'app_params_set')
    const flag = m.popInt() !== 0n
    m.host.setAppFlags(m.app.id, name === 'AppForeignBoxReads' ? { foreignBoxReads: flag } : { familyBoxAccess: flag })
  },
  acct_params_get: (m, at) => {
    const name = fieldName(m, at, 'acct_params')
    pushAccountField(m, accountOf(m, m.pop()), name)
  },
  voter_params_get: (m, at) => {
    const name = fieldName(m, at, 'voter_params')
    const voter = m.host.voter(accountOf(m, m.pop()))
    const stake = voter?.balance ?? 0n
    m.push(name === 'VoterBalance' ? stake : bool(voter?.incentiveEligible ?? false))
    m.pushBool(stake > 0n)
  },
  online_stake: (m) => m.push(m.host.onlineStake()),
}
