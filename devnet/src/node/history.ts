import type { Bytes } from '../protocol/txn'
import { isZero } from '../protocol/bytes'
import type { History } from '../ledger/group'
import { leaseKey } from '../ledger/group'
import type { State } from '../ledger/state'
import { key } from '../ledger/state'
import { Tree } from '../ledger/tree'
import type { Block, ConfirmedTxn } from './chain'

/** Everything the chain is at one moment. Never changed: a snapshot is a pointer to it. */
export class ChainState implements History {
  private constructor(
    readonly ledger: State,
    readonly last: Block,
    private readonly blocks: Tree<Block>,
    private readonly txns: Tree<ConfirmedTxn>,
    /** until which round a (sender, lease) is held */
    private readonly leases: Tree<bigint>,
  ) {}

  /** A chain whose only known block is `first`: the genesis block, or the oldest one that was kept. */
  static from(ledger: State, first: Block): ChainState {
    const none = new ChainState(ledger, first, Tree.empty(), Tree.empty(), Tree.empty())
    return none.append(first, ledger, first.round + 1n)
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
    return this.leases.get(leaseKey(sender, lease))
  }

  withLedger(ledger: State): ChainState {
    return new ChainState(ledger, this.last, this.blocks, this.txns, this.leases)
  }

  /** With one more block, and without blocks older than `keep` rounds. */
  append(block: Block, ledger: State, keep: bigint): ChainState {
    let { txns, leases } = this
    for (const [index, { apply, ...signed }] of block.payset.entries()) {
      const id = block.txIds[index]!
      txns = txns.set(id, { id, round: block.round, index, signed, apply })
      const { sender, lease, lastValid } = signed.txn
      if (!isZero(lease)) leases = leases.set(leaseKey(sender, lease), lastValid)
    }
    const blocks = this.blocks.set(key.id(block.round), block)
    return new ChainState(ledger, block, blocks, txns, leases).forgetBefore(block.round - keep + 1n)
  }

  private forgetBefore(round: bigint): ChainState {
    let { blocks, txns, leases } = this
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
    return blocks === this.blocks ? this : new ChainState(this.ledger, this.last, blocks, txns, leases)
  }
}
