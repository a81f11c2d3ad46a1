/** What somebody could try next: sensible calls of everybody, and the same calls bent in one argument. */
import type { Call, World } from '../../sdk/src/pure/calls'
import type { Address, EngagementRecord } from '../../sdk/src/pure/types'
import { boxDeposit } from '../engine/project'
import type { Random } from '../engine/random'
import type { World as Engine } from '../engine/world'

export type Cast = {
  client: Address
  arbiter: Address
  stranger: Address
  rival: Address
  burn: Address
  protocol: Address
  freelancers: readonly Address[]
}

export function castOf({ people, protocol }: Engine): Cast {
  return {
    client: people.client.addr,
    arbiter: people.arbiter.addr,
    stranger: people.stranger.addr,
    rival: people.rival.addr,
    burn: people.burn.addr,
    protocol: protocol.address,
    freelancers: [people.freelancer.addr, people.second.addr],
  }
}

const HOUR = 3_600n
const DAY = 86_400n
const YEARS_2 = 730n * DAY

/** A random schedule whose durations lie around the edges of the cancellation rules. */
function schedule(random: Random) {
  const durations = [HOUR, HOUR + 1n, 4n * HOUR, DAY, 30n * DAY, 80n * DAY, YEARS_2]
  const amounts = [1_000_000n, 1_000_003n, 300_000_000n, 999_999_999_999_999n, 1_000_000_000_000_000n]
  return Array.from({ length: 1 + random.int(3) }, () => ({
    amount: random.chance(3) ? 1_000_000n + random.bigint(10_000_000_000n) : random.pick(amounts),
    duration: random.chance(3) ? HOUR + random.bigint(60n * DAY) : random.pick(durations),
  }))
}

export function offerOf(random: Random, sender: Address, freelancer: Address): Call {
  const rows = schedule(random)
  // One in eight names a milestone that `start` will refuse.
  if (random.chance(8)) rows[0] = { amount: random.pick([999_999n, 1_000_000_000_000_001n]), duration: DAY }
  const terms = {
    schedule: rows,
    termsHash: random.bytes(32),
    reviewWindow: random.pick([0n, DAY, 2n * DAY, 90n * DAY]),
    maxRevisions: BigInt(random.int(4)),
    silenceRelease: random.pick([0n, 1n, 3_333n, 5_000n, 10_000n]),
  }
  return { verb: 'offer', sender, freelancer, terms, payment: boxDeposit(rows.length) }
}

function callsOn(record: EngagementRecord, world: World, cast: Cast, random: Random): Call[] {
  const { freelancer, version, milestone, proposal, terms } = record
  const { client, arbiter } = cast
  const { now, project } = world
  const on = (sender: Address) => ({ sender, freelancer, version })
  const said = { evidence: random.bytes(32), note: 'n'.repeat(random.pick([0, 1, 20, 256])) }
  const party = random.pick([client, freelancer])
  const anyone = random.pick([client, freelancer, arbiter, cast.stranger])
  const planned = terms.schedule[Number(record.accomplished)]
  const deposit = planned === undefined ? 1n : planned.amount + (planned.amount * project.feeBps) / 10_000n
  const amount = milestone?.amount ?? 1_000_000n
  const release = random.pick([0n, 1n, amount / 3n, amount - 1n, amount])
  const optIn = !world.optedIn.has(freelancer)
  const { release: offered = release, accomplished = true, author = client } = proposal ?? {}
  return [
    { verb: 'withdrawOffer', ...on(client) },
    { verb: 'accept', sender: freelancer, version, optIn },
    { verb: 'rejoin', sender: freelancer },
    { verb: 'start', deposit, ...on(client) },
    { verb: 'start', deposit, ...on(client) },
    { verb: 'extend', deadline: (milestone?.deadline ?? now) + random.pick([1n, DAY]), ...on(client) },
    { verb: 'post', ...on(random.pick([client, freelancer, arbiter])), ...said },
    { verb: 'submit', sender: freelancer, version, ...said },
    { verb: 'submit', sender: freelancer, version, ...said },
    { verb: 'requestChanges', ...on(client), ...said },
    { verb: 'approve', ...on(client) },
    { verb: 'claim', ...on(anyone) },
    { verb: 'cancelByClient', minRefund: random.pick([0n, amount / 2n]), ...on(client) },
    { verb: 'cancelByFreelancer', sender: freelancer, version },
    { verb: 'refund', ...on(client) },
    { verb: 'burn', ...on(client) },
    { verb: 'dispute', ...on(party), ...said },
    { verb: 'resolve', release, accomplished: random.chance(2), ...on(arbiter), ...said },
    { verb: 'resolveByDefault', ...on(anyone) },
    {
      verb: 'proposeSettlement',
      release,
      accomplished: random.chance(2),
      expiresAt: now + random.pick([1n, HOUR, 5n * DAY]),
      ...on(party),
    },
    { verb: 'acceptSettlement', release: offered, accomplished, ...on(author === client ? freelancer : client) },
    { verb: 'leave', sender: freelancer },
    { verb: 'dismiss', ...on(client) },
    ...(random.chance(3) && world.optedIn.has(freelancer) ? [{ verb: 'clearState', sender: freelancer } as const] : []),
  ]
}

export function candidates(world: World, cast: Cast, random: Random): Call[] {
  const anyone = random.pick([cast.client, cast.stranger, ...cast.freelancers])
  const calls: Call[] = [
    { verb: 'withdraw', sender: anyone, account: random.pick([cast.client, cast.burn, ...cast.freelancers]) },
    { verb: 'sweepFees', sender: anyone },
  ]
  if (random.chance(4)) calls.push({ verb: 'pause', sender: cast.client })
  if (world.project.state === 'paused') calls.push({ verb: 'resume', sender: cast.client })
  if (random.chance(6))
    calls.push({ verb: 'lowerFee', sender: cast.protocol, bps: BigInt(random.int(Number(world.project.feeBps) + 2)) })
  if (random.chance(12)) calls.push({ verb: 'close', sender: cast.protocol })
  for (const freelancer of cast.freelancers) {
    const record = world.engagements[freelancer]
    calls.push(...(record ? callsOn(record, world, cast, random) : [offerOf(random, cast.client, freelancer)]))
    if (!record && random.chance(4)) calls.push({ verb: 'leave', sender: freelancer })
  }
  return calls
}

/** Bends one argument: another caller, another version, or a value at or beyond its limit. */
export function bend(call: Call, world: World, cast: Cast, random: Random): Call {
  const everyone = [cast.client, cast.arbiter, cast.stranger, cast.rival, ...cast.freelancers]
  const bent: Call[] = []
  if (call.sender !== cast.protocol && call.verb !== 'clearState') bent.push({ ...call, sender: random.pick(everyone) })
  if ('version' in call) {
    const { version } = call
    bent.push({
      ...call,
      version: random.pick([version - 1n, version + 1n, version - (1n << 32n), version + (1n << 32n), 0n]),
    })
  }
  if ('freelancer' in call) bent.push({ ...call, freelancer: random.pick(everyone) })
  if ('note' in call) bent.push({ ...call, note: 'é'.repeat(128) + random.pick(['', 'x']) })
  if (call.verb === 'submit') bent.push({ ...call, evidence: new Uint8Array(32) })
  if ('release' in call) bent.push({ ...call, release: call.release + 1n })
  if (call.verb === 'acceptSettlement') bent.push({ ...call, accomplished: !call.accomplished })
  if (call.verb === 'proposeSettlement') bent.push({ ...call, expiresAt: world.now - BigInt(random.int(2)) })
  if (call.verb === 'extend') bent.push({ ...call, deadline: world.now + YEARS_2 + random.pick([0n, 1n]) })
  if (call.verb === 'extend') bent.push({ ...call, deadline: call.deadline - DAY })
  if (call.verb === 'start' && call.deposit !== 'malformed') {
    const { deposit } = call
    bent.push({ ...call, deposit: random.pick([deposit - 1n, deposit + 1n, 0n]) })
  }
  if (call.verb === 'cancelByClient') bent.push({ ...call, minRefund: random.pick([1n << 62n, 300_000_000n]) })
  if (call.verb === 'accept') bent.push({ ...call, optIn: !call.optIn })
  return bent.length === 0 ? call : random.pick(bent)
}

/** Every moment that a rule compares with `now`, over all engagements. */
export function moments(world: World): bigint[] {
  return Object.values(world.engagements).flatMap(({ milestone, terms, proposal }) => {
    if (milestone === undefined) return []
    const { startedAt, cancelableUntil, deadline, submittedAt, disputedAt } = milestone
    const list = [deadline, startedAt + HOUR, startedAt + 4n * HOUR, startedAt + DAY, cancelableUntil]
    if (submittedAt > 0n) list.push(submittedAt + DAY, submittedAt + terms.reviewWindow)
    if (disputedAt > 0n) list.push(disputedAt + 30n * DAY)
    if (proposal) list.push(proposal.expiresAt)
    return list
  })
}
