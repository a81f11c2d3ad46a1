import type { App, Asset, Holding, State, StateValue, Store } from '../ledger/state'
import { accountIn, key, minBalance } from '../ledger/state'
import type { Tree } from '../ledger/tree'
import type { AssetParams, Bytes, StateSchema } from '../protocol/txn'
import type { ConsensusParams } from '../protocol/params'
import { fromLatin1, isZero } from '../protocol/bytes'
import { addressText } from '../protocol/address'

/** The node's JSON models. What is zero and absent there is undefined here; what is zero and present stays. */
export type Json = Record<string, unknown>

const orAbsent = <T>(value: T) => (value ? value : undefined)
const addressOrAbsent = (address: Bytes) => (isZero(address) ? undefined : addressText(address))

function schemaJson(schema: StateSchema): Json {
  return { 'num-uint': schema.uints, 'num-byte-slice': schema.byteSlices }
}

function valuesJson(values: Tree<StateValue>): Json[] | undefined {
  if (values.size === 0) return undefined
  return [...values.entries()].map(([k, value]) => ({
    key: fromLatin1(k),
    value: typeof value === 'bigint' ? { type: 2, uint: value, bytes: '' } : { type: 1, uint: 0, bytes: value },
  }))
}

/** Text that a page can show: letters, marks, numbers, punctuation, symbols and plain spaces. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u
/** what UTF-8 that is none becomes */
const REPLACED = '\ufffd'

/** Text fields of an asset come twice: as base64, and as text when all of it can be printed. */
function textFields(name: string, bytes: Bytes): Json {
  if (bytes.length === 0) return {}
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const base = { [`${name}-b64`]: bytes }
  return PRINTABLE.test(text) && !text.includes(REPLACED) ? { ...base, [name]: text } : base
}

export function assetParamsJson(creator: Bytes, p: AssetParams): Json {
  return {
    creator: addressText(creator),
    total: p.total,
    decimals: p.decimals,
    'default-frozen': p.defaultFrozen,
    ...textFields('name', p.name),
    ...textFields('unit-name', p.unitName),
    ...textFields('url', p.url),
    'metadata-hash': isZero(p.metadataHash) ? undefined : p.metadataHash,
    manager: addressOrAbsent(p.manager),
    reserve: addressOrAbsent(p.reserve),
    freeze: addressOrAbsent(p.freeze),
    clawback: addressOrAbsent(p.clawback),
  }
}

export function assetJson(id: bigint, asset: Asset): Json {
  return { index: id, params: assetParamsJson(asset.creator, asset.params) }
}

export function holdingJson(id: bigint, holding: Holding): Json {
  return { 'asset-id': id, amount: holding.amount, 'is-frozen': holding.frozen }
}

export function appParamsJson(app: App): Json {
  return {
    creator: addressText(app.creator),
    'approval-program': app.approvalProgram,
    'clear-state-program': app.clearStateProgram,
    'extra-program-pages': orAbsent(app.extraPages),
    'global-state': valuesJson(app.global.values),
    'global-state-schema': schemaJson(app.global.schema),
    'local-state-schema': schemaJson(app.localSchema),
    version: orAbsent(app.version),
    'size-sponsor': addressOrAbsent(app.sizeSponsor),
    'foreign-box-reads': orAbsent(app.foreignBoxReads),
    'family-box-access': orAbsent(app.familyBoxAccess),
  }
}

export function appJson(id: bigint, app: App): Json {
  return { id, params: appParamsJson(app) }
}

export function localsJson(id: bigint, store: Store): Json {
  return { id, schema: schemaJson(store.schema), 'key-value': valuesJson(store.values) }
}

/** What an account holds, opted into or created: entries of a tree whose keys begin with the address. */
function* idsUnder<V>(tree: Tree<V>, prefix: string): Generator<[bigint, V]> {
  for (const [k, value] of tree.entries(prefix)) yield [key.idOf(k.slice(prefix.length)), value]
}

export const holdingsOf = (state: State, address: Bytes) => [...idsUnder(state.holdings, key.address(address))]
export const localsOf = (state: State, address: Bytes) => [...idsUnder(state.locals, key.address(address))]

export function createdAppsOf(state: State, address: Bytes): [bigint, App][] {
  const ids = [...idsUnder(state.created, `${key.address(address)}p`)]
  return ids.flatMap(([id]) => {
    const app = state.apps.get(key.id(id))
    return app ? [[id, app] as [bigint, App]] : []
  })
}

export function createdAssetsOf(state: State, address: Bytes): [bigint, Asset][] {
  const ids = [...idsUnder(state.created, `${key.address(address)}s`)]
  return ids.flatMap(([id]) => {
    const asset = state.assets.get(key.id(id))
    return asset ? [[id, asset] as [bigint, Asset]] : []
  })
}

export type Exclude = { lists: boolean; appParams: boolean; assetParams: boolean }

export function accountJson(
  state: State,
  params: ConsensusParams,
  round: bigint,
  address: Bytes,
  exclude: Exclude,
): Json {
  const account = accountIn(state, address)
  const totals = account.totals
  const part = account.participation
  const lists = exclude.lists
    ? {}
    : {
        assets: holdingsOf(state, address).map(([id, h]) => holdingJson(id, h)),
        'apps-local-state': localsOf(state, address).map(([id, s]) => localsJson(id, s)),
        'created-assets': createdAssetsOf(state, address).map(([id, a]) =>
          exclude.assetParams ? { index: id } : assetJson(id, a),
        ),
        'created-apps': createdAppsOf(state, address).map(([id, a]) => (exclude.appParams ? { id } : appJson(id, a))),
      }
  return {
    ...lists,
    address: addressText(address),
    amount: account.balance,
    'amount-without-pending-rewards': account.balance,
    'apps-total-extra-pages': orAbsent(totals.extraPages),
    'apps-total-schema': schemaJson(totals),
    'auth-addr': addressOrAbsent(account.authAddr),
    'min-balance': minBalance(account, params),
    participation: part && {
      'selection-participation-key': part.selectionKey,
      'state-proof-key': part.stateProofKey,
      'vote-first-valid': part.voteFirst,
      'vote-key-dilution': part.voteKeyDilution,
      'vote-last-valid': part.voteLast,
      'vote-participation-key': part.voteKey,
    },
    'pending-rewards': 0,
    'reward-base': 0,
    rewards: 0,
    round,
    status: account.status === 'NotParticipating' ? 'Not Participating' : account.status,
    'total-apps-opted-in': totals.appsOptedIn,
    'total-assets-opted-in': totals.assets,
    'total-box-bytes': orAbsent(totals.boxBytes),
    'total-boxes': orAbsent(totals.boxes),
    'total-created-apps': totals.appsCreated,
    'total-created-assets': totals.assetsCreated,
  }
}
