// Prints `PASSED FAILED` for a vitest JSON report. A file that could not be loaded, and a run that failed without saying
// why, each count as one failure.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const [report, exitCode] = process.argv.slice(2)
const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
const unloadable = testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
)
const failed = numFailedTests + unloadable.length
const silent = failed === 0 && (exitCode !== '0' || numPassedTests === 0) ? 1 : 0
process.stdout.write(`${numPassedTests} ${failed + silent}\n`)
