import { sha512_256 } from '@noble/hashes/sha2.js'
import { addressText } from '../../src/protocol/address'
import { concat, fromBase64, hex, latin1, utf8 } from '../../src/protocol/bytes'
import { NotSupportedByDevnet } from '../../src/protocol/errors'
import { Reader } from '../../src/protocol/msgpack'
import { PROTOCOLS } from '../../src/protocol/params'
import type { Bytes } from '../../src/protocol/txn'
import { decodeInBlock } from '../../src/ledger/codec'
import { fetchFrom } from '../node'
import type { AccountDump, Backend } from './backend'
import { keyOf } from './backend'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', KMD_PORT = '4002' } = process.env
const TOKEN = process.env.ALGOD_TOKEN ?? 'a'.repeat(64)

type Json = Record<string, unknown>

async function algod(path: string, body?: Bytes): Promise<Response> {
  return fetchFrom(`${ALGOD_SERVER}:${ALGOD_PORT}${path}`, {
    headers: { 'X-Algo-API-Token': TOKEN },
    ...(body ? { method: 'POST', body: body as BodyInit } : {}),
  })
}

async function json(path: string): Promise<Json> {
  const response = await algod(path)
  const text = await response.text()
  // Amounts reach beyond what a JSON number holds: read them as strings.
  return JSON.parse(text.replace(/([[:,]\s*)(\d+)(?=\s*[,}\]])/g, '$1"$2"')) as Json
}

async function kmd(method: string, path: string, body?: Json): Promise<Json> {
  const response = await fetchFrom(`${ALGOD_SERVER}:${KMD_PORT}${path}`, {
    method,
    headers: { 'X-KMD-API-Token': TOKEN },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return (await response.json()) as Json
}

/** The key of the node's richest account, as every LocalNet dispenser gets it. */
async function dispenserSeed(): Promise<Bytes> {
  const wallets = (await kmd('GET', '/v1/wallets'))['wallets'] as { id: string; name: string }[]
  const wallet = wallets.find(({ name }) => name === 'unencrypted-default-wallet')
  if (!wallet) throw new Error('the node has no unencrypted-default-wallet: is it a dev-mode node?')
  const init = { wallet_id: wallet.id, wallet_password: '' }
  const handle = (await kmd('POST', '/v1/wallet/init', init))['wallet_handle_token']
  const { addresses } = await kmd('POST', '/v1/key/list', { wallet_handle_token: handle })
  const keys = await Promise.all(
    (addresses as string[]).map(async (address) => {
      const request = { wallet_handle_token: handle, wallet_password: '', address }
      const secret = fromBase64((await kmd('POST', '/v1/key/export', request))['private_key'] as string)
      return { seed: secret.slice(0, 32), amount: BigInt((await json(`/v2/accounts/${address}`))['amount'] as string) }
    }),
  )
  keys.sort((a, b) => (a.amount < b.amount ? 1 : -1))
  return keys[0]!.seed
}

export async function realNode(): Promise<Backend> {
  const params = await json('/v2/transactions/params')
  const genesisId = params['genesis-id'] as string
  const genesisHash = fromBase64(params['genesis-hash'] as string)
  return {
    protocol: params['consensus-version'] === PROTOCOLS.v41.url ? 'v41' : 'v42',
    genesisId,
    genesisHash,
    dispenser: keyOf('dispenser', await dispenserSeed()),
    lastRound: async () => BigInt((await json('/v2/status'))['last-round'] as string),
    submit: async (raw) => {
      const response = await algod('/v2/transactions', raw)
      return response.ok ? undefined : ((await response.json()) as { message: string }).message
    },
    payset: async (round) => {
      const { payset } = await rawBlock(round)
      return payset.flatMap((raw) => withoutStateProof(() => decodeInBlock(raw, genesisId, genesisHash)))
    },
    account: async (address) => dump(await json(`/v2/accounts/${addressText(address)}`)),
    boxes: async (app) => {
      const names = ((await json(`/v2/applications/${app}/boxes`))['boxes'] ?? []) as { name: string }[]
      const out: Record<string, string> = {}
      for (const { name } of names) {
        const box = await json(`/v2/applications/${app}/box?name=${encodeURIComponent(`b64:${name}`)}`)
        out[hex(fromBase64(name))] = hex(fromBase64((box['value'] ?? '') as string))
      }
      return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}

/** From round 512 on a node adds state proofs to blocks; scripts are not about them. */
function withoutStateProof<T>(decode: () => T): T[] {
  try {
    return [decode()]
  } catch (e) {
    if (e instanceof NotSupportedByDevnet) return []
    throw e
  }
}

/** The header's canonical bytes and those of each transaction, cut out of the block as the node serves it. */
export async function rawBlock(round: bigint): Promise<{ header: Bytes; payset: Bytes[] }> {
  const response = await algod(`/v2/blocks/${round}?format=msgpack`)
  const raw = new Uint8Array(await response.arrayBuffer())
  const r = new Reader(raw)
  const entries = r.mapSize()
  for (let i = 0; i < entries; i++) {
    if (latin1(r.bytes()) === 'block') return readBlock(raw, r)
    skip(r)
  }
  throw new Error(`round ${round}: no block in the answer`)
}

function readBlock(raw: Bytes, r: Reader): { header: Bytes; payset: Bytes[] } {
  const n = r.mapSize()
  // The transactions stand between fields of the header where blocks vote about a protocol.
  const fields: Bytes[] = []
  const payset: Bytes[] = []
  for (let i = 0; i < n; i++) {
    const at = r.at
    const name = latin1(r.bytes())
    if (name !== 'txns') {
      skip(r)
      fields.push(raw.slice(at, r.at))
      continue
    }
    const count = r.arraySize()
    for (let j = 0; j < count; j++) {
      const from = r.at
      skip(r)
      payset.push(raw.slice(from, r.at))
    }
  }
  const entries = payset.length > 0 ? n - 1 : n
  const head = entries < 16 ? [0x80 | entries] : [0xde, 0, entries]
  return { header: concat(new Uint8Array(head), ...fields), payset }
}

function skip(r: Reader): void {
  const code = r.peek()
  if ((code >= 0x80 && code <= 0x8f) || code === 0xde || code === 0xdf) {
    for (let n = 2 * r.mapSize(); n > 0; n--) skip(r)
  } else if ((code >= 0x90 && code <= 0x9f) || code === 0xdc || code === 0xdd) {
    for (let n = r.arraySize(); n > 0; n--) skip(r)
  } else if (code === 0xc0 || code === 0xc2 || code === 0xc3) r.bool()
  else if ((code >= 0xa0 && code <= 0xbf) || (code >= 0xc4 && code <= 0xc6) || (code >= 0xd9 && code <= 0xdb)) r.bytes()
  else r.uint()
}

const n = (j: Json | undefined, name: string) => (j?.[name] as string | undefined) ?? '0'
const list = (j: Json, name: string) => (j[name] ?? []) as Json[]

function values(entries: Json[]): Record<string, string> {
  const pairs = entries.map((e) => {
    const v = e['value'] as Json
    const text = v['type'] === '1' ? `0x${hex(fromBase64(v['bytes'] as string))}` : n(v, 'uint')
    return [latin1(fromBase64(e['key'] as string)), text] as const
  })
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function dump(a: Json): AccountDump {
  const schemaOf = (s: unknown) => `${n(s as Json, 'num-uint')}/${n(s as Json, 'num-byte-slice')}`
  return {
    amount: n(a, 'amount'),
    min: n(a, 'min-balance'),
    status: (a['status'] as string).replace('Not Participating', 'NotParticipating'),
    auth: (a['auth-addr'] as string | undefined) ?? '',
    schema: schemaOf(a['apps-total-schema']),
    pages: n(a, 'apps-total-extra-pages'),
    totals:
      `apps ${n(a, 'total-created-apps')}/${n(a, 'total-apps-opted-in')} ` +
      `assets ${n(a, 'total-created-assets')}/${n(a, 'total-assets-opted-in')} ` +
      `boxes ${n(a, 'total-boxes')}/${n(a, 'total-box-bytes')}`,
    assets: Object.fromEntries(
      list(a, 'assets').map((h) => [n(h, 'asset-id'), `${n(h, 'amount')}${h['is-frozen'] ? ' frozen' : ''}`]),
    ),
    createdAssets: Object.fromEntries(
      list(a, 'created-assets').map((c) => {
        const p = c['params'] as Json
        const text = (name: string) => (p[`${name}-b64`] ? latin1(fromBase64(p[`${name}-b64`] as string)) : '')
        const roles = ['manager', 'reserve', 'freeze', 'clawback'].map((role) => (p[role] as string | undefined) ?? '-')
        const texts = ['name', 'unit-name', 'url'].map(text)
        const frozen = (p['default-frozen'] as boolean | undefined) ?? false
        return [n(c, 'index'), [n(p, 'total'), n(p, 'decimals'), frozen, ...texts, ...roles].join(' ')]
      }),
    ),
    locals: Object.fromEntries(
      list(a, 'apps-local-state').map((l) => [
        n(l, 'id'),
        { schema: schemaOf(l['schema']), ...values(list(l, 'key-value')) },
      ]),
    ),
    createdApps: Object.fromEntries(
      list(a, 'created-apps').map((c) => {
        const p = c['params'] as Json
        const program = (name: string) => hex(fromBase64(p[name] as string))
        const schemas = `${schemaOf(p['global-state-schema'])} ${schemaOf(p['local-state-schema'])}`
        const programs = `${program('approval-program')} ${program('clear-state-program')}`
        const about = `${programs} ${schemas} pages ${n(p, 'extra-program-pages')} v${n(p, 'version')}`
        const sponsor = (p['size-sponsor'] as string | undefined) ?? '-'
        return [n(c, 'id'), { about: `${about} ${sponsor}`, globals: values(list(p, 'global-state')) }]
      }),
    ),
  }
}

/** Accounts must be fresh on a chain that remembers earlier recordings. */
export function freshSalt(): Bytes {
  return sha512_256(utf8(`${Date.now()} ${Math.random()}`))
}
