/**
 * Row 6 (threats T17 and T43): every two calls of two actors that are both allowed in one state.
 * given two calls at the same version
 *   in either order, and in one group, the first that moves the version wins
 *   the other gets a stable code, and nothing but what the model says has happened
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../sdk/src/pure/calls'
import { transition } from '../../sdk/src/pure/model'
import { ALLOWED, VERBS } from '../engine/allowed'
import { attempt } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import { observe } from '../engine/observe'
import { buildScene, type Scene, type SceneName } from '../engine/scenes'
import { CHAIN, recordFigures } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { canonical } from '../invariants/trace'

const STATES: SceneName[] = [
  'offered',
  'waiting',
  'running',
  'overdue',
  'submitted',
  'reviewOver',
  'disputed',
  'arbiterSilent',
  'proposed',
  'plainSubmitted',
]
const ACTORS = ['client', 'freelancer', 'arbiter', 'stranger'] as const
const count = { pairs: 0, orders: 0, groups: 0 }

let world: World
beforeAll(async () => {
  world = await openWorld()
})

/** Everything that somebody may do here, by whom. */
async function possible(scene: Scene): Promise<Call[]> {
  const view = await observe(scene.project)
  const model = view.world
  if (model === undefined) return []
  return VERBS.flatMap((verb) =>
    ACTORS.flatMap((actor) => {
      const call = { ...ALLOWED[verb].call(scene), sender: world.people[actor].addr } as Call
      return typeof transition(model, call) === 'string' ? [] : [call]
    }),
  )
}

/** Two calls one after the other by the model: what each would say. */
async function predicted(scene: Scene, first: Call, second: Call): Promise<string> {
  const model = (await observe(scene.project)).world
  if (model === undefined) return 'gone'
  const one = transition(model, first)
  if (typeof one === 'string') return one
  const two = transition(one.world, second)
  // The ledger refuses a second opt-in before the program can.
  return typeof two === 'string' ? two : 'done'
}

describe.each(STATES)('T43: given %s', (name) => {
  test('any two calls of two actors: one wins, the other gets a stable code', { timeout: 600_000 }, async () => {
    let scene = await buildScene(world, name)
    let back = world.chain.snapshot?.()
    const again = async () => {
      if (back !== undefined) return back()
      scene = await buildScene(world, name)
      back = world.chain.snapshot?.()
    }
    const calls = await possible(scene)
    for (let i = 0; i < calls.length; i++)
      for (let j = 0; j < calls.length; j++) {
        const [first, second] = [calls[i], calls[j]]
        if (i === j || first === undefined || second === undefined || first.sender === second.sender) continue
        // A node builds each state anew: a sample of the pairs is enough there.
        if (CHAIN === 'node' && (i * 31 + j) % 7 !== 0) continue
        await again()
        const fresh = (call: Call) => ({ ...call, ...('version' in call ? { version: scene.version } : {}) }) as Call
        const expected = await predicted(scene, fresh(first), fresh(second))
        const one = await attempt(world.chain, groupOf(scene.project, fresh(first)))
        expect(one.ok ? 'done' : refusalText(scene.project, one), first.verb).toBe('done')
        const two = await attempt(world.chain, groupOf(scene.project, fresh(second)))
        const said = two.ok ? 'done' : refusalText(scene.project, two)
        const pair = `${first.verb}, then ${second.verb}`
        expect(`${pair}: ${said}`).toBe(
          `${pair}: ${expected === 'freelancerDeparted' && said === 'refusedByLedger' ? said : expected}`,
        )
        count.orders += 1
        await again()
        await together(scene, fresh(first), fresh(second), expected, pair)
        count.groups += 1
        if (i < j) count.pairs += 1
      }
  })
})

/** T17: both in one group: all of it, or nothing. */
async function together(scene: Scene, first: Call, second: Call, expected: string, pair: string): Promise<void> {
  const before = await observe(scene.project)
  const group = [...groupOf(scene.project, first), ...groupOf(scene.project, second)]
  const outcome = await attempt(world.chain, group)
  const said = outcome.ok ? 'done' : refusalText(scene.project, outcome)
  expect(`${pair} in one group: ${said}`).toBe(`${pair} in one group: ${expected}`)
  if (outcome.ok) return
  const after = await observe(scene.project)
  expect(canonical([after.world, after.raw])).toBe(canonical([before.world, before.raw]))
}

test('T17: all pairs were tried', () => {
  recordFigures('06-interleavings', count)
  expect(count.pairs).toBeGreaterThan(0)
})
