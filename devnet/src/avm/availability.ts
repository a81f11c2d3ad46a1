import { addressText, appAddress } from '../protocol/address'
import { equal, latin1 } from '../protocol/bytes'
import type { Bytes, Txn } from '../protocol/txn'
import { OpError, fail } from './errors'
import type { Value } from './host'
import type { Machine } from './machine'
import { pairKey } from './resources'

/** Addresses and ids can be given directly from here on. */
const DIRECT = 4
/** What the group created is available at once. */
const CREATED = 6
/** The accounts of foreign apps are available. */
const APP_ACCOUNTS = 7
/** Resources are shared in the group, and holdings and local states are resources of their own. */
export const SHARING = 9

/** Smaller ids are positions, never ids: none is ever given out. */
const LAST_FORBIDDEN_ID = 255n

/** What the transaction itself names: its arrays, or its access list. */
function ownAccounts(txn: Txn): Bytes[] {
  if (txn.access.length === 0) return txn.accounts
  return txn.access.flatMap((entry) => entry.address ?? [])
}

function ownAssets(txn: Txn): bigint[] {
  if (txn.access.length === 0) return txn.foreignAssets
  return txn.access.flatMap((entry) => entry.asset ?? [])
}

function ownApps(txn: Txn): bigint[] {
  if (txn.access.length === 0) return txn.foreignApps
  return txn.access.flatMap((entry) => entry.app ?? [])
}

export function accountAvailable(m: Machine, address: Bytes): boolean {
  const { txn, app } = m
  const { resources, unnamed } = m.group.shared
  if (equal(address, txn.sender) || equal(address, app.address)) return true
  if (ownAccounts(txn).some((known) => equal(known, address))) return true
  if (m.version >= CREATED && isAccountOfCreatedApp(m, address)) return true
  if (m.version >= APP_ACCOUNTS && txn.foreignApps.some((id) => equal(appAddress(id), address))) return true
  if (m.version >= SHARING && resources.accounts.has(latin1(address))) return true
  return unnamed?.allowAccount(m, address) ?? false
}

function isAccountOfCreatedApp(m: Machine, address: Bytes): boolean {
  for (const id of m.group.shared.resources.createdApps) if (equal(appAddress(id), address)) return true
  return false
}

export function assetAvailable(m: Machine, id: bigint): boolean {
  const { resources, unnamed } = m.group.shared
  if (ownAssets(m.txn).includes(id)) return true
  if (m.version >= CREATED && resources.createdAssets.has(id)) return true
  if (m.version >= SHARING && resources.assets.has(id)) return true
  return id > LAST_FORBIDDEN_ID && (unnamed?.allowAsset(m, id) ?? false)
}

export function appAvailable(m: Machine, id: bigint): boolean {
  const { resources, unnamed } = m.group.shared
  if (id === m.app.id || ownApps(m.txn).includes(id)) return true
  if (m.version >= CREATED && resources.createdApps.has(id)) return true
  if (m.version >= SHARING && resources.apps.has(id)) return true
  return id > LAST_FORBIDDEN_ID && (unnamed?.allowApp(m, id) ?? false)
}

export function holdingAvailable(m: Machine, address: Bytes, asset: bigint): boolean {
  const { resources, unnamed } = m.group.shared
  if (resources.holdings.has(pairKey(address, asset))) return true
  if (resources.createdAssets.has(asset)) return accountAvailable(m, address)
  if (isAccountOfCreatedApp(m, address)) return assetAvailable(m, asset)
  // The halves first: an unnamed pair is only allowed when both of them are.
  if (!unnamed || !accountAvailable(m, address) || !assetAvailable(m, asset)) return false
  return unnamed.allowHolding(m, address, asset)
}

export function localsAvailable(m: Machine, address: Bytes, app: bigint): boolean {
  const { resources, unnamed } = m.group.shared
  if (resources.locals.has(pairKey(address, app))) return true
  if (resources.createdApps.has(app)) return accountAvailable(m, address)
  if (isAccountOfCreatedApp(m, address)) return appAvailable(m, app)
  if (!unnamed || !appAvailable(m, app) || !accountAvailable(m, address)) return false
  return unnamed.allowLocals(m, address, app)
}

/** An account argument, available or not: an address, or (0 the sender) a position in the accounts of the transaction. */
function addressOf(m: Machine, value: Value): Bytes {
  if (typeof value === 'bigint') {
    if (value === 0n) return m.txn.sender
    const { access, accounts } = m.txn
    if (access.length > 0) {
      const entry = value <= BigInt(access.length) ? access[Number(value) - 1]! : undefined
      if (!entry) fail(`invalid Account reference ${value} exceeds length of tx.Access ${access.length}`)
      return entry.address ?? fail(`address reference ${value} is not an Address in tx.Access`)
    }
    if (value > BigInt(accounts.length)) {
      fail(`invalid Account reference ${value} exceeds length of tx.Accounts ${accounts.length}`)
    }
    return accounts[Number(value) - 1]!
  }
  return value.length === 32 ? value : fail('not an address')
}

/** An account argument that has to be available. What the transaction names by position is. */
export function accountOf(m: Machine, value: Value): Bytes {
  const address = addressOf(m, value)
  if (typeof value !== 'bigint' && (m.version < DIRECT || !accountAvailable(m, address))) {
    fail(`unavailable Account ${addressText(address)}`)
  }
  return address
}

function ensureNotLow(kind: 'Asset' | 'App', id: bigint): bigint {
  return id <= LAST_FORBIDDEN_ID ? fail(`low ${kind} lookup ${id}`) : id
}

/** An asset argument: an id (from AVM 4 on, when it is available), or a position in the assets of the transaction. */
export function assetOf(m: Machine, value: bigint): bigint {
  if (m.version >= DIRECT && assetAvailable(m, value)) return ensureNotLow('Asset', value)
  const slot = slotOf(m.txn, m.txn.foreignAssets, 'asset', value)
  if (slot !== undefined) return ensureNotLow('Asset', slot)
  return fail(m.version >= DIRECT ? `unavailable Asset ${value}` : `${value} is not a valid foreign asset slot`)
}

/** An app argument: 0 for the running app, an id (from AVM 4 on, when it is available), or a position. */
export function appOf(m: Machine, value: bigint): bigint {
  if (value === 0n) return m.app.id
  if (m.version >= DIRECT && appAvailable(m, value)) return ensureNotLow('App', value)
  const slot =
    m.txn.access.length > 0 ? slotOf(m.txn, [], 'app', value) : slotOf(m.txn, m.txn.foreignApps, 'app', value - 1n)
  if (slot !== undefined) return ensureNotLow('App', slot)
  return fail(m.version >= DIRECT ? `unavailable App ${value}` : `${value} is not a valid foreign app slot`)
}

function slotOf(txn: Txn, array: readonly bigint[], kind: 'asset' | 'app', value: bigint): bigint | undefined {
  if (txn.access.length === 0) return value < BigInt(array.length) ? array[Number(value)] : undefined
  // No entry has the number 0, which stands for no asset.
  if (value === 0n) return 0n
  return value <= BigInt(txn.access.length) ? txn.access[Number(value) - 1]![kind] : undefined
}

/** The id of a pair, or what is wrong with it: a message names all that is missing. */
function idOrProblem(resolve: () => bigint): { id: bigint; problem?: string } {
  try {
    return { id: resolve() }
  } catch (error) {
    if (!(error instanceof OpError)) throw error
    return { id: 0n, problem: error.message }
  }
}

/** Account and asset of a holding, both available, and from AVM 9 on the pair too. */
export function holdingOf(m: Machine, account: Value, asset: bigint): { address: Bytes; asset: bigint } {
  if (m.version < DIRECT) return { address: accountOf(m, account), asset: ensureNotLow('Asset', asset) }
  if (m.version < SHARING) return { address: accountOf(m, account), asset: assetOf(m, asset) }
  const address = addressOf(m, account)
  const { id, problem } = idOrProblem(() => assetOf(m, asset))
  if (problem === undefined && holdingAvailable(m, address, id)) return { address, asset: id }
  const who = addressText(address)
  if (!accountAvailable(m, address)) {
    fail(`unavailable Account ${who}${problem === undefined ? '' : `, ${problem}`}`)
  }
  return fail(problem ?? `unavailable Holding ${id}+${who}`)
}

/** Account and app of a local state, both available, and from AVM 9 on the pair too. */
export function localsOf(m: Machine, account: Value, app: bigint): { address: Bytes; app: bigint } {
  if (m.version < DIRECT) {
    return { address: accountOf(m, account), app: app === 0n ? m.app.id : ensureNotLow('App', app) }
  }
  if (m.version < SHARING) return { address: accountOf(m, account), app: appOf(m, app) }
  const address = addressOf(m, account)
  const { id, problem } = idOrProblem(() => appOf(m, app))
  if (problem === undefined && localsAvailable(m, address, id)) return { address, app: id }
  const who = addressText(address)
  const noLocals = `unavailable Local State ${id}+${who}`
  if (!accountAvailable(m, address)) {
    fail([`unavailable Account ${who}`, ...(problem === undefined ? [] : [problem]), noLocals].join(', '))
  }
  return fail(problem ?? noLocals)
}

/** An account whose local state is to be written: of old programs only one that its transaction names. */
export function mutableAccountOf(m: Machine, account: Value): Bytes {
  const address = accountOf(m, account)
  if (m.version < SHARING && !equal(address, m.txn.sender) && !m.txn.accounts.some((known) => equal(known, address))) {
    fail(`invalid Account reference for mutation ${addressText(address)}`)
  }
  return address
}

/** The account whose local state of the running app is to be written: it is looked at before the pair. */
export function writableLocals(m: Machine, account: Value): Bytes {
  const address = mutableAccountOf(m, account)
  if (m.version >= SHARING && !localsAvailable(m, address, m.app.id)) {
    fail(`unavailable Local State ${m.app.id}+${addressText(address)}`)
  }
  return address
}
