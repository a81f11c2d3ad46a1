/**
 * Runs anything that speaks to a node against a node and an embedded chain at once. It listens where a node would, passes
 * every request on to the real one, gives the same request to an embedded chain with the same genesis, and writes down
 * every answer that differs. Before a group is submitted both simulate it with a full trace, so that program counters,
 * stacks, budgets, logs and effects of every program are compared too.
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts [--listen 4101] [--report differences.txt]
 *     CHAIN=node ALGOD_PORT=4101 KMD_PORT=<the node's> npx vitest run tests/contracts
 *
 * The node has to be new (round 0), for the embedded chain starts from its genesis; its participation keys are deleted.
 * `mirror-tests.ts` does this for all of the project's own tests.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { serveMirror } from './mirror-server'
import { MirrorSession, reportTo } from './mirror-session'
import type { TapeEntry } from './tape'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
const { values: flags } = parseArgs({
  options: {
    listen: { type: 'string', default: '4101' },
    report: { type: 'string', default: 'differences.txt' },
    tape: { type: 'string' },
  },
})

const upstream = `${ALGOD_SERVER}:${ALGOD_PORT}`
const session = await MirrorSession.with(upstream, ALGOD_TOKEN)
writeFileSync(flags.report, '')
session.onDifference = reportTo(flags.report)
const { tape } = flags
if (tape !== undefined) {
  writeFileSync(tape, `${JSON.stringify(session.beginning)}\n`)
  const keep = (entry: TapeEntry) => {
    appendFileSync(tape, `${JSON.stringify(entry)}\n`)
  }
  session.onGroup = keep
  session.onSimulation = keep
}
const { port } = await serveMirror(session, Number(flags.listen))
console.log(`Mirroring ${upstream} on http://127.0.0.1:${port}; differences go to ${flags.report}.`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const { compared, traced, differing } = session.counts
    console.log(`${compared} answers compared (${traced} of them traces), ${differing} differ`)
    process.exit(differing === 0 ? 0 : 1)
  })
}
