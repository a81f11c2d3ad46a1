import { AlgorandClient, Config } from '@algorandfoundation/algokit-utils'
import algosdk from 'algosdk'
import type { Api } from '../../src/api/http'
import { readValue } from '../../src/api/read-value'
import { createDevnet, LOCALNET_TOKEN } from '../../src/index'
import { serveDevnet } from '../../src/server'

const quiet = () => undefined
Config.configure({ logger: { verbose: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet } })

export type RawAnswer = { status: number; type: string; body: unknown }
export type RawOptions = { body?: Uint8Array | string; contentType?: string; token?: string }

/** A chain that a script can run against, however it is reached. */
export type Target = {
  name: string
  algorand: AlgorandClient
  raw(method: string, path: string, options?: RawOptions): Promise<RawAnswer>
  rawKmd(method: string, path: string, body?: unknown): Promise<RawAnswer>
  close(): Promise<void>
}

/** The chain of this process, its clients calling functions. */
export async function inProcess(): Promise<Target> {
  const devnet = await createDevnet()
  const apis = devnet.apisWith(LOCALNET_TOKEN)
  return {
    name: 'in-process',
    algorand: fresh(AlgorandClient.fromClients(devnet.clients)),
    raw: (method, path, options) => call(apis.algod, method, path, options),
    rawKmd: (method, path, body) => call(apis.kmd, method, path, kmdOptions(body)),
    close: () => Promise.resolve(),
  }
}

/** The same over HTTP, on free ports. */
export async function overHttp(): Promise<Target> {
  const devnet = await createDevnet()
  const running = await serveDevnet(devnet, { port: 0 })
  const { algod, kmd, indexer } = running.ports
  return {
    ...remote('http', 'http://127.0.0.1', algod, kmd, LOCALNET_TOKEN, indexer),
    close: () => running.close(),
  }
}

/** A real node, where the environment names one. */
export function realNode(): Target {
  const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = LOCALNET_TOKEN } = process.env
  return remote('node', ALGOD_SERVER, Number(ALGOD_PORT), Number(process.env['KMD_PORT'] ?? '4002'), ALGOD_TOKEN)
}

export const hasNode = process.env['CHAIN'] === 'node'

function remote(name: string, server: string, algod: number, kmd: number, token: string, indexer = 8980): Target {
  const client = AlgorandClient.fromConfig({
    algodConfig: { server, port: algod, token },
    kmdConfig: { server, port: kmd, token },
    indexerConfig: { server, port: indexer, token },
  })
  return {
    name,
    algorand: fresh(client),
    raw: (method, path, options) => request(`${server}:${algod}${path}`, 'x-algo-api-token', method, token, options),
    rawKmd: (method, path, body) =>
      request(`${server}:${kmd}${path}`, 'x-kmd-api-token', method, token, kmdOptions(body)),
    close: () => Promise.resolve(),
  }
}

/** Parameters are cached for seconds otherwise, and two equal payments would be one transaction. */
function fresh(algorand: AlgorandClient): AlgorandClient {
  return algorand.setSuggestedParamsCacheTimeout(0)
}

const kmdOptions = (body: unknown): RawOptions =>
  body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }

async function call(api: Api, method: string, path: string, options: RawOptions = {}): Promise<RawAnswer> {
  const [bare = '', query = ''] = path.split('?')
  const token = options.token ?? LOCALNET_TOKEN
  const answer = await api({
    method,
    path: decodeURIComponent(bare),
    query: new Map(new URLSearchParams(query)),
    headers: { 'x-algo-api-token': token, 'x-kmd-api-token': token, 'content-type': options.contentType ?? '' },
    body: bytesOf(options.body),
  })
  return answerOf(answer.status, answer.headers['content-type'] ?? '', answer.body)
}

async function request(
  url: string,
  header: string,
  method: string,
  token: string,
  { body, contentType, token: other }: RawOptions = {},
): Promise<RawAnswer> {
  const response = await fetch(url, {
    method,
    headers: { [header]: other ?? token, 'content-type': contentType ?? 'application/x-binary' },
    ...(body === undefined ? {} : { body: bytesOf(body) as unknown as string }),
  })
  const type = response.headers.get('content-type') ?? ''
  return answerOf(response.status, type, new Uint8Array(await response.arrayBuffer()))
}

function bytesOf(body: Uint8Array | string | undefined): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array(0))
}

function answerOf(status: number, type: string, body: Uint8Array): RawAnswer {
  if (type.includes('msgpack')) return { status, type, body: readValue(body) }
  const text = new TextDecoder().decode(body)
  try {
    return {
      status,
      type,
      body: text === '' ? null : algosdk.parseJSON(text, { intDecoding: algosdk.IntDecoding.BIGINT }),
    }
  } catch {
    return { status, type, body: text }
  }
}

/** What differs between two runs, by name: ids, addresses, rounds and times. What is left must be equal. */
export class Names {
  private readonly names = new Map<string, string>()

  add(name: string, value: { toString(): string }): void {
    this.names.set(value.toString(), `<${name}>`)
  }

  /** A value as plain JSON with its names, keys in order. */
  normal(value: unknown, key = ''): unknown {
    if (value === undefined) return undefined
    if (UNORDERED.has(key) && Array.isArray(value)) return sorted(value.map((item) => this.normal(item)))
    if (ROUNDS.has(key) && (typeof value === 'bigint' || typeof value === 'number')) return '<round>'
    if (HASHES.has(key) || (key === 'txn' && !isObject(value))) return `<${key}>`
    if (typeof value === 'bigint' || typeof value === 'number') {
      if (key === 'asset-index') return '<new asset>'
      return this.names.get(value.toString()) ?? Number(value)
    }
    if (typeof value === 'string') return this.text(value)
    if (value instanceof Uint8Array) return this.bytes(value)
    if (Array.isArray(value)) return value.map((item) => this.normal(item, key) ?? null)
    if (value instanceof Map) return this.normal(Object.fromEntries(value as Map<string, unknown>), key)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(fields.map(([k, v]) => [this.names.get(k) ?? k, this.normal(v, k)]))
  }

  private bytes(value: Uint8Array): unknown {
    if (value.length === 8) {
      const named = this.names.get(algosdk.decodeUint64(value, 'bigint').toString())
      if (named) return named
    }
    if (value.length === 32) {
      const address = algosdk.encodeAddress(value)
      const named = this.names.get(address)
      if (named) return named
    }
    return this.text(Buffer.from(value).toString('base64'))
  }

  private text(value: string): string {
    // the node prints the Go value of the transaction into this one
    let out = value.replace(/ \[\]transactions\.SignedTxn.*(?=\. Details)/s, '')
    if (/^[A-Za-z0-9+/]{11}=$/.test(value)) {
      const id = algosdk.decodeUint64(Buffer.from(value, 'base64'), 'bigint')
      return this.names.get(id.toString()) ?? value
    }
    for (const [from, to] of this.names) {
      out = /^\d+$/.test(from)
        ? out.replace(new RegExp(`(?<![\\w.])${from}(?!\\w|\\.\\d)`, 'g'), to)
        : out.replaceAll(from, to)
    }
    return out.replace(/\b[A-Z2-7]{52}\b/g, '<id>').replace(/round \d+/g, 'round <n>')
  }
}

const ROUNDS = new Set(
  [
    'round',
    'last-round',
    'confirmed-round',
    'fv',
    'lv',
    'current_round',
    'next-version-round',
    'rnd',
    'tc',
    'ts',
    // of the next state proof: it moves as a chain grows
    'n',
  ].concat('time-since-last-round'),
)
/** Lists that the node writes in an order of its own every time. */
const UNORDERED = new Set(['kvs', 'boxes', 'global-state-delta', 'delta'])
const HASHES = new Set([
  'genesis-hash',
  'gh',
  'genesis_hash_b64',
  'prev',
  'prev512',
  'seed',
  'txn256',
  'txn512',
  'grp',
  'sig',
  'build',
])

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

const sorted = (list: unknown[]) => [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
