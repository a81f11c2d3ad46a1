/**
 * Row 5, with rows 4 and 14: random runs of everybody's calls on the real program beside the model.
 * given any history
 *   it does what the model predicts: result or code, amounts, events, and every field of the state
 *   it keeps every invariant after every step
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../engine/random'
import { keepFigures, progress, recordFigures, SEED, size } from '../engine/settings'
import { openWorld, type World } from '../engine/world'
import { INVARIANTS } from '../invariants/all'
import { Session } from './session'

const RUNS = size('RUNS', 200, 2_000)
const STEPS = size('STEPS', 30, 100)
/** The run to begin with: a long run that was stopped after n of them is gone on with by FROM=n. */
const FROM = size('FROM', 0, 0)
const PART = FROM > 0 ? `-from-${FROM}` : ''

/** One step: what it does is drawn from its number and the state it meets, so a run is its list of numbers. */
class Step implements fc.AsyncCommand<object, Session> {
  constructor(readonly seed: number) {}
  check = () => true
  run = (_: object, session: Session) => session.step(createRandom(this.seed))
  toString = () => String(this.seed)
}

/** The embedded chain goes back to its beginning for each run; on a node every run has a world of its own. */
async function worlds(): Promise<() => Promise<World>> {
  const first = await openWorld()
  const back = first.chain.snapshot?.()
  if (back === undefined) return () => openWorld({ chain: first.chain })
  return () => {
    back()
    return Promise.resolve(first)
  }
}

test(
  'T02 T17 T20 T26 T42 T44 T50 T51 T52: no run differs from the model or breaks an invariant',
  { timeout: 3 * 3_600_000 },
  async () => {
    const next = await worlds()
    const report = progress('stateful', RUNS - FROM)
    const codes = new Set<string>()
    const verbs = new Set<string>()
    const total = { runs: 0, steps: 0, allowed: 0, refused: 0, events: 0 }
    const figures = (differences: number) => ({
      [`14-events${PART}`]: { runs: total.runs, events: total.events, differences },
      [`05-stateful${PART}`]: {
        ...total,
        differences,
        verbsDone: verbs.size,
        codes: codes.size,
        invariants: INVARIANTS.length,
      },
    })
    const keep = (differences: number) => {
      for (const [row, values] of Object.entries(figures(differences))) keepFigures(row, values)
    }
    const steps = fc.array(fc.nat(), { minLength: STEPS, maxLength: STEPS })
    await fc.assert(
      fc.asyncProperty(fc.boolean(), steps, async (arbiter, seeds) => {
        const session = await Session.open(await next(), arbiter)
        try {
          await fc.asyncModelRun(
            () => ({ model: {}, real: session }),
            seeds.map((seed) => new Step(seed)),
          )
          session.compareWithEvents()
        } catch (difference) {
          keep(1)
          throw difference
        }
        const { counts } = session
        total.runs += 1
        total.steps += counts.steps
        total.allowed += counts.allowed
        total.refused += counts.refused
        total.events += session.allEvents.length
        counts.codes.forEach((code) => codes.add(code))
        counts.verbs.forEach((verb) => verbs.add(verb))
        keep(0)
        report(total.runs)
      }),
      // A transcript of the last steps says more than a shorter run would.
      { numRuns: RUNS - FROM, seed: SEED, path: FROM > 0 ? String(FROM) : '', endOnFailure: true },
    )
    for (const [row, values] of Object.entries(figures(0))) recordFigures(row, values)
    // A short run or another seed may miss a verb; the default run must not.
    if (total.steps >= 6_000 && process.env['SEED'] === undefined)
      expect(verbs.size, `only ${[...verbs].join()} were done`).toBe(29)
  },
)
