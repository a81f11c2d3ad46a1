/**
 * Row 4: no invariant is a check that cannot fail.
 * given real steps on the real program
 *   none of the invariants finds anything
 * given the same step with one field changed in what was read
 *   the invariant that forbids it says so
 */
import { beforeAll, expect, test } from 'vitest'
import { recordFigures } from '../engine/settings'
import { openWorld } from '../engine/world'
import { broken, INVARIANTS } from './all'
import { LIES, type Step } from './lies'
import { closeStep, freezeStep, stepOf } from './steps'
import type { History, Trace } from './trace'

let steps: Record<Step, Trace>

beforeAll(async () => {
  const world = await openWorld()
  const back = world.chain.snapshot?.()
  const fresh = async (make: () => Promise<Trace>): Promise<Trace> => {
    back?.()
    return make()
  }
  steps = {
    approve: await fresh(() => stepOf(world, 'approve')),
    start: await fresh(() => stepOf(world, 'start')),
    submit: await fresh(() => stepOf(world, 'submit')),
    sweepFees: await fresh(() => stepOf(world, 'sweepFees')),
    withdraw: await fresh(() => stepOf(world, 'withdraw')),
    proposeSettlement: await fresh(() => stepOf(world, 'proposeSettlement')),
    refused: await fresh(() => stepOf(world, 'approve', { version: 7n })),
    freeze: await fresh(() => freezeStep(world)),
    close: await fresh(() => closeStep(world)),
  }
})

/** Invariants write down what they have seen: every look begins with what was seen before the step. */
function look(trace: Trace): string[] {
  const { history } = trace
  const copy: History = {
    ...history,
    consumed: new Map(history.consumed),
    terms: new Map(history.terms),
    cancelableUntil: new Map(history.cancelableUntil),
    highest: new Map(history.highest),
  }
  return broken({ ...trace, history: copy })
}

test('a real step breaks no invariant', () => {
  expect(steps.refused.succeeded).toBe(false)
  expect(steps.approve.events.map(({ name }) => name)).toEqual(['MilestoneClosed'])
  for (const [name, trace] of Object.entries(steps)) expect(look(trace), name).toEqual([])
})

test.each(LIES)('invariant $number notices when $breakage', ({ number, step, tell }) => {
  const findings = look(tell(steps[step]))
  expect(findings.filter((finding) => finding.startsWith(`invariant ${number}:`))).toHaveLength(1)
})

test('there is a breakage for every invariant', () => {
  expect(LIES.map(({ number }) => number)).toEqual(INVARIANTS.map(({ number }) => number))
  recordFigures('04-invariants', { invariants: INVARIANTS.length, seenViolated: LIES.length })
})
