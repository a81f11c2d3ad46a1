/**
 * Row 3, by what ran and not by what is written: each test whose title begins with the ids of threats leaves them behind
 * when it has passed, on the chain it ran on. `npm run proof` counts them.
 */
import { relative } from 'node:path'
import { afterAll, afterEach, expect, type TestContext } from 'vitest'
import { keepFigures } from '../engine/settings'

type Task = TestContext['task']
type Titled = { name: string; suite?: Titled | undefined }

const passed: Record<string, number> = {}
const failed = new Set<string>()

/** Ids in the test's own title and in those of the suites around it. */
function threatsOf(task: Titled): string[] {
  const own = /^(?:T\d\d[ :]*)+/.exec(task.name)?.[0].match(/T\d\d/g) ?? []
  return [...own, ...(task.suite ? threatsOf(task.suite) : [])]
}

afterEach(({ task }: { task: Task }) => {
  const ids = threatsOf(task)
  const fails = (task.result?.errors ?? []).length > 0
  for (const id of ids) {
    if (fails) failed.add(id)
    else passed[id] = (passed[id] ?? 0) + 1
  }
})

const file = relative(process.cwd(), expect.getState().testPath ?? 'tests').replaceAll(/[\\/]/g, '-')

afterAll(() => {
  if (Object.keys(passed).length + failed.size === 0) return
  // A threat with one test that failed is not shown.
  keepFigures(`03-threats-${file}`, Object.fromEntries(Object.entries(passed).filter(([id]) => !failed.has(id))))
})
