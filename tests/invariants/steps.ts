/** Real steps on the real program, each as the invariants see it. */
import { ALLOWED } from '../engine/allowed'
import { callOf, refreshed } from '../engine/act'
import { attempt } from '../engine/call'
import { groupOf } from '../engine/calls'
import { observe } from '../engine/observe'
import { closeProject, eventsOf, type Project } from '../engine/project'
import { buildScene, setFrozen, type Scene } from '../engine/scenes'
import type { World } from '../engine/world'
import { newHistory, type History, type Trace } from './trace'

type Verb = keyof typeof ALLOWED

/** What an invariant has to know of the steps before: here, what the scene has announced. */
async function historyOf({ project }: Scene): Promise<History> {
  const roles = new Map(Object.entries(project.world.people).map(([role, key]) => [key.addr, role]))
  const history = newHistory(roles)
  const { world } = await observe(project)
  for (const { freelancer, milestone } of Object.values(world?.engagements ?? {}))
    if (milestone !== undefined) history.cancelableUntil.set(freelancer, milestone.cancelableUntil)
  return history
}

/** One call that is allowed, in the scene where it is. */
export async function stepOf(world: World, verb: Verb, change: object = {}): Promise<Trace> {
  const scene = await refreshed(await buildScene(world, ALLOWED[verb].scene))
  const history = await historyOf(scene)
  const call = callOf(scene, verb, change)
  const before = await observe(scene.project)
  const outcome = await attempt(world.chain, groupOf(scene.project, call))
  const after = await observe(scene.project)
  const events = outcome.ok ? eventsOf(scene.project, outcome.txns) : []
  return { before, after, call, events, succeeded: outcome.ok, history }
}

/** The issuer freezes the freelancer of a running milestone: a step that is no call. */
export async function freezeStep(world: World): Promise<Trace> {
  const scene = await buildScene(world, 'running')
  const history = await historyOf(scene)
  const before = await observe(scene.project)
  await setFrozen(world, scene.freelancer.addr, true)
  const after = await observe(scene.project)
  return { before, after, call: undefined, events: [], succeeded: true, history }
}

/** A project without engagements closes. */
export async function closeStep(world: World): Promise<Trace> {
  const scene = await buildScene(world, 'none')
  const { project } = scene
  const history = await historyOf(scene)
  const before = await observe(project)
  const outcome = await closeProject(project, project.client)
  if (!outcome.ok) throw new Error(`an empty project did not close: ${outcome.text}`)
  const after = await observe(project)
  const call = { verb: 'close', sender: protocolOf(project) } as const
  return { before, after, call, events: eventsOf(project, outcome.txns), succeeded: true, history }
}

const protocolOf = ({ world }: Project) => world.protocol.address
