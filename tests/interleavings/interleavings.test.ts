/**
 * Row 6 (threats T17 and T43): every two calls of two actors that are both allowed in one state, what the Protocol relays and the
 * erasing of local state among them.
 * given two calls at the same version
 *   in either order, and in one group, the first that moves the version wins
 *   the other gets a stable code, and nothing but what the model says has happened
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Call, World as Model } from '../../sdk/src/pure/calls'
import { transition } from '../../sdk/src/pure/model'
import { ALLOWED, VERBS } from '../engine/allowed'
import { attempt } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import { observe, type View } from '../engine/observe'
import { buildScene, type Scene, type SceneName, SCENES } from '../engine/scenes'
import { recordFigures } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { canonical } from '../invariants/trace'

const ACTORS = ['client', 'freelancer', 'arbiter', 'stranger', 'admin'] as const
const count = { pairs: 0, orders: 0, groups: 0 }

let world: World
beforeAll(async () => {
  world = await openWorld()
})

/** What no person calls on a project: two go through the Protocol, one asks no program. */
const RELAYED = { lowerFee: 'admin', close: 'client', clearState: 'freelancer' } as const
type Relayed = keyof typeof RELAYED
type Move = { verb: (typeof VERBS)[number] | Relayed; actor: (typeof ACTORS)[number] }

/** Made anew for each scene: versions are the scene's own, and so are the moments a call names. */
function callOf(scene: Scene, { verb, actor }: Move): Call {
  if (verb === 'lowerFee') return { verb, sender: world.protocol.address, bps: 100n }
  if (verb === 'close') return { verb, sender: world.protocol.address }
  const sender = world.people[actor].addr
  return verb === 'clearState' ? { verb, sender } : ({ ...ALLOWED[verb].call(scene), sender } as Call)
}

/** A scene nothing has happened in yet, and what the chain says of it. */
type Start = { scene: Scene; view: View; model: Model }

async function begin(name: SceneName): Promise<Start> {
  const scene = await buildScene(world, name)
  const view = await observe(scene.project)
  if (view.world === undefined) throw new Error(`${name} has no project`)
  return { scene, view, model: view.world }
}

/** Everything that somebody may do here, by whom. */
const possible = ({ scene, model }: Start): Move[] =>
  [
    ...VERBS.flatMap((verb) => ACTORS.map((actor) => ({ verb, actor }))),
    ...(Object.keys(RELAYED) as Relayed[]).map((verb) => ({ verb, actor: RELAYED[verb] })),
  ].filter((move) => saidOf(model, callOf(scene, move)) === 'done')

/** What the model says of a call; that only an account that is in can erase its local state is the ledger's to say. */
function saidOf(model: Model, call: Call): string {
  if (call.verb === 'clearState' && !model.optedIn.has(call.sender)) return 'refusedByLedger'
  const outcome = transition(model, call)
  return typeof outcome === 'string' ? outcome : 'done'
}

/** Two calls one after the other by the model: what the second would say. */
function predicted(model: Model, first: Call, second: Call): string {
  const one = transition(model, first)
  if (typeof one === 'string') return one
  // What is left of a closed project is the Protocol's answer to its admin: it knows it no more.
  return first.verb === 'close' ? 'unknownProject' : saidOf(one.world, second)
}

describe.each(SCENES)('T43: given %s', (name) => {
  test('any two calls of two actors: one wins, the other gets a stable code', { timeout: 1_800_000 }, async () => {
    // Accounts of a node that took part in hundreds of projects are slow to read.
    if (world.chain.snapshot === undefined) world = await openWorld({ chain: world.chain })
    let start = await begin(name)
    const back = world.chain.snapshot?.()
    const again = async () => {
      if (back === undefined) start = await begin(name)
      else back()
      return start
    }
    const moves = possible(start)
    for (const [i, first] of moves.entries())
      for (const [j, second] of moves.entries()) {
        if (first.actor === second.actor) continue
        const pair = `${first.verb} by ${first.actor}, then ${second.verb} by ${second.actor}`
        await inOrder(await again(), first, second, pair)
        count.orders += 1
        await together(await again(), first, second, pair)
        count.groups += 1
        if (i < j) count.pairs += 1
      }
  })
})

async function inOrder({ scene, model }: Start, first: Move, second: Move, pair: string): Promise<void> {
  const [call, next] = [callOf(scene, first), callOf(scene, second)]
  const one = await attempt(world.chain, groupOf(scene.project, call))
  expect(`${pair}, first: ${one.ok ? 'done' : refusalText(scene.project, one)}`).toBe(`${pair}, first: done`)
  const two = await attempt(world.chain, groupOf(scene.project, next))
  const said = two.ok ? 'done' : refusalText(scene.project, two)
  expect(`${pair}: ${said}`).toBe(`${pair}: ${predicted(model, call, next)}`)
}

/** T17: both in one group: all of it, or nothing. */
async function together({ scene, model, view }: Start, first: Move, second: Move, pair: string): Promise<void> {
  const [call, next] = [callOf(scene, first), callOf(scene, second)]
  const outcome = await attempt(world.chain, [...groupOf(scene.project, call), ...groupOf(scene.project, next)])
  const said = outcome.ok ? 'done' : refusalText(scene.project, outcome)
  expect(`${pair} in one group: ${said}`).toBe(`${pair} in one group: ${predicted(model, call, next)}`)
  if (outcome.ok) return
  const after = await observe(scene.project)
  expect(canonical([after.world, after.raw])).toBe(canonical([view.world, view.raw]))
}

test('T17: all pairs were tried', () => {
  expect(count.pairs).toBeGreaterThan(0)
  expect([count.orders, count.groups]).toEqual([2 * count.pairs, 2 * count.pairs])
  recordFigures('06-interleavings', count)
})
