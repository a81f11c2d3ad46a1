/**
 * `npm run proof`: the long versions of every proof, and docs/proof.md from the figures they leave behind. With
 * CHAIN=node (and the ALGOD_* variables) the same files run on a real node, in their default sizes, for the last column.
 * `--report` writes the page from the figures that are there.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SEED } from './engine/settings'

type Figures = Record<string, string | number | boolean>

const ROOT = new URL('../', import.meta.url)
const ROWS = [
  ['01', 'Methods: every caller in every state'],
  ['02', 'Fields: one wrong at a time'],
  ['03', 'Threats T01 to T60, each with a test'],
  ['04', 'Invariants, each seen violated'],
  ['05', 'Stateful runs beside the model, 42 invariants after every step'],
  ['06', 'Interleavings of two calls'],
  ['07', 'Liveness by exhaustive search'],
  ['08', 'Arithmetic against the oracle'],
  ['09', 'Boundaries, one second around'],
  ['10', 'Checks removed from the bytecode, one at a time'],
  ['11', 'Static check of the bytecode'],
  ['12', 'Program counters and ways out of branches'],
  ['14', 'Events rebuild the state'],
  ['15', 'Money and state modules of the SDK changed, one spot at a time'],
  ['16', 'Faults between SDK and chain'],
  ['17', 'The checks above, with the code broken on purpose'],
] as const
/** Those whose default size is a part of the long one. */
const LONG_ROWS = ['05', '06', '07', '08', '14', '16', '17']
const NOT_RUN = 'not run'
/** Those that need no chain but the embedded one, which they watch, force or break. */
const EMBEDDED_ONLY = ['10', '12', '15', '17']

function read(chain: 'devnet' | 'devnet-long' | 'node'): Map<string, Figures> {
  const folder = new URL(`reports/proof/${chain}/`, ROOT)
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder).map((file) => [
      file.slice(0, -5),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Figures,
    ]),
  )
}

/** Row 3, of each test file what it showed: the threats whose tests passed there. */
function threats(figures: Map<string, Figures>): string {
  const files = [...figures].filter(([name]) => name.startsWith('03-threats-')).map(([, values]) => values)
  const passed = files.flatMap((values) => Object.entries(values).filter(([name]) => /^T\d\d$/.test(name)))
  const shown = new Set(passed.map(([id]) => id))
  const all = Array.from({ length: 60 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)
  const left = all.filter((id) => !shown.has(id))
  const tests = passed.reduce((sum, [, count]) => sum + Number(count), 0)
  if (tests === 0) return NOT_RUN
  return `threats ${shown.size}, tests that passed ${tests}${left.length > 0 ? `, not shown here ${left.join(' ')}` : ''}`
}

/** What two parts of a row have in common: these do not add up. */
const SAME = ['seed', 'verbsDone', 'codes', 'invariants']

/** The figures of a row in one line; rows of many files (one a method, or a long run in parts) are added up. */
function line(figures: Map<string, Figures>, row: string): string {
  const parts = [...figures].filter(([name]) => name.startsWith(`${row}-`)).map(([, values]) => values)
  if (parts.length === 0) return NOT_RUN
  const total: Figures = {}
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) {
      const before = total[name]
      const adds = !SAME.includes(name) && typeof value === 'number' && typeof before === 'number'
      const least = name === 'percent' && typeof value === 'number' && typeof before === 'number'
      total[name] = least ? Math.min(before, value) : adds ? before + value : value
    }
  return Object.entries(total)
    .filter(([name, value]) => name !== 'seed' || value !== SEED)
    .map(([name, value]) => `${wordsOf(name)} ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`)
    .join(', ')
}

/** `randomGroups` as a person says it. */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function withoutMinutes(figures: Map<string, Figures>): Map<string, Figures> {
  return new Map([...figures].map(([name, { minutes: _minutes, ...values }]) => [name, values]))
}

function page(): string {
  const [devnet, long, node] = [read('devnet'), read('devnet-long'), read('node')]
  // A test shows the same threats in both.
  const shown = new Map([...long, ...devnet])
  const either = (row: string) => {
    if (line(devnet, row) !== NOT_RUN || line(long, row) === NOT_RUN) return line(devnet, row)
    // A row without a long size does the same in both; how long each of its files took says nothing.
    return LONG_ROWS.includes(row) ? 'see the long run' : line(withoutMinutes(long), row)
  }
  const table = ROWS.map(([row, what]) => {
    if (row === '03') return `| 3 | ${what} | ${threats(shown)} | – | ${threats(node)} |`
    const nightly = LONG_ROWS.includes(row) ? line(long, row) : '–'
    const real = EMBEDDED_ONLY.includes(row) ? '–' : line(node, row)
    return `| ${Number(row)} | ${what} | ${either(row)} | ${nightly} | ${real} |`
  })
  return `# Proof

Written by \`npm run proof\`; do not edit. Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, seed ${SEED}. A run is replayed by \`SEED=<seed>\`; \`PROOF=long\` takes the long sizes.
\`CHAIN=node\` runs the same files on a real node in dev mode (algod ${String(node.get('about')?.['algod'] ?? 'not asked')}). Rows 10, 12 and 17 watch, force and break the
embedded chain and run there alone, row 15 asks no chain: the bytecode is the same, and row 11 reads it back from the node.
"not run" means just that: nobody has run this row there since the figures were last cleared.

| # | What | Embedded chain | Embedded chain, long | Real node |
|---|---|---|---|---|
${table.join('\n')}

Row 1: *refused* and *allowed* are cells of the tables. Row 3: a threat counts on a chain when tests named after it passed there; T35 is row 10.
Row 7: the search itself needs no chain; the *ways replayed* of the ways out it found were walked on the chain, from an empty project to an empty escrow.
Row 8: *cases* compare the SDK's arithmetic with the oracle, *compiled cases* the compiled program in states that were forged for them on the embedded
chain; *cases on the way* are calls that were made or simulated along real *histories*, on the node too.

Row 4, the invariants in prose: [tests/invariants/README.md](../tests/invariants/README.md). Row 13, the limits: tests/contracts/limits.test.ts and [costs.md](costs.md).
Row 15 is filled by \`npm run mutate\`; what survives, and why: [sdk/test/pure](../sdk/test/pure/README.md). What was found on the way: [findings.md](findings.md).
`
}

const writePage = () => writeFileSync(new URL('docs/proof.md', ROOT), page())

/** Runs one part with its progress lines; the page is written after each, in case the next one is stopped. */
function run(command: string, args: string[], more: Record<string, string>): boolean {
  const env = { ...process.env, ...more }
  const { status } = spawnSync(command, args, { stdio: 'inherit', env, cwd: fileURLToPath(ROOT) })
  writePage()
  return status === 0
}

const onNode = process.env['CHAIN'] === 'node'
if (process.argv.includes('--report')) writePage()
else {
  // Threats are shown in the SDK's own tests, too. A node takes days for the long sizes.
  const holds = run('npx', ['vitest', 'run', 'tests', 'sdk'], onNode ? {} : { PROOF: 'long' })
  // What is changed there asks no chain.
  const noticed = onNode || run('npm', ['run', 'mutate'], {})
  process.exitCode = holds && noticed ? 0 : 1
}
