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
import { CHAIN } from '../engine/settings'
import { addTemplate, openWorld, type World } from '../engine/world'
import { decode } from './code'
import { cannotFail } from './dominated'
import { foundIn, survivorsOf, type Hunt } from './hunt'
import { mutantsOf } from './mutate'
import { partsOf } from './parts'
import { indexByPc, noticedBy, type Candidate } from './probe'
import { probes } from './probes'
import { lastSite, sitesOf } from './sites'

const code = decode(loadProgram('MilestoneProject'))
let world: World
let hunt: Hunt<Scene, SceneName>

beforeAll(async () => {
  if (CHAIN === 'node') return
  world = await openWorld({ clawback: true })
  await createProject(world, { arbiter: true })
  hunt = {
    at: await indexByPc(world.chain, probes(), (name) => buildScene(world, name), lastSite(world.chain, code)),
    noticed,
  }
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
    const provablyEquivalent = (place: number) => cannotFail(code, place)
    expect(await survivorsOf('10-mutation', mutantsOf(code), hunt, 40, provablyEquivalent)).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')(
  'the hunt finds nothing in a program that lost nothing',
  { timeout: 600_000 },
  async () => {
    expect(hunt.at.size).toBeGreaterThan(0)
    expect(await foundIn(world.project, hunt, 1)).toEqual([])
  },
)

test.skipIf(CHAIN === 'node')('T35: no part of a condition can be removed', { timeout: 3_600_000 }, async () => {
  expect(await survivorsOf('10-mutation-parts', partsOf(code), hunt, 400)).toEqual([])
})

test.skipIf(CHAIN === 'node')(
  'T35: no method can forget a check that others share',
  { timeout: 3_600_000 },
  async () => {
    expect(await survivorsOf('10-mutation-sites', sitesOf(code), hunt, 40)).toEqual([])
  },
)
