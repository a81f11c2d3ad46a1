import { describe, expect, it } from 'vitest'
import { comparesLive } from '../conformance/node'
import { embedded } from '../conformance/ledger/embedded'
import { freshSalt, realNode } from '../conformance/ledger/real'
import type { Recorded } from '../conformance/ledger/scenarios'
import { play, scenariosFor } from '../conformance/ledger/scenarios'
import { readVectors } from '../conformance/vectors'

const salt = new Uint8Array(32)

for (const protocol of ['v41', 'v42'] as const) {
  const recorded = new Map(readVectors<Recorded>(`ledger-${protocol}`).map((r) => [r.scenario, r]))
  describe(`ledger transcripts of a ${protocol} node`, () => {
    it.each(scenariosFor(protocol))('$name', async (scenario) => {
      expect(await play(scenario, embedded(protocol), salt)).toEqual(recorded.get(scenario.name))
    })
  })
}

describe.runIf(comparesLive)('ledger transcripts, live', async () => {
  const node = comparesLive ? await realNode() : embedded('v42')
  it.each(scenariosFor(node.protocol))('$name', async (scenario) => {
    const real = await play(scenario, node, freshSalt())
    expect(await play(scenario, embedded(node.protocol), salt)).toEqual(real)
  })
})
