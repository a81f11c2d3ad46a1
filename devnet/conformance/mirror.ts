/**
 * Runs anything that speaks to a node against a node and an embedded chain at once. It listens where a node would, passes
 * every request on to the real one, gives the same request to an embedded chain with the same genesis, and writes down
 * every answer that differs. Before a group is submitted both simulate it with a full trace, so that program counters,
 * stacks, budgets, logs and effects of every program are compared too.
 *
 *     ALGOD_PORT=<a new node's> npx tsx devnet/conformance/mirror.ts [--listen 4101] [--report differences.txt]
 *     CHAIN=node ALGOD_PORT=4101 KMD_PORT=<the node's> npx vitest run tests/contracts
 *
 * The node has to be new (round 0), for the embedded chain starts from its genesis, and the comparison ends where the
 * node's state proofs begin: give each test file a node of its own.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseArgs } from 'node:util'
import { algodApi } from '../src/api/algod'
import type { ApiRequest, ApiResponse } from '../src/api/http'
import type { Node } from '../src/node/node'
import { Submissions } from '../src/node/submissions'
import { decodeGroup } from '../src/ledger/codec'
import { canonical, firstDifferences } from './mirror-compare'
import { beginningOf, shadowOf } from './shadow'
import { entryOf, tracingRequest } from './tape'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
const UPSTREAM = `${ALGOD_SERVER}:${ALGOD_PORT}`
const { values: flags } = parseArgs({
  options: {
    listen: { type: 'string', default: '4101' },
    report: { type: 'string', default: 'differences.txt' },
    tape: { type: 'string' },
  },
})

async function fromNode(
  method: string,
  pathAndQuery: string,
  headers: HeadersInit,
  body: Uint8Array,
): Promise<ApiResponse> {
  const init: RequestInit = { method, headers: { ...headers, 'X-Algo-API-Token': ALGOD_TOKEN } }
  if (body.length > 0) init.body = body as BodyInit
  const response = await fetch(UPSTREAM + pathAndQuery, init)
  const answer = new Uint8Array(await response.arrayBuffer())
  return {
    status: response.status,
    headers: { 'content-type': response.headers.get('content-type') ?? '' },
    body: answer,
  }
}

async function jsonFromNode(path: string): Promise<Record<string, unknown>> {
  const { body } = await fromNode('GET', path, {}, new Uint8Array(0))
  return JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>
}

/** Answers that tell about the machine or the moment, not about the chain. */
const VOLATILE = [/^\/v2\/status/, /^\/health/, /^\/ready/, /^\/versions/, /^\/genesis/, /^\/metrics/, /^\/v2\/devmode/]

/** From this round on a node's blocks carry state proofs, which count as transactions and change ids: no comparing there. */
const FIRST_STATE_PROOF = 256n

class Mirror {
  compared = 0
  /** requests after the last comparable round: passed on only */
  passed = 0
  traced = 0
  differing = 0
  private readonly api
  private time = 0
  private queue: Promise<unknown> = Promise.resolve()

  constructor(private readonly shadow: Node) {
    this.api = algodApi(new Submissions(shadow))
  }

  /** One request at a time, so that both chains see the same order. */
  answer(request: ApiRequest, pathAndQuery: string, headers: HeadersInit): Promise<ApiResponse> {
    const turn = this.queue.then(() => this.both(request, pathAndQuery, headers))
    this.queue = turn.catch(() => undefined)
    return turn
  }

  private async both(request: ApiRequest, pathAndQuery: string, headers: HeadersInit): Promise<ApiResponse> {
    if (this.shadow.lastRound + 1n >= FIRST_STATE_PROOF) {
      this.passed++
      return fromNode(request.method, pathAndQuery, headers, request.body)
    }
    const submits = request.method === 'POST' && request.path === '/v2/transactions'
    const traced = submits ? await this.compareTraces(request.body) : undefined
    const real = await fromNode(request.method, pathAndQuery, headers, request.body)
    if (VOLATILE.some((pattern) => pattern.test(request.path))) return real
    if (submits && real.status === 200) await this.takeBlockTime()
    if (traced) this.record(request.body, traced, real)
    this.compare(`${request.method} ${pathAndQuery}`, real, await this.api(request))
    return real
  }

  /** The block that the node just made says what time the embedded chain's has to have. */
  private async takeBlockTime(): Promise<void> {
    const round = this.shadow.lastRound + 1n
    const { block } = (await jsonFromNode(`/v2/blocks/${round}?header-only=true`)) as { block?: { ts?: number } }
    this.time = block?.ts ?? 0
    this.shadow.clock.set(BigInt(this.time))
  }

  /** A group and what the node said of it, to be replayed without a node: see conformance/tape. */
  private record(raw: Uint8Array, traced: ApiResponse, real: ApiResponse): void {
    if (flags.tape === undefined) return
    const entry = { group: Buffer.from(raw).toString('base64'), time: this.time, ...entryOf(traced, real) }
    appendFileSync(flags.tape, `${JSON.stringify(entry)}\n`)
  }

  private async compareTraces(raw: Uint8Array): Promise<ApiResponse | undefined> {
    let txns
    try {
      txns = decodeGroup(raw, 16, () => {
        throw new Error('too many')
      }).length
    } catch {
      return undefined // both will refuse it in their own words: compared below
    }
    const body = tracingRequest(raw, txns)
    const headers = { 'content-type': 'application/msgpack' }
    const query = new Map([['format', 'msgpack']])
    const real = await fromNode('POST', '/v2/transactions/simulate?format=msgpack', headers, body)
    const request = { method: 'POST', path: '/v2/transactions/simulate', query, headers, body }
    this.traced++
    this.compare(`trace of a group of ${txns} at round ${this.shadow.lastRound}`, real, await this.api(request))
    return real
  }

  private compare(what: string, real: ApiResponse, ours: ApiResponse): void {
    this.compared++
    const differences = firstDifferences(canonical(real), canonical(ours))
    if (real.status !== ours.status) differences.unshift(`status: node ${real.status}, embedded ${ours.status}`)
    if (differences.length === 0) return
    this.differing++
    appendFileSync(flags.report, `${what}\n${differences.map((line) => `  ${line}\n`).join('')}`)
  }
}

function read(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    incoming.on('error', reject)
  })
}

async function serve(mirror: Mirror, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://localhost')
  const headers = Object.fromEntries(
    ['content-type', 'accept'].flatMap((name) =>
      incoming.headers[name] ? [[name, String(incoming.headers[name])]] : [],
    ),
  )
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: new Map(url.searchParams),
    headers,
    body: await read(incoming),
  }
  const answer = await mirror.answer(request, url.pathname + url.search, headers)
  outgoing.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'application/json' })
  outgoing.end(answer.body)
}

const beginning = await beginningOf(UPSTREAM, ALGOD_TOKEN)
const mirror = new Mirror(shadowOf(beginning))
if (flags.tape !== undefined) writeFileSync(flags.tape, `${JSON.stringify(beginning)}\n`)
writeFileSync(flags.report, '')
const summary = () =>
  `${mirror.compared} answers compared (${mirror.traced} of them traces), ${mirror.differing} differ`
const server = createServer((incoming, outgoing) => {
  serve(mirror, incoming, outgoing).catch((error: unknown) => {
    appendFileSync(flags.report, `the mirror failed: ${String(error)}\n${(error as Error).stack ?? ''}\n`)
    outgoing.writeHead(400).end(JSON.stringify({ message: `mirror: ${String(error)}` }))
  })
})
server.listen(Number(flags.listen), '127.0.0.1', () => {
  console.log(`Mirroring ${UPSTREAM} on http://127.0.0.1:${flags.listen}; differences go to ${flags.report}.`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    console.log(summary())
    appendFileSync(flags.report, `${summary()}\n`)
    process.exit(mirror.differing === 0 ? 0 : 1)
  })
}
