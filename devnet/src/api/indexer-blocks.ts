import type { Block } from '../node/chain'
import { NodeError } from '../node/chain'
import type { Node } from '../node/node'
import { addressText } from '../protocol/address'
import { isZero } from '../protocol/bytes'
import { checkedId, idToken, pageOf, type Query } from './indexer-query'
import { indexedTransaction } from './indexer-transaction'
import type { Json } from './models'

const STANDARD = 100
const MOST = 1_000

export function block(node: Node, query: Query, round: bigint): Json {
  const found = node.block(checkedId(round))
  if (!found) throw new NodeError(404, `error while looking up block for round '${round}': block not found`)
  if (query.flag('header-only')) return header(found)
  const transactions = found.txIds.map((id) => indexedTransaction(node, node.confirmed(id)!))
  return { ...header(found), transactions }
}

export function blockHeaders(node: Node, query: Query): Json {
  const min = query.id('min-round')
  const max = query.id('max-round')
  const before = query.time('before-time')
  const later = query.time('after-time')
  const complaints: string[] = []
  if (min !== undefined && max !== undefined && min > max) complaints.push('min-round must be less than max-round')
  if (before !== undefined && later !== undefined && later > before) {
    complaints.push('invalid input: after-time must be less than before-time')
  }
  const asked = query.text('next')
  const after = asked === undefined ? undefined : idToken(query)
  if (complaints.length > 0) throw new NodeError(400, complaints.join('\n'))
  function* matching(): Generator<Block> {
    for (const found of node.blocks()) {
      const { round, timestamp } = found
      if ((after !== undefined && round <= after) || (min !== undefined && round < min)) continue
      if (max !== undefined && round > max) return
      if (before !== undefined && Number(timestamp) >= before) continue
      if (later !== undefined && Number(timestamp) <= later) continue
      yield found
    }
  }
  const { page, ...next } = pageOf(matching(), query.limit(STANDARD, MOST), ({ round }) => String(round))
  return { blocks: page.map(header), ...next }
}

const present = (bytes: Uint8Array) => (isZero(bytes) ? undefined : bytes)
const named = (text: string) => (text === '' ? undefined : text)
const positive = (n: bigint) => (n === 0n ? undefined : n)

function header({ header: h, round, timestamp }: Block): Json {
  return {
    bonus: positive(h.bonus),
    'fees-collected': positive(h.feesCollected),
    'genesis-hash': h.genesisHash,
    'genesis-id': h.genesisId,
    'previous-block-hash': h.prev,
    'previous-block-hash-512': present(h.prev512),
    rewards: {
      'fee-sink': addressText(h.feeSink),
      'rewards-calculation-round': h.rewardsRecalculation,
      'rewards-level': 0,
      'rewards-pool': addressText(h.rewardsPool),
      'rewards-rate': 0,
      'rewards-residue': 0,
    },
    round,
    seed: h.seed,
    'state-proof-tracking': [...h.stateProofs].map(([type, tracking]) => ({
      type,
      'next-round': tracking.next,
      'online-total-weight': tracking.weight,
      'voters-commitment': tracking.voters.length > 0 ? tracking.voters : undefined,
    })),
    timestamp,
    'transactions-root': h.txnRoot,
    'transactions-root-sha256': h.txnRoot256,
    'transactions-root-sha512': present(h.txnRoot512),
    'txn-counter': h.txnCounter,
    'upgrade-state': {
      'current-protocol': h.protocol,
      'next-protocol': named(h.nextProtocol),
      'next-protocol-approvals': positive(h.nextYes),
      'next-protocol-switch-on': positive(h.nextSwitch),
      'next-protocol-vote-before': positive(h.nextBefore),
    },
    'upgrade-vote': {
      'upgrade-approve': h.approves,
      'upgrade-delay': h.proposedDelay,
      'upgrade-propose': named(h.proposes),
    },
  }
}
