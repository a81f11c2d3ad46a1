/**
 * Random lives of a project in the model alone: thousands of calls of everybody in milliseconds.
 * given any history
 *   it loses and creates no USDC: what came in is in the buckets, or with somebody
 *   it can be rebuilt from its events
 *   it is left as it was by a call that is refused
 */
import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../../tests/engine/random'
import { bend, candidates, moments, type Cast } from '../../../tests/stateful/candidates'
import { reduceEvents } from '../../src/events/reduce'
import type { ProjectState } from '../../src/pure/after-event'
import type { Call, World } from '../../src/pure/calls'
import { transition, type Transition } from '../../src/pure/model'
import { ARBITER, BURN, CLIENT, DAY, empty, FREELANCER, PROTOCOL, SECOND, STRANGER } from './worlds'

const LIVES = 24
const STEPS = 80

const CAST: Cast = {
  client: CLIENT,
  arbiter: ARBITER,
  stranger: STRANGER,
  rival: 'RIVAL',
  burn: BURN,
  protocol: PROTOCOL,
  freelancers: [FREELANCER, SECOND],
}
const NO_MONEY = { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }

function begin(arbiter: boolean): World {
  const project = { offers: 0n, engagements: 0n, active: 0n, buckets: NO_MONEY, arbiter: arbiter ? ARBITER : undefined }
  return empty({ project, world: { engagements: {}, optedIn: new Set() } })
}

/** What the events of the project's creation and of its life rebuild. */
class Reader {
  states: Record<string, ProjectState>

  constructor({ project }: World) {
    const { id, client, usdc, burn, arbiter = ZERO, feeBps, projectHash } = project
    const args = { project: id, client, usdc, burn, arbiter, feeBps, projectHash, template: 1n }
    this.states = reduceEvents(1n, {}, { app: 1n, name: 'ProjectCreated', args })
  }

  follow({ events }: Transition): void {
    for (const event of events) this.states = reduceEvents(1n, this.states, { app: 7n, ...event })
  }

  get state(): ProjectState {
    return this.states['7'] ?? expect.unreachable('the project was never created')
  }
}
const ZERO = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'

/** Time passes, or what the payees and the issuer do around the project. */
function happen(world: World, random: Random): World {
  const later = moments(world)
    .flatMap((moment) => [moment - 1n, moment, moment + 1n])
    .filter((moment) => moment > world.now)
  if (later.length > 0 && random.chance(2)) return { ...world, now: random.pick(later) }
  if (random.chance(2)) return { ...world, now: world.now + 1n + random.bigint(40n * DAY) }
  if (random.chance(8)) return { ...world, frozen: !world.frozen }
  const unpayable = new Set(world.unpayable)
  const payee = random.pick([CLIENT, FREELANCER, SECOND, BURN, PROTOCOL])
  if (!unpayable.delete(payee)) unpayable.add(payee)
  return { ...world, unpayable }
}

function chosen(world: World, random: Random): Call {
  const options = candidates(world, CAST, random)
  if (random.chance(5)) return bend(random.pick(options), world, CAST, random)
  const allowed = options.filter((call) => typeof transition(world, call) !== 'string')
  return random.pick(allowed.length > 0 ? allowed : options)
}

const sum = (...amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)

test('no life loses or creates USDC, and its events rebuild it', () => {
  const seen = new Set<string>()
  for (let life = 0; life < LIVES; life++) {
    const random = createRandom(100 + life)
    let world = begin(life % 2 === 0)
    const reader = new Reader(world)
    let [inside, left] = [0n, 0n]
    for (let step = 0; step < STEPS && !reader.state.closed; step++) {
      if (random.chance(4)) world = happen(world, random)
      const call = chosen(world, random)
      const outcome = transition(world, call)
      if (typeof outcome === 'string') continue
      const { paid, deposited } = outcome
      reader.follow(outcome)
      for (const event of outcome.events) seen.add(event.name)
      const swept = call.verb === 'sweepFees' ? world.project.buckets.fees : 0n
      inside += deposited
      left += paid.client + paid.freelancer + paid.burn + (call.verb === 'close' ? paid.protocol : swept)
      world = outcome.world
      const { escrowed, disputed, fees, credits } = world.project.buckets
      const open = Object.values(world.engagements).map(({ milestone }) =>
        sum(milestone?.amount ?? 0n, milestone?.feeLocked ?? 0n),
      )
      const owed = Object.values(world.engagements).map(({ credit }) => credit)
      expect(sum(escrowed, disputed, fees, credits, left)).toBe(inside)
      expect(sum(escrowed, disputed)).toBe(sum(...open))
      expect(credits).toBe(sum(world.project.clientCredit, world.project.burnCredit, ...owed))
      expect(world.project.engagements).toBe(BigInt(Object.keys(world.engagements).length))
      expect(world.project.active).toBe(BigInt(open.filter((held) => held > 0n).length))
      expect(reader.state.project).toEqual(world.project)
      expect(reader.state.engagements).toEqual(world.engagements)
    }
  }
  // Everything a project can say was said, or the lives are too short to mean much.
  expect(seen.size, [...seen].join()).toBe(20)
})
