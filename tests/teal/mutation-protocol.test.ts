/**
 * Row 10 for the Protocol: every assert and every logged error, removed in turn.
 * given a program that lost one check
 *   at least one call that must fail at it does something else
 * given the program as it is
 *   no call does: the same hunt tells nothing apart
 */
import { beforeAll, expect, test } from 'vitest'
import { loadProgram } from '../engine/program'
import { CHAIN, size } from '../engine/settings'
import { openWorld } from '../engine/world'
import { buildProtocolScene, type ProtocolScene, type ProtocolSceneName } from '../protocol/scenes'
import { decode } from './code'
import { cannotFail } from './dominated'
import { foundIn, survivorsOf, type Hunt } from './hunt'
import { mutantsOf } from './mutate'
import { partsOf } from './parts'
import { indexByPc, noticedBy } from './probe'
import { makeSevenDecimals, protocolProbes } from './protocol-probes'
import { lastSite, sitesOf } from './sites'

const code = decode(loadProgram('Protocol'))
let hunt: Hunt<ProtocolScene, ProtocolSceneName>

beforeAll(async () => {
  if (CHAIN === 'node') return
  const world = await openWorld()
  await makeSevenDecimals(world)
  hunt = {
    at: await indexByPc(
      world.chain,
      protocolProbes(),
      (name) => buildProtocolScene(world, name),
      lastSite(world.chain, code),
    ),
    noticed: (program, candidates) =>
      noticedBy(world.chain, candidates, (name) => buildProtocolScene(world, name, program)),
  }
}, 600_000)

test.skipIf(CHAIN === 'node')(
  'T35: no check of the Protocol can be removed unnoticed',
  { timeout: 3_600_000 },
  async () => {
    const provablyEquivalent = (place: number) => cannotFail(code, place)
    expect(await survivorsOf('10-mutation-protocol', mutantsOf(code), hunt, 40, provablyEquivalent)).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')(
  'the hunt finds nothing in a Protocol that lost nothing',
  { timeout: 600_000 },
  async () => {
    expect(hunt.at.size).toBeGreaterThan(0)
    // Of every place in the long run, of some in the default one.
    expect(await foundIn(code.program, hunt, size('CONTROL', 8, 1))).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')('T35: no part of a condition can be removed', { timeout: 3_600_000 }, async () => {
  expect(await survivorsOf('10-mutation-protocol-parts', partsOf(code), hunt, 400)).toEqual([])
})

test.skipIf(CHAIN === 'node')(
  'T35: no method can forget a check that others share',
  { timeout: 3_600_000 },
  async () => {
    expect(await survivorsOf('10-mutation-protocol-sites', sitesOf(code), hunt, 40)).toEqual([])
  },
)
