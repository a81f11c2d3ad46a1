/**
 * Row 10 for the Protocol: every assert and every logged error, removed in turn.
 * given a program that lost one check
 *   at least one call that must fail at it does something else
 * given the program as it is
 *   no call does: the same hunt tells nothing apart
 */
import { beforeAll, expect, test } from 'vitest'
import { loadProgram } from '../engine/program'
import { CHAIN, progress, recordFigures, size } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { buildProtocolScene } from '../protocol/scenes'
import { decode } from './code'
import { cannotFail } from './dominated'
import { mutantsOf } from './mutate'
import { partsOf } from './parts'
import { candidatesAt, indexByPc, noticedBy } from './probe'
import { makeSevenDecimals, protocolProbes, type ProtocolProbe } from './protocol-probes'

const code = decode(loadProgram('Protocol'))
let world: World
let at: Map<number, ProtocolProbe[]>

beforeAll(async () => {
  if (CHAIN === 'node') return
  world = await openWorld()
  await makeSevenDecimals(world)
  at = await indexByPc(world.chain, protocolProbes(), (name) => buildProtocolScene(world, name))
}, 600_000)

test.skipIf(CHAIN === 'node')(
  'T35: no check of the Protocol can be removed unnoticed',
  { timeout: 3_600_000 },
  async () => {
    const mutants = mutantsOf(code)
    const report = progress('mutation of the Protocol', mutants.length)
    const survivors: string[] = []
    let equivalent = 0
    for (const [done, mutant] of mutants.entries()) {
      const candidates = candidatesAt(at, [mutant.failsAt], 40)
      const build = (name: ProtocolProbe['scene']) => buildProtocolScene(world, name, mutant.program)
      if (candidates.length === 0 && cannotFail(code, mutant.failsAt)) equivalent += 1
      else if ((await noticedBy(world.chain, candidates, build)) === undefined)
        survivors.push(`${mutant.what}: ${candidates.length} probes`)
      report(done)
    }
    recordFigures('10-mutation-protocol', {
      mutants: mutants.length,
      killed: mutants.length - survivors.length - equivalent,
      equivalent,
      survived: survivors.length,
    })
    expect(survivors).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')(
  'the hunt finds nothing in a Protocol that lost nothing',
  { timeout: 600_000 },
  async () => {
    const found: string[] = []
    // Of every place in the long run, of some in the default one.
    const every = size('CONTROL', 8, 1)
    for (const [nth, failsAt] of [...at.keys()].entries()) {
      if (nth % every !== 0) continue
      const noticed = await noticedBy(world.chain, candidatesAt(at, [failsAt], 1), (name) =>
        buildProtocolScene(world, name),
      )
      if (noticed !== undefined) found.push(noticed)
    }
    expect(at.size).toBeGreaterThan(0)
    expect(found).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')('T35: no part of a condition can be removed', { timeout: 3_600_000 }, async () => {
  const mutants = partsOf(code)
  const report = progress('parts of conditions of the Protocol', mutants.length)
  const survivors: string[] = []
  for (const [done, { failsAt, program, what }] of mutants.entries()) {
    const candidates = candidatesAt(at, failsAt, 400)
    const build = (name: ProtocolProbe['scene']) => buildProtocolScene(world, name, program)
    if ((await noticedBy(world.chain, candidates, build)) === undefined)
      survivors.push(`${what}: ${candidates.length} probes`)
    report(done)
  }
  recordFigures('10-mutation-protocol-parts', {
    mutants: mutants.length,
    killed: mutants.length - survivors.length,
    survived: survivors.length,
  })
  expect(survivors).toEqual([])
})
