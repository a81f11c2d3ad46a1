import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ApiRequest } from '../src/api/http'
import type { MirrorSession } from './mirror-session'

/** A connection that is closed for being idle, just when a busy client uses it again, fails a request. */
const IDLE_MS = 600_000

/** Listens where a node would, on loopback. */
export async function serveMirror(session: MirrorSession, port: number): Promise<{ port: number; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    serve(session, incoming, outgoing).catch((error: unknown) => {
      session.counts.differing++
      session.onDifference(`the mirror failed at ${incoming.url}: ${String(error)}\n${(error as Error).stack ?? ''}\n`)
      outgoing.writeHead(400).end(JSON.stringify({ message: `mirror: ${String(error)}` }))
    })
  })
  server.keepAliveTimeout = IDLE_MS
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, server }
}

async function serve(session: MirrorSession, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://localhost')
  const headers = Object.fromEntries(
    ['content-type', 'accept'].flatMap((name) =>
      incoming.headers[name] ? [[name, String(incoming.headers[name])]] : [],
    ),
  )
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: new Map(url.searchParams),
    headers,
    body: await read(incoming),
  }
  const answer = await session.answer(request, url.pathname + url.search)
  outgoing.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'application/json' })
  outgoing.end(answer.body)
}

function read(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(parts)))
    })
    incoming.on('error', reject)
  })
}
