import type { Server } from 'node:http'
import { serve } from './adapters/http'
import type { Devnet } from './devnet'
import { LOCALNET_TOKEN } from './devnet'

/** LocalNet's ports, so that `AlgorandClient.defaultLocalNet()` finds everything where it looks. */
export const LOCALNET_PORTS = { algod: 4001, kmd: 4002, indexer: 8980 } as const

export type ServeOptions = {
  /** 0 takes a free port, for all three */
  port?: number
  kmdPort?: number
  indexerPort?: number
  /** what clients must send; LocalNet's well-known token unless said otherwise */
  token?: string
}

export type RunningServer = {
  ports: { algod: number; kmd: number; indexer: number }
  close(): Promise<void>
}

/** Serves a devnet to everything on this machine, and to nothing else: it listens on loopback only. */
export async function serveDevnet(devnet: Devnet, options: ServeOptions = {}): Promise<RunningServer> {
  const port = options.port ?? LOCALNET_PORTS.algod
  const kmdPort = options.kmdPort ?? (port === 0 ? 0 : port + 1)
  const indexerPort = options.indexerPort ?? (port === 0 ? 0 : LOCALNET_PORTS.indexer)
  const apis = devnet.apisWith(options.token ?? LOCALNET_TOKEN)
  const servers: Server[] = []
  const start = async (api: (typeof apis)['algod'], at: number) => {
    const started = await serve(api, at)
    servers.push(started.server)
    return started.port
  }
  const close = async () => {
    await Promise.all(servers.map(stop))
  }
  try {
    const algod = await start(apis.algod, port)
    const kmd = await start(apis.kmd, kmdPort)
    const indexer = await start(apis.indexer, indexerPort)
    return { ports: { algod, kmd, indexer }, close }
  } catch (error) {
    await close()
    throw error
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}
