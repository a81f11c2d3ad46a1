/** Can this actor, alone and with nothing but waiting, empty the escrow, and what does it bring? */
import type { Call, World } from '../../sdk/src/pure/calls'
import { transition } from '../../sdk/src/pure/model'
import { CLIENT, FREELANCER, callsOf, heldIn, moments, recordOf } from './machine'

/** What the parties hold in the end: paid out, or owed to them as a credit while they cannot be paid. */
export type Payout = { client: bigint; freelancer: bigint; calls: readonly Planned[] }

/** A call, and the time at which it is made. */
export type Planned = { at: bigint; call: Call }

type Step = { world: World; client: bigint; freelancer: bigint; calls: readonly Planned[] }

const MAX_CALLS = 2

/** The plan that empties the escrow and brings `actor` at least `promised`, or else the best one found. */
export function bestExit(world: World, actor: string, promised: bigint): Payout | undefined {
  const start: Step = { world, client: 0n, freelancer: 0n, calls: [] }
  let level = [start]
  const away = actor === FREELANCER && recordOf(world)?.state === 'hired' && !world.optedIn.has(FREELANCER)
  if (away) {
    const back = take(start, { verb: 'rejoin', sender: FREELANCER })
    // `rejoin` is the one call more that the rules allow a party who departed itself.
    if (back !== undefined) level = [back, start]
  }
  let best: Payout | undefined
  for (let made = 0; made < MAX_CALLS; made++) {
    const next: Step[] = []
    for (const step of level) {
      for (const now of waits(step.world)) {
        const later = { ...step, world: { ...step.world, now } }
        for (const request of callsOf(later.world, actor)) {
          // It empties a credit, not the escrow.
          if (request.verb === 'withdraw') continue
          const after = take(later, request)
          if (after === undefined) continue
          if (heldIn(after.world) > 0n) {
            next.push(after)
            continue
          }
          if (best === undefined || gain(after, actor) > gain(best, actor)) best = after
          if (gain(best, actor) >= promised) return best
        }
      }
    }
    level = next
  }
  return best
}

const gain = (payout: Pick<Payout, 'client' | 'freelancer'>, actor: string) =>
  actor === CLIENT ? payout.client : actor === FREELANCER ? payout.freelancer : 0n

function take(step: Step, request: Call): Step | undefined {
  const outcome = transition(step.world, request)
  if (typeof outcome === 'string') return undefined
  const { paid, credited, world } = outcome
  return {
    world,
    client: step.client + paid.client + credited.client,
    freelancer: step.freelancer + paid.freelancer + credited.freelancer,
    calls: [...step.calls, { at: step.world.now, call: request }],
  }
}

/** Now, and every moment to come at which a rule turns over (a submit of this very second opens a clock, too). */
function waits(world: World): bigint[] {
  return [world.now, ...moments(world).filter((moment) => moment > world.now)]
}
