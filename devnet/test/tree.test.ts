import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Tree } from '../src/ledger/tree'

const keys = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', '\0', '\xff') })
const steps = fc.array(fc.record({ key: keys, value: fc.option(fc.nat(), { nil: undefined }) }), { maxLength: 200 })

describe('the persistent tree', () => {
  it('is a map that keeps all its earlier selves', () => {
    fc.assert(
      fc.property(steps, keys, (changes, prefix) => {
        const map = new Map<string, number>()
        const kept: [Tree<number>, [string, number][]][] = []
        let tree = Tree.empty<number>()
        for (const { key, value } of changes) {
          if (value === undefined) map.delete(key)
          else map.set(key, value)
          tree = value === undefined ? tree.delete(key) : tree.set(key, value)
          kept.push([tree, [...map].sort(([a], [b]) => (a < b ? -1 : 1))])
        }
        for (const [version, entries] of kept) {
          expect([...version.entries()]).toEqual(entries)
          expect(version.size).toBe(entries.length)
          expect(version.first()).toBe(entries[0]?.[0])
          expect([...version.entries(prefix)]).toEqual(entries.filter(([k]) => k.startsWith(prefix)))
          for (const [k, v] of entries) expect(version.get(k)).toBe(v)
        }
      }),
      { seed: Number(process.env['SEED'] ?? 20261121) },
    )
  })

  it('starts a scan in the middle', () => {
    let tree = Tree.empty<number>()
    for (const key of ['a1', 'a2', 'a3', 'b1']) tree = tree.set(key, 0)
    expect([...tree.entries('a', 'a2')].map(([k]) => k)).toEqual(['a2', 'a3'])
    expect([...tree.entries('a', 'a9')]).toEqual([])
  })

  it('stays shallow when keys come in order', () => {
    let tree = Tree.empty<number>()
    const deepest = 4_096
    for (let i = 0; i < deepest; i++) tree = tree.set(String(i).padStart(6, '0'), i)
    const root = (tree as unknown as { root: { height: number } }).root
    expect(root.height).toBeLessThanOrEqual(1.45 * Math.log2(deepest) + 1) // the bound of an AVL tree
  })
})
