#!/usr/bin/env node
import { parseArgs } from 'node:util'
import type { Devnet } from './devnet'
import { createDevnet, LOCALNET_TOKEN } from './devnet'
import { LOCALNET_PORTS, serveDevnet } from './server'
import { keepState, openState } from './state-file'

const USAGE = `Usage: devnet [--port 4001] [--kmd-port 4002] [--indexer-port 8980] [--state file] [--protocol v42|v41]

Serves an embedded Algorand chain on this machine, at LocalNet's ports and with LocalNet's token.
--state loads the chain from a file when it exists, and saves it there when the server ends.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'kmd-port': { type: 'string' },
      'indexer-port': { type: 'string' },
      state: { type: 'string' },
      protocol: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const { state, protocol } = values
  if (protocol !== undefined && protocol !== 'v42' && protocol !== 'v41') {
    throw new Error(`--protocol is v42 or v41, not ${protocol}.`)
  }
  const devnet = state === undefined ? await createDevnet(protocol && { protocol }) : await openState(state, protocol)

  const algodPort = portOf(values.port, '--port') ?? LOCALNET_PORTS.algod
  const kmdPort = portOf(values['kmd-port'], '--kmd-port')
  const indexerPort = portOf(values['indexer-port'], '--indexer-port')
  const running = await serveDevnet(devnet, {
    port: algodPort,
    ...(kmdPort === undefined ? {} : { kmdPort }),
    ...(indexerPort === undefined ? {} : { indexerPort }),
  })
  announce(devnet, running.ports)

  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    if (state !== undefined) {
      keepState(state, devnet)
      console.log(`Saved round ${devnet.node.lastRound} to ${state}.`)
    }
    void running.close().then(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

function portOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${option} is a port, not "${text}".`)
  return port
}

function announce(devnet: Devnet, ports: { algod: number; kmd: number; indexer: number }): void {
  console.log(`Embedded Algorand chain (${devnet.node.params.name}, ${devnet.node.genesis.id}), loopback only:
  algod   http://localhost:${ports.algod}
  kmd     http://localhost:${ports.kmd}
  indexer http://localhost:${ports.indexer} (subset)
  token   ${LOCALNET_TOKEN}

The keys of its accounts are PUBLIC, everybody knows them. Never send anything of value to them.
  dispenser ${devnet.dispenser.address}`)
  for (const account of devnet.accounts) console.log(`  ${account.address}\n    ${account.mnemonic}`)
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  const why = error instanceof Error ? error.message : String(error)
  console.error(taken ? `${why}\nAnother LocalNet or devnet uses that port: stop it, or pass --port.` : why)
  process.exit(1)
})
