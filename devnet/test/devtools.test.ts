import { readFileSync, writeFileSync } from 'node:fs'
import { AlgorandClient, algo, microAlgo } from '@algorandfoundation/algokit-utils'
import { getApplicationAddress, mnemonicToSecretKey } from 'algosdk'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Devnet } from '../src/index'
import { createDevnet } from '../src/index'
import './support/target'

const CLOCK = `#pragma version 12
txn ApplicationID
bz yes
txn NumAppArgs
bz time
pushbytes "boom"
log
pushint 3
pushint 4
==
assert
time:
global LatestTimestamp
itob
log
yes:
pushint 1
`
const YES = '#pragma version 12\npushint 1'

let devnet: Devnet
let algorand: AlgorandClient

beforeEach(async () => {
  devnet = await createDevnet()
  algorand = clientOf(devnet)
})

function clientOf(of: Devnet): AlgorandClient {
  const client = AlgorandClient.fromClients(of.clients).setSuggestedParamsCacheTimeout(0)
  for (const account of of.accounts) client.setSignerFromAccount(account)
  return client
}

async function app(globalInts = 0): Promise<bigint> {
  const sender = devnet.accounts[0]!.addr
  const schema = { globalInts, globalByteSlices: 1, localInts: 0, localByteSlices: 0 }
  const { appId } = await algorand.send.appCreate({ sender, approvalProgram: CLOCK, clearStateProgram: YES, schema })
  return appId
}

async function timeSeen(appId: bigint): Promise<bigint> {
  const { confirmation } = await algorand.send.appCall({
    sender: devnet.accounts[0]!.addr,
    appId,
    note: `${Math.random()}`,
  })
  return new DataView(confirmation.logs![0]!.slice().buffer).getBigUint64(0)
}

const balance = async (client: AlgorandClient, address: string) =>
  (await client.account.getInformation(address)).balance.microAlgo

describe('accounts', () => {
  it('are the same in every devnet, and their mnemonics are their keys', async () => {
    const other = await createDevnet({ accounts: 3 })
    expect(other.accounts.map((a) => a.address)).toEqual(devnet.accounts.slice(0, 3).map((a) => a.address))
    const [first] = devnet.accounts
    for (const { mnemonic, sk, address } of [devnet.dispenser, ...devnet.accounts]) {
      expect(mnemonicToSecretKey(mnemonic).sk).toEqual(sk)
      expect(mnemonicToSecretKey(mnemonic).addr.toString()).toBe(address)
    }
    expect(await balance(algorand, first!.address)).toBe(1_000_000_000_000n)
  })
})

describe('fund', () => {
  it('gives algos as a number of ALGO or microalgos as a bigint', async () => {
    const fresh = algorand.account.random()
    await devnet.fund(fresh, { algo: 1.5 })
    await devnet.fund(fresh.addr, { algo: 7n })
    expect(await balance(algorand, fresh.addr.toString())).toBe(1_500_007n)
  })

  it('gives an asset to somebody who never opted in and has nothing', async () => {
    const usdc = await devnet.asset.createTestUsdc()
    const fresh = algorand.account.random()
    await devnet.fund(fresh, { algo: 1, asset: { id: usdc.id, amount: 2_500_000n } })
    expect((await algorand.asset.getAccountInformation(fresh.addr, usdc.id)).balance).toBe(2_500_000n)
    const poor = algorand.account.random()
    await devnet.fund(poor, { algo: 0.1 })
    await devnet.fund(poor, { asset: { id: usdc.id, amount: 1n } })
    expect((await algorand.asset.getAccountInformation(poor.addr, usdc.id)).balance).toBe(1n)
  })

  it('refuses with a sentence what it cannot give, and changes nothing', async () => {
    const round = devnet.node.lastRound
    expect(() => devnet.fund('nobody', { algo: 1 })).toThrow(/not an address/)
    expect(() => devnet.fund(devnet.accounts[0]!, {})).toThrow(/say how much/)
    expect(() => devnet.fund(devnet.accounts[0]!, { asset: { id: 5, amount: 1 } })).toThrow(/no asset 5/)
    expect(devnet.node.lastRound).toBe(round)
  })
})

describe('the test USDC', () => {
  it('has the settings of the one on MainNet', async () => {
    const { id } = await devnet.asset.createTestUsdc()
    const asset = await algorand.asset.getById(id)
    expect(asset).toMatchObject({
      decimals: 6,
      unitName: 'USDC',
      assetName: 'USDC',
      total: 2n ** 64n - 1n,
      defaultFrozen: false,
    })
    expect(asset.freeze).toBe(devnet.dispenser.address)
    expect(asset.clawback).toBeUndefined()
    const withClawback = await devnet.asset.createTestUsdc({ clawback: devnet.accounts[2]! })
    expect((await algorand.asset.getById(withClawback.id)).clawback).toBe(devnet.accounts[2]!.address)
  })
})

describe('clock', () => {
  it('makes the next call see exactly what was set', async () => {
    const appId = await app()
    const start = devnet.clock.now
    devnet.clock.advance({ days: 3, hours: 1, minutes: 2, seconds: 3 })
    expect(await timeSeen(appId)).toBe(start + 262_923n)
    devnet.clock.set(4_102_444_800n)
    expect(await timeSeen(appId)).toBe(4_102_444_800n)
  })

  it('is seen by simulate too', async () => {
    const appId = await app()
    devnet.clock.set(4_102_444_800n)
    const group = algorand.newGroup().addAppCall({ sender: devnet.accounts[0]!.addr, appId })
    const { confirmations } = await group.simulate({ skipSignatures: true })
    expect(new DataView(confirmations[0]!.logs![0]!.slice().buffer).getBigUint64(0)).toBe(4_102_444_800n)
  })

  it('does not go back', () => {
    devnet.clock.advance({ days: 1 })
    expect(() => {
      devnet.clock.set(devnet.clock.now - 1n)
    }).toThrow(/Time cannot go back/)
    expect(() => {
      devnet.clock.advance(-1n)
    }).toThrow(/Time cannot go back/)
  })

  it('obeys the offset endpoint of the node', async () => {
    const { algod } = algorand.client
    await algod.setBlockOffsetTimestamp(100).do()
    const before = devnet.clock.now
    devnet.mine()
    expect(devnet.clock.now).toBe(before + 100n)
    expect((await algod.getBlockOffsetTimestamp().do()).offset).toBe(100)
  })
})

describe('rounds', () => {
  it('are mined empty, up to a wanted one', () => {
    const start = devnet.node.lastRound
    devnet.mine(5)
    devnet.warpTo(start + 1_000n)
    expect(devnet.node.lastRound).toBe(start + 1_000n)
    expect(() => {
      devnet.warpTo(start)
    }).toThrow(/is over/)
  })
})

describe('snapshots', () => {
  it('bring everything back, time and rounds included', async () => {
    const [a, b] = devnet.accounts
    const appId = await app()
    const id = devnet.snapshot()
    const before = {
      round: devnet.node.lastRound,
      time: devnet.clock.now,
      balance: await balance(algorand, b!.address),
    }
    const sent = await algorand.send.payment({ sender: a!.addr, receiver: b!.addr, amount: algo(1) })
    devnet.clock.advance({ days: 100 })
    devnet.revert(id)
    expect({
      round: devnet.node.lastRound,
      time: devnet.clock.now,
      balance: await balance(algorand, b!.address),
    }).toEqual(before)
    await expect(algorand.client.algod.pendingTransactionInformation(sent.txIds[0]!).do()).rejects.toThrow(/404/)
    expect(await timeSeen(appId)).toBeLessThan(before.time + 86_400n)
  })

  it('stay good until a revert to an earlier one', () => {
    const first = devnet.snapshot()
    devnet.mine()
    const second = devnet.snapshot()
    devnet.mine()
    const round = devnet.node.lastRound
    devnet.revert(second)
    devnet.revert(second)
    expect(devnet.node.lastRound).toBe(round - 1n)
    devnet.revert(first)
    expect(() => {
      devnet.revert(second)
    }).toThrow(/no snapshot/)
    devnet.revert(first)
    expect(devnet.snapshot()).toBeGreaterThan(second)
  })
})

describe('forge', () => {
  it('makes states no transaction could, with the minimum balances they need', async () => {
    const appId = await app()
    const { appAddress } = await algorand.app.getById(appId).then(({ appId: id }) => ({ appAddress: addressOf(id) }))
    devnet.forge.setBalance(appAddress, 0)
    devnet.forge.setBox(appId, 'name', Uint8Array.of(1, 2, 3))
    devnet.forge.setGlobal(appId, 'key', 'value')
    expect(await algorand.app.getBoxValue(appId, 'name')).toEqual(Uint8Array.of(1, 2, 3))
    expect((await algorand.app.getGlobalState(appId))['key']?.value).toBe('value')
    // 100,000 of the account, 2,500 + 400 x (4 + 3) of the box
    expect((await algorand.account.getInformation(appAddress)).minBalance.microAlgo).toBe(105_300n)
    devnet.forge.deleteBox(appId, 'name')
    devnet.forge.deleteGlobal(appId, 'key')
    expect(await algorand.app.getBoxNames(appId)).toEqual([])
    expect(await algorand.app.getGlobalState(appId)).toEqual({})
  })

  it('freezes and fills holdings, and gives accounts to other keys', async () => {
    const [a, b] = devnet.accounts
    const { id } = await devnet.asset.createTestUsdc()
    devnet.forge.setHolding(a!, id, { amount: 9n, frozen: true })
    const held = await algorand.asset.getAccountInformation(a!.addr, id)
    expect([held.balance, held.frozen]).toEqual([9n, true])
    devnet.forge.setAuthAddr(a!, b!)
    const pay = { sender: a!.addr, receiver: a!.addr, amount: microAlgo(0) }
    await algorand.send.payment({ ...pay, signer: b!.signer })
    await expect(algorand.send.payment({ ...pay, note: '2' })).rejects.toThrow(/should have been authorized by/)
    expect(() => {
      devnet.forge.setBox(999_999, 'a', 'b')
    }).toThrow(/no application 999999/)
  })
})

function addressOf(appId: bigint): string {
  const app = devnet.node.app(appId)
  expect(app).toBeDefined()
  return getApplicationAddress(appId).toString()
}

describe('impersonate', () => {
  it('sends for an address whose key nobody has, until it stops', async () => {
    const whale = getApplicationAddress(123_456n).toString()
    await devnet.fund(whale, { algo: 10 })
    const someone = devnet.impersonate(whale)
    const pay = { sender: someone.addr, receiver: devnet.accounts[0]!.addr, signer: someone.signer }
    await algorand.send.payment({ ...pay, amount: algo(1) })
    expect(await balance(algorand, whale)).toBe(8_999_000n)
    const appId = await app()
    await algorand.send.appCall({ sender: someone.addr, signer: someone.signer, appId })
    someone.stop()
    await expect(algorand.send.payment({ ...pay, amount: algo(2) })).rejects.toThrow(/signedtxn has no sig/)
  })
})

describe('trace', () => {
  it('tells the operation, its line, the stack, the logs and the budget of a refused call', async () => {
    const appId = await app()
    const error: unknown = await algorand.send
      .appCall({ sender: devnet.accounts[0]!.addr, appId, args: [Uint8Array.of(1)], populateAppCallResources: false })
      .catch((e: unknown) => e)
    const trace = devnet.trace(error, { sourceMap: { version: 3, sources: ['a.ts'], mappings: 'AAAA;;AACA' } })
    expect(trace).toMatchObject({
      app: appId,
      teal: 'assert',
      stack: [0n],
      budget: { added: 700 },
      fees: { paid: 1000n },
    })
    expect(trace.message).toContain('assert failed')
    expect(trace.program.split('\n')[trace.line! - 1]).toBe('assert')
    expect(trace.steps.at(-2)?.teal).toBe('==')
    expect(trace.logs).toEqual([new TextEncoder().encode('boom')])
    expect(trace.source).toEqual({ file: 'a.ts', line: 2, column: 1 })
  })

  it('looks at the state the call was refused on, whatever happened since', async () => {
    const appId = await app()
    const sender = devnet.accounts[0]!.addr
    const call = { sender, appId, args: [Uint8Array.of(1)], populateAppCallResources: false }
    const error: unknown = await algorand.send.appCall(call).catch((e: unknown) => e)
    devnet.mine(3)
    expect(devnet.trace(error).message).toContain('assert failed')
  })
})

describe('coverage', () => {
  it('counts which instructions ran, failed calls included', async () => {
    devnet.coverage.start()
    const appId = await app()
    await timeSeen(appId)
    const halfway = devnet.coverage.report().find((p) => p.apps.includes(appId))!
    expect(halfway.hits.size).toBeLessThan(halfway.instructions.length)
    const call = { sender: devnet.accounts[0]!.addr, appId, args: [Uint8Array.of(1)], populateAppCallResources: false }
    await algorand.send.appCall(call).catch(() => undefined)
    const all = devnet.coverage.report().find((p) => p.apps.includes(appId))!
    expect([...all.hits.keys()].sort((a, b) => a - b)).toEqual([...all.instructions])
    devnet.coverage.stop()
    const before = all.hits.get(all.instructions[0]!)
    await timeSeen(appId)
    expect(
      devnet.coverage
        .report()
        .find((p) => p.apps.includes(appId))!
        .hits.get(all.instructions[0]!),
    ).toBe(before)
  })
})

const FIXTURE = new URL('./fixtures/save-v1.json', import.meta.url)

describe('save', () => {
  it('keeps everything: saved, loaded and saved again is the same text', async () => {
    await busy()
    const text = JSON.stringify(devnet.save())
    const loaded = await createDevnet({ from: text })
    expect(JSON.stringify(loaded.save())).toBe(text)
    expect(loaded.node.block(loaded.node.lastRound)!.hash).toEqual(devnet.node.block(devnet.node.lastRound)!.hash)
  })

  it('goes on where it was: signers, wallets, history and leases', async () => {
    const { txId } = await busy()
    const loaded = await createDevnet({ from: devnet.save() })
    const client = clientOf(loaded)
    expect((await client.client.algod.pendingTransactionInformation(txId).do()).confirmedRound).toBeGreaterThan(0n)
    await client.send.payment({ sender: loaded.accounts[0]!.addr, receiver: loaded.accounts[1]!.addr, amount: algo(1) })
    const dispenser = await client.account.localNetDispenser()
    expect(dispenser.addr.toString()).toBe(devnet.dispenser.address)
    expect(loaded.node.lastRound).toBe(devnet.node.lastRound + 1n)
  })

  it('reads the file that version 1 wrote', async () => {
    if (process.env['RECORD'] === '1') {
      await busy()
      writeFileSync(FIXTURE, `${JSON.stringify(devnet.save())}\n`)
    }
    const loaded = await createDevnet({ from: readFileSync(FIXTURE, 'utf8') })
    expect(loaded.node.lastRound).toBe(6n)
    const client = clientOf(loaded)
    expect((await client.asset.getAccountInformation(loaded.accounts[1]!.addr, 1004n)).balance).toBe(12n)
    expect(await client.app.getBoxValue(1002n, 'box')).toEqual(new TextEncoder().encode('content'))
    await client.send.appCall({ sender: loaded.accounts[0]!.addr, appId: 1002n })
  })

  it('refuses another version, another format and broken files with a sentence', async () => {
    const saved = devnet.save()
    await expect(createDevnet({ from: { ...saved, version: 99 } })).rejects.toThrow(
      /saved in version 99 .* reads version 1/,
    )
    await expect(createDevnet({ from: '{"hello":1}' })).rejects.toThrow(/not a saved devnet/)
    await expect(createDevnet({ from: 'hello' })).rejects.toThrow(/not JSON/)
  })

  async function busy(): Promise<{ txId: string }> {
    const [a, b] = devnet.accounts
    const sent = await algorand.send.payment({ sender: a!.addr, receiver: b!.addr, amount: algo(1), lease: 'lease' })
    const appId = await app(1)
    await devnet.fund(addressOf(appId), { algo: 1 })
    const { id } = await devnet.asset.createTestUsdc({ clawback: a! })
    await devnet.fund(b!, { asset: { id, amount: 12 } })
    devnet.forge.setBox(appId, 'box', 'content')
    devnet.forge.setGlobal(appId, 'n', 7n)
    devnet.clock.advance({ days: 1 })
    return { txId: sent.txIds[0]! }
  }
})

describe('what is not there', () => {
  it('is refused by name', async () => {
    const { algod } = algorand.client
    await expect(algod.getStateProof(1).do()).rejects.toThrow(/NotSupportedByDevnet: state proofs/)
    await expect(algod.getLedgerStateDelta(1).do()).rejects.toThrow(/NotSupportedByDevnet: ledger state deltas/)
    await expect(algorand.client.indexer.searchAccounts().round(1).do()).rejects.toThrow(/NotSupportedByDevnet/)
  })
})
