import type { ApplyData, Bytes, SignedTxn, SignedTxnWithData } from '../protocol/txn'

/** A request the node refuses: becomes HTTP `status` with `{message, data}` and changes nothing. */
export class NodeError extends Error {
  override readonly name: string = 'NodeError'
  constructor(
    readonly status: 400 | 404,
    message: string,
    readonly data?: Record<string, unknown>,
  ) {
    super(message)
  }
}

/** Something real Algorand does and this chain does not: refused by name, never guessed. */
export class NotSupportedByDevnet extends NodeError {
  constructor(readonly feature: string) {
    super(400, `NotSupportedByDevnet: ${feature} is not supported by the embedded chain; use a LocalNet node for it`)
  }
}

/** A transaction that is in a block, with what `pending` and the indexer subset tell about it. */
export type ConfirmedTxn = {
  id: string
  round: bigint
  /** position in the block's payset */
  index: number
  signed: SignedTxn
  apply: ApplyData
}

export type BlockHeader = {
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
}

export type Block = {
  round: bigint
  timestamp: bigint
  header: BlockHeader
  /** SHA-512/256 of "BH" and the canonical header; `blk-` + base32 is how it prints */
  hash: Bytes
  payset: SignedTxnWithData[]
  /** ids of the payset's transactions, in its order */
  txIds: string[]
}
