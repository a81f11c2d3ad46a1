import type { AssetParams, Bytes, StateSchema } from '../protocol/txn'
import { ZERO_ADDRESS } from '../protocol/txn'
import type { ConsensusParams } from '../protocol/params'
import { latin1, uint64 } from '../protocol/bytes'
import { Tree } from './tree'

/** A value in application state: uint64 as bigint, bytes as Uint8Array. */
export type StateValue = bigint | Bytes

export type AccountTotals = {
  readonly uints: bigint
  readonly byteSlices: bigint
  readonly extraPages: bigint
  readonly appsCreated: bigint
  readonly appsOptedIn: bigint
  readonly assetsCreated: bigint
  readonly assets: bigint
  readonly boxes: bigint
  readonly boxBytes: bigint
}

export type AccountStatus = 'Offline' | 'Online' | 'NotParticipating'

export type Participation = {
  readonly voteKey: Bytes
  readonly selectionKey: Bytes
  readonly stateProofKey: Bytes
  readonly voteFirst: bigint
  readonly voteLast: bigint
  readonly voteKeyDilution: bigint
}

export type Account = {
  readonly balance: bigint
  /** zero: the account's own key signs for it */
  readonly authAddr: Bytes
  readonly status: AccountStatus
  readonly participation: Participation | undefined
  readonly totals: AccountTotals
}

export type Asset = { readonly creator: Bytes; readonly params: AssetParams }
export type Holding = { readonly amount: bigint; readonly frozen: boolean }

/** Keys and values of one global or local state, with how many of each kind are there. */
export type Store = { readonly schema: StateSchema; readonly used: StateSchema; readonly values: Tree<StateValue> }

export type App = {
  readonly creator: Bytes
  readonly approvalProgram: Bytes
  readonly clearStateProgram: Bytes
  readonly localSchema: StateSchema
  readonly extraPages: number
  readonly version: bigint
  /** who carries the minimum balance of pages and global schema; zero when it is the creator */
  readonly sizeSponsor: Bytes
  readonly foreignBoxReads: boolean
  readonly familyBoxAccess: boolean
  readonly global: Store
}

/** The whole ledger at one moment: never changed, so that keeping it costs a pointer. */
export type State = {
  readonly accounts: Tree<Account>
  readonly assets: Tree<Asset>
  readonly apps: Tree<App>
  readonly holdings: Tree<Holding>
  readonly locals: Tree<Store>
  readonly boxes: Tree<Bytes>
  /** what an account created: `assetOf` or `appOf` keys */
  readonly created: Tree<true>
  /** transactions so far, inner ones included; ids of assets and apps come from it */
  readonly txnCounter: bigint
}

export const EMPTY_STATE: State = {
  accounts: Tree.empty(),
  assets: Tree.empty(),
  apps: Tree.empty(),
  holdings: Tree.empty(),
  locals: Tree.empty(),
  boxes: Tree.empty(),
  created: Tree.empty(),
  txnCounter: 0n,
}

const noTotals: AccountTotals = {
  uints: 0n,
  byteSlices: 0n,
  extraPages: 0n,
  appsCreated: 0n,
  appsOptedIn: 0n,
  assetsCreated: 0n,
  assets: 0n,
  boxes: 0n,
  boxBytes: 0n,
}

export const EMPTY_ACCOUNT: Account = {
  balance: 0n,
  authAddr: ZERO_ADDRESS,
  status: 'Offline',
  participation: undefined,
  totals: noTotals,
}

/** Keys sort by account or app first, so that a prefix scan lists what belongs to one. */
export const key = {
  id: (id: bigint) => latin1(uint64(id)),
  idOf: (text: string) => {
    let id = 0n
    for (let i = 0; i < 8; i++) id = (id << 8n) | BigInt(text.charCodeAt(i))
    return id
  },
  address: (address: Bytes) => latin1(address),
  pair: (address: Bytes, id: bigint) => latin1(address) + latin1(uint64(id)),
  box: (app: bigint, name: Bytes) => latin1(uint64(app)) + latin1(name),
  createdAsset: (address: Bytes, id: bigint) => `${latin1(address)}s${latin1(uint64(id))}`,
  createdApp: (address: Bytes, id: bigint) => `${latin1(address)}p${latin1(uint64(id))}`,
}

/** an account nobody has touched is the empty one */
export function accountIn(state: State, address: Bytes): Account {
  return state.accounts.get(key.address(address)) ?? EMPTY_ACCOUNT
}

export function isEmptyAccount(a: Account): boolean {
  return a === EMPTY_ACCOUNT || (a.balance === 0n && a.status === 'Offline' && isBare(a))
}

function isBare(a: Account): boolean {
  for (const b of a.authAddr) if (b !== 0) return false
  for (const n of Object.values(a.totals)) if (n !== 0n) return false
  return true
}

/** What an account must keep: its base, plus the price of everything stored on its behalf. */
export function minBalance(a: Account, p: ConsensusParams): bigint {
  const t = a.totals
  return (
    p.minBalance * (1n + t.assets) +
    p.appMinBalance * (t.appsCreated + t.extraPages) +
    p.optInMinBalance * t.appsOptedIn +
    p.schemaMinBalance * (t.uints + t.byteSlices) +
    p.schemaUintMinBalance * t.uints +
    p.schemaBytesMinBalance * t.byteSlices +
    p.boxMinBalance * t.boxes +
    p.boxByteMinBalance * t.boxBytes
  )
}
