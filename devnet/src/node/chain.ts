import type { ApplyData, Bytes, SignedTxn, SignedTxnWithData } from '../protocol/txn'

export { NodeError, NotSupportedByDevnet } from '../protocol/errors'

/** A transaction that is in a block, with what `pending` and the indexer subset tell about it. */
export type ConfirmedTxn = {
  id: string
  round: bigint
  /** position in the block's payset */
  index: number
  signed: SignedTxn
  apply: ApplyData
}

/** `next`: the round the next proof is due for. Every 256 rounds a block also says who may sign it, and with what stake. */
export type StateProofTracking = { next: bigint; voters: Bytes; weight: bigint }

/** A vote about the next protocol, as blocks of v41 carry it. */
export type ProtocolVote = {
  nextProtocol: string
  /** the round the vote ends, and the one the protocol would change in */
  nextBefore: bigint
  nextSwitch: bigint
  nextYes: bigint
  proposes: string
  proposedDelay: bigint
  approves: boolean
}

export const NO_VOTE: ProtocolVote = {
  nextProtocol: '',
  nextBefore: 0n,
  nextSwitch: 0n,
  nextYes: 0n,
  proposes: '',
  proposedDelay: 0n,
  approves: false,
}

export type BlockHeader = ProtocolVote & {
  round: bigint
  timestamp: bigint
  prev: Bytes
  /** SHA-512 of the previous header */
  prev512: Bytes
  seed: Bytes
  /** commitments to the payset: Merkle roots by SHA-512/256, SHA-256 and SHA-512 */
  txnRoot: Bytes
  txnRoot256: Bytes
  txnRoot512: Bytes
  genesisId: string
  genesisHash: Bytes
  feeSink: Bytes
  rewardsPool: Bytes
  rewardsRecalculation: bigint
  /** the protocol version's name on the wire */
  protocol: string
  txnCounter: bigint
  proposer: Bytes
  feesCollected: bigint
  bonus: bigint
  proposerPayout: bigint
  /** millionths of a full block (v42) */
  load: bigint
  /** millionths (v42) */
  congestion: bigint
  /** by type of state proof */
  stateProofs: Map<number, StateProofTracking>
}

export type Block = {
  round: bigint
  timestamp: bigint
  header: BlockHeader
  /** SHA-512/256 of "BH" and the canonical header; `blk-` + base32 is how it prints */
  hash: Bytes
  hash512: Bytes
  payset: SignedTxnWithData[]
  /** ids of the payset's transactions, in its order */
  txIds: string[]
}
