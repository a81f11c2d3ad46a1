import { Indexer } from 'algosdk'
import { expect } from 'vitest'
import { LOCALNET_TOKEN } from '../../src/index'
import { serveDevnet, type RunningServer } from '../../src/server'
import { playScene, type Scene } from './indexer-scene'

/** The same chain twice: asked by a function call, and over HTTP. */
export const DOORS = [{ name: 'in process' }, { name: 'over HTTP' }] as const

export type Asked = { scene: Scene; server: RunningServer; indexer: (door: string) => Indexer }

export async function openScene(): Promise<Asked> {
  const scene = await playScene()
  const server = await serveDevnet(scene.devnet, { port: 0 })
  const overHttp = new Indexer(LOCALNET_TOKEN, 'http://127.0.0.1', server.ports.indexer)
  return { scene, server, indexer: (door) => (door === 'over HTTP' ? overHttp : scene.devnet.clients.indexer) }
}

export const refused = (status: '400 (Bad Request)' | '404 (Not Found)', text: string) =>
  `Network request error. Received status ${status}: ${text}`

export const unsupported = (parameter: string, path: string) =>
  refused(
    '400 (Bad Request)',
    `NotSupportedByDevnet: the indexer's parameter "${parameter}" of ${path} is not supported by the embedded chain; use a LocalNet node for it`,
  )

export const TOO_LARGE = `searching by round or application-id or asset-id or filter by value greater than ${(1n << 63n) - 1n} is not supported`
export const BAD_ADDRESS = 'unable to parse address: decoded address is the wrong length, should be 36 bytes'

export const failing = (request: { do(): Promise<unknown> }) => expect(request.do()).rejects

/** What algosdk's client has no method for. */
export async function get({ ports }: RunningServer, path: string) {
  const response = await fetch(`http://127.0.0.1:${ports.indexer}${path}`, {
    headers: { 'x-indexer-api-token': LOCALNET_TOKEN },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
