import { NodeError, NotSupportedByDevnet } from '../node/chain'
import type { Submissions } from '../node/submissions'
import { blockRoutes } from './algod-blocks'
import { stateRoutes } from './algod-state'
import { statusRoutes } from './algod-status'
import { tealRoutes } from './algod-teal'
import { transactionRoutes } from './algod-transactions'
import type { Api, ApiRequest, ApiResponse, Route } from './http'
import { json, router } from './http'

/** Asked without a token too. */
const PUBLIC = new Set(['/health', '/ready', '/genesis', '/versions'])

/** What the node has and this chain does not: refused by name, so that nobody takes it for a missing record. */
const REFUSED: readonly (readonly [method: string, path: string, feature: string])[] = [
  ['GET', '/v2/deltas/{round}', 'ledger state deltas'],
  ['GET', '/v2/deltas/{round}/txn/group', 'ledger state deltas'],
  ['GET', '/v2/deltas/txn/group/{id}', 'ledger state deltas'],
  ['GET', '/v2/blocks/{round}/transactions/{txid}/proof', 'transaction proofs'],
  ['GET', '/v2/blocks/{round}/lightheader/proof', 'light header proofs'],
  ['GET', '/v2/stateproofs/{round}', 'state proofs'],
  ['GET', '/v2/participation', 'participation keys'],
  ['POST', '/v2/participation', 'participation keys'],
  ['GET', '/v2/participation/{id}', 'participation keys'],
  ['DELETE', '/v2/participation/{id}', 'participation keys'],
  ['POST', '/v2/participation/generate/{address}', 'participation keys'],
  ['GET', '/v2/ledger/sync', 'round syncing'],
  ['POST', '/v2/ledger/sync/{round}', 'round syncing'],
  ['POST', '/v2/catchup/{catchpoint}', 'catching up'],
  ['POST', '/v2/shutdown', 'shutting down by request'],
  ['POST', '/v2/transactions/async', 'submitting without an answer'],
  ['GET', '/v2/experimental', 'the experimental API'],
  ['GET', '/metrics', 'metrics'],
  ['GET', '/swagger.json', 'the description of the API'],
]

/** The node's REST API. `token`: what X-Algo-API-Token must say; absent: nothing is asked. */
export function algodApi(submissions: Submissions, token?: string): Api {
  const { node } = submissions
  const refused = REFUSED.map(([method, path, feature]): Route => [
    method,
    path,
    () => {
      throw new NodeError(404, new NotSupportedByDevnet(feature).message)
    },
  ])
  const find = router([
    ...statusRoutes(node),
    ...transactionRoutes(submissions),
    ...stateRoutes(node),
    ...blockRoutes(node),
    ...tealRoutes,
    ...refused,
  ])
  return async (request) => {
    const match = find(request.method, request.path)
    if (match === 'no such path') return json({ message: 'Not Found' }, 404)
    if (match === 'no such method') return json({ message: 'Method Not Allowed' }, 405)
    if (token !== undefined && !PUBLIC.has(request.path) && !hasToken(request, token)) {
      return json({ message: 'Invalid API Token' }, 401)
    }
    return answered(async () => match.handler(request, match.params))
  }
}

function hasToken(request: ApiRequest, token: string): boolean {
  return (
    request.headers['x-algo-api-token'] === token ||
    request.headers['x-indexer-api-token'] === token ||
    request.headers['authorization'] === `Bearer ${token}`
  )
}

/** Whatever is refused is a 400 or 404 with a message: an SDK would take a 5xx for an outage and try again. */
export async function answered(work: () => Promise<ApiResponse>): Promise<ApiResponse> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NodeError) return json({ message: error.message, data: error.data }, error.status)
    return json(
      { message: `devnet: unexpected failure: ${error instanceof Error ? error.message : String(error)}` },
      400,
    )
  }
}
