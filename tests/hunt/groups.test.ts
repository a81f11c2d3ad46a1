/**
 * The hunt, part 1: whole groups at random. A group is one transaction to the world, so somebody hostile gets to see no state in
 * between that others can react to: offer, accept, start, submit, ClearState, dismiss and a new offer in one go.
 * given any history, when up to six calls of anybody are sent as one group
 *   all of them happen, or none, as the model says of the same calls one after the other
 *   the state, every balance and every invariant that holds at rest are as if they had been sent alone
 */
import { beforeAll, expect, test } from 'vitest'
import type { Call, World as ModelWorld } from '../../sdk/src/pure/calls'
import { transition } from '../../sdk/src/pure/model'
import { attempt } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import { observe, type View } from '../engine/observe'
import { createProject, type Project } from '../engine/project'
import { createRandom, type Random } from '../engine/random'
import { progress, recordFigures, SEED, size } from '../engine/settings'
import { openWorld, type Role, type World } from '../engine/world'
import { broken } from '../invariants/all'
import { canonical, newHistory } from '../invariants/trace'
import { candidates, castOf, moments, type Cast } from '../stateful/candidates'

const RUNS = size('GROUP_RUNS', 25, 100)
const GROUPS = size('GROUPS', 12, 40)

let world: World
let home: (() => void) | undefined
beforeAll(async () => {
  world = await openWorld()
  home = world.chain.snapshot?.()
})

type Plan = { calls: Call[]; after: ModelWorld; refusal: string | undefined; moved: Map<string, bigint> }

/** Calls that follow from each other, up to one that is refused. */
function plan(begin: ModelWorld, cast: Cast, random: Random): Plan {
  const calls: Call[] = []
  const moved = new Map<string, bigint>()
  const give = (who: string, amount: bigint) => moved.set(who, (moved.get(who) ?? 0n) + amount)
  let now = begin
  const length = 2 + random.int(5)
  while (calls.length < length) {
    const options = candidates(now, cast, random).filter((call) => possible(call, now, cast))
    const allowed = options.filter((call) => typeof transition(now, call) !== 'string')
    const call = random.pick(random.chance(12) || allowed.length === 0 ? options : allowed)
    calls.push(call)
    const outcome = transition(now, call)
    if (typeof outcome === 'string') return { calls, after: begin, refusal: outcome, moved: new Map() }
    const { paid, deposited } = outcome
    const about = call.verb === 'withdraw' ? call.account : 'freelancer' in call ? call.freelancer : call.sender
    give(cast.client, paid.client - deposited)
    give(about, paid.freelancer)
    give(cast.burn, paid.burn)
    give(cast.protocol, call.verb === 'sweepFees' ? now.project.buckets.fees : 0n)
    now = outcome.world
  }
  return { calls, after: now, refusal: undefined, moved }
}

/** What the ledger refuses before any program runs is not asked here; what only the Protocol relays is no call of a group. */
function possible(call: Call, now: ModelWorld, cast: Cast): boolean {
  if (call.sender === cast.protocol) return false
  const joined = now.optedIn.has(call.sender)
  if (call.verb === 'clearState') return joined
  if (call.verb === 'leave') return joined
  if (call.verb === 'rejoin') return !joined
  if (call.verb === 'accept') return call.optIn !== joined
  return call.verb !== 'start' || !now.unpayable.has(cast.client)
}

const roleOf = (cast: Cast, addr: string, { people }: World): keyof View['accounts'] =>
  addr === cast.protocol ? 'protocol' : (Object.entries(people).find(([, key]) => key.addr === addr)![0] as Role)

function comparable({ engagements: records, ...rest }: ModelWorld): string {
  const engagements = Object.entries(records).map(([addr, record]) => [
    addr,
    record.proposal?.version === record.version ? record : { ...record, proposal: undefined },
  ])
  return canonical({ ...rest, engagements: Object.fromEntries(engagements) })
}

async function oneGroup(project: Project, cast: Cast, random: Random, count: Counts): Promise<void> {
  const before = await observe(project)
  if (before.world === undefined) throw new Error('the project is gone')
  const { calls, after, refusal, moved } = plan(before.world, cast, random)
  const outcome = await attempt(
    world.chain,
    calls.flatMap((call) => groupOf(project, call)),
  )
  const story = calls.map(({ verb }) => verb).join(', ')
  const said = outcome.ok ? 'done' : refusalText(project, outcome)
  expect(`${story}: ${said}${outcome.ok || refusal !== undefined ? '' : ` ${outcome.text}`}`).toBe(
    `${story}: ${refusal ?? 'done'}`,
  )
  const seen = await observe(project)
  if (seen.world === undefined) throw new Error(`the project is gone after ${story}`)
  expect(comparable(seen.world), story).toBe(comparable(after))
  let left = 0n
  for (const [addr, amount] of moved) {
    const role = roleOf(cast, addr, world)
    expect(`${story}: ${role} ${seen.accounts[role].usdc - before.accounts[role].usdc}`).toBe(
      `${story}: ${role} ${amount}`,
    )
    left += amount
  }
  expect(seen.accounts.escrow.usdc - before.accounts.escrow.usdc, story).toBe(-left)
  // A group is no step of one call: what is left are the invariants of a state at rest.
  const roles = new Map(Object.entries(world.people).map(([role, key]) => [key.addr, role]))
  const rest = { before: seen, after: seen, call: undefined, events: [], succeeded: true, history: newHistory(roles) }
  for (const { freelancer, milestone } of Object.values(seen.world.engagements))
    if (milestone !== undefined) rest.history.cancelableUntil.set(freelancer, milestone.cancelableUntil)
  expect(broken(rest), story).toEqual([])
  count[outcome.ok ? 'done' : 'refused'] += 1
  count.calls += calls.length
  count.longest = Math.max(count.longest, outcome.ok ? calls.length : 0)
}

type Counts = { done: number; refused: number; calls: number; longest: number }

test('T17: a group of calls does what its calls do one by one, or nothing', { timeout: 3 * 3_600_000 }, async () => {
  const report = progress('groups', RUNS)
  const count: Counts = { done: 0, refused: 0, calls: 0, longest: 0 }
  for (let run = 0; run < RUNS; run++) {
    if (home !== undefined) home()
    else if (run > 0) world = await openWorld({ chain: world.chain })
    const cast = castOf(world)
    const random = createRandom(SEED + run)
    const project = await createProject(world, { arbiter: run % 2 === 0 })
    for (let group = 0; group < GROUPS; group++) {
      if (random.chance(3)) {
        const now = (await observe(project)).world
        const later = (now === undefined ? [] : moments(now)).filter((moment) => moment > world.chain.now())
        if (later.length > 0) await world.chain.setTime(random.pick(later) + BigInt(random.int(3)) - 1n)
      }
      await oneGroup(project, cast, random, count)
    }
    report(run)
  }
  recordFigures('06-groups', {
    randomGroups: count.done + count.refused,
    done: count.done,
    refused: count.refused,
    calls: count.calls,
  })
  expect(count.longest).toBeGreaterThanOrEqual(4)
  expect(count.done).toBeGreaterThan(RUNS)
})
