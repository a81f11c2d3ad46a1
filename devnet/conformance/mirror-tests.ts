/**
 * Runs the project's own tests against a node and the embedded chain at once, and prints what was compared, file by file:
 *
 *     ALGOD_PORT=<a new node's> KMD_PORT=<its kmd's> npx tsx devnet/conformance/mirror-tests.ts [files or folders]
 *
 * The node has to be new (round 0), in dev mode, on this machine. Every group is simulated with a full trace on both first;
 * see mirror.ts. `--restart '<command>'` starts a new node at the same ports before every file, so that a difference in one
 * does not lead the next astray; with it `--tapes <folder>` keeps a tape of every file. Differences, logs and the table are
 * left in reports/mirror, or where `--reports` says. Ends with 1 when an answer differs or a test fails.
 */
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveMirror } from './mirror-server'
import { MirrorSession, reportTo, type Counts } from './mirror-session'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    restart: { type: 'string' },
    tapes: { type: 'string' },
    reports: { type: 'string', default: 'reports/mirror' },
  },
})
const { restart, tapes } = flags
if (tapes !== undefined && restart === undefined) {
  throw new Error('--tapes needs --restart: a tape begins where the chain begins.')
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const REPORTS = resolve(ROOT, flags.reports)
const DIFFERENCES = join(REPORTS, 'differences.txt')

/** What the specification of the embedded chain calls the escrow's own tests, and whatever else speaks to CHAIN=node. */
const EVERYTHING = ['tests', 'sdk/test', 'scripts']

/** Each group is run four times, on two chains. */
const PATIENCE_MS = 3_600_000

type Row = Counts & { file: string; tests: string; seconds: number }

function testFiles(path: string): string[] {
  const found = statSync(join(ROOT, path)).isDirectory()
    ? readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' }).map((name) => `${path}/${name}`)
    : [path]
  return found.filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules')).sort()
}

function startNode(command: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`\`${command}\` ended with ${status}: ${stderr}`)
}

/** Connections to the node before are found dead only when they are used. */
async function nodeAnswers(): Promise<void> {
  for (let patience = 60; ; patience--) {
    const answer = await fetch(`${ALGOD_SERVER}:${ALGOD_PORT}/health`).catch(() => undefined)
    if (answer?.ok) return
    if (patience === 0) throw new Error(`No node answers at ${ALGOD_SERVER}:${ALGOD_PORT}.`)
    await new Promise((resume) => setTimeout(resume, 500))
  }
}

/** Vitest on one file, at the mirror's port. Its figures are not those of a run on the node alone: they stay here. */
function runTests(file: string, port: number): Promise<string> {
  const places = { ALGOD_SERVER, ALGOD_PORT: String(port), FIGURES_DIR: REPORTS }
  const env = { ...process.env, ...places, CHAIN: 'node', HOOK_TIMEOUT: String(PATIENCE_MS) }
  const vitest = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', file, '--reporter=json']
  const child = spawn(process.execPath, [...vitest, `--testTimeout=${PATIENCE_MS}`], { cwd: ROOT, env })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  return new Promise((done, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      writeFileSync(join(REPORTS, `${basename(file)}.log`), text)
      const result = /^\{"numTotalTestSuites".*$/m.exec(text)?.[0]
      if (result === undefined) return done('did not run')
      const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(result) as Record<string, number>
      done(failed === 0 && passed !== 0 ? `${passed} pass` : `${failed} FAIL`)
    })
  })
}

async function open(file: string): Promise<MirrorSession> {
  await nodeAnswers()
  const session = await MirrorSession.with(`${ALGOD_SERVER}:${ALGOD_PORT}`, ALGOD_TOKEN)
  session.onDifference = reportTo(DIFFERENCES)
  if (tapes === undefined) return session
  const tape = join(tapes, `${basename(file, '.test.ts')}.tape.jsonl`)
  mkdirSync(tapes, { recursive: true })
  writeFileSync(tape, `${JSON.stringify(session.beginning)}\n`)
  session.onGroup = (entry) => {
    appendFileSync(tape, `${JSON.stringify(entry)}\n`)
  }
  return session
}

const COLUMNS = [
  'file',
  'tests',
  'requests',
  'answers compared',
  'groups traced',
  'app calls',
  'differ',
  'passed on',
  'seconds',
]
const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const cells = (row: Row) => [
  row.file,
  row.tests,
  row.requests,
  row.compared,
  row.traced,
  row.calls,
  row.differing,
  row.passedOn,
  row.seconds,
]

mkdirSync(REPORTS, { recursive: true })
writeFileSync(DIFFERENCES, '')
const rows: Row[] = []
let session: MirrorSession | undefined
console.log(line(COLUMNS))
console.log(line(COLUMNS.map(() => '---')))
for (const file of (positionals.length > 0 ? positionals : EVERYTHING).flatMap(testFiles)) {
  if (restart !== undefined) startNode(restart)
  if (session === undefined || restart !== undefined) session = await open(file)
  if (session.unsupported !== undefined) {
    throw new Error(`After ${session.unsupported} the two chains differ: give --restart to go on with a new node.`)
  }
  const { port, server } = await serveMirror(session, 0)
  appendFileSync(DIFFERENCES, `== ${file}\n`)
  const start = Date.now()
  const tests = await runTests(file, port)
  server.closeAllConnections()
  server.close()
  const counts = session.takeCounts()
  if (counts.requests === 0) continue // asks no node
  const row = { file, tests, ...counts, seconds: Math.round((Date.now() - start) / 1_000) }
  rows.push(row)
  console.log(line(cells(row)))
}
const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0)
const total: Row = {
  file: `${rows.length} files`,
  tests: rows.every(({ tests }) => tests.endsWith('pass')) ? 'pass' : 'FAIL',
  requests: sum((row) => row.requests),
  compared: sum((row) => row.compared),
  traced: sum((row) => row.traced),
  calls: sum((row) => row.calls),
  differing: sum((row) => row.differing),
  passedOn: sum((row) => row.passedOn),
  seconds: sum((row) => row.seconds),
}
console.log(line(cells(total)))
const table = [COLUMNS, COLUMNS.map(() => '---'), ...[...rows, total].map(cells)].map(line)
writeFileSync(join(REPORTS, 'table.md'), `${table.join('\n')}\n`)
process.exit(total.tests === 'pass' && total.differing === 0 ? 0 : 1)
