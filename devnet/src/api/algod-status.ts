import type { Node } from '../node/node'
import { base64, utf8 } from '../protocol/bytes'
import { NodeError } from '../node/chain'
import type { ApiResponse, Params, Route } from './http'
import { json, uintParam } from './http'

/** As long as the node waits for a block before it answers with what there is. */
const WAIT_MS = 60_000

export function statusRoutes(node: Node): Route[] {
  return [
    ['GET', '/health', () => json(null)],
    ['GET', '/ready', () => json(null)],
    ['GET', '/versions', () => json(versions(node))],
    [
      'GET',
      '/genesis',
      () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: utf8(node.genesis.json) }),
    ],
    ['GET', '/v2/status', () => json(status(node))],
    ['GET', '/v2/status/wait-for-block-after/{round}', (_r, p) => waitForBlock(node, p)],
    ['GET', '/v2/transactions/params', () => json(suggestedParams(node))],
    ['GET', '/v2/devmode/blocks/offset', () => getOffset(node)],
    ['POST', '/v2/devmode/blocks/offset/{offset}', (_r, p) => setOffset(node, p)],
  ]
}

function versions(node: Node) {
  return {
    versions: ['v2'],
    genesis_id: node.genesis.id,
    genesis_hash_b64: base64(node.genesis.hash),
    build: { major: 5, minor: 1, build_number: 0, commit_hash: '', branch: 'devnet', channel: 'holdfast' },
  }
}

function status(node: Node) {
  const catchpoint = {
    catchpoint: '',
    'catchpoint-acquired-blocks': 0,
    'catchpoint-processed-accounts': 0,
    'catchpoint-processed-kvs': 0,
    'catchpoint-total-accounts': 0,
    'catchpoint-total-blocks': 0,
    'catchpoint-total-kvs': 0,
    'catchpoint-verified-accounts': 0,
    'catchpoint-verified-kvs': 0,
    'last-catchpoint': '',
  }
  return {
    ...catchpoint,
    'catchup-time': 0,
    'last-round': node.lastRound,
    'last-version': node.params.url,
    'next-version': node.params.url,
    'next-version-round': node.lastRound + 1n,
    'next-version-supported': true,
    'stopped-at-unsupported-round': false,
    'time-since-last-round': 0,
    ...voteStatus(node),
  }
}

/** How the vote on the next protocol stands, where there is one. */
function voteStatus({ params, lastRound, lastHeader }: Node) {
  const { nextBefore, nextSwitch, nextYes, proposedDelay, approves } = lastHeader
  if (nextBefore === 0n) return {}
  const decided = lastRound >= nextBefore && lastRound < nextSwitch
  const left = nextBefore > lastRound ? nextBefore - lastRound - 1n : 0n
  const votes = params.upgradeVoteRounds - left
  return {
    ...(decided ? { 'next-version': lastHeader.nextProtocol, 'next-version-round': nextSwitch } : {}),
    'upgrade-delay': proposedDelay,
    'upgrade-next-protocol-vote-before': nextBefore,
    'upgrade-no-votes': votes - nextYes,
    'upgrade-node-vote': approves,
    'upgrade-vote-rounds': params.upgradeVoteRounds,
    'upgrade-votes': votes,
    'upgrade-votes-required': params.upgradeThreshold,
    'upgrade-yes-votes': nextYes,
  }
}

async function waitForBlock(node: Node, params: Params): Promise<ApiResponse> {
  await node.waitAfter(uintParam('round', params['round'] ?? ''), WAIT_MS)
  return json(status(node))
}

function suggestedParams(node: Node) {
  return {
    'consensus-version': node.params.url,
    fee: 0,
    'genesis-hash': node.genesis.hash,
    'genesis-id': node.genesis.id,
    'last-round': node.lastRound,
    'min-fee': node.params.minTxnFee,
  }
}

function getOffset(node: Node): ApiResponse {
  const offset = node.clock.offset
  if (offset === undefined) {
    throw new NodeError(
      404,
      'failed retrieving timestamp offset from node: block timestamp offset was never set, using real clock for timestamps',
    )
  }
  return json({ offset })
}

function setOffset(node: Node, params: Params): ApiResponse {
  node.clock.offset = uintParam('offset', params['offset'] ?? '')
  return { status: 200, headers: {}, body: new Uint8Array(0) }
}
