/** Runs of a file only the tests whose titles begin as asked: a project of vitest has no filter of its own. */
import type { RunnerTask, RunnerTestFile } from 'vitest'
import { VitestTestRunner } from 'vitest/runners'

export class FocusedRunner extends VitestTestRunner {
  onCollected(files: RunnerTestFile[]): void {
    const only = process.env['ONLY'] ?? ''
    const focus = (task: RunnerTask, path: string) => {
      if (task.type === 'suite') {
        for (const child of task.tasks) focus(child, `${path}${task.name} `)
      } else if (!`${path}${task.name}`.startsWith(only)) task.mode = 'skip'
    }
    for (const file of files) for (const task of file.tasks) focus(task, '')
  }
}

// vitest takes a runner from a default export.
export { FocusedRunner as default }
