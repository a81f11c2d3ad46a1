/**
 * A test that cannot fail is a defect.
 * given the code is broken on purpose, in memory
 *   the row of the proof that is there for it fails
 * given words to change that are not there any more
 *   the breakage says that it is out of date
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CHAIN, LONG, recordFigures } from '../engine/settings'
import { BREAKAGES } from './breakages'
import { changed, sourceOf } from './break'

const RUN = fileURLToPath(new URL('run.ts', import.meta.url))

/** A run of vitest cannot start another one in its own process. */
function runBroken(args: readonly string[]): Promise<string> {
  // What the outer run says about itself would make the inner one write its figures and sizes.
  const { PROOF: _proof, ...env } = process.env
  const inner = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST')))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', RUN, ...args], { env: inner, stdio: 'pipe' })
    let said = ''
    child.stdout.on('data', (data: Buffer) => (said += data.toString()))
    child.stderr.on('data', (data: Buffer) => (said += data.toString()))
    child.on('error', reject)
    child.on('close', () => resolve(said))
  })
}

test.skipIf(CHAIN === 'node')('what is broken on purpose is noticed', { timeout: 3_600_000 }, async () => {
  const said = await runBroken(LONG ? [] : ['--quick'])
  const lines = said.split('\n').filter((line) => /^(row \d+|sabotage):/.test(line))
  process.stdout.write(`${lines.join('\n')}\n`)
  const [, breakages, rows, noticed] = /breakages (\d+), rows (\d+), noticed (\d+)/.exec(said)?.map(Number) ?? []
  expect(breakages, said).toBe(BREAKAGES.filter(({ quick }) => LONG || quick).length)
  expect(lines.filter((line) => line.includes('NOT NOTICED'))).toEqual([])
  expect(noticed).toBe(breakages)
  recordFigures('17-sabotage', { breakages: breakages ?? 0, rows: rows ?? 0, noticed: noticed ?? 0 })
})

test('every breakage still finds the words it changes', () => {
  for (const { how } of BREAKAGES) if ('source' in how) expect(changed(sourceOf(how), how)).not.toBe(sourceOf(how))
  const gone = { source: 'sdk/src/pure/money.ts', from: 'words that nobody wrote', to: '' }
  expect(() => changed(sourceOf(gone), gone)).toThrow(/up to date/)
})
