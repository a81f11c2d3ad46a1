import { Algodv2, Indexer, Kmd } from 'algosdk'
import type { Api, ApiRequest, ApiResponse } from '../api/http'
import type { Bytes } from '../protocol/txn'

type Query = Readonly<Record<string, unknown>>
type Headers = Readonly<Record<string, string>>

/** What an SDK reads of a failure that came over HTTP; here nothing did, but the shape and the text are the same. */
export class InProcessError extends Error {
  override readonly name = 'URLTokenBaseHTTPError'
  constructor(
    message: string,
    readonly response: ApiResponse,
  ) {
    super(message)
  }
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
}

/** A client of algosdk's kind whose other end is a function. */
export class InProcessClient {
  constructor(private readonly api: Api) {}

  get(path: string, query?: Query, headers?: Headers): Promise<ApiResponse> {
    return this.call('GET', path, query, headers)
  }

  post(path: string, data: Bytes, query?: Query, headers?: Headers): Promise<ApiResponse> {
    return this.call('POST', path, query, headers, data)
  }

  delete(path: string, data: Bytes, query?: Query, headers?: Headers): Promise<ApiResponse> {
    return this.call('DELETE', path, query, headers, data)
  }

  private async call(method: string, path: string, query?: Query, headers?: Headers, body?: Bytes) {
    const response = await this.api(requestOf(method, path, query, headers, body))
    if (response.status < 300) return response
    const message = messageOf(response)
    const status = `${response.status} (${STATUS_TEXTS[response.status] ?? 'Error'})`
    throw new InProcessError(
      `Network request error. Received status ${status}${message === undefined ? '' : `: ${message}`}`,
      response,
    )
  }
}

/** Paths arrive as SDKs write them: perhaps with a query, perhaps percent-encoded, perhaps without the first slash. */
function requestOf(method: string, path: string, query: Query = {}, headers: Headers = {}, body?: Bytes): ApiRequest {
  const [bare = '', inPath = ''] = path.split('?')
  const all = new Map(new URLSearchParams(inPath))
  for (const [name, value] of Object.entries(query)) all.set(name, String(value))
  return {
    method,
    path: bare.startsWith('/') ? bare : `/${bare}`,
    query: all,
    headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])),
    body: body ?? new Uint8Array(0),
  }
}

function messageOf({ body }: ApiResponse): string | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body))
    const message = (parsed as { message?: unknown } | null)?.message
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

export type Clients = { algod: Algodv2; indexer: Indexer; kmd: Kmd }

/** algosdk's own clients, without a network between them and the chain. */
export function clientsOf(apis: { algod: Api; indexer: Api; kmd: Api }): Clients {
  const kmd = new InProcessClient(apis.kmd)
  return {
    algod: new Algodv2(new InProcessClient(apis.algod), ''),
    indexer: new Indexer(new InProcessClient(apis.indexer), ''),
    // its type asks for a token, its base class takes a client like the others
    kmd: new Kmd(kmd as unknown as string, ''),
  }
}
