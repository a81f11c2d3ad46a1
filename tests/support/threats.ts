/**
 * Row 3, by what ran and not by what is written: each test whose title begins with the ids of threats leaves them behind
 * when it has passed, on the chain it ran on. `npm run proof` counts them.
 */
import { relative } from 'node:path'
import { afterAll, afterEach, expect, type TestContext } from 'vitest'
import { keepFigures } from '../engine/settings'
import { ThreatTally } from './threat-tally'

const tally = new ThreatTally()

afterEach(({ task }: { task: TestContext['task'] }) => {
  tally.count(task, (task.result?.errors ?? []).length > 0)
})

const file = relative(process.cwd(), expect.getState().testPath ?? 'tests').replaceAll(/[\\/]/g, '-')

afterAll(() => {
  if (!tally.empty) keepFigures(`03-threats-${file}`, tally.shown())
})
