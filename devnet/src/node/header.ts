import { sha512 } from '@noble/hashes/sha2.js'
import { hashOf } from '../protocol/address'
import { concat, utf8 } from '../protocol/bytes'
import { Reader, Writer } from '../protocol/msgpack'
import type { Bytes } from '../protocol/txn'
import { ZERO_ADDRESS } from '../protocol/txn'
import { bool, bytes, byNumber, field, fixed, struct, text, uint } from '../ledger/wire'
import { NO_VOTE, type BlockHeader, type StateProofTracking } from './chain'

const stateProof = struct<StateProofTracking>(
  () => ({ next: 0n, voters: new Uint8Array(0), weight: 0n }),
  [field('n', 'next', uint), field('v', 'voters', bytes), field('t', 'weight', uint)],
)

const header = struct<BlockHeader>(
  () => ({
    round: 0n,
    timestamp: 0n,
    prev: ZERO_ADDRESS,
    prev512: new Uint8Array(64),
    seed: ZERO_ADDRESS,
    txnRoot: ZERO_ADDRESS,
    txnRoot256: ZERO_ADDRESS,
    txnRoot512: new Uint8Array(64),
    genesisId: '',
    genesisHash: ZERO_ADDRESS,
    feeSink: ZERO_ADDRESS,
    rewardsPool: ZERO_ADDRESS,
    rewardsRecalculation: 0n,
    protocol: '',
    txnCounter: 0n,
    proposer: ZERO_ADDRESS,
    feesCollected: 0n,
    bonus: 0n,
    proposerPayout: 0n,
    load: 0n,
    congestion: 0n,
    stateProofs: new Map<number, StateProofTracking>(),
    ...NO_VOTE,
  }),
  [
    field('rnd', 'round', uint),
    field('ts', 'timestamp', uint),
    field('prev', 'prev', fixed(32)),
    field('prev512', 'prev512', fixed(64)),
    field('seed', 'seed', fixed(32)),
    field('txn', 'txnRoot', fixed(32)),
    field('txn256', 'txnRoot256', fixed(32)),
    field('txn512', 'txnRoot512', fixed(64)),
    field('gen', 'genesisId', text),
    field('gh', 'genesisHash', fixed(32)),
    field('fees', 'feeSink', fixed(32)),
    field('rwd', 'rewardsPool', fixed(32)),
    field('rwcalr', 'rewardsRecalculation', uint),
    field('proto', 'protocol', text),
    field('tc', 'txnCounter', uint),
    field('prp', 'proposer', fixed(32)),
    field('fc', 'feesCollected', uint),
    field('bi', 'bonus', uint),
    field('pp', 'proposerPayout', uint),
    field('ld', 'load', uint),
    field('ct', 'congestion', uint),
    field('spt', 'stateProofs', byNumber(stateProof)),
    field('nextproto', 'nextProtocol', text),
    field('nextbefore', 'nextBefore', uint),
    field('nextswitch', 'nextSwitch', uint),
    field('nextyes', 'nextYes', uint),
    field('upgradeprop', 'proposes', text),
    field('upgradedelay', 'proposedDelay', uint),
    field('upgradeyes', 'approves', bool),
  ],
)

/** Canonical msgpack: what blocks are hashed over and served as. */
export function encodeHeader(h: BlockHeader): Bytes {
  const w = new Writer()
  header.write(w, h)
  return w.bytesSoFar()
}

export function decodeHeader(raw: Bytes): BlockHeader {
  return header.read(new Reader(raw))
}

export function headerHash(encoded: Bytes): Bytes {
  return hashOf('BH', encoded)
}

export function headerHash512(encoded: Bytes): Bytes {
  return sha512(concat(utf8('BH'), encoded))
}
