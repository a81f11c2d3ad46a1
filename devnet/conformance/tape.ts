import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { algodApi } from '../src/api/algod'
import type { ApiResponse } from '../src/api/http'
import { msgpackOf } from '../src/api/json'
import { decodeGroup } from '../src/ledger/codec'
import { Submissions } from '../src/node/submissions'
import { canonical } from './mirror-compare'
import { shadowOf, type Beginning } from './shadow'
import { digest } from './vectors'

/**
 * A session of a real node, kept by `mirror.ts --tape`: how the chain began, then every group that was submitted, with
 * digests of what the node said. `trace` covers program counters, stacks, scratch space, state changes, budgets, logs,
 * deltas and inner transactions of every program; `answer` the id or the refusal.
 */
export type Submitted = { group: string; time: number; trace: string; answer: string }

/** What was only simulated, on the request of the client: the request's body, and a digest of the answer. */
export type Simulated = { simulate: string; answer: string }

export type TapeEntry = Submitted | Simulated

/** One entry a line, the beginning first. A tape whose name ends in .gz is compressed. */
export function readTape(file: URL): { beginning: Beginning; tape: TapeEntry[] } {
  const raw = readFileSync(file)
  const text = (file.pathname.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8')
  const [beginning, ...tape] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  return { beginning: beginning as Beginning, tape: tape as TapeEntry[] }
}

const text = (response: ApiResponse): string => `${response.status} ${JSON.stringify(canonical(response))}`

export function entryOf(traced: ApiResponse, answer: ApiResponse): { trace: string; answer: string } {
  return { trace: digest(text(traced)), answer: digest(text(answer)) }
}

export function simulatedEntry(body: Uint8Array, answer: ApiResponse): Simulated {
  return { simulate: Buffer.from(body).toString('base64'), answer: digest(text(answer)) }
}

/** Simulates a group as it is, and asks for all of its trace. */
export function tracingRequest(raw: Uint8Array, txns: number): Uint8Array {
  const request = msgpackOf({
    'exec-trace-config': { enable: true, 'scratch-change': true, 'stack-change': true, 'state-change': true },
    'txn-groups': [{ txns: [] }],
  })
  // The signed transactions go in as they are: the empty list, the last byte, becomes one of `txns`.
  const list = txns < 16 ? [0x90 | txns] : [0xdc, 0, txns]
  return Uint8Array.from([...request.subarray(0, -1), ...list, ...raw])
}

/** Plays a tape on an embedded chain: what it says of each group. */
export async function* replay(beginning: Beginning, tape: readonly TapeEntry[]): AsyncGenerator<TapeEntry> {
  const node = shadowOf(beginning)
  const api = algodApi(new Submissions(node))
  const headers = { 'content-type': 'application/msgpack' }
  const post = (path: string, query: ReadonlyMap<string, string>, body: Uint8Array) =>
    api({ method: 'POST', path, query, headers, body })
  const msgpack = new Map([['format', 'msgpack']])
  for (const entry of tape) {
    if ('simulate' in entry) {
      const body = new Uint8Array(Buffer.from(entry.simulate, 'base64'))
      yield simulatedEntry(body, await post('/v2/transactions/simulate', msgpack, body))
      continue
    }
    const { group, time } = entry
    const raw = new Uint8Array(Buffer.from(group, 'base64'))
    const size = decodeGroup(raw, 16, () => {
      throw new Error('a group of more than 16 is on the tape')
    }).length
    const traced = await post('/v2/transactions/simulate', msgpack, tracingRequest(raw, size))
    node.clock.set(BigInt(time))
    const answer = await post('/v2/transactions', new Map(), raw)
    yield { group, time, ...entryOf(traced, answer) }
  }
}
