import { createContext, Script } from 'node:vm'
import { fileURLToPath } from 'node:url'
import type { Metafile } from 'esbuild'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { findChrome, runInChrome } from './support/chrome'

/** What an application in a browser would do: only this package and algosdk, no bundler tricks. */
const APPLICATION = `
import algosdk from 'algosdk'
import { createDevnet } from '../src/index'

async function run() {
  const devnet = await createDevnet()
  const { algod, kmd } = devnet.clients
  const [alice, bob] = devnet.accounts
  const composer = new algosdk.AtomicTransactionComposer()
  const suggestedParams = await algod.getTransactionParams().do()
  const pay = algosdk.makePaymentTxnWithSuggestedParamsFromObject({ sender: alice.addr, receiver: bob.addr, amount: 5n, suggestedParams })
  composer.addTransaction({ txn: pay, signer: alice.signer })
  const sent = await composer.execute(algod, 4)
  const source = '#pragma version 12\\ntxn Sender\\nsha256\\nlog\\nglobal LatestTimestamp\\nitob\\nlog\\nint 1'
  const compiled = await algod.compile(source).do()
  const program = algosdk.base64ToBytes(compiled.result)
  const create = algosdk.makeApplicationCreateTxnFromObject({
    sender: alice.addr, approvalProgram: program, clearProgram: program, numGlobalInts: 0, numGlobalByteSlices: 0,
    numLocalInts: 0, numLocalByteSlices: 0, onComplete: algosdk.OnApplicationComplete.NoOpOC, suggestedParams,
  })
  devnet.clock.set(2_000_000_000n)
  const [signed] = await alice.signer([create], [0])
  await algod.sendRawTransaction(signed).do()
  const info = await algod.pendingTransactionInformation(create.txID()).do()
  const id = devnet.snapshot()
  await devnet.fund(bob, { algo: 3 })
  devnet.revert(id)
  const saved = devnet.save()
  const loaded = await createDevnet({ from: JSON.stringify(saved) })
  const { wallets } = await kmd.listWallets()
  const refused = await algod.sendRawTransaction(signed).do().catch((error) => error.message)
  return {
    round: sent.confirmedRound, app: info.applicationIndex, logs: info.logs.map((l) => l.length),
    time: algosdk.decodeUint64(info.logs[1], 'bigint'), loaded: loaded.node.lastRound, wallets: wallets.length, refused,
    bob: (await algod.accountInformation(bob.addr).do()).amount,
  }
}
const plain = (_name, value) => (typeof value === 'bigint' ? value.toString() : value)
globalThis.outcome = run().then((outcome) => JSON.stringify(outcome, plain))
`

/** What every browser has and the language itself has not. */
const WEB = { TextEncoder, TextDecoder, URL, URLSearchParams, atob, btoa, setTimeout, clearTimeout, crypto, console }
/** Shared with the outside: bytes that a TextEncoder makes, and errors that a DataView throws, are the outside's. */
const BYTES = { Uint8Array, ArrayBuffer, DataView, RangeError }

const chrome = findChrome()
let code: string
let metafile: Metafile

beforeAll(async () => {
  const bundled = await build({
    stdin: { contents: APPLICATION, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  code = bundled.outputFiles[0]!.text
  metafile = bundled.metafile
})

describe('a browser bundle', () => {
  it('needs nothing from outside: no Node built-ins, no imports left', () => {
    const imports = Object.values(metafile.outputs).flatMap((o) => o.imports.map((i) => i.path))
    expect(imports).toEqual([])
    const own = Object.keys(metafile.inputs).filter((path) => path.startsWith('devnet/src/'))
    expect(own.length).toBeGreaterThan(50)
    expect(own.filter((path) => /server|cli|adapters\/http/.test(path))).toEqual([])
  })

  const expected = {
    round: '1',
    app: '1002',
    logs: [32, 8],
    time: '2000000000',
    loaded: '3',
    wallets: 1,
    refused: expect.stringContaining('transaction already in ledger') as string,
    bob: '1000000000005',
  }

  it('runs where there is no process, Buffer, require or module', async () => {
    const context = createContext({ ...WEB, ...BYTES }) as { outcome?: Promise<string> }
    expect(new Script('typeof process + typeof Buffer + typeof require + typeof module').runInContext(context)).toBe(
      'undefined'.repeat(4),
    )
    new Script(code).runInContext(context)
    expect(JSON.parse(await context.outcome!)).toEqual(expected)
  })

  it.runIf(chrome)(
    `runs in a page of ${chrome ?? 'a browser: skipped, none found; CHROME_BIN names one'}`,
    async () => {
      const { outcome, agent } = await runInChrome(chrome!, code)
      expect(agent).toContain('Chrome')
      expect(JSON.parse(outcome as string)).toEqual(expected)
    },
  )
})
