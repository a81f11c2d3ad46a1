import type { ApplyData, Bytes, SignedTxn, SignedTxnWithData } from '../protocol/txn'

/** A request the node refuses: becomes HTTP `status` with `{message, data}` and changes nothing. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
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

export type Block = {
  round: bigint
  timestamp: bigint
  /** canonical header fields by their wire names, ready to encode */
  header: Record<string, unknown>
  hash: Bytes
  payset: SignedTxnWithData[]
}
