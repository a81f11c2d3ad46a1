import { describe, expect, it } from 'vitest'
import { corpus, type CorpusEntry } from '../conformance/assembler-corpus'
import { compileHere, recordOf, type AssemblerRecord } from '../conformance/assembler-record'
import { NODE_PANICKED, comparesLive, compileOnNode, inParallel } from '../conformance/node'
import { readVectors } from '../conformance/vectors'
import { assemble } from '../src/avm/assembler'
import { decodeSourceMap, encodeSourceMap } from '../src/avm/sourcemap'
import { allOps } from '../src/protocol/ops'

const sources = corpus()

async function answers(): Promise<AssemblerRecord[]> {
  if (!comparesLive) return readVectors<AssemblerRecord>('assembler')
  return inParallel(sources, async ({ name, source }) => recordOf(name, source, await compileOnNode(source)))
}

const families: [name: string, has: (entry: CorpusEntry) => boolean][] = [
  ['operations of each version', ({ name }) => /^v\d+ (?!labels)/.test(name)],
  ['labels and branches', ({ name }) => / labels: /.test(name)],
  ['directives', ({ name }) => name.startsWith('directive: ')],
  ['types', ({ name }) => name.startsWith('types: ')],
  ['random programs', ({ name }) => name.startsWith('random ')],
  ['everything else', () => true],
]

describe('given the corpus the node has compiled', async () => {
  const recorded = await answers()
  const left = new Set(sources.keys())

  it('when the corpus is compared with the recording, it is the same corpus', () => {
    expect(recorded.length).toBe(sources.length)
  })

  it('when the corpus is searched, it has every operation', () => {
    const written = new Set(sources.flatMap(({ source }) => source.split(/\s+/)))
    expect(allOps().filter(({ name }) => !written.has(name))).toEqual([])
  })

  for (const [family, has] of families) {
    const chosen = [...left].filter((i) => has(sources[i]!))
    for (const i of chosen) left.delete(i)
    it(`when ${family} are assembled, bytes, address, map and error texts are the node's`, () => {
      expect(chosen.length).toBeGreaterThan(20)
      for (const i of chosen) {
        const { name, source } = sources[i]!
        const expected = recorded[i]!
        const mine = recordOf(name, source, compileHere(source))
        // Nothing to be equal to, but an answer is due.
        if ('error' in expected && expected.error === NODE_PANICKED) expect(mine).toHaveProperty('error')
        else expect(mine, `${name}\n${source.slice(0, 500)}`).toEqual(expected)
      }
    })
  }
})

describe('given a source map', () => {
  it('when it is decoded, every instruction is at its line and column', () => {
    const { program, locations } = assemble('#pragma version 8\n  int 1; int 1\n+ // sum\nint 2; ==')
    expect(program.length).toBeGreaterThan(0)
    expect(decodeSourceMap(encodeSourceMap(locations))).toEqual(locations)
    expect([...locations.values()][1]).toEqual({ line: 1, column: 9 })
  })
})
