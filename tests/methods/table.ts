/**
 * The engine of the method tables: every caller in every state. A cell is either a code, or the effect of a call that is
 * allowed: who gains what in USDC base units, and the events. Whatever is allowed must also be what the model says and keep
 * every invariant; whatever is refused must change nothing.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../sdk/src/pure/calls'
import { transition } from '../../sdk/src/pure/model'
import { attempt, type Signed } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import type { Key } from '../engine/keys'
import { observe, type View } from '../engine/observe'
import { eventsOf } from '../engine/project'
import { buildScene, SCENES, type Scene, type SceneName } from '../engine/scenes'
import { recordFigures } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { broken } from '../invariants/all'
import { canonical, newHistory } from '../invariants/trace'

/** `rival` is the client of another project, `second` a freelancer of another. */
export const CALLERS = ['client', 'freelancer', 'arbiter', 'admin', 'stranger', 'rival', 'second'] as const
export type Caller = (typeof CALLERS)[number]

export type Effect = {
  client?: bigint
  freelancer?: bigint
  burn?: bigint
  escrow?: bigint
  /** events in their order */
  events: readonly string[]
}
export type Cell = string | Effect
/** What one caller meets: the same everywhere, or by state with a value for the rest. */
export type Row = Cell | ({ rest?: Cell } & Partial<Record<SceneName, Cell>>)

export type Table = {
  method: Call['verb']
  call(scene: Scene, caller: Key): Call
  /** transactions in front, when the caller's own differ from the usual ones */
  before?(scene: Scene, caller: Key): Signed[]
  rows: Partial<Record<Caller, Row>> & { others: Row }
}

const isEffect = (row: Row): row is Effect => typeof row === 'object' && Array.isArray((row as Effect).events)

function cellOf({ rows }: Table, caller: Caller, scene: SceneName): Cell {
  const row = rows[caller] ?? rows.others
  if (typeof row === 'string' || isEffect(row)) return row
  const cell = row[scene] ?? row.rest
  if (cell === undefined) throw new Error(`the table says nothing about ${caller} in ${scene}`)
  return cell
}

export function runTable(table: Table): void {
  const { method } = table
  const count = { refused: 0, allowed: 0 }
  describe(method, () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld()
    })
    for (const scene of SCENES) {
      const cells = CALLERS.map((caller) => [caller, cellOf(table, caller, scene)] as const)
      const refused = cells.filter((cell): cell is [Caller, string] => typeof cell[1] === 'string')
      const allowed = cells.filter((cell): cell is [Caller, Effect] => typeof cell[1] !== 'string')
      const scenes = new Rebuilt(() => buildScene(world, scene))
      const said = refused.map(([caller, code]) => `${caller} (${code})`).join(', ')
      if (refused.length > 0)
        test(`given ${scene}, it is refused to ${said}`, async () => {
          const built = await scenes.next(world)
          const before = facts(await observe(built.project))
          const answers: Record<string, string> = {}
          for (const [caller] of refused) answers[caller] = await refusal(table, built, caller)
          expect(answers).toEqual(Object.fromEntries(refused))
          expect(facts(await observe(built.project)), 'a refused call changed something').toBe(before)
          count.refused += refused.length
        })
      for (const [caller, effect] of allowed)
        test(`given ${scene}, when ${caller} calls, it emits ${effect.events.join(' and ')}`, async () => {
          await allow(table, await scenes.next(world), caller, effect)
          count.allowed += 1
        })
    }
    test('the table is counted', () => {
      recordFigures(`01-method-${method}`, count)
      expect(count.refused + count.allowed).toBe(SCENES.length * CALLERS.length)
    })
  })
}

/** A scene as it was built: gone back to on the embedded chain, built anew on a node. */
class Rebuilt {
  private back: (() => void) | undefined
  private scene: Scene | undefined

  constructor(private readonly build: () => Promise<Scene>) {}

  async next(world: World): Promise<Scene> {
    if (this.scene !== undefined && this.back !== undefined) {
      this.back()
      return this.scene
    }
    this.scene = await this.build()
    this.back = world.chain.snapshot?.()
    return this.scene
  }
}

function groupFor(table: Table, scene: Scene, caller: Caller): [Call, Signed[]] {
  const key = scene.project.world.people[caller]
  const call = table.call(scene, key)
  const before = table.before?.(scene, key)
  return [call, groupOf(scene.project, call, before === undefined ? {} : { before })]
}

async function refusal(table: Table, scene: Scene, caller: Caller): Promise<string> {
  const [, group] = groupFor(table, scene, caller)
  const outcome = await attempt(scene.project.world.chain, group)
  return outcome.ok ? 'allowed' : refusalText(scene.project, outcome)
}

async function allow(table: Table, scene: Scene, caller: Caller, effect: Effect): Promise<void> {
  const { project } = scene
  const [call, group] = groupFor(table, scene, caller)
  const before = await observe(project)
  const outcome = await attempt(project.world.chain, group)
  expect(outcome.ok ? 'allowed' : refusalText(project, outcome)).toBe('allowed')
  if (!outcome.ok || before.world === undefined) return
  const after = await observe(project)
  const events = eventsOf(project, outcome.txns)
  const { events: names, ...gains } = effect
  expect(events.map(({ name }) => name)).toEqual(names)
  const gained = (name: 'client' | 'freelancer' | 'burn' | 'escrow') =>
    after.accounts[name].usdc - before.accounts[name].usdc
  const expected = { client: 0n, freelancer: 0n, burn: 0n, escrow: 0n, ...gains }
  expect({
    client: gained('client'),
    freelancer: gained('freelancer'),
    burn: gained('burn'),
    escrow: gained('escrow'),
  }).toEqual(expected)

  const predicted = transition(before.world, call)
  if (typeof predicted === 'string') throw new Error(`the model refuses it: ${predicted}`)
  expect(view(after.world)).toBe(view(predicted.world))
  const roles = new Map(Object.entries(project.world.people).map(([role, key]) => [key.addr, role]))
  const history = newHistory(roles)
  // An engagement that was running before this test was announced by an event the history has not seen.
  for (const { freelancer, milestone } of Object.values(before.world.engagements))
    if (milestone !== undefined) history.cancelableUntil.set(freelancer, milestone.cancelableUntil)
  expect(broken({ before, after, call, events, succeeded: true, history })).toEqual([])
}

function view(world: View['world']): string {
  if (world === undefined) return 'closed'
  const engagements = Object.entries(world.engagements).map(([addr, record]) => [
    addr,
    record.proposal?.version === record.version ? record : { ...record, proposal: undefined },
  ])
  return canonical({ ...world, engagements })
}

/** Everything a refused call must leave alone; ALGO is left out, fees are spent on other steps. */
function facts({ world, raw, accounts, programHash }: View): string {
  const holdings = Object.entries(accounts).map(([name, { usdc, minBalance, local }]) => [
    name,
    usdc,
    minBalance,
    local,
  ])
  return canonical([world, raw, holdings, programHash])
}
