import { key } from '../ledger/state'
import { NodeError } from '../node/chain'
import type { Node } from '../node/node'
import { addressText } from '../protocol/address'
import { base64, equal, latin1 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import { parseBoxName } from './box-name'
import { livesOf, type Life } from './indexer-history'
import { addressToken, idToken, pageOf, type Query } from './indexer-query'
import type { Json } from './models'
import { accountJson, appParamsJson, assetParamsJson, holdingJson, localsJson } from './models'

const ASKED_ACCOUNTS = { standard: 100, most: 1_000 }
const ASKED_CREATED = { standard: 100, most: 1_000 }
const ASKED_BALANCES = { standard: 1_000, most: 10_000 }
const ASKED_BOXES = { standard: 1_000, most: 10_000 }

const LISTS = ['assets', 'created-assets', 'apps-local-state', 'created-apps']

/** Which lists an account comes without. */
function excluded(query: Query): readonly string[] {
  const asked = query.text('exclude')?.split(',') ?? []
  for (const name of asked) {
    if (name === 'all' || name === 'none' || LISTS.includes(name)) continue
    throw new NodeError(400, `unknown value "${name}": invalid exclude argument`)
  }
  return asked.includes('all') ? LISTS : asked
}

function accountEntry(node: Node, address: Bytes, without: readonly string[]): Json {
  const everything = { lists: false, appParams: false, assetParams: false }
  const full = accountJson(node.state, node.params, node.lastRound, address, everything)
  const held = (full['assets'] as Json[]).map((holding) => ({ ...holding, deleted: false }))
  const left = Object.fromEntries(without.map((name) => [name, undefined]))
  return { ...full, assets: held, ...left, deleted: false }
}

export function account(node: Node, query: Query, address: Bytes): Json {
  query.refuseDeleted()
  const without = excluded(query)
  if (!node.state.accounts.has(key.address(address))) {
    throw new NodeError(404, `no accounts found for address: ${addressText(address)}`)
  }
  return { account: accountEntry(node, address, without) }
}

export function accounts(node: Node, query: Query): Json {
  query.refuseDeleted()
  const asset = query.id('asset-id')
  const app = query.id('application-id')
  const above = query.uint('currency-greater-than')
  const below = query.uint('currency-less-than')
  const authAddr = query.address('auth-addr', 'unable to parse auth addr')
  const onlineOnly = query.flag('online-only')
  const after = addressToken(query)
  const without = excluded(query)
  function* matching(): Generator<Bytes> {
    for (const [address, { balance, authAddr: signer, status }] of node.accounts()) {
      if (after && latin1(address) <= latin1(after)) continue
      if (authAddr && !equal(signer, authAddr)) continue
      if (onlineOnly && status !== 'Online') continue
      if (app !== undefined && !node.local(address, app)) continue
      const amount = asset === undefined ? balance : node.holding(address, asset)?.amount
      if (amount === undefined || !isBetween(amount, above, below)) continue
      yield address
    }
  }
  const { page, ...next } = pageOf(matching(), query.limit(ASKED_ACCOUNTS.standard, ASKED_ACCOUNTS.most), (address) =>
    addressText(address),
  )
  return { accounts: page.map((address) => accountEntry(node, address, without)), ...next }
}

const isBetween = (amount: bigint, above: bigint | undefined, below: bigint | undefined): boolean =>
  (above === undefined || amount > above) && (below === undefined || amount < below)

export function balances(node: Node, query: Query, asset: bigint): Json {
  query.refuseDeleted()
  const above = query.uint('currency-greater-than')
  const below = query.uint('currency-less-than')
  const after = addressToken(query)
  function* matching(): Generator<Json> {
    for (const [address] of node.accounts()) {
      if (after && latin1(address) <= latin1(after)) continue
      const holding = node.holding(address, asset)
      if (!holding || !isBetween(holding.amount, above, below)) continue
      yield { address: addressText(address), amount: holding.amount, 'is-frozen': holding.frozen, deleted: false }
    }
  }
  const limit = query.limit(ASKED_BALANCES.standard, ASKED_BALANCES.most)
  const { page, ...next } = pageOf(matching(), limit, (entry) => String(entry['address']))
  return { balances: page, ...next }
}

export function holdings(node: Node, query: Query, address: Bytes): Json {
  query.refuseDeleted()
  const only = query.id('asset-id')
  const after = idToken(query)
  const all = [...node.holdings(address)].filter(([id]) => id > after && (only === undefined || id === only))
  const limit = query.limit(ASKED_BALANCES.standard, ASKED_BALANCES.most)
  const { page, ...next } = pageOf(all, limit, ([id]) => String(id))
  return { assets: page.map(([id, holding]) => ({ ...holdingJson(id, holding), deleted: false })), ...next }
}

export function localStates(node: Node, query: Query, address: Bytes): Json {
  query.refuseDeleted()
  const only = query.id('application-id')
  const after = idToken(query)
  const all = [...node.locals(address)].filter(([id]) => id > after && (only === undefined || id === only))
  const limit = query.limit(ASKED_CREATED.standard, ASKED_CREATED.most)
  const { page, ...next } = pageOf(all, limit, ([id]) => String(id))
  return { 'apps-local-states': page.map(([id, store]) => ({ ...localsJson(id, store), deleted: false })), ...next }
}

/** Something that was created, unless no transaction made it: then nobody knows when. */
type Known = Partial<Life> & { id: bigint; creator: Bytes }

function livesInOrder(node: Node, kind: 'appl' | 'acfg'): Map<bigint, Known> {
  const lives = new Map<bigint, Known>(livesOf(node, kind))
  const there = kind === 'appl' ? node.state.apps : node.state.assets
  for (const [k, { creator }] of there.entries()) {
    const id = key.idOf(k)
    if (!lives.has(id)) lives.set(id, { id, creator })
  }
  return new Map([...lives].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function appEntry(node: Node, life: Known): Json {
  const app = node.app(life.id)
  const gone = { creator: addressText(life.creator), 'approval-program': '', 'clear-state-program': '' }
  return {
    id: life.id,
    deleted: app === undefined,
    'created-at-round': life.createdAt,
    'deleted-at-round': life.deletedAt,
    params: app ? appParamsJson(app) : gone,
  }
}

export function applications(node: Node, query: Query, creator: Bytes | undefined): Json {
  const only = query.id('application-id')
  const wantGone = query.flag('include-all')
  const after = idToken(query)
  const all = [...livesInOrder(node, 'appl').values()].filter(
    (life) =>
      life.id > after &&
      (only === undefined || life.id === only) &&
      (wantGone || node.app(life.id) !== undefined) &&
      (creator === undefined || equal(life.creator, creator)),
  )
  const limit = query.limit(ASKED_CREATED.standard, ASKED_CREATED.most)
  const { page, ...next } = pageOf(all, limit, ({ id }) => String(id))
  return { applications: page.map((life) => appEntry(node, life)), ...next }
}

export function application(node: Node, query: Query, id: bigint): Json {
  const life = livesInOrder(node, 'appl').get(id)
  if (!life || (!node.app(id) && !query.flag('include-all'))) {
    throw new NodeError(404, `no application found for application-id: ${id}`)
  }
  return { application: appEntry(node, life) }
}

function assetEntry(node: Node, life: Known): Json {
  const asset = node.asset(life.id)
  const params = asset
    ? assetParamsJson(asset.creator, asset.params)
    : { creator: addressText(life.creator), decimals: 0, total: 0 }
  return {
    index: life.id,
    deleted: asset === undefined,
    'created-at-round': life.createdAt,
    'destroyed-at-round': life.deletedAt,
    params,
  }
}

export function assets(node: Node, query: Query, creator: Bytes | undefined): Json {
  const only = query.id('asset-id')
  const wantGone = query.flag('include-all')
  const named = query.text('name')?.toLowerCase()
  const unit = query.text('unit')?.toLowerCase()
  const after = idToken(query)
  const says = (field: Bytes | undefined, wanted: string | undefined) =>
    wanted === undefined || (field !== undefined && new TextDecoder().decode(field).toLowerCase().includes(wanted))
  const all = [...livesInOrder(node, 'acfg').values()].filter((life) => {
    const params = node.asset(life.id)?.params
    return (
      life.id > after &&
      (only === undefined || life.id === only) &&
      (wantGone || params !== undefined) &&
      (creator === undefined || equal(life.creator, creator)) &&
      says(params?.name, named) &&
      says(params?.unitName, unit)
    )
  })
  const limit = query.limit(ASKED_CREATED.standard, ASKED_CREATED.most)
  const { page, ...next } = pageOf(all, limit, ({ id }) => String(id))
  return { assets: page.map((life) => assetEntry(node, life)), ...next }
}

export function asset(node: Node, query: Query, id: bigint): Json {
  const life = livesInOrder(node, 'acfg').get(id)
  if (!life || (!node.asset(id) && !query.flag('include-all'))) {
    throw new NodeError(404, `no assets found for asset-id: ${id}`)
  }
  return { asset: assetEntry(node, life) }
}

export function boxes(node: Node, query: Query, app: bigint): Json {
  const nextText = query.text('next')
  const from = nextText === undefined ? undefined : parseBoxName(nextText)
  const values = (query.text('include') ?? '').split(',').includes('values')
  const all = [...node.boxes(app, undefined, from)].filter(([name]) => !from || !equal(name, from))
  const limit = query.limit(ASKED_BOXES.standard, ASKED_BOXES.most)
  const { page, ...next } = pageOf(all, limit, ([name]) => `b64:${base64(name)}`)
  const entries = page.map(([name, value]) => (values ? { name, value } : { name }))
  return { 'application-id': app, boxes: entries, round: node.lastRound, ...next }
}

export function box(node: Node, query: Query, app: bigint): Json {
  const text = query.text('name')
  if (text === undefined) {
    throw new NodeError(400, "Invalid format for parameter name: query parameter 'name' is required")
  }
  const name = parseBoxName(text)
  const value = node.box(app, name)
  if (value) return { name, value, round: node.lastRound }
  const place = `round=${node.lastRound}, appid=${app}, boxName=${text}`
  const missing = node.app(app) ? 'no application boxes found' : 'no application found for application-id'
  throw new NodeError(404, `${missing}: ${place}`)
}
