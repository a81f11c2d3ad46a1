/**
 * An ordered map that is never changed: `set` and `delete` answer a new tree that shares all but a path of nodes with
 * the old one. Keeping a state is keeping a pointer, whatever its size; a layer is a copy of a few pointers. An AVL
 * tree, because order gives prefix scans (the boxes of an app, the holdings of an account) for free.
 */

type Node<V> = {
  readonly key: string
  readonly value: V
  readonly left: Node<V> | undefined
  readonly right: Node<V> | undefined
  readonly height: number
  readonly size: number
}
type Link<V> = Node<V> | undefined

const height = (n: Link<unknown>) => (n ? n.height : 0)
const sizeOf = (n: Link<unknown>) => (n ? n.size : 0)

function node<V>(key: string, value: V, left: Link<V>, right: Link<V>): Node<V> {
  const h = Math.max(height(left), height(right)) + 1
  return { key, value, left, right, height: h, size: sizeOf(left) + sizeOf(right) + 1 }
}

/** A node over two trees whose heights differ by at most two. */
function balanced<V>(key: string, value: V, left: Link<V>, right: Link<V>): Node<V> {
  const tilt = height(left) - height(right)
  if (tilt > 1) {
    const l = left!
    if (height(l.left) >= height(l.right)) return node(l.key, l.value, l.left, node(key, value, l.right, right))
    const m = l.right!
    return node(m.key, m.value, node(l.key, l.value, l.left, m.left), node(key, value, m.right, right))
  }
  if (tilt < -1) {
    const r = right!
    if (height(r.right) >= height(r.left)) return node(r.key, r.value, node(key, value, left, r.left), r.right)
    const m = r.left!
    return node(m.key, m.value, node(key, value, left, m.left), node(r.key, r.value, m.right, r.right))
  }
  return node(key, value, left, right)
}

function insert<V>(at: Link<V>, key: string, value: V): Node<V> {
  if (!at) return node(key, value, undefined, undefined)
  if (key === at.key) return node(key, value, at.left, at.right)
  return key < at.key
    ? balanced(at.key, at.value, insert(at.left, key, value), at.right)
    : balanced(at.key, at.value, at.left, insert(at.right, key, value))
}

function remove<V>(at: Link<V>, key: string): Link<V> {
  if (!at) return undefined
  if (key < at.key) return balanced(at.key, at.value, remove(at.left, key), at.right)
  if (key > at.key) return balanced(at.key, at.value, at.left, remove(at.right, key))
  if (!at.left) return at.right
  if (!at.right) return at.left
  let next = at.right
  while (next.left) next = next.left
  return balanced(next.key, next.value, at.left, remove(at.right, next.key))
}

export class Tree<V> {
  private constructor(private readonly root: Link<V>) {}

  private static readonly none = new Tree<never>(undefined)

  static empty<V>(): Tree<V> {
    return Tree.none
  }

  get size(): number {
    return sizeOf(this.root)
  }

  get(key: string): V | undefined {
    let at = this.root
    while (at && at.key !== key) at = key < at.key ? at.left : at.right
    return at?.value
  }

  has(key: string): boolean {
    let at = this.root
    while (at && at.key !== key) at = key < at.key ? at.left : at.right
    return at !== undefined
  }

  set(key: string, value: V): Tree<V> {
    return new Tree(insert(this.root, key, value))
  }

  delete(key: string): Tree<V> {
    return this.has(key) ? new Tree(remove(this.root, key)) : this
  }

  /** The smallest key, if any. */
  first(): string | undefined {
    let at = this.root
    while (at?.left) at = at.left
    return at?.key
  }

  /** Entries in key order whose key starts with `prefix`, beginning at `from` (inclusive) when it is given. */
  *entries(prefix = '', from = prefix): Generator<[key: string, value: V]> {
    const path: Node<V>[] = []
    let at = this.root
    while (at) {
      if (at.key >= from) {
        path.push(at)
        at = at.left
      } else at = at.right
    }
    for (let next = path.pop(); next; next = path.pop()) {
      if (!next.key.startsWith(prefix)) return
      yield [next.key, next.value]
      for (at = next.right; at; at = at.left) path.push(at)
    }
  }
}
