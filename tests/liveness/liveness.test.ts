/**
 * Row 7: from every reachable funded state somebody honest gets the money out.
 * given a milestone is open, and the others are silent, departed, opted out or frozen
 *   it can be emptied by the client in at most 2 calls
 *   it can be emptied by the freelancer in at most 2 calls, and a `rejoin` if the freelancer had departed
 *   it can be emptied by anyone in 1 call where a clock was agreed
 *   it brings the freelancer what the terms promise once it was submitted, and the client the refund once it is due
 *   the one exception: submitted, no review window, no arbiter, a silent client
 * given no milestone is open
 *   the client ends the engagement, unless the freelancer left a credit uncollected
 */
import { expect, test } from 'vitest'
import type { World } from '../../sdk/src/pure/calls'
import { LONG, progress, recordFigures, size } from '../engine/settings'
import { openWorld } from '../engine/world'
import {
  begin,
  CLIENT,
  call,
  DAY,
  explore,
  FREELANCER,
  heldIn,
  recordOf,
  STRANGER,
  variants,
  type Action,
  type Variant,
} from './machine'
import { bestExit, type Payout } from './plan'
import { replay, type Way } from './replay'

/** Those whose rules differ most; the long run takes all. */
const STANDARD = (v: Variant) => v.maxRevisions === 1n && v.reviewWindow <= DAY && v.silenceRelease === 5_000n

const fee = (amount: bigint, bps: bigint) => (amount * bps) / 10_000n

/** What a silent client leaves the freelancer of a submitted or disputed milestone. */
function promisedToFreelancer(world: World, variant: Variant): bigint {
  const milestone = recordOf(world)?.milestone
  if (milestone === undefined) return 0n
  const { amount } = milestone
  const { feeBps } = world.project
  if (milestone.disputedAt === 0n && variant.reviewWindow > 0n) return amount - fee(amount, feeBps)
  if (!variant.arbiter) return 0n
  const release = fee(amount, variant.silenceRelease)
  return release - fee(release, feeBps)
}

type WayOut = { exit: Payout | undefined; why: string | undefined }

/** The way out of an honest actor, or the reason why it is stranded here. */
function wayOut(world: World, actor: string, variant: Variant): WayOut {
  const record = recordOf(world)
  const milestone = record?.milestone
  if (record === undefined || milestone === undefined) return { exit: undefined, why: undefined }
  const submitted = record.milestoneState === 'submitted_milestone' || record.milestoneState === 'disputed_milestone'
  const { feeBps } = world.project
  const refund = milestone.amount + milestone.feeLocked - 2n * fee(milestone.amount, feeBps)
  const promised = submitted
    ? actor === FREELANCER
      ? promisedToFreelancer(world, variant)
      : 0n
    : actor === CLIENT
      ? refund
      : 0n
  const exit = bestExit(world, actor, promised)
  if (exit === undefined) return { exit, why: 'no way out' }
  const brings = actor === CLIENT ? exit.client : exit.freelancer
  const said = exit.calls.map(({ call: { verb } }) => verb).join(', ')
  return { exit, why: brings >= promised ? undefined : `${said} brings ${brings} of the ${promised} promised` }
}

const clockAgreed = (world: World, variant: Variant) => {
  const state = recordOf(world)?.milestoneState
  return state === 'disputed_milestone' || (state === 'submitted_milestone' && variant.reviewWindow > 0n)
}

/** A client who left a settlement on the table is not silent until it expires. */
function isTheException(world: World, actor: string, variant: Variant): boolean {
  if (actor !== FREELANCER || variant.reviewWindow > 0n || variant.arbiter) return false
  const { milestoneState, proposal } = recordOf(world) ?? {}
  const offered = proposal?.author === CLIENT && world.now <= proposal.expiresAt
  return milestoneState === 'submitted_milestone' && !offered
}

/** Dismiss (after resuming nothing: a pause does not block it), or what keeps the engagement. */
function endable(world: World): boolean {
  const record = recordOf(world)
  if (record === undefined || record.credit > 0n) return true
  const on = { sender: CLIENT, freelancer: FREELANCER, version: record.version }
  return call(world, { verb: record.state === 'offered' ? 'withdrawOffer' : 'dismiss', ...on }) !== undefined
}

/** One way out of each class: a shortest one, for the search goes level by level. */
const ways = new Map<string, Way>()

/** Ways out are of one class when the same actor leaves by the same calls while the same parties are away or blocked. */
function keep(way: Way, world: World, path: () => readonly Action[]): void {
  const away = recordOf(world)?.state === 'hired' && !world.optedIn.has(FREELANCER)
  const calls = way.exit.calls.map(({ call: { verb } }) => verb)
  const { arbiter, reviewWindow } = way.variant
  const blocked = [...world.unpayable].sort()
  const name = [arbiter, reviewWindow, recordOf(world)?.milestoneState, away, blocked, way.actor, calls].join('|')
  if (!ways.has(name)) ways.set(name, { ...way, path: path() })
}

// The long search takes all 24 variants, some minutes each.
test(
  'from every reachable state an honest party gets the money out, with one named exception',
  { timeout: 3 * 3_600_000 },
  () => {
    const all = LONG ? variants() : variants().filter(STANDARD)
    const chosen = all.slice(0, size('LIVENESS_VARIANTS', all.length, all.length))
    const report = progress('liveness', chosen.length)
    const found: string[] = []
    let states = 0
    let funded = 0
    let exceptions = 0
    chosen.forEach((variant, index) => {
      states += explore(begin(variant), (world, key, path) => {
        if (heldIn(world) === 0n) {
          if (!endable(world)) found.push(`${key}: the client cannot end the engagement`)
          return
        }
        funded += 1
        for (const actor of [CLIENT, FREELANCER, ...(clockAgreed(world, variant) ? [STRANGER] : [])]) {
          const { exit, why } = wayOut(world, actor, variant)
          const exception = isTheException(world, actor, variant)
          if (exception) exceptions += 1
          if (exit !== undefined) keep({ variant, actor, key, path: [], exit }, world, path)
          if ((why !== undefined) === exception) continue
          found.push(`${actor} in ${key}: ${why ?? 'the named exception is none'}`)
        }
        report(index)
      })
    })
    expect(found.slice(0, 10)).toEqual([])
    expect(exceptions, 'the named exception is reachable').toBeGreaterThan(0)
    recordFigures('07-liveness', { variants: chosen.length, states, funded, stranded: found.length, exceptions })
  },
)

test('the ways out that were found lead out on the chain, too', { timeout: 3_600_000 }, async () => {
  const all = [...ways.values()]
  const every = Math.max(1, Math.floor(all.length / size('LIVENESS_WAYS', 60, Infinity)))
  const chosen = all.filter((_, index) => index % every === 0)
  let world = await openWorld()
  const back = world.chain.snapshot?.()
  const report = progress('liveness on chain', chosen.length)
  for (const [index, way] of chosen.entries()) {
    back?.()
    // On a node nobody can go back to accounts that nothing has happened to.
    if (back === undefined && index > 0) world = await openWorld({ chain: world.chain })
    const differs = await replay(world, way, index % 2 === 0 ? 'frozen' : 'opted out')
    expect(differs, `${way.actor} in ${way.key} after ${way.path.map(({ verb }) => verb).join(', ')}`).toBeUndefined()
    report(index)
  }
  recordFigures('07-liveness-replayed', { waysFound: all.length, waysReplayed: chosen.length })
})
