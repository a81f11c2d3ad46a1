import type { Bytes } from '../protocol/txn'
import { isZero } from '../protocol/bytes'
import type { History } from '../ledger/group'
import { leaseKey } from '../ledger/group'
import type { State } from '../ledger/state'
import { key } from '../ledger/state'
import { Tree } from '../ledger/tree'
import type { Block, ConfirmedTxn } from './chain'

/** What one block left. */
type Left = {
  readonly ledger: State
  readonly last: Block
  /** until which round a (sender, lease) is held */
  readonly leases: Tree<bigint>
}

/** Rounds before the last whose ledgers are kept: as many as a node keeps at least. */
const LOOKBACK = 4

/** Everything the chain is at one moment. Never changed: a snapshot is a pointer to it. */
export class ChainState implements History {
  private constructor(
    private readonly now: Left,
    private readonly blocks: Tree<Block>,
    private readonly txns: Tree<ConfirmedTxn>,
    /** what the blocks before the last left, the oldest first */
    private readonly before: readonly Left[],
  ) {}

  get ledger(): State {
    return this.now.ledger
  }

  get last(): Block {
    return this.now.last
  }

  /** A chain whose only known block is `first`: the genesis block, or the oldest one that was kept. */
  static from(ledger: State, first: Block): ChainState {
    const none = new ChainState({ ledger, last: first, leases: Tree.empty() }, Tree.empty(), Tree.empty(), [])
    return none.append(first, ledger, first.round + 1n).withoutPast()
  }

  /** the oldest round that can be gone back to with `at` */
  get oldest(): bigint {
    return (this.before[0] ?? this.now).last.round
  }

  /**
   * The chain as it was after `round`, to try something on: leases are those held in the round that followed, but no
   * transaction id is free again, as on a node. undefined when the ledger of that round is not kept.
   */
  at(round: bigint): ChainState | undefined {
    const lefts = [...this.before, this.now]
    const index = lefts.findIndex(({ last }) => last.round === round)
    const left = lefts[index]
    if (!left) return undefined
    const { leases } = lefts[index + 1] ?? left
    return new ChainState({ ...left, leases }, this.blocks, this.txns, [])
  }

  /** For a chain whose earlier ledgers are unknown. */
  withoutPast(): ChainState {
    return new ChainState(this.now, this.blocks, this.txns, [])
  }

  block(round: bigint): Block | undefined {
    return round < 0n ? undefined : this.blocks.get(key.id(round))
  }

  *allBlocks(): Generator<Block> {
    for (const [, block] of this.blocks.entries()) yield block
  }

  confirmed(txId: string): ConfirmedTxn | undefined {
    return this.txns.get(txId)
  }

  has(txId: string): boolean {
    return this.txns.has(txId)
  }

  leaseUntil(sender: Bytes, lease: Bytes): bigint | undefined {
    return this.now.leases.get(leaseKey(sender, lease))
  }

  withLedger(ledger: State): ChainState {
    return new ChainState({ ...this.now, ledger }, this.blocks, this.txns, this.before)
  }

  /** With one more block, and without blocks older than `keep` rounds. */
  append(block: Block, ledger: State, keep: bigint): ChainState {
    let { txns } = this
    let { leases } = this.now
    for (const [index, { apply, ...signed }] of block.payset.entries()) {
      const id = block.txIds[index]!
      txns = txns.set(id, { id, round: block.round, index, signed, apply })
      const { sender, lease, lastValid } = signed.txn
      if (!isZero(lease)) leases = leases.set(leaseKey(sender, lease), lastValid)
    }
    const blocks = this.blocks.set(key.id(block.round), block)
    const before = [...this.before, this.now].slice(-LOOKBACK)
    return new ChainState({ ledger, last: block, leases }, blocks, txns, before).forgetBefore(block.round - keep + 1n)
  }

  private forgetBefore(round: bigint): ChainState {
    let { blocks, txns } = this
    let { leases } = this.now
    for (let first = blocks.first()!; key.idOf(first) < round; first = blocks.first()!) {
      const old = blocks.get(first)!
      for (const id of old.txIds) txns = txns.delete(id)
      for (const { txn } of old.payset) {
        const held = leaseKey(txn.sender, txn.lease)
        const until = leases.get(held)
        if (until !== undefined && until < this.last.round) leases = leases.delete(held)
      }
      blocks = blocks.delete(first)
    }
    return blocks === this.blocks ? this : new ChainState({ ...this.now, leases }, blocks, txns, this.before)
  }
}
