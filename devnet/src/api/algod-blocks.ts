import type { Node } from '../node/node'
import type { Block } from '../node/chain'
import { NodeError } from '../node/chain'
import { encodeHeader } from '../node/header'
import { encodeInBlock } from '../ledger/codec'
import type { SignedTxnWithData } from '../protocol/txn'
import { base32 } from '../protocol/bytes'
import { Writer } from '../protocol/msgpack'
import type { ApiRequest, ApiResponse, Params, Route } from './http'
import { boolQuery, formatQuery, json, msgpack, uintParam } from './http'
import { Packed, readable } from './json'
import type { Json } from './models'
import { readValue } from './read-value'

export function blockRoutes(node: Node): Route[] {
  return [
    ['GET', '/v2/blocks/{round}', (r, p) => getBlock(node, r, p)],
    ['GET', '/v2/blocks/{round}/hash', (_r, p) => json({ blockHash: base32(blockAt(node, p).hash) })],
    ['GET', '/v2/blocks/{round}/txids', (_r, p) => json({ blockTxids: blockAt(node, p).txIds })],
    ['GET', '/v2/blocks/{round}/logs', (_r, p) => json({ logs: logsOf(blockAt(node, p)) })],
  ]
}

function blockAt(node: Node, params: Params): Block {
  const block = node.block(uintParam('round', params['round'] ?? ''))
  if (!block) throw new NodeError(404, 'failed to retrieve information from the ledger')
  return block
}

function getBlock(node: Node, request: ApiRequest, params: Params): ApiResponse {
  const format = formatQuery(request)
  const headerOnly = boolQuery(request, 'header-only')
  const block = blockAt(node, params)
  const packed = headerOnly ? encodeHeader(block.header) : encodeBlock(block)
  if (format === 'json') return json({ block: blockJson(packed, block) })
  // a block of dev mode is certified by nobody
  return msgpack(headerOnly ? { block: new Packed(packed) } : { block: new Packed(packed), cert: { rnd: block.round } })
}

/** The header's map with the transactions as its last entry: no key of a header sorts after `txns`. */
function encodeBlock(block: Block): Uint8Array {
  const header = encodeHeader(block.header)
  if (block.payset.length === 0) return header
  const entries = Object.keys(readValue(header) as object).length
  const w = new Writer()
  w.map(entries + 1)
  w.raw(header.subarray(entries < 16 ? 1 : 3))
  w.key('txns')
  w.array(block.payset.length)
  for (const txn of block.payset) w.raw(encodeInBlock(txn))
  return w.bytesSoFar()
}

function blockJson(packed: Uint8Array, block: Block): unknown {
  const fields = readable(readValue(packed)) as Json
  return fields['prev'] ? { ...fields, prev: `blk-${base32(block.header.prev)}` } : fields
}

function logsOf(block: Block): Json[] {
  return block.payset.flatMap((txn, i) => logsIn(txn, block.txIds[i]!))
}

function logsIn(txn: SignedTxnWithData, txId: string): Json[] {
  const { delta } = txn.apply
  if (!delta) return []
  const app = txn.txn.applicationId === 0n ? txn.apply.applicationId : txn.txn.applicationId
  const own = delta.logs.length > 0 ? [{ 'application-index': app, logs: delta.logs, txId }] : []
  return [...own, ...delta.innerTxns.flatMap((inner) => logsIn(inner, txId))]
}
