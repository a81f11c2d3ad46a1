/**
 * Breaks the code on purpose and sees that the proof notices: `tsx tests/sabotage/run.ts [--quick] [--row=16]`. Each breakage is a run of
 * one real test file with one thing changed in memory; it prints what was noticed by which test, and fails if something was not.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startVitest, type TestModule } from 'vitest/node'
import config from '../../vitest.config'
import { BREAKAGES, type Breakage } from './breakages'
import { breaking } from './break'

const quick = process.argv.includes('--quick')
const asked = process.argv.flatMap((arg) => (arg.startsWith('--row=') ? [Number(arg.slice(6))] : []))
const chosen = BREAKAGES.filter(({ row, quick: small }) => (asked.length > 0 ? asked.includes(row) : small || !quick))
const root = fileURLToPath(new URL('../../', import.meta.url))
const figures = mkdtempSync(join(tmpdir(), 'sabotage-'))

const nameOf = (index: number) => `breakage ${index}`

const projectOf = (breakage: Breakage, index: number) => ({
  root,
  ...(config.resolve === undefined ? {} : { resolve: config.resolve }),
  plugins: [breaking(breakage)],
  test: {
    name: nameOf(index),
    include: [breakage.file],
    runner: fileURLToPath(new URL('focus.ts', import.meta.url)),
    env: { ...breakage.env, ONLY: breakage.only ?? '', FIGURES_DIR: figures },
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
})

/** The tests of a broken run that failed by an assertion or an error; a file that does not even load proves nothing. */
function noticedBy(module: TestModule | undefined): { tests: string[]; why: string | undefined } {
  if (module === undefined) return { tests: [], why: 'no test was found' }
  const tests = [...module.children.allTests('failed')].map((test) => test.fullName)
  const passed = [...module.children.allTests('passed')].length
  const [error] = module.errors()
  const why = tests.length > 0 ? undefined : (error?.message ?? `${passed} tests passed`)
  return { tests, why }
}

let missed = 0
const open = new Set(chosen.map((_, index) => nameOf(index)))
/** One line a breakage, as soon as it is known: a long run may be stopped. */
function report(name: string, module: TestModule | undefined): void {
  const breakage = chosen.find((_, index) => nameOf(index) === name)
  if (breakage === undefined || !open.delete(name)) return
  const { tests, why } = noticedBy(module)
  if (why !== undefined) missed += 1
  const more = tests.length > 1 ? ` and ${tests.length - 1} more` : ''
  const said = why === undefined ? `noticed by ${tests[0]}${more}` : `NOT NOTICED: ${why}`
  process.stdout.write(`row ${breakage.row}: ${breakage.what} -> ${said}\n`)
}

const vitest = await startVitest(
  'test',
  [],
  {
    config: false,
    root,
    watch: false,
    reporters: [{ onTestModuleEnd: (module: TestModule) => report(module.project.name, module) }],
    silent: true,
    maxWorkers: '100%',
  },
  { test: { projects: chosen.map(projectOf) } },
)
// What did not even begin is not noticed either.
for (const name of [...open]) report(name, undefined)
const rows = new Set(chosen.map(({ row }) => row)).size
process.stdout.write(
  `sabotage: breakages ${chosen.length}, rows ${rows}, noticed ${chosen.length - missed}, missed ${missed}\n`,
)
await vitest.close()
rmSync(figures, { recursive: true })
process.exit(missed === 0 ? 0 : 1)
