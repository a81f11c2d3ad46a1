/**
 * Row 12: what of the approval program the tests reach.
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
import { openWorld } from '../engine/world'
import { Session } from '../stateful/session'
import { decode } from './code'
import { stories } from './stories'
import { Edges } from './edges'
import { probes } from './probes'

const RUNS = size('COVERAGE_RUNS', 40, 400)

test.skipIf(CHAIN === 'node')(
  'at least 99 % of the program runs, and every branch goes both ways',
  { timeout: 3_600_000 },
  async () => {
    const world = await openWorld()
    const { chain } = world
    const edges = new Edges(decode(loadProgram('MilestoneProject')), chain)
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
    const { list, program } = decode(loadProgram('MilestoneProject'))
    const missed = edges.missed()
    const untaken = edges.untaken()
    const share = (100 * (list.length - missed.length)) / list.length
    recordFigures('12-coverage', {
      instructions: list.length,
      missed: missed.length,
      percent: Math.floor(share * 100) / 100,
      ways: edges.ways,
      untaken: untaken.length,
    })
    expect(
      share,
      `never ran: ${missed.map((pc) => `${pc} ${program.errorAt(pc) ?? ''}`).join(', ')}`,
    ).toBeGreaterThanOrEqual(99)
    expect(untaken).toEqual([])
  },
)
