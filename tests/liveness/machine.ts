/**
 * The abstract machine of the liveness search: the SDK's model with one project, one freelancer and a few amounts and
 * times. Time is kept as the class of `now` against every moment a rule names (before, at, after) and the order in which
 * the moments to come will pass; what a rule cannot see (versions, absolute times) is left out of a state's key.
 */
import type { Call, World } from '../../sdk/src/pure/calls'
import { boxDepositOf } from '../../sdk/src/pure/engagement'
import { transition } from '../../sdk/src/pure/model'
import type { EngagementRecord, Terms } from '../../sdk/src/pure/types'

export const HOUR = 3_600n
export const DAY = 86_400n
export const EPOCH = 1_800_000_000n

export const CLIENT = 'CLIENT'
export const FREELANCER = 'FREELANCER'
export const ARBITER = 'ARBITER'
export const STRANGER = 'STRANGER'
export const PROTOCOL = 'PROTOCOL'
const BURN = 'BURN'
export const ACTORS = [CLIENT, FREELANCER, ARBITER, STRANGER] as const

/** Terms whose differences a rule can see: with and without a way to end a review, revisions, and an arbiter's default. */
export type Variant = { arbiter: boolean; reviewWindow: bigint; maxRevisions: bigint; silenceRelease: bigint }

export function variants(): Variant[] {
  const all: Variant[] = []
  for (const arbiter of [false, true])
    for (const reviewWindow of [0n, DAY, 40n * DAY])
      for (const maxRevisions of [0n, 1n])
        // Unused without an arbiter, so one value says all.
        for (const silenceRelease of arbiter ? [0n, 5_000n, 10_000n] : [5_000n])
          all.push({ arbiter, reviewWindow, maxRevisions, silenceRelease })
  return all
}

/** Two milestones: one whose deadline comes before every other clock, one whose cancel window ends before its deadline. */
const SCHEDULE = [
  { amount: 1_000_003n, duration: 2n * HOUR },
  { amount: 300_000_000n, duration: 60n * DAY },
]

export const termsOf = ({ arbiter: _arbiter, ...rest }: Variant): Terms => ({
  schedule: SCHEDULE,
  termsHash: new Uint8Array(32),
  ...rest,
})

/** Where every run begins: the client has made an offer. */
export function begin(variant: Variant): World {
  const terms = termsOf(variant)
  const { arbiter } = variant
  const world: World = {
    now: EPOCH,
    project: {
      id: 1n,
      address: 'APP',
      protocol: 2n,
      protocolAddress: PROTOCOL,
      state: 'running',
      client: CLIENT,
      arbiter: arbiter ? ARBITER : undefined,
      burn: BURN,
      usdc: 3n,
      feeBps: 300n,
      projectHash: new Uint8Array(32),
      offers: 0n,
      engagements: 0n,
      active: 0n,
      buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
      clientCredit: 0n,
      burnCredit: 0n,
    },
    engagements: {},
    optedIn: new Set(),
    unpayable: new Set(),
    frozen: false,
    donated: 0n,
  }
  const payment = boxDepositOf(terms.schedule.length)
  const offered = call(world, { verb: 'offer', sender: CLIENT, freelancer: FREELANCER, terms, payment })
  if (offered === undefined) throw new Error('the machine cannot begin: its offer was refused')
  return offered
}

/** The world after a call, or undefined where the rules refuse it. */
export function call(world: World, request: Call): World | undefined {
  const outcome = transition(world, request)
  return typeof outcome === 'string' ? undefined : outcome.world
}

export const recordOf = (world: World): EngagementRecord | undefined => world.engagements[FREELANCER]
export const heldIn = ({ project }: World): bigint => project.buckets.escrowed + project.buckets.disputed

/** Every call of one actor that could succeed, with representative arguments. */
export function callsOf(world: World, sender: string): Call[] {
  const record = recordOf(world)
  if (record === undefined) return sender === CLIENT ? projectCalls(world) : []
  const { version, milestone, proposal } = record
  const on = { sender, freelancer: FREELANCER, version }
  const said = { evidence: new Uint8Array(32).fill(1), note: '' }
  const planned = SCHEDULE[Number(record.accomplished)]
  const calls: Call[] = [
    { verb: 'claim', ...on },
    { verb: 'resolveByDefault', ...on },
    { verb: 'withdraw', sender, account: FREELANCER },
    { verb: 'withdraw', sender, account: CLIENT },
  ]
  if (sender === CLIENT) {
    calls.push(...projectCalls(world), { verb: 'approve', ...on }, { verb: 'refund', ...on })
    calls.push({ verb: 'cancelByClient', minRefund: 0n, ...on }, { verb: 'burn', ...on }, { verb: 'dismiss', ...on })
    calls.push({ verb: 'requestChanges', ...on, ...said }, { verb: 'withdrawOffer', ...on })
    if (planned) {
      const deposit = planned.amount + (planned.amount * world.project.feeBps) / 10_000n
      calls.push({ verb: 'start', deposit, ...on })
    }
    if (milestone) calls.push({ verb: 'extend', deadline: milestone.deadline + DAY, ...on })
  }
  if (sender === FREELANCER) {
    const optIn = !world.optedIn.has(FREELANCER)
    calls.push({ verb: 'accept', sender, version, optIn }, { verb: 'rejoin', sender }, { verb: 'leave', sender })
    calls.push({ verb: 'submit', sender, version, ...said }, { verb: 'cancelByFreelancer', sender, version })
  }
  if (sender === ARBITER && milestone) {
    for (const release of [0n, milestone.amount])
      calls.push({ verb: 'resolve', release, accomplished: release > 0n, ...on, ...said })
  }
  if (sender === CLIENT || sender === FREELANCER) {
    calls.push({ verb: 'dispute', ...on, ...said })
    const { release = 0n, accomplished = false } = proposal ?? {}
    calls.push({ verb: 'acceptSettlement', release, accomplished, ...on })
    if (milestone) {
      const offer = { release: milestone.amount / 3n, accomplished: true, expiresAt: world.now + DAY }
      calls.push({ verb: 'proposeSettlement', ...offer, ...on })
    }
  }
  return calls
}

function projectCalls({ project }: World): Call[] {
  return [{ verb: project.state === 'running' ? 'pause' : 'resume', sender: CLIENT }]
}

/** Every moment that a rule compares with `now` while this milestone is open. */
export function moments(world: World): bigint[] {
  const record = recordOf(world)
  const milestone = record?.milestone
  if (record === undefined || milestone === undefined) return []
  const { startedAt, cancelableUntil, deadline, submittedAt, disputedAt } = milestone
  const { reviewWindow } = record.terms
  const list = [deadline]
  if (cancelableUntil > 0n) list.push(startedAt + HOUR, startedAt + 4n * HOUR, startedAt + DAY, cancelableUntil)
  if (submittedAt > 0n) list.push(submittedAt + DAY)
  if (submittedAt > 0n && reviewWindow > 0n) list.push(submittedAt + reviewWindow)
  if (disputedAt > 0n) list.push(disputedAt + 30n * DAY)
  if (record.proposal) list.push(record.proposal.expiresAt)
  return list
}

/** What can happen next: a call, the passing of time, or a payee who can no longer be paid, or can again. */
export type Action = Call | { verb: 'wait'; until: bigint } | { verb: 'block' | 'unblock'; payee: string }
type Next = { action: Action; world: World }

/** What the ledger refuses before a program runs: who is in cannot opt in, who is out cannot clear, who is blocked cannot pay. */
function refusedByLedger({ optedIn, unpayable }: World, request: Call): boolean {
  const joined = optedIn.has(FREELANCER)
  if (request.verb === 'clearState') return !joined
  if (request.verb === 'rejoin') return joined
  return request.verb === 'start' && unpayable.has(CLIENT)
}

/** Everybody's calls, what the issuer and the network can do to the parties, and the passing of time. */
export function successors(world: World): Next[] {
  const next: Next[] = []
  const make = (action: Call) => {
    const after = refusedByLedger(world, action) ? undefined : call(world, action)
    if (after !== undefined) next.push({ action, world: after })
  }
  for (const actor of ACTORS) callsOf(world, actor).forEach(make)
  make({ verb: 'clearState', sender: FREELANCER })
  if (world.project.feeBps === 300n) make({ verb: 'lowerFee', sender: PROTOCOL, bps: 100n })
  // A payee that opts out and one that the issuer freezes look the same to the rules: it cannot be paid.
  for (const payee of [CLIENT, FREELANCER]) {
    const unpayable = new Set(world.unpayable)
    const verb = unpayable.delete(payee) ? 'unblock' : 'block'
    if (verb === 'block') unpayable.add(payee)
    next.push({ action: { verb, payee }, world: { ...world, unpayable } })
  }
  for (const moment of moments(world))
    for (const until of [moment - 1n, moment, moment + 1n])
      if (until > world.now) next.push({ action: { verb: 'wait', until }, world: { ...world, now: until } })
  return next
}

/** What the rules can see of a world: two with the same key allow the same calls. */
export function keyOf(world: World): string {
  const { project, now } = world
  const record = recordOf(world)
  const parts: unknown[] = [project.state, project.feeBps, [...world.unpayable].sort().join(), world.optedIn.size]
  if (record === undefined) return parts.join('|')
  const { milestone, proposal } = record
  parts.push(record.state, record.milestoneState, record.accomplished, record.revisions, record.credit > 0n)
  parts.push(project.clientCredit > 0n, record.clientCancels > 0n, proposal?.author)
  if (milestone) {
    // The fee locked may be of a rate that is history: it decides what the client gets back.
    parts.push(milestone.feeLocked, milestone.cancelableUntil > 0n)
    const classes = moments(world).map((moment, index) => [moment - now, index] as const)
    parts.push(classes.map(([distance]) => (distance > 0n ? '<' : distance === 0n ? '=' : '>')).join(''))
    const order = classes
      .filter(([distance]) => distance > 0n)
      .sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j))
    parts.push(order.map(([, index]) => index).join(''))
  }
  return parts.join('|')
}

/** Every state that can be reached, one world for each, with a shortest way to it. */
export function explore(first: World, visit: (world: World, key: string, path: () => Action[]) => void): number {
  const start = keyOf(first)
  const from = new Map<string, { before: string; action: Action } | undefined>([[start, undefined]])
  const pathTo = (key: string): Action[] => {
    const path: Action[] = []
    for (let step = from.get(key); step !== undefined; step = from.get(step.before)) path.push(step.action)
    return path.reverse()
  }
  let level = [{ world: first, key: start }]
  while (level.length > 0) {
    const next: typeof level = []
    for (const { world, key: before } of level) {
      visit(world, before, () => pathTo(before))
      for (const { action, world: after } of successors(world)) {
        const key = keyOf(after)
        if (from.has(key)) continue
        from.set(key, { before, action })
        next.push({ world: after, key })
      }
    }
    level = next
  }
  return from.size
}
