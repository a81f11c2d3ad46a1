import { appendFileSync } from 'node:fs'
import { algodApi } from '../src/api/algod'
import type { ApiRequest, ApiResponse } from '../src/api/http'
import { decodeGroup } from '../src/ledger/codec'
import type { StateProofVoters } from '../src/node/blocks'
import type { Node } from '../src/node/node'
import { Submissions } from '../src/node/submissions'
import { fromBase64 } from '../src/protocol/bytes'
import { canonical, firstDifferences } from './mirror-compare'
import { beginningOf, shadowOf, type Beginning } from './shadow'
import { entryOf, simulatedEntry, tracingRequest, type Simulated, type Submitted } from './tape'

/** Answers that tell about the machine, not about the chain. */
const OF_THE_MACHINE = [/^\/health/, /^\/ready/, /^\/versions/, /^\/genesis/, /^\/metrics/]

export type Counts = {
  requests: number
  compared: number
  traced: number
  calls: number
  differing: number
  /** requests after a group that the embedded chain refuses by name: from there on the chains are not the same */
  passedOn: number
}

const NO_COUNTS: Counts = { requests: 0, compared: 0, traced: 0, calls: 0, differing: 0, passedOn: 0 }

type Header = { ts?: number; spt?: Record<string, { v?: string; t?: number }> }

/** A node and an embedded chain with the same beginning that get the same requests, and what their answers differ in. */
export class MirrorSession {
  counts = { ...NO_COUNTS }
  /** told of every difference, as text */
  onDifference: (text: string) => void = () => undefined
  /** told of every group, as it goes on a tape */
  onGroup: (entry: Submitted) => void = () => undefined
  /** told of every simulation that a client asked for */
  onSimulation: (entry: Simulated) => void = () => undefined
  private readonly shadow: Node
  private readonly api
  private voters: StateProofVoters | undefined
  private time = 0
  /** what the embedded chain does not support and the node did: the end of the comparison */
  unsupported: string | undefined
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly upstream: Upstream,
    readonly beginning: Beginning,
  ) {
    this.shadow = shadowOf(beginning, { stateProofVoters: () => this.voters })
    this.api = algodApi(new Submissions(this.shadow))
  }

  /** The node has to be new, for the embedded chain starts from its genesis. */
  static async with(server: string, token: string): Promise<MirrorSession> {
    const upstream = new Upstream(server, token)
    const beginning = await beginningOf(server, token)
    await upstream.stopStateProofs()
    return new MirrorSession(upstream, beginning)
  }

  takeCounts(): Counts {
    const { counts } = this
    this.counts = { ...NO_COUNTS }
    return counts
  }

  /** One request at a time, so that both chains see the same order. */
  answer(request: ApiRequest, pathAndQuery: string): Promise<ApiResponse> {
    const turn = this.queue.then(() => this.both(request, pathAndQuery))
    this.queue = turn.catch(() => undefined)
    return turn
  }

  private async both(request: ApiRequest, pathAndQuery: string): Promise<ApiResponse> {
    this.counts.requests++
    if (this.unsupported !== undefined) {
      this.counts.passedOn++
      return this.upstream.ask(request, pathAndQuery)
    }
    const submits = request.method === 'POST' && request.path === '/v2/transactions'
    const traced = submits ? await this.compareTraces(request.body) : undefined
    const real = await this.upstream.ask(request, pathAndQuery)
    if (OF_THE_MACHINE.some((pattern) => pattern.test(request.path))) return real
    if (submits && real.status === 200) await this.followBlock()
    if (traced) {
      const group = Buffer.from(request.body).toString('base64')
      this.onGroup({ group, time: this.time, ...entryOf(traced, real) })
    }
    if (request.path === '/v2/transactions/simulate') this.onSimulation(simulatedEntry(request.body, real))
    const ours = await this.api(request)
    if (submits && real.status === 200) this.unsupported = refusalByName(ours)
    if (this.unsupported === undefined) this.compare(`${request.method} ${pathAndQuery}`, real, ours)
    else this.onDifference(`compared up to here: ${this.unsupported}\n`)
    return real
  }

  /** The block that the node just made says what the embedded chain cannot know: its time, and who signs state proofs. */
  private async followBlock(): Promise<void> {
    const round = this.shadow.lastRound + 1n
    const { block } = await this.upstream.json<{ block?: Header }>(`/v2/blocks/${round}?header-only=true`)
    const { v, t = 0 } = block?.spt?.['0'] ?? {}
    this.voters = v === undefined ? undefined : { voters: fromBase64(v), weight: BigInt(t) }
    this.time = block?.ts ?? 0
    this.shadow.clock.set(BigInt(this.time))
  }

  private async compareTraces(raw: Uint8Array): Promise<ApiResponse | undefined> {
    let group
    try {
      group = decodeGroup(raw, 16, () => {
        throw new Error('too many')
      })
    } catch {
      return undefined // both will refuse it in their own words: compared below
    }
    const request = {
      method: 'POST',
      path: '/v2/transactions/simulate',
      query: new Map([['format', 'msgpack']]),
      headers: { 'content-type': 'application/msgpack' },
      body: tracingRequest(raw, group.length),
    }
    const real = await this.upstream.ask(request, `${request.path}?format=msgpack`)
    this.counts.traced++
    this.counts.calls += group.filter(({ txn }) => txn.type === 'appl').length
    const what = `trace of a group of ${group.length} at round ${this.shadow.lastRound}`
    const ours = await this.api(request)
    if (refusalByName(ours) === undefined) this.compare(what, real, ours)
    return real
  }

  private compare(what: string, real: ApiResponse, ours: ApiResponse): void {
    this.counts.compared++
    const differences = firstDifferences(canonical(real), canonical(ours))
    if (real.status !== ours.status) differences.unshift(`status: node ${real.status}, embedded ${ours.status}`)
    if (differences.length === 0) return
    this.counts.differing++
    this.onDifference(`${what}\n${differences.map((line) => `  ${line}\n`).join('')}`)
  }
}

function refusalByName({ status, body }: ApiResponse): string | undefined {
  const text = status === 400 ? new TextDecoder().decode(body) : ''
  return /NotSupportedByDevnet: .*? is not supported/.exec(text)?.[0]
}

class Upstream {
  constructor(
    private readonly server: string,
    private readonly token: string,
  ) {}

  async ask(request: Pick<ApiRequest, 'method' | 'headers' | 'body'>, pathAndQuery: string): Promise<ApiResponse> {
    const { method, headers, body } = request
    const init: RequestInit = { method, headers: { ...headers, 'X-Algo-API-Token': this.token } }
    if (body.length > 0) init.body = body as BodyInit
    const response = await fetch(this.server + pathAndQuery, init)
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? '' },
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }

  async json<T>(path: string): Promise<T> {
    const { body } = await this.ask({ method: 'GET', headers: {}, body: new Uint8Array(0) }, path)
    return JSON.parse(new TextDecoder().decode(body)) as T
  }

  /**
   * From round 512 on a node with participation keys signs state proofs, which come as transactions of their own, whenever
   * they are ready, and shift the ids of what is created. Dev mode makes blocks without keys: they are deleted.
   */
  async stopStateProofs(): Promise<void> {
    const keys = await this.json<{ id: string }[] | null | { message: string }>('/v2/participation')
    if (keys !== null && !Array.isArray(keys)) throw new Error(ADMIN_ONLY(keys.message))
    for (const { id } of keys ?? []) {
      const request = { method: 'DELETE', headers: {}, body: new Uint8Array(0) }
      const { status, body } = await this.ask(request, `/v2/participation/${id}`)
      if (status !== 200) throw new Error(ADMIN_ONLY(new TextDecoder().decode(body)))
    }
  }
}

const ADMIN_ONLY = (answer: string) =>
  `The node did not let its participation keys be deleted (${answer}). Give its admin token as ALGOD_TOKEN: ` +
  'with the keys it would add state proofs, which no other chain can repeat.'

/** Writes differences to a file. */
export function reportTo(file: string): (text: string) => void {
  return (text) => {
    appendFileSync(file, text)
  }
}
