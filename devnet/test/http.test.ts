import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlgorandClient, algo } from '@algorandfoundation/algokit-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Devnet } from '../src/index'
import { createDevnet, LOCALNET_TOKEN } from '../src/index'
import type { RunningServer } from '../src/server'
import { serveDevnet } from '../src/server'
import './support/target'

let devnet: Devnet
let running: RunningServer
let base: string

beforeAll(async () => {
  devnet = await createDevnet()
  running = await serveDevnet(devnet, { port: 0 })
  base = `http://127.0.0.1:${running.ports.algod}`
})
afterAll(() => running.close())

const token = { 'x-algo-api-token': LOCALNET_TOKEN }

describe('the server', () => {
  it('lets browsers in: CORS, preflight, private network access', async () => {
    const preflight = await fetch(`${base}/v2/transactions`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-algo-api-token',
        'access-control-request-private-network': 'true',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-private-network')).toBe('true')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-algo-api-token')
    const answer = await fetch(`${base}/v2/status`, { headers: { ...token, origin: 'https://example.org' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('asks for the token, in either header', async () => {
    expect((await fetch(`${base}/v2/status`)).status).toBe(401)
    expect((await fetch(`${base}/v2/status`, { headers: token })).status).toBe(200)
    expect((await fetch(`${base}/v2/status`, { headers: { authorization: `Bearer ${LOCALNET_TOKEN}` } })).status).toBe(
      200,
    )
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })

  it('wakes who waits for a block', async () => {
    const { lastRound } = devnet.node
    const waiting = fetch(`${base}/v2/status/wait-for-block-after/${lastRound}`, { headers: token })
    setTimeout(() => {
      devnet.mine()
    }, 50)
    expect(await (await waiting).json()).toMatchObject({ 'last-round': Number(lastRound) + 1 })
  })

  it('answers everything bad with 4xx, changes nothing and lives on', async () => {
    const round = devnet.node.lastRound
    const random = mulberry(42)
    const paths = ['/v2/transactions', '/v2/transactions/simulate', '/v2/teal/compile', '/v2/teal/disassemble']
    for (let i = 0; i < 200; i++) {
      const body = Uint8Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256))
      const { status } = await fetch(base + paths[i % paths.length]!, { method: 'POST', headers: token, body })
      expect(status === 200 || (status >= 400 && status < 500 && ![408, 413, 429].includes(status))).toBe(true)
    }
    for (const path of [
      '/%',
      '/v2/accounts/%FF',
      '/v2/blocks/%00',
      `/${'a/'.repeat(2000)}`,
      '/v2/applications/1/box?name=%',
    ]) {
      const { status } = await fetch(base + path, { headers: token })
      expect([400, 404]).toContain(status)
    }
    // the node's answers
    const malformed = 'error binding string parameter: strconv.ParseUint: parsing'
    for (const [path, answer] of [
      ['/v2/%zz', '400 Bad Request'],
      ['/v2/assets/10/4', `Invalid format for parameter asset-id: ${malformed} "10/4": invalid syntax`],
      ['/v2/assets/%2F', `Invalid format for parameter asset-id: ${malformed} "/": invalid syntax`],
      ['/v2%2Fstatus', 'Not Found'],
      ['/v2/blocks/0?header-only=%zz&format=%zz', undefined],
    ] as const) {
      const text = await (await fetch(base + path, { headers: token })).text()
      if (answer === undefined) expect(JSON.parse(text)).toHaveProperty('block')
      else expect(text.startsWith('{') ? (JSON.parse(text) as { message: string }).message : text).toBe(answer)
    }
    const nested = new Uint8Array(900_000).fill(0x91) // arrays in arrays in arrays
    const deep = await fetch(`${base}/v2/transactions/simulate`, { method: 'POST', headers: token, body: nested })
    expect(deep.status).toBe(400)
    const large = await fetch(`${base}/v2/transactions`, {
      method: 'POST',
      headers: token,
      body: new Uint8Array(17 * 1024 * 1024),
    })
    expect(large.status).toBe(400)
    expect(await rawRequest('NONSENSE\r\n\r\n')).toContain('400')
    expect(devnet.node.lastRound).toBe(round)
    expect((await fetch(`${base}/v2/status`, { headers: token })).status).toBe(200)
  })

  it('counts as money what the node does', async () => {
    const supply = (await (await fetch(`${base}/v2/ledger/supply`, { headers: token })).json()) as Record<
      string,
      number
    >
    const { money, stake } = { money: 'total-money', stake: 'online-stake' }
    const fee = 1_000n
    const { node, accounts } = devnet
    const before = BigInt(supply[money]!)
    const algorand = AlgorandClient.fromClients(devnet.clients)
    await algorand.send.payment({
      ...accounts[0]!,
      sender: accounts[0]!.addr,
      receiver: accounts[1]!.addr,
      amount: algo(1),
    })
    const after = (await (await fetch(`${base}/v2/ledger/supply`, { headers: token })).json()) as Record<string, number>
    // the fee sink takes no part, and stake is that of 320 rounds ago
    expect(BigInt(after[money]!)).toBe(before - fee)
    expect(after[stake]).toBe(supply[stake])
    expect(after['current_round']).toBe(Number(node.lastRound))
  })

  it('listens on loopback only', async () => {
    await expect(tryConnect('127.0.0.1')).resolves.toBe(true)
    for (const address of outside()) await expect(tryConnect(address)).resolves.toBe(false)
  })

  it('says which port is taken', async () => {
    await expect(serveDevnet(devnet, { port: running.ports.algod })).rejects.toThrow(/EADDRINUSE/)
  })
})

describe('npx @holdfast/devnet', () => {
  it('serves a LocalNet, says that its keys are public, and keeps its state in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'devnet-'))
    const file = join(folder, 'state.json')
    const ports = ['--port', '0', '--state', file]
    try {
      const first = await start(ports)
      expect(first.text).toMatch(/PUBLIC/)
      const port = Number(/algod +http:\/\/localhost:(\d+)/.exec(first.text)![1])
      const kmd = Number(/kmd +http:\/\/localhost:(\d+)/.exec(first.text)![1])
      const local = { server: 'http://localhost', token: LOCALNET_TOKEN }
      const client = AlgorandClient.fromConfig({ algodConfig: { ...local, port }, kmdConfig: { ...local, port: kmd } })
      const dispenser = await client.account.localNetDispenser()
      const fresh = client.account.random()
      await client.account.ensureFunded(fresh, dispenser, algo(3))
      await first.stop()
      expect((JSON.parse(readFileSync(file, 'utf8')) as { version: number }).version).toBe(1)
      const again = await start(ports)
      const algodAgain = Number(/algod +http:\/\/localhost:(\d+)/.exec(again.text)![1])
      const account = await fetch(`http://localhost:${algodAgain}/v2/accounts/${fresh.addr.toString()}`, {
        headers: token,
      })
      expect(await account.json()).toMatchObject({ amount: 3_100_000 })
      await again.stop()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('ends with a sentence when it is asked for what it cannot do', async () => {
    await expect(start(['--protocol', 'v9'])).rejects.toThrow(/--protocol is v42 or v41/)
    await expect(start(['--port', 'abc'])).rejects.toThrow(/--port is a port/)
  })
})

/** Runs the command line from source until it has announced itself. */
function start(args: string[]): Promise<{ text: string; stop: () => Promise<void> }> {
  const cli = new URL('../src/cli.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('dispenser')) resolve({ text, stop })
    })
    void ended.then(() => {
      reject(new Error(errors || text))
    })
  })
}

function rawRequest(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(running.ports.algod, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    socket.on('end', () => {
      resolve(answer)
    })
    socket.on('error', reject)
  })
}

function tryConnect(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port: running.ports.algod, host, timeout: 1000 })
    const done = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.on('connect', () => {
      done(true)
    })
    socket.on('error', () => {
      done(false)
    })
    socket.on('timeout', () => {
      done(false)
    })
  })
}

/** This machine's addresses that others could reach it at. */
function outside(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((a) => !a.internal && a.family === 'IPv4').map((a) => a.address),
  )
}

/** A small generator of the same numbers every time. */
function mulberry(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
