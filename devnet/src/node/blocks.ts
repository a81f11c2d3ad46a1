import { utf8 } from '../protocol/bytes'
import type { ConsensusParams } from '../protocol/params'
import type { SignedTxn, SignedTxnWithData } from '../protocol/txn'
import { ZERO_ADDRESS } from '../protocol/txn'
import type { BlockView } from '../avm/host'
import { encodeInBlock, encodeTxn, txnIdText } from '../ledger/codec'
import type { GroupOutcome } from '../ledger/group'
import { NO_VOTE, type Block, type BlockHeader, type ProtocolVote, type StateProofTracking } from './chain'
import { commitments } from './commitments'
import type { Genesis } from './genesis'
import { genesisCommitment } from './genesis'
import { encodeHeader, headerHash, headerHash512 } from './header'

const FIRST_STATE_PROOF = 512n
const EMPTY_512 = new Uint8Array(64)

/** A commitment to whoever may sign the next state proof, and their stake: nobody here has keys for that. */
export type StateProofVoters = Omit<StateProofTracking, 'next'>
const NOBODY: StateProofVoters = { voters: new Uint8Array(0), weight: 0n }

function sealed(header: BlockHeader, payset: SignedTxnWithData[], txIds: string[]): Block {
  const raw = encodeHeader(header)
  const { round, timestamp } = header
  return { round, timestamp, header, hash: headerHash(raw), hash512: headerHash512(raw), payset, txIds }
}

export function genesisBlock(params: ConsensusParams, genesis: Genesis, txnCounter: bigint): Block {
  const header: BlockHeader = {
    round: 0n,
    timestamp: 0n,
    prev: ZERO_ADDRESS,
    prev512: EMPTY_512,
    seed: genesis.hash,
    txnRoot: genesisCommitment(),
    txnRoot256: ZERO_ADDRESS,
    txnRoot512: EMPTY_512,
    genesisId: genesis.id,
    genesisHash: genesis.hash,
    feeSink: genesis.feeSink,
    rewardsPool: genesis.rewardsPool,
    rewardsRecalculation: BigInt(params.rewardsRecalculation),
    protocol: params.url,
    txnCounter,
    proposer: ZERO_ADDRESS,
    feesCollected: 0n,
    bonus: 0n,
    proposerPayout: 0n,
    load: 0n,
    congestion: 0n,
    stateProofs: new Map(),
    ...NO_VOTE,
  }
  return sealed(header, [], [])
}

/** The block after `prev` with one group in it, or none. Nobody proposes it, so nobody is paid for it. */
export function nextBlock(
  params: ConsensusParams,
  prev: Block,
  timestamp: bigint,
  txnCounter: bigint,
  group: readonly SignedTxn[],
  outcome: Pick<GroupOutcome, 'applied' | 'feesCollected'>,
  voters: StateProofVoters = NOBODY,
): Block {
  const payset = group.map((s, i) => ({ ...s, apply: outcome.applied[i]! }))
  const entries = payset.map((s) => ({ txn: encodeTxn(s.txn), inBlock: encodeInBlock(s) }))
  const size = entries.reduce((sum, e) => sum + e.inBlock.length, 0)
  const header: BlockHeader = {
    ...prev.header,
    round: prev.round + 1n,
    timestamp,
    prev: prev.hash,
    prev512: prev.hash512,
    seed: prev.hash,
    ...commitments(entries),
    txnCounter,
    feesCollected: outcome.feesCollected,
    bonus: nextBonus(prev.header, params),
    load: params.loadTracking ? BigInt(Math.floor((size * 1_000_000) / params.maxBlockBytes)) : 0n,
    congestion: params.loadTracking ? nextCongestion(prev.header) : 0n,
    stateProofs: new Map([[0, { next: FIRST_STATE_PROOF, ...voters }]]),
    ...nextVote(prev.header, params),
  }
  return sealed(
    header,
    payset,
    group.map((s) => txnIdText(s.txn)),
  )
}

/** The first block proposes what nodes of its protocol vote for; it and those after it approve, as long as the vote takes. */
export function nextVote(prev: BlockHeader, { upgrade, upgradeVoteRounds }: ConsensusParams): ProtocolVote {
  if (!upgrade) return NO_VOTE
  const round = prev.round + 1n
  if (prev.nextProtocol === '') {
    const nextBefore = round + upgradeVoteRounds
    const proposal = { proposes: upgrade.to, proposedDelay: upgrade.delay, approves: true }
    return { nextProtocol: upgrade.to, nextBefore, nextSwitch: nextBefore + upgrade.delay, nextYes: 1n, ...proposal }
  }
  const { nextProtocol, nextBefore, nextSwitch, nextYes } = prev
  const approves = round < nextBefore
  const counted = { nextProtocol, nextBefore, nextSwitch, nextYes: approves ? nextYes + 1n : nextYes }
  return { ...counted, proposes: '', proposedDelay: 0n, approves }
}

const BONUS_DECAY_ROUNDS = 1_000_000n

/** Starts with the first block and loses a hundredth every million rounds. */
function nextBonus(prev: BlockHeader, params: ConsensusParams): bigint {
  const round = prev.round + 1n
  if (round === 1n) return params.bonus
  return round % BONUS_DECAY_ROUNDS === 0n ? (prev.bonus * 99n) / 100n : prev.bonus
}

/** Moves by up to a tenth a block, up when blocks are more than half full, else down to zero. */
function nextCongestion({ load, congestion }: BlockHeader): bigint {
  const half = 500_000n
  const distance = load > half ? load - half : half - load
  const step = (100_000n * distance) / half
  if (load > half) return (congestion * (1_000_000n + step)) / 1_000_000n + step
  const next = (congestion * (1_000_000n - step)) / 1_000_000n - step
  return next < 0n ? 0n : next
}

/** What the `block` opcode reads, by the names it has there. */
export function blockView({ header: h }: Block): BlockView {
  return {
    round: h.round,
    timestamp: h.timestamp,
    seed: h.seed,
    fields: {
      BlkSeed: h.seed,
      BlkTimestamp: h.timestamp,
      BlkProposer: h.proposer,
      BlkFeesCollected: h.feesCollected,
      BlkBonus: h.bonus,
      BlkBranch: h.prev,
      BlkFeeSink: h.feeSink,
      BlkProtocol: utf8(h.protocol),
      BlkTxnCounter: h.txnCounter,
      BlkProposerPayout: h.proposerPayout,
      BlkBranch512: h.prev512,
      BlkSha512_256TxnCommitment: h.txnRoot,
      BlkSha256TxnCommitment: h.txnRoot256,
      BlkSha512TxnCommitment: h.txnRoot512,
    },
  }
}
