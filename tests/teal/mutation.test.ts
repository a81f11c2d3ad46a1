/**
 * Row 10 (threat T35): every assert and every logged error of MilestoneProject, removed in turn.
 * given a program that lost one check
 *   at least one call that must fail at it does something else
 * given the program as it is
 *   no call does: the same hunt tells nothing apart
 */
import { beforeAll, expect, test } from 'vitest'
import { loadProgram, type Program } from '../engine/program'
import { createProject } from '../engine/project'
import { buildScene, type Scene, type SceneName } from '../engine/scenes'
import { CHAIN, progress, recordFigures } from '../engine/settings'
import { addTemplate, openWorld, type World } from '../engine/world'
import { decode } from './code'
import { cannotFail } from './dominated'
import { mutantsOf } from './mutate'
import { partsOf } from './parts'
import { candidatesAt, indexByPc, noticedBy, type Candidate } from './probe'
import { probes, type Probe } from './probes'

const code = decode(loadProgram('MilestoneProject'))
let world: World
let at: Map<number, Probe[]>

beforeAll(async () => {
  if (CHAIN === 'node') return
  world = await openWorld({ clawback: true })
  await createProject(world, { arbiter: true })
  at = await indexByPc(world.chain, probes(), (name) => buildScene(world, name))
}, 600_000)

/** The hunt for one program: its template is added, and projects are made of it. */
async function noticed(
  program: Program,
  candidates: readonly Candidate<Scene, SceneName>[],
): Promise<string | undefined> {
  const home = world.chain.snapshot?.()
  const mutated = { ...world, project: program }
  mutated.template = await addTemplate(mutated, program)
  const found = await noticedBy(world.chain, candidates, (name) => buildScene(mutated, name))
  home?.()
  return found
}

test.skipIf(CHAIN === 'node')(
  'T35: no check can be removed without a test that fails',
  { timeout: 3_600_000 },
  async () => {
    const mutants = mutantsOf(code)
    const report = progress('mutation', mutants.length)
    const survivors: string[] = []
    let equivalent = 0
    for (const [done, { failsAt, program, what }] of mutants.entries()) {
      const candidates = candidatesAt(at, [failsAt], 40)
      if (candidates.length === 0 && cannotFail(code, failsAt)) equivalent += 1
      else if ((await noticed(program, candidates)) === undefined)
        survivors.push(`${what}: ${candidates.length} probes`)
      report(done)
    }
    recordFigures('10-mutation', {
      mutants: mutants.length,
      killed: mutants.length - survivors.length - equivalent,
      equivalent,
      survived: survivors.length,
    })
    expect(survivors).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')(
  'the hunt finds nothing in a program that lost nothing',
  { timeout: 600_000 },
  async () => {
    const found: string[] = []
    // One probe of every place at which one fails.
    for (const [failsAt, [probe]] of at) {
      if (probe === undefined) continue
      const what = await noticed(world.project, [{ probe, failsAt }])
      if (what !== undefined) found.push(what)
    }
    expect(at.size).toBeGreaterThan(0)
    expect(found).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')('T35: no part of a condition can be removed', { timeout: 3_600_000 }, async () => {
  const mutants = partsOf(code)
  const report = progress('parts of conditions', mutants.length)
  const survivors: string[] = []
  for (const [done, { failsAt, program, what }] of mutants.entries()) {
    const candidates = candidatesAt(at, failsAt, 400)
    if ((await noticed(program, candidates)) === undefined) survivors.push(`${what}: ${candidates.length} probes`)
    report(done)
  }
  recordFigures('10-mutation-parts', {
    mutants: mutants.length,
    killed: mutants.length - survivors.length,
    survived: survivors.length,
  })
  expect(survivors).toEqual([])
})
