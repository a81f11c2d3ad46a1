import type { Bytes } from '../protocol/txn'
import { fromLatin1, latin1, losslessText, utf8 } from '../protocol/bytes'
import { NodeError } from '../node/chain'
import { jsonText, msgpackOf } from './json'

/** A request and its answer without a transport: what the in-process client and the HTTP server both speak. */
export type ApiRequest = {
  method: string
  /** as it was sent, percent-encoded, without query, with a leading slash */
  path: string
  query: ReadonlyMap<string, string>
  /** names in lower case */
  headers: Readonly<Record<string, string>>
  body: Bytes
}

export type ApiResponse = { status: number; headers: Record<string, string>; body: Bytes }

export type Api = (request: ApiRequest) => Promise<ApiResponse>

/** The body of a request that takes one of at most so many bytes. */
export function bodyOfAtMost(most: number, { body }: ApiRequest): Bytes {
  if (body.length > most) throw new NodeError(400, 'http: request body too large')
  return body
}

export function json(value: unknown, status = 200): ApiResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: utf8(jsonText(value) + '\n') }
}

export function msgpack(value: unknown): ApiResponse {
  return { status: 200, headers: { 'content-type': 'application/msgpack' }, body: msgpackOf(value) }
}

/** The parts of a path that a route left open, by name. */
export type Params = Readonly<Record<string, string>>
export type Handler = (request: ApiRequest, params: Params) => ApiResponse | Promise<ApiResponse>

/** A method, and a path whose `{name}` segments match anything, the last one slashes too. */
export type Route = readonly [method: string, path: string, handler: Handler]

type Node = { fixed: Map<string, Node>; open?: { name: string; node: Node }; handlers: Map<string, Handler> }

export type Match = { handler: Handler; params: Params } | 'no such path' | 'no such method'

/** Finds the handler of a path in one walk over its segments. */
export function router(routes: readonly Route[]): (method: string, path: string) => Match {
  const root: Node = { fixed: new Map(), handlers: new Map() }
  for (const [method, path, handler] of routes) {
    let at = root
    for (const segment of segmentsOf(path)) {
      if (segment.startsWith('{')) {
        at.open ??= { name: segment.slice(1, -1), node: { fixed: new Map(), handlers: new Map() } }
        at = at.open.node
      } else {
        const next: Node = at.fixed.get(segment) ?? { fixed: new Map(), handlers: new Map() }
        at.fixed.set(segment, next)
        at = next
      }
    }
    at.handlers.set(method, handler)
  }
  return (method, path) => {
    if (path === '/') return 'no such method'
    const params: Record<string, string> = {}
    const segments = segmentsOf(path)
    let at = root
    for (const [i, segment] of segments.entries()) {
      const next = at.fixed.get(segment)
      if (next) at = next
      else if (at.open && segment !== '') {
        const { name, node } = at.open
        const isLast = node.fixed.size === 0 && node.open === undefined
        const value = isLast ? segments.slice(i).join('/') : segment
        params[name] = decoded(value) ?? value
        at = node
        if (isLast) break
      } else return 'no such path'
    }
    if (at.handlers.size === 0) return 'no such path'
    const handler = at.handlers.get(method)
    return handler ? { handler, params } : 'no such method'
  }
}

/** undefined when it is not percent-encoded as it should be */
export function decoded(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined
  const byte = (_: string, digits: string) => String.fromCharCode(parseInt(digits, 16))
  return losslessText(fromLatin1(latin1(utf8(text)).replace(/%(..)/g, byte)))
}

/** A slash at the end is forgiven, as the node does. */
function segmentsOf(path: string): string[] {
  return (path.length > 1 ? path.replace(/\/$/, '') : path).split('/').slice(1)
}

/** The uint64 in a path or query, with the node's wording when it is none. */
export function uintParam(name: string, text: string): bigint {
  const fail = (why: string) =>
    new NodeError(
      400,
      `Invalid format for parameter ${name}: error binding string parameter: strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`,
    )
  if (!/^[0-9]+$/.test(text)) throw fail('invalid syntax')
  const n = BigInt(text)
  if (n >= 1n << 64n) throw fail('value out of range')
  return n
}

export function uintQuery(request: ApiRequest, name: string): bigint | undefined {
  const text = request.query.get(name)
  return text === undefined ? undefined : uintParam(name, text)
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])

export function boolQuery(request: ApiRequest, name: string): boolean {
  const text = request.query.get(name)
  if (text === undefined || FALSE.has(text)) return false
  if (TRUE.has(text)) return true
  throw new NodeError(
    400,
    `Invalid format for parameter ${name}: error binding string parameter: strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
}

/** Most routes that know msgpack answer JSON unless asked; another format is refused. */
export function formatQuery(request: ApiRequest): 'json' | 'msgpack' {
  const format = request.query.get('format') ?? 'json'
  if (format === 'json' || format === 'msgpack') return format
  throw new NodeError(400, 'failed to parse the format option')
}

/** In the format that was asked for. */
export function inFormat(request: ApiRequest, value: unknown): ApiResponse {
  return formatQuery(request) === 'msgpack' ? msgpack(value) : json(value)
}
