import { sha256, sha512, sha512_256 } from '@noble/hashes/sha2.js'
import { concat, utf8 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'

type Hash = (bytes: Bytes) => Bytes

const leafTag = utf8('TL')
const nodeTag = utf8('MA')
const padding = utf8('MB')
const inBlockTag = utf8('STIB')
const txnTag = utf8('TX')

/** A transaction of a payset: as it was signed for, and as it is in the block. */
export type Entry = { txn: Bytes; inBlock: Bytes }

export type Commitments = { txnRoot: Bytes; txnRoot256: Bytes; txnRoot512: Bytes }

/** The three Merkle roots of a header: a plain tree by SHA-512/256, vector commitments by SHA-256 and SHA-512. */
export function commitments(payset: readonly Entry[]): Commitments {
  return {
    txnRoot: root(
      payset.map((e) => sha512_256(leaf(e, sha512_256))),
      sha512_256,
      32,
    ),
    txnRoot256: vectorRoot(payset, sha256, 32),
    txnRoot512: vectorRoot(payset, sha512, 64),
  }
}

/** Leaves are made of SHA-256 hashes even in the SHA-512 tree. */
function leaf(e: Entry, hash: Hash): Bytes {
  return concat(leafTag, hash(concat(txnTag, e.txn)), hash(concat(inBlockTag, e.inBlock)))
}

/** A missing right child counts as zeros. */
function root(leaves: Bytes[], hash: Hash, size: number): Bytes {
  if (leaves.length === 0) return new Uint8Array(size)
  let level = leaves
  while (level.length > 1) {
    const above: Bytes[] = []
    for (let i = 0; i < level.length; i += 2) {
      above.push(hash(concat(nodeTag, level[i]!, level[i + 1] ?? new Uint8Array(size))))
    }
    level = above
  }
  return level[0]!
}

/** A vector commitment fixes positions: leaves in bit-reversed order, padded to a power of two. */
function vectorRoot(payset: readonly Entry[], hash: Hash, size: number): Bytes {
  if (payset.length === 0) return hash(padding)
  let bits = 0
  while (1 << bits < payset.length) bits++
  const leaves: Bytes[] = []
  for (let i = 0; i < 1 << bits; i++) {
    const e = payset[reversed(i, bits)]
    leaves.push(hash(e ? leaf(e, sha256) : padding))
  }
  return root(leaves, hash, size)
}

function reversed(n: number, bits: number): number {
  let out = 0
  for (let i = 0; i < bits; i++) out |= ((n >> i) & 1) << (bits - 1 - i)
  return out
}
