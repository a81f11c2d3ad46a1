import type { Node } from '../node/node'
import type { Submissions } from '../node/submissions'
import { NodeError } from '../node/chain'
import { simulate } from '../node/simulate'
import { addressParam } from './algod-state'
import type { ApiRequest, ApiResponse, Params, Route } from './http'
import { bodyOfAtMost, boolQuery, inFormat, json, uintQuery } from './http'
import { transactionJson } from './pending'
import { decodeSimulateRequest } from './simulate-request'
import { simulateResponse } from './simulate-response'

/** 52 base32 digits hold 260 bits: the last digit has four that must be zero. */
const TXID = /^[A-Z2-7]{51}[AQ]$/

/**
 * More than any group needs: 16 transactions with programs of 16,384 bytes, arguments of 16,384, a note of 4,096 and a
 * logic signature of 16,000 come to 860 kB. A refusal prints the whole transaction, so a longer one would be costly.
 */
const MAX_GROUP_BYTES = 1_000_000

export function transactionRoutes(submissions: Submissions): Route[] {
  const { node } = submissions
  return [
    ['POST', '/v2/transactions', (request) => submit(submissions, request)],
    ['POST', '/v2/transactions/simulate', (request) => runSimulation(submissions, request)],
    ['GET', '/v2/transactions/pending', nothingPending],
    ['GET', '/v2/transactions/pending/{txid}', (request, params) => pending(node, request, params)],
    [
      'GET',
      '/v2/accounts/{address}/transactions/pending',
      (request, params) => {
        addressParam(params)
        return nothingPending(request)
      },
    ],
  ]
}

function submit(submissions: Submissions, request: ApiRequest): ApiResponse {
  const skipAddressCheck = boolQuery(request, 'skip-pq-address-check')
  return json({ txId: submissions.submit(bodyOfAtMost(MAX_GROUP_BYTES, request), { skipAddressCheck }).txId })
}

function runSimulation(submissions: Submissions, request: ApiRequest): ApiResponse {
  return inFormat(request, simulateResponse(simulate(submissions, decodeSimulateRequest(request))))
}

function pending(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const id = params['txid'] ?? ''
  if (!TXID.test(id)) throw new NodeError(400, 'no valid transaction ID was specified')
  const found = node.confirmed(id)
  if (!found) {
    throw new NodeError(
      404,
      'could not find the transaction in the transaction pool or in the last 1000 confirmed rounds',
    )
  }
  return inFormat(request, transactionJson(found.signed, found.apply, found.round))
}

/** A valid group becomes a block at once: nothing ever waits. */
function nothingPending(request: ApiRequest): ApiResponse {
  uintQuery(request, 'max')
  return inFormat(request, { 'top-transactions': [], 'total-transactions': 0 })
}
