import { key } from '../ledger/state'
import type { ConfirmedTxn } from '../node/chain'
import { NodeError, NotSupportedByDevnet } from '../node/chain'
import type { Node } from '../node/node'
import type { Bytes } from '../protocol/txn'
import { base64, fromBase64, latin1 } from '../protocol/bytes'
import { addressText, parseAddress } from '../protocol/address'
import { answered } from './algod'
import { parseBoxName } from './box-name'
import type { Api, ApiRequest, ApiResponse, Params, Route } from './http'
import { json, router, uintParam, uintQuery } from './http'
import { indexedTransaction } from './indexer-transaction'
import type { Json } from './models'
import { accountJson, appParamsJson, assetParamsJson, holdingJson, localsJson } from './models'

const DEFAULT_LIMIT = 1_000n

/** The part of the indexer's API that deployers, explorers and client libraries' own tests ask; never behind. */
export function indexerApi(node: Node): Api {
  const find = router(routes(node))
  return async (request) => {
    const match = find(request.method, request.path)
    if (typeof match === 'string') {
      const refusal = new NotSupportedByDevnet(`the indexer's ${request.method} ${request.path}`)
      return json({ message: refusal.message }, 404)
    }
    return answered(async () => match.handler(request, match.params))
  }
}

function routes(node: Node): Route[] {
  const atRound = (fields: Json) => json({ ...fields, 'current-round': node.lastRound })
  return [
    ['GET', '/health', () => health(node)],
    ['GET', '/v2/accounts/{address}', (_r, p) => atRound({ account: account(node, p) })],
    ['GET', '/v2/accounts/{address}/created-applications', (r, p) => atRound(createdApps(node, r, p))],
    ['GET', '/v2/accounts/{address}/apps-local-state', (_r, p) => atRound(localStates(node, p))],
    ['GET', '/v2/accounts/{address}/assets', (_r, p) => atRound(holdings(node, p))],
    ['GET', '/v2/accounts/{address}/transactions', (r, p) => atRound(search(node, r, addressOf(p['address'] ?? '')))],
    ['GET', '/v2/applications/{id}', (_r, p) => atRound({ application: application(node, idOf(p)) })],
    ['GET', '/v2/applications/{id}/logs', (r, p) => atRound(appLogs(node, r, idOf(p)))],
    ['GET', '/v2/applications/{id}/boxes', (_r, p) => json(boxes(node, idOf(p)))],
    ['GET', '/v2/applications/{id}/box', (r, p) => json(box(node, r, idOf(p)))],
    ['GET', '/v2/assets/{id}', (_r, p) => atRound({ asset: asset(node, idOf(p)) })],
    ['GET', '/v2/assets/{id}/balances', (r, p) => atRound(balances(node, r, idOf(p)))],
    ['GET', '/v2/transactions', (r) => atRound(search(node, r, addressQuery(r)))],
    ['GET', '/v2/transactions/{txid}', (_r, p) => atRound({ transaction: transaction(node, p) })],
    ['GET', '/v2/blocks/{round}', (_r, p) => json(block(node, p))],
  ]
}

function health(node: Node): ApiResponse {
  return json({
    data: { 'migration-required': false, 'read-only-mode': true },
    'db-available': true,
    'is-migrating': false,
    message: node.lastRound.toString(),
    round: node.lastRound,
    version: 'devnet',
  })
}

const idOf = (params: Params) => uintParam('id', params['id'] ?? '')

function addressOf(text: string): Bytes {
  const address = parseAddress(text)
  if (!address) throw new NodeError(400, `unable to parse address: ${text}`)
  return address
}

function addressQuery(request: ApiRequest): Bytes | undefined {
  const text = request.query.get('address')
  return text === undefined ? undefined : addressOf(text)
}

function account(node: Node, params: Params): Json {
  const address = addressOf(params['address'] ?? '')
  if (!node.state.accounts.has(key.address(address))) {
    throw new NodeError(404, `no accounts found for address: ${params['address']}`)
  }
  const everything = { lists: false, appParams: false, assetParams: false }
  return accountJson(node.state, node.params, node.lastRound, address, everything)
}

/** Apps that were deleted are found in the history, which is why they are listed when everything is asked for. */
function createdApps(node: Node, request: ApiRequest, params: Params): Json {
  const creator = addressOf(params['address'] ?? '')
  const wantDeleted = request.query.get('include-all') === 'true'
  const only = uintQuery(request, 'application-id')
  const created = new Map<bigint, bigint>()
  const deletedAt = new Map<bigint, bigint>()
  for (const found of withInner(node)) {
    const { txn, apply } = found
    if (txn.type !== 'appl') continue
    if (txn.applicationId === 0n && latin1(txn.sender) === latin1(creator))
      created.set(apply.applicationId, found.round)
    if (txn.onCompletion === 5) deletedAt.set(txn.applicationId, found.round)
  }
  const applications = [...created].flatMap(([id, round]) => {
    if (only !== undefined && only !== id) return []
    const app = node.app(id)
    if (app) return [{ id, deleted: false, 'created-at-round': round, params: appParamsJson(app) }]
    if (!wantDeleted) return []
    const gone = { creator: addressText(creator), 'approval-program': '', 'clear-state-program': '' }
    return [{ id, deleted: true, 'created-at-round': round, 'deleted-at-round': deletedAt.get(id), params: gone }]
  })
  return { applications }
}

function application(node: Node, id: bigint): Json {
  const app = node.app(id)
  if (!app) throw new NodeError(404, `no application found for application-id: ${id}`)
  return { id, deleted: false, params: appParamsJson(app) }
}

function asset(node: Node, id: bigint): Json {
  const found = node.asset(id)
  if (!found) throw new NodeError(404, `no asset found for asset-id: ${id}`)
  return { index: id, deleted: false, params: assetParamsJson(found.creator, found.params) }
}

function localStates(node: Node, params: Params): Json {
  const address = addressOf(params['address'] ?? '')
  return { 'apps-local-states': [...node.locals(address)].map(([id, store]) => localsJson(id, store)) }
}

function holdings(node: Node, params: Params): Json {
  const address = addressOf(params['address'] ?? '')
  return { assets: [...node.holdings(address)].map(([id, h]) => ({ ...holdingJson(id, h), deleted: false })) }
}

function balances(node: Node, request: ApiRequest, id: bigint): Json {
  const above = uintQuery(request, 'currency-greater-than')
  const below = uintQuery(request, 'currency-less-than')
  const all = [...node.accounts()].flatMap(([address]) => {
    const holding = node.holding(address, id)
    if (!holding) return []
    if (above !== undefined && holding.amount <= above) return []
    if (below !== undefined && holding.amount >= below) return []
    return [{ address: addressText(address), amount: holding.amount, 'is-frozen': holding.frozen, deleted: false }]
  })
  const { entries, next } = paged(request, all)
  return { balances: entries, 'next-token': next }
}

function appLogs(node: Node, request: ApiRequest, id: bigint): Json {
  const wanted = request.query.get('txid')
  const data = [...withInner(node)]
    .filter(({ txn, apply }) => (txn.applicationId === 0n ? apply.applicationId : txn.applicationId) === id)
    .filter(({ apply, topId }) => (apply.delta?.logs.length ?? 0) > 0 && (wanted === undefined || wanted === topId))
    .map(({ apply, topId }) => ({ txid: topId, logs: apply.delta!.logs }))
  const { entries, next } = paged(request, data)
  return { 'application-id': id, 'log-data': entries, 'next-token': next }
}

function boxes(node: Node, id: bigint): Json {
  return { 'application-id': id, boxes: [...node.boxes(id)].map(([name]) => ({ name })) }
}

function box(node: Node, request: ApiRequest, id: bigint): Json {
  const name = parseBoxName(request.query.get('name') ?? '')
  const value = node.box(id, name)
  if (!value) {
    throw new NodeError(404, `no application boxes found for application-id: ${id}, box-name: b64:${base64(name)}`)
  }
  return { name, value, round: node.lastRound }
}

function transaction(node: Node, params: Params): Json {
  const found = node.confirmed(params['txid'] ?? '')
  if (!found) throw new NodeError(404, `no transaction found for transaction id: ${params['txid']}`)
  return indexedTransaction(node, found)
}

function block(node: Node, params: Params): Json {
  const found = node.block(uintParam('round-number', params['round'] ?? ''))
  if (!found) throw new NodeError(404, `error while looking up block for round '${params['round']}'`)
  const { header } = found
  return {
    'genesis-hash': header.genesisHash,
    'genesis-id': header.genesisId,
    'previous-block-hash': header.prev,
    round: found.round,
    seed: header.seed,
    timestamp: found.timestamp,
    'transactions-root': header.txnRoot,
    'txn-counter': header.txnCounter,
    transactions: found.txIds.flatMap((id) => {
      const txn = node.confirmed(id)
      return txn ? [indexedTransaction(node, txn)] : []
    }),
    rewards: {
      'fee-sink': addressText(header.feeSink),
      'rewards-calculation-round': header.rewardsRecalculation,
      'rewards-level': 0,
      'rewards-pool': addressText(header.rewardsPool),
      'rewards-rate': 0,
      'rewards-residue': 0,
    },
    'upgrade-state': { 'current-protocol': header.protocol },
  }
}

/** Top-level transactions that match every given condition. */
function search(node: Node, request: ApiRequest, address: Bytes | undefined): Json {
  const { query } = request
  const minRound = uintQuery(request, 'min-round') ?? 0n
  const maxRound = uintQuery(request, 'max-round') ?? node.lastRound
  const only = uintQuery(request, 'round')
  const app = uintQuery(request, 'application-id')
  const asset = uintQuery(request, 'asset-id')
  const role = query.get('address-role')
  const type = query.get('tx-type')
  const id = query.get('txid')
  const prefix = query.has('note-prefix') ? latin1(noteOf(query.get('note-prefix') ?? '')) : ''
  const matches = ({ id: txId, round, signed: { txn }, apply }: ConfirmedTxn) =>
    round >= minRound &&
    round <= maxRound &&
    (only === undefined || round === only) &&
    (id === undefined || id === txId) &&
    (type === undefined || txn.type === type) &&
    (app === undefined || (txn.type === 'appl' && (txn.applicationId === app || apply.applicationId === app))) &&
    (asset === undefined || [txn.xferAsset, txn.configAsset, txn.freezeAsset, apply.configAsset].includes(asset)) &&
    (address === undefined || plays(txn, address, role)) &&
    latin1(txn.note).startsWith(prefix)
  const found: ConfirmedTxn[] = []
  for (const txn of node.transactions()) if (matches(txn)) found.push(txn)
  const { entries, next } = paged(request, found)
  return { transactions: entries.map((txn) => indexedTransaction(node, txn)), 'next-token': next }
}

function plays(txn: ConfirmedTxn['signed']['txn'], address: Bytes, role: string | undefined): boolean {
  const wanted = latin1(address)
  const senders = [txn.sender, txn.assetSender]
  const receivers = [txn.receiver, txn.closeRemainderTo, txn.assetReceiver, txn.assetCloseTo]
  const among = (list: Bytes[]) => list.some((a) => latin1(a) === wanted)
  if (role === 'sender') return among(senders)
  if (role === 'receiver') return among(receivers)
  if (role === 'freeze-target') return among([txn.freezeAccount])
  return among([...senders, ...receivers, txn.freezeAccount])
}

/** The next token is the position in the result, which only grows at its end. */
function paged<T>(request: ApiRequest, all: T[]): { entries: T[]; next: string | undefined } {
  const from = uintParam('next', request.query.get('next') ?? '0')
  const limit = uintQuery(request, 'limit') ?? DEFAULT_LIMIT
  const end = from + (limit === 0n ? DEFAULT_LIMIT : limit)
  const entries = all.slice(Number(from), Number(end))
  return { entries, next: entries.length > 0 && end < BigInt(all.length) ? end.toString() : undefined }
}

function noteOf(text: string): Bytes {
  try {
    return fromBase64(text.replace(/-/g, '+').replace(/_/g, '/').replace(/ /g, '+'))
  } catch {
    throw new NodeError(400, `unable to parse base64 data: ${text}`)
  }
}

type Found = Pick<ConfirmedTxn, 'apply' | 'round'> & { txn: ConfirmedTxn['signed']['txn']; topId: string }

/** Every confirmed transaction with the inner ones after the one that submitted them. */
function* withInner(node: Node): Generator<Found> {
  for (const { id, round, signed, apply } of node.transactions()) {
    yield { txn: signed.txn, apply, round, topId: id }
    const queue = [...(apply.delta?.innerTxns ?? [])]
    for (let inner = queue.shift(); inner; inner = queue.shift()) {
      yield { txn: inner.txn, apply: inner.apply, round, topId: id }
      queue.unshift(...(inner.apply.delta?.innerTxns ?? []))
    }
  }
}
