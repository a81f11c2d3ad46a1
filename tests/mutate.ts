/**
 * Row 15: `npm run mutate`. Stryker changes the money and state modules of the SDK, one spot at a time; the offline tests
 * have to notice. Leaves the score of the whole and of the weakest file behind, as the other rows do.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recordFigures } from './engine/settings'

type Mutant = { status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'RuntimeError' | 'Ignored' }
type Report = { files: Record<string, { mutants: Mutant[] }> }

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const { status } = spawnSync('npx', ['stryker', 'run', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })

const { files } = JSON.parse(readFileSync(`${ROOT}reports/mutation/mutation.json`, 'utf8')) as Report
const count = (mutants: Mutant[], ...wanted: Mutant['status'][]) =>
  mutants.filter((mutant) => wanted.includes(mutant.status)).length
const scoreOf = (mutants: Mutant[]) => {
  const killed = count(mutants, 'Killed', 'Timeout')
  const alive = count(mutants, 'Survived', 'NoCoverage')
  // Rounded down: 89.99 is not 90.
  return Math.floor((1_000 * killed) / (killed + alive)) / 10
}

const all = Object.values(files).flatMap(({ mutants }) => mutants)
const weakest = Object.entries(files)
  .map(([path, { mutants }]) => ({ file: basename(path), score: scoreOf(mutants) }))
  .reduce((a, b) => (b.score < a.score ? b : a))
recordFigures('15-sdk-mutation', {
  modules: Object.keys(files).length,
  mutants: all.length,
  killed: count(all, 'Killed', 'Timeout'),
  survived: count(all, 'Survived', 'NoCoverage'),
  percent: scoreOf(all),
  weakest: `${weakest.file} ${weakest.score}`,
})
process.exitCode = status ?? 1
