/**
 * Row 12: what of the programs the tests reach.
 * given the probes that must fail, the calls that are allowed, and random runs
 *   at least 99 % of the instructions ran, and every branch went both ways
 */
import { expect, test } from 'vitest'
import { ALLOWED, VERBS } from '../engine/allowed'
import { attempt, must } from '../engine/call'
import { groupOf } from '../engine/calls'
import { loadProgram } from '../engine/program'
import { createRandom } from '../engine/random'
import { buildScene, SCENES } from '../engine/scenes'
import { CHAIN, recordFigures, SEED, size } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { ALLOWED_IN, PROTOCOL_CALLS, PROTOCOL_METHODS } from '../protocol/calls'
import { buildProtocolScene, PROTOCOL_SCENES } from '../protocol/scenes'
import { Session } from '../stateful/session'
import { decode } from './code'
import { coverageOf, Edges, watch } from './edges'
import { probes } from './probes'
import { makeSevenDecimals, protocolProbes } from './protocol-probes'
import { protocolStories, stories } from './stories'

const RUNS = size('COVERAGE_RUNS', 10, 50)

/** The approval and the clear program of one contract, watched from the start. */
function watched(name: 'MilestoneProject' | 'Protocol', world: World): readonly [Edges, Edges] {
  const program = loadProgram(name)
  const both = [new Edges(decode(program)), new Edges(decode(program, 'clear'))] as const
  watch(world.chain, both)
  return both
}

function report(row: string, [approval, clear]: readonly [Edges, Edges]): void {
  const { share, ...figures } = coverageOf(approval)
  recordFigures(row, { ...figures, percent: share, clearMissed: clear.missed().length })
  expect(share, `never ran: ${approval.missed().join(', ')}`).toBeGreaterThanOrEqual(99)
  expect(approval.untaken()).toEqual([])
  expect(clear.missed()).toEqual([])
}

test.skipIf(CHAIN === 'node')(
  'at least 99 % of MilestoneProject runs, and every branch goes both ways',
  { timeout: 3_600_000 },
  async () => {
    const world = await openWorld({ clawback: true })
    const { chain } = world
    const edges = watched('MilestoneProject', world)
    const all = probes()
    const home = chain.snapshot?.()
    for (const name of SCENES) {
      home?.()
      const scene = await buildScene(world, name)
      const back = chain.snapshot?.()
      for (const verb of VERBS.filter((one) => ALLOWED[one].scene === name)) {
        back?.()
        await must(chain, groupOf(scene.project, ALLOWED[verb].call(scene)))
      }
      for (const probe of all.filter((one) => one.scene === name)) {
        back?.()
        const copy = { ...scene }
        await probe.prepare?.(copy)
        await attempt(chain, probe.group(copy))
      }
    }
    await stories(world, () => home?.())
    for (let run = 0; run < RUNS; run++) {
      home?.()
      const session = await Session.open(world, run % 2 === 0)
      const random = createRandom(SEED + run)
      for (let step = 0; step < 40; step++) await session.step(random)
    }
    report('12-coverage', edges)
  },
)

test.skipIf(CHAIN === 'node')(
  'at least 99 % of the Protocol runs, and every branch goes both ways',
  { timeout: 3_600_000 },
  async () => {
    const world = await openWorld()
    const { chain } = world
    await makeSevenDecimals(world)
    const edges = watched('Protocol', world)
    const all = protocolProbes()
    const home = chain.snapshot?.()
    for (const name of PROTOCOL_SCENES) {
      home?.()
      const scene = await buildProtocolScene(world, name)
      const back = chain.snapshot?.()
      for (const method of PROTOCOL_METHODS.filter((one) => ALLOWED_IN[one][0] === name)) {
        back?.()
        await must(chain, PROTOCOL_CALLS[method](scene, scene.world.people[ALLOWED_IN[method][1]]))
      }
      for (const probe of all.filter((one) => one.scene === name)) {
        back?.()
        const copy = { ...scene }
        await probe.prepare?.(copy)
        await attempt(chain, probe.group(copy))
      }
    }
    home?.()
    await protocolStories(world)
    report('12-coverage-protocol', edges)
  },
)
