import { fromBase64, isZero } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import { KmdError } from './kmd-wallets'

type Kind = 'text' | 'bytes' | 'flag'
type Shape = Readonly<Record<string, Kind>>

const OPENED = { wallet_handle_token: 'text' } as const
const KEY = { ...OPENED, address: 'text', wallet_password: 'text' } as const

/** What each request may say, in the order that a list instead of an object says it in. */
const SHAPES = {
  '/v1/wallet': {
    wallet_name: 'text',
    wallet_driver_name: 'text',
    wallet_password: 'text',
    master_derivation_key: 'bytes',
  },
  '/v1/wallet/init': { wallet_id: 'text', wallet_password: 'text' },
  '/v1/wallet/info': OPENED,
  '/v1/wallet/renew': OPENED,
  '/v1/wallet/release': OPENED,
  '/v1/wallet/rename': { wallet_id: 'text', wallet_password: 'text', wallet_name: 'text' },
  '/v1/master-key/export': { ...OPENED, wallet_password: 'text' },
  '/v1/key': { ...OPENED, display_mnemonic: 'flag' },
  '/v1/key/list': OPENED,
  '/v1/key/import': { ...OPENED, private_key: 'bytes' },
  '/v1/key/export': KEY,
  'DELETE /v1/key': KEY,
  '/v1/transaction/sign': { ...OPENED, transaction: 'bytes', public_key: 'bytes', wallet_password: 'text' },
  '/v1/program/sign': { ...OPENED, address: 'text', data: 'bytes', wallet_password: 'text' },
} as const satisfies Record<string, Shape>

export type KmdRequest = keyof typeof SHAPES

/** The fields of a request; what is not said is empty. */
export class KmdBody {
  private constructor(private readonly fields: ReadonlyMap<string, string | Bytes | boolean>) {}

  /** Reads it as kmd does: fields it does not know are an error, what comes after the object is not. */
  static of(request: KmdRequest, body: Bytes): KmdBody {
    const shape: Shape = SHAPES[request]
    const value = firstValue(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body))
    const names = Object.keys(shape)
    const given: [string, unknown][] = Array.isArray(value)
      ? value.map((item, i) => [names[i] ?? '', item])
      : Object.entries(value ?? {})
    return new KmdBody(new Map(given.map(([name, item]) => [name, valueOf(item, shape[name])])))
  }

  text(name: string): string {
    return (this.fields.get(name) as string | undefined) ?? ''
  }

  bytes(name: string): Bytes {
    return (this.fields.get(name) as Bytes | undefined) ?? new Uint8Array(0)
  }

  flag(name: string): boolean {
    return this.fields.get(name) === true
  }

  /** A key of fixed size: undefined when nothing of it is said. */
  key(name: string): Bytes | undefined {
    const key = new Uint8Array(32)
    key.set(this.bytes(name).subarray(0, 32))
    return isZero(key) ? undefined : key
  }
}

const undecodable = (): never => {
  throw new KmdError('could not decode request body')
}

function firstValue(text: string): object | null {
  const value = parsed(text) ?? parsed(text.slice(0, endOfFirst(text)))
  if (value === undefined) return undecodable()
  return typeof value.is === 'object' ? value.is : undecodable()
}

function parsed(text: string): { is: unknown } | undefined {
  try {
    return { is: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Where the object or list that a text begins with is closed. */
function endOfFirst(text: string): number {
  let depth = 0
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]|\bnull\b/g)) {
    if (found === '{' || found === '[') depth++
    else if (found === '}' || found === ']') depth--
    if (depth === 0) return index + found.length
  }
  return text.length
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function valueOf(value: unknown, kind: Kind | undefined): string | Bytes | boolean {
  switch (kind) {
    case 'text':
      if (typeof value === 'object' && value !== null) return undecodable()
      return String(value ?? '')
    case 'flag':
      return value === null || typeof value === 'boolean' ? value === true : undecodable()
    case 'bytes':
      if (typeof value === 'string') return BASE64.test(value) ? fromBase64(value) : undecodable()
      if (typeof value !== 'object') return undecodable()
      // A list of numbers is bytes too.
      return Uint8Array.from(Object.values(value ?? {}), (item) => byteOf(item))
    default:
      return undecodable()
  }
}

const byteOf = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256 ? value : undecodable()
