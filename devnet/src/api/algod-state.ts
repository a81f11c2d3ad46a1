import type { Node } from '../node/node'
import { NodeError } from '../node/chain'
import { key } from '../ledger/state'
import type { Bytes } from '../protocol/txn'
import { base64, equal } from '../protocol/bytes'
import { addressFault, parseAddress } from '../protocol/address'
import { parseBoxName } from './box-name'
import type { ApiRequest, ApiResponse, Params, Route } from './http'
import { formatQuery, json, uintParam, uintQuery } from './http'
import type { Exclude, Json } from './models'
import { accountJson, appJson, appParamsJson, assetJson, assetParamsJson, holdingJson, localsJson } from './models'

/** As many boxes, and entries of one page, as the node gives at most. */
const MAX_BOXES = 100_000n
const MAX_PAGE = 1_000n

/** Accounts, assets, applications and boxes as they are after the last block. */
export function stateRoutes(node: Node): Route[] {
  return [
    ['GET', '/v2/accounts/{address}', (r, p) => account(node, r, p)],
    ['GET', '/v2/accounts/{address}/assets', (r, p) => accountAssets(node, r, p)],
    ['GET', '/v2/accounts/{address}/assets/{asset-id}', (_r, p) => accountAsset(node, p)],
    ['GET', '/v2/accounts/{address}/applications', (r, p) => accountApps(node, r, p)],
    ['GET', '/v2/accounts/{address}/applications/{application-id}', (_r, p) => accountApp(node, p)],
    ['GET', '/v2/applications/{application-id}', (_r, p) => application(node, p)],
    ['GET', '/v2/applications/{application-id}/box', (r, p) => box(node, r, p)],
    ['GET', '/v2/applications/{application-id}/boxes', (r, p) => boxes(node, r, p)],
    ['GET', '/v2/assets/{asset-id}', (_r, p) => asset(node, p)],
    ['GET', '/v2/ledger/supply', () => supply(node)],
  ]
}

export function addressParam(params: Params): Bytes {
  const text = params['address'] ?? ''
  const address = parseAddress(text)
  if (address) return address
  throw new NodeError(
    400,
    `Invalid format for parameter address: error unmarshaling '${text}' text as *basics.Address: ${addressFault(text)}`,
  )
}

const idParam = (params: Params, name: 'asset-id' | 'application-id') => uintParam(name, params[name] ?? '')

function excludeQuery(request: ApiRequest): Exclude {
  const asked = (request.query.get('exclude') ?? 'none').split(',')
  const known = ['created-apps-params', 'created-assets-params']
  const alone = asked.length === 1 && (asked[0] === 'all' || asked[0] === 'none')
  if (!alone && !asked.every((e) => known.includes(e))) throw new NodeError(400, 'failed to parse exclude')
  return {
    lists: asked[0] === 'all',
    appParams: asked.includes('created-apps-params'),
    assetParams: asked.includes('created-assets-params'),
  }
}

function account(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const address = addressParam(params)
  if (formatQuery(request) === 'msgpack') {
    throw new NodeError(400, 'NotSupportedByDevnet: account information as msgpack is not supported; ask for JSON')
  }
  return json(accountJson(node.state, node.params, node.lastRound, address, excludeQuery(request)))
}

/** One page of a list ordered by id: `limit` entries above `next`. */
function page<T>(
  request: ApiRequest,
  all: Iterable<[bigint, T]>,
): { entries: [bigint, T][]; next: string | undefined } {
  const limit = uintQuery(request, 'limit') ?? MAX_PAGE
  if (limit === 0n) throw new NodeError(400, 'limit parameter must be a positive integer')
  if (limit > MAX_PAGE) {
    throw new NodeError(400, `limit ${limit} exceeds max assets single batch limit ${MAX_PAGE}`)
  }
  const next = request.query.get('next')
  if (next !== undefined && !/^[0-9]+$/.test(next)) {
    throw new NodeError(400, `unable to parse next token: strconv.ParseUint: parsing "${next}": invalid syntax`)
  }
  const after = BigInt(next ?? 0)
  const rest = [...all].filter(([id]) => id > after)
  const entries = rest.slice(0, Number(limit))
  return { entries, next: rest.length > entries.length ? entries.at(-1)?.[0].toString() : undefined }
}

function accountAssets(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const { entries, next } = page(request, node.holdings(addressParam(params)))
  const holdings = entries.map(([id, holding]) => {
    const asset = node.asset(id)
    return {
      'asset-holding': holdingJson(id, holding),
      'asset-params': asset && assetParamsJson(asset.creator, asset.params),
    }
  })
  return json({ 'asset-holdings': holdings, 'next-token': next, round: node.lastRound })
}

function accountApps(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const address = addressParam(params)
  const created = new Map(node.createdApps(address))
  const locals = new Map(node.locals(address))
  const ids = [...new Set([...created.keys(), ...locals.keys()])].sort((a, b) => (a < b ? -1 : 1))
  const { entries, next } = page(
    request,
    ids.map((id) => [id, id]),
  )
  const withParams = (request.query.get('include') ?? '').split(',').includes('params')
  const resources = entries.map(([id]) => {
    const app = withParams ? node.app(id) : undefined
    const store = locals.get(id)
    return { id, 'app-local-state': store && localsJson(id, store), params: app && appParamsJson(app) }
  })
  return json({ 'application-resources': resources, 'next-token': next, round: node.lastRound })
}

function accountAsset(node: Node, params: Params): ApiResponse {
  const address = addressParam(params)
  const id = idParam(params, 'asset-id')
  const holding = node.holding(address, id)
  const created = node.state.created.has(key.createdAsset(address, id)) ? node.asset(id) : undefined
  if (!holding && !created) throw new NodeError(404, 'account asset info not found')
  return json({
    round: node.lastRound,
    'asset-holding': holding && holdingJson(id, holding),
    'created-asset': created && assetParamsJson(created.creator, created.params),
  })
}

function accountApp(node: Node, params: Params): ApiResponse {
  const address = addressParam(params)
  const id = idParam(params, 'application-id')
  const store = node.local(address, id)
  const created = node.state.created.has(key.createdApp(address, id)) ? node.app(id) : undefined
  if (!store && !created) throw new NodeError(404, 'account application info not found')
  return json({
    round: node.lastRound,
    'app-local-state': store && localsJson(id, store),
    'created-app': created && appParamsJson(created),
  })
}

function application(node: Node, params: Params): ApiResponse {
  const id = idParam(params, 'application-id')
  const app = node.app(id)
  if (!app) throw new NodeError(404, 'application does not exist')
  return json(appJson(id, app))
}

function asset(node: Node, params: Params): ApiResponse {
  const id = idParam(params, 'asset-id')
  const found = node.asset(id)
  if (!found) throw new NodeError(404, 'asset does not exist')
  return json(assetJson(id, found))
}

function box(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const app = idParam(params, 'application-id')
  const text = request.query.get('name')
  if (text === undefined) {
    throw new NodeError(400, "Invalid format for parameter name: query parameter 'name' is required")
  }
  const name = parseBoxName(text)
  const value = node.box(app, name)
  if (!value) throw new NodeError(404, 'box not found')
  return json({ name, round: node.lastRound, value })
}

function boxes(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const app = idParam(params, 'application-id')
  const max = uintQuery(request, 'max') ?? 0n
  const limit = uintQuery(request, 'limit') ?? 0n
  const round = uintQuery(request, 'round')
  const prefixText = request.query.get('prefix')
  const nextText = request.query.get('next')
  const values = (request.query.get('include') ?? '').split(',').includes('values')
  const paged = limit > 0n || prefixText !== undefined || nextText !== undefined || values || round !== undefined
  if (!paged) return json({ boxes: allBoxes(node, app, max) })

  if (round !== undefined && round > node.lastRound) {
    throw new NodeError(400, 'given round is greater than the latest round')
  }
  if (round !== undefined && round < node.lastRound) {
    throw new NodeError(400, 'given round is no longer available; use a more recent round')
  }
  const from = nextText === undefined ? undefined : parseBoxName(nextText, 'invalid next token: ')
  const prefix = prefixText === undefined ? undefined : parseBoxName(prefixText, 'invalid prefix: ')
  const size = limit === 0n || limit > MAX_PAGE ? MAX_PAGE : limit
  const found: Json[] = []
  let last: Bytes | undefined
  let more = false
  for (const [name, value] of node.boxes(app, prefix, from)) {
    if (from && equal(name, from)) continue // the token is the last box of the page before
    if (BigInt(found.length) === size) {
      more = true
      break
    }
    found.push(values ? { name, value } : { name })
    last = name
  }
  return json({ boxes: found, 'next-token': more && last ? `b64:${base64(last)}` : undefined, round: node.lastRound })
}

function allBoxes(node: Node, app: bigint, max: bigint): Json[] {
  const all = [...node.boxes(app)].map(([name]) => ({ name }))
  if (max > 0n && BigInt(all.length) > max) {
    throw new NodeError(400, 'Result limit exceeded', {
      max,
      'max-api-box-per-application': MAX_BOXES,
      'total-boxes': all.length,
    })
  }
  return all
}

function supply(node: Node): ApiResponse {
  let total = 0n
  let online = 0n
  for (const [, a] of node.accounts()) {
    if (a.status !== 'NotParticipating') total += a.balance
    if (a.status === 'Online') online += a.balance
  }
  return json({
    current_round: node.lastRound,
    'online-money': online,
    'online-stake': node.onlineStake,
    'total-money': total,
  })
}
