import type { ConfirmedTxn } from '../node/chain'
import type { Node } from '../node/node'
import type { ApplyData, SignedTxn } from '../protocol/txn'

/** A transaction, or one that a program submitted, with the confirmed one it came with. */
export type Traced = { signed: SignedTxn; apply: ApplyData; root: ConfirmedTxn; inner: boolean }

/** Every confirmed transaction, oldest first, each followed by its inner ones. */
export function* withInner(node: Node): Generator<Traced> {
  for (const root of node.transactions()) yield* family(root)
}

/** A confirmed transaction and its inner ones, in the order they were submitted. */
export function* family(root: ConfirmedTxn): Generator<Traced> {
  yield { signed: root.signed, apply: root.apply, root, inner: false }
  const queue = [...(root.apply.delta?.innerTxns ?? [])]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { apply, ...signed } = next
    yield { signed, apply, root, inner: true }
    queue.unshift(...(apply.delta?.innerTxns ?? []))
  }
}

/** Where an app or asset came from, and when it went: read from the transactions, for the ledger forgets. */
export type Life = { id: bigint; creator: Uint8Array; createdAt: bigint; deletedAt?: bigint }

const DELETE = 5

export function livesOf(node: Node, kind: 'appl' | 'acfg'): Map<bigint, Life> {
  const lives = new Map<bigint, Life>()
  for (const { signed, apply, root } of withInner(node)) {
    const { txn } = signed
    if (txn.type !== kind) continue
    const named = kind === 'appl' ? txn.applicationId : txn.configAsset
    if (named === 0n) {
      const id = kind === 'appl' ? apply.applicationId : apply.configAsset
      lives.set(id, { id, creator: txn.sender, createdAt: root.round })
    } else if (kind === 'appl' ? txn.onCompletion === DELETE : txn.assetParams === undefined) {
      const life = lives.get(named)
      if (life) lives.set(named, { ...life, deletedAt: root.round })
    }
  }
  return lives
}
