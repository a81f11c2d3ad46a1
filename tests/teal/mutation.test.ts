/**
 * Row 10 (threat T35): every assert and every logged error of MilestoneProject, removed in turn.
 * given a program that lost one check
 *   at least one call that must fail at it does something else
 */
import { expect, test } from 'vitest'
import { attempt } from '../engine/call'
import type { Failure } from '../engine/outcome'
import { loadProgram } from '../engine/program'
import { createProject } from '../engine/project'
import { buildScene, SCENES, type Scene, type SceneName } from '../engine/scenes'
import { CHAIN, progress, recordFigures } from '../engine/settings'
import { addTemplate, openWorld, type World } from '../engine/world'
import { decode } from './code'
import { repeatsACheck } from './dominated'
import { mutantsOf, type Mutant } from './mutate'
import { probes, type Probe } from './probes'

/** How a probe ended, in a word that a mutant has to change. */
const endOf = (outcome: { ok: boolean } | Failure): string =>
  'pc' in outcome ? `pc ${outcome.pc}: ${kind(outcome.text)}` : 'allowed'
const kind = (text: string) =>
  /assert failed|err opcode|transaction|logic eval error: [^.]*/.exec(text)?.[0] ?? 'refused'

async function run(probe: Probe, scene: Scene): Promise<string> {
  const copy = { ...scene }
  await probe.prepare?.(copy)
  return endOf(await attempt(scene.project.world.chain, probe.group(copy)))
}

/** Which probes fail where, on the program as it is. */
async function index(world: World, all: readonly Probe[]): Promise<Map<number, Probe[]>> {
  const found = new Map<number, Probe[]>()
  const home = world.chain.snapshot?.()
  for (const name of SCENES) {
    home?.()
    const scene = await buildScene(world, name)
    const back = world.chain.snapshot?.()
    for (const probe of all.filter((one) => one.scene === name)) {
      back?.()
      const pc = /^pc (\d+)/.exec(await run(probe, scene))?.[1]
      if (pc === undefined) continue
      const known = found.get(Number(pc)) ?? []
      found.set(Number(pc), [...known, probe])
    }
  }
  home?.()
  return found
}

async function killedBy(world: World, mutant: Mutant, candidates: readonly Probe[]): Promise<string | undefined> {
  const { chain } = world
  const home = chain.snapshot?.()
  const mutated = { ...world, project: mutant.program }
  const built = new Map<SceneName, { scene: Scene; back: (() => void) | undefined }>()
  try {
    mutated.template = await addTemplate(mutated, mutant.program)
    for (const probe of candidates) {
      let entry = built.get(probe.scene)
      if (entry === undefined) {
        const scene = await buildScene(mutated, probe.scene)
        // Only one scene at a time can be gone back to.
        built.clear()
        entry = { scene, back: chain.snapshot?.() }
        built.set(probe.scene, entry)
      }
      entry.back?.()
      const end = await run(probe, entry.scene)
      if (!end.startsWith(`pc ${mutant.failsAt}:`)) return `${probe.name}: ${end}`
    }
    return undefined
  } catch (error) {
    // The mutant does not even get through what must be allowed.
    return String(error).slice(0, 80)
  } finally {
    home?.()
  }
}

test.skipIf(CHAIN === 'node')(
  'T35: no check can be removed without a test that fails',
  { timeout: 3_600_000 },
  async () => {
    const world = await openWorld()
    await createProject(world, { arbiter: true })
    const at = await index(world, probes())
    const code = decode(loadProgram('MilestoneProject'))
    const mutants = mutantsOf(code)
    const report = progress('mutation', mutants.length)
    const survivors: string[] = []
    let done = 0
    let equivalent = 0
    for (const mutant of mutants) {
      const candidates = (at.get(mutant.failsAt) ?? []).slice(0, 40)
      if (candidates.length === 0 && repeatsACheck(code, mutant.failsAt)) equivalent += 1
      else if ((await killedBy(world, mutant, candidates)) === undefined)
        survivors.push(`${mutant.what}: ${candidates.length} probes`)
      report((done += 1))
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
