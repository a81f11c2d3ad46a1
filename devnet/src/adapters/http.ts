import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Api, ApiRequest, ApiResponse } from '../api/http'
import { decoded, json } from '../api/http'
import { utf8 } from '../protocol/bytes'

/** More than any request of any route needs; what is longer is refused before it fills the memory. */
const MAX_BODY = 16 * 1024 * 1024

/** A busy client must not find a connection closed for being idle just when it uses it again. */
const IDLE_MS = 65_000

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET,POST,PUT,DELETE,OPTIONS',
  'access-control-allow-private-network': 'true',
  vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
}

/** Serves an API on loopback; port 0 takes a free one. Resolves when it listens, with the port it listens on. */
export function serve(api: Api, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((message, response) => {
    answer(api, message, response).catch((error: unknown) => {
      // a connection that broke: there is nobody to tell, and the chain goes on
      response.destroy(error instanceof Error ? error : undefined)
    })
  })
  server.keepAliveTimeout = IDLE_MS
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : port })
    })
  })
}

async function answer(api: Api, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (message.method === 'OPTIONS') {
    const asked = message.headers['access-control-request-headers'] ?? 'X-Algo-API-Token,Content-Type'
    response.writeHead(204, { ...CORS, 'access-control-allow-headers': asked, 'access-control-max-age': '86400' })
    response.end()
    return
  }
  const request = await requestOf(message)
  const { status, headers, body }: ApiResponse = await (request === undefined
    ? tooLarge()
    : decoded(request.path) === undefined
      ? BAD_REQUEST
      : api(request))
  response.writeHead(status, { ...CORS, ...headers, 'content-length': body.length })
  response.end(message.method === 'HEAD' ? undefined : body)
}

/** What the node's server says, before a route is looked for. */
const BAD_REQUEST: ApiResponse = {
  status: 400,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: utf8('400 Bad Request'),
}

function tooLarge(): ApiResponse {
  return json({ message: 'http: request body too large' }, 400)
}

/** What is not percent-encoded as it should be counts as not asked for. */
const wellFormed = (query: string): string =>
  query
    .split('&')
    .filter((pair) => decoded(pair) !== undefined)
    .join('&')

async function requestOf(message: IncomingMessage): Promise<ApiRequest | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  if (size > MAX_BODY) return undefined
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s)
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([k, v]) => [k, Array.isArray(v) ? v.join(',') : (v ?? '')]),
  )
  return {
    method: message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET'),
    path,
    query: new Map(new URLSearchParams(wellFormed(query))),
    headers,
    body: new Uint8Array(Buffer.concat(chunks)),
  }
}
