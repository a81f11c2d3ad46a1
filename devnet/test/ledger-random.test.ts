import { describe, expect, it } from 'vitest'
import { comparesLive } from '../conformance/node'
import type { Digests } from '../conformance/ledger/digests'
import { digestsOf } from '../conformance/ledger/digests'
import { embedded } from '../conformance/ledger/embedded'
import { randomBatch } from '../conformance/ledger/random-groups'
import { freshSalt, realNode } from '../conformance/ledger/real'
import { play } from '../conformance/ledger/scenarios'
import { readVectors } from '../conformance/vectors'

const salt = new Uint8Array(32)
/** How many further batches to compare live: the length of a nightly run. */
const NIGHTLY = Number(process.env['RANDOM_BATCHES'] ?? 4)

for (const protocol of ['v41', 'v42'] as const) {
  describe(`random groups recorded from a ${protocol} node`, () => {
    it.each(readVectors<Digests>(`ledger-random-${protocol}`))('batch $batch', async (recorded) => {
      const { batch } = recorded
      expect(digestsOf(batch, await play(randomBatch(batch), embedded(protocol), salt))).toEqual(recorded)
    })
  })
}

describe.runIf(comparesLive)('random groups, live', async () => {
  const node = comparesLive ? await realNode() : embedded('v42')
  it.each(Array.from({ length: NIGHTLY }, (_, i) => 1_000 + i))('batch %i', async (batch) => {
    const real = await play(randomBatch(batch), node, freshSalt())
    expect(await play(randomBatch(batch), embedded(node.protocol), salt)).toEqual(real)
  })
})
