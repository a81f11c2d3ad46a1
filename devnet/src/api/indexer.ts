import { NodeError, NotSupportedByDevnet } from '../node/chain'
import type { Node } from '../node/node'
import { answered } from './algod'
import type { Api, Params, Route } from './http'
import { json, router, uintParam } from './http'
import { block, blockHeaders } from './indexer-blocks'
import { addressOf, checkedId, Query, type Parameters } from './indexer-query'
import { ADDRESS_CONDITIONS, applicationLogs, CONDITIONS, searchTransactions } from './indexer-search'
import * as state from './indexer-state'
import { indexedTransaction } from './indexer-transaction'
import type { Json } from './models'

/** Every route that algosdk's client of the indexer asks, over the chain itself: never behind. */
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

const PAGED = ['limit', 'next', 'include-all']
/** The past is not kept: only what is there now can be asked for. */
const PAST = { refuses: ['round'] }
const ACCOUNT_SEARCH = [...PAGED, 'application-id', 'asset-id', 'auth-addr', 'currency-greater-than']
const NONE: Parameters = { takes: [] }

type Answer = (query: Query, params: Params) => Json
type IndexerRoute = readonly [path: string, parameters: Parameters, answer: Answer]

function routes(node: Node): Route[] {
  const found: readonly IndexerRoute[] = [
    [
      '/v2/accounts',
      { takes: [...ACCOUNT_SEARCH, 'currency-less-than', 'exclude', 'online-only'], ...PAST },
      (q) => state.accounts(node, q),
    ],
    [
      '/v2/accounts/{address}',
      { takes: ['include-all', 'exclude'], ...PAST },
      (q, p) => state.account(node, q, account(p)),
    ],
    [
      '/v2/accounts/{address}/created-applications',
      { takes: [...PAGED, 'application-id'], ...PAST },
      (q, p) => state.applications(node, q, account(p)),
    ],
    [
      '/v2/accounts/{address}/created-assets',
      { takes: [...PAGED, 'asset-id'], ...PAST },
      (q, p) => state.assets(node, q, account(p)),
    ],
    [
      '/v2/accounts/{address}/apps-local-state',
      { takes: [...PAGED, 'application-id'], ...PAST },
      (q, p) => state.localStates(node, q, account(p)),
    ],
    [
      '/v2/accounts/{address}/assets',
      { takes: [...PAGED, 'asset-id'], ...PAST },
      (q, p) => state.holdings(node, q, account(p)),
    ],
    [
      '/v2/accounts/{address}/transactions',
      { takes: CONDITIONS },
      (q, p) => searchTransactions(node, q, { address: account(p) }),
    ],
    [
      '/v2/applications',
      { takes: [...PAGED, 'application-id', 'creator'] },
      (q) => state.applications(node, q, q.address('creator', 'unable to parse creator address')),
    ],
    ['/v2/applications/{id}', { takes: ['include-all'] }, (q, p) => state.application(node, q, idOf(p))],
    [
      '/v2/applications/{id}/logs',
      { takes: ['limit', 'max-round', 'min-round', 'next', 'sender-address', 'txid'] },
      (q, p) => applicationLogs(node, q, idOf(p)),
    ],
    [
      '/v2/assets',
      { takes: [...PAGED, 'asset-id', 'creator', 'name', 'unit'] },
      (q) => state.assets(node, q, q.address('creator', 'unable to parse creator address')),
    ],
    ['/v2/assets/{id}', { takes: ['include-all'] }, (q, p) => state.asset(node, q, idOf(p))],
    [
      '/v2/assets/{id}/balances',
      { takes: [...PAGED, 'currency-greater-than', 'currency-less-than'] },
      (q, p) => state.balances(node, q, idOf(p)),
    ],
    [
      '/v2/assets/{id}/transactions',
      { takes: [...CONDITIONS, ...ADDRESS_CONDITIONS].filter((name) => name !== 'asset-id') },
      (q, p) => searchTransactions(node, q, { asset: idOf(p) }),
    ],
    [
      '/v2/transactions',
      { takes: [...CONDITIONS, ...ADDRESS_CONDITIONS, 'application-id', 'group-id'] },
      (q) => searchTransactions(node, q),
    ],
    ['/v2/transactions/{txid}', NONE, (_q, p) => transaction(node, p)],
    [
      '/v2/block-headers',
      {
        takes: ['after-time', 'before-time', 'limit', 'max-round', 'min-round', 'next'],
        refuses: ['absent', 'expired', 'proposers'], // nobody proposes blocks here, and nobody votes
      },
      (q) => blockHeaders(node, q),
    ],
  ]
  // These say of themselves what round they are of.
  const dated: readonly IndexerRoute[] = [
    ['/health', NONE, () => health(node)],
    ['/v2/applications/{id}/boxes', { takes: ['include', 'limit', 'next'] }, (q, p) => state.boxes(node, q, idOf(p))],
    ['/v2/applications/{id}/box', { takes: ['name'] }, (q, p) => state.box(node, q, idOf(p))],
    [
      '/v2/blocks/{round}',
      { takes: ['header-only'] },
      (q, p) => block(node, q, uintParam('round-number', p['round'] ?? '')),
    ],
  ]
  const route = ([path, parameters, answer]: IndexerRoute, more: () => Json): Route => [
    'GET',
    path,
    (request, params) => json({ ...answer(new Query(request, parameters), params), ...more() }),
  ]
  return [
    ...found.map((entry) => route(entry, () => ({ 'current-round': node.lastRound }))),
    ...dated.map((entry) => route(entry, () => ({}))),
  ]
}

const idOf = (params: Params) => checkedId(uintParam('id', params['id'] ?? ''))
const account = (params: Params) => addressOf(params['address'] ?? '')

function health(node: Node): Json {
  return {
    data: { 'migration-required': false, 'read-only-mode': true },
    'db-available': true,
    'is-migrating': false,
    message: node.lastRound.toString(),
    round: node.lastRound,
    version: 'devnet',
  }
}

function transaction(node: Node, params: Params): Json {
  const id = params['txid'] ?? ''
  const bad = id.search(/[^A-Z2-7]/)
  if (bad >= 0) {
    const why = `illegal base32 data at input byte ${bad}`
    throw new NodeError(400, `invalid input: unable to parse base32 digest data 'txid': ${why}`)
  }
  const found = node.confirmed(id)
  if (!found) throw new NodeError(404, `no transaction found for transaction id: ${id}`)
  return { transaction: indexedTransaction(node, found) }
}
