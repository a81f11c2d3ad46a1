/**
 * The one switch between the two chains the contract tests run on. `CHAIN=node` takes the endpoint that ALGOD_SERVER,
 * ALGOD_PORT, ALGOD_TOKEN and KMD_PORT name (a node in dev mode); otherwise the embedded chain, one per call.
 */
import { AlgorandClient, microAlgo } from '@algorandfoundation/algokit-utils'
import { TestLogger } from '@algorandfoundation/algokit-utils/testing'
import { Config } from '@algorandfoundation/algokit-utils'
import type { TransactionSignerAccount } from '@algorandfoundation/algokit-utils/types/account'
import { createDevnet, type Devnet } from '@holdfast/devnet'
import type { Address } from 'algosdk'

export const ON_NODE = process.env.CHAIN === 'node'

Config.configure({ logger: new TestLogger() })

export type TestAccount = Readonly<TransactionSignerAccount>

export type TestChain = {
  algorand: AlgorandClient
  /** holds more ALGO than any test needs, and all test USDC */
  dispenser: TestAccount
  /** a new account with this much ALGO */
  account(algo?: number): Promise<TestAccount>
  /** what the next call sees as `Global.latestTimestamp` */
  now(): Promise<bigint>
  /** makes the next call see exactly this time; on a node it only moves forward */
  setTime(unix: bigint): Promise<void>
  /** makes states that no call could; a node has no such thing */
  forge?: Devnet['forge']
}

export async function openChain(): Promise<TestChain> {
  return ON_NODE ? openNode() : openDevnet()
}

/** A signer account the client knows, so that a call only has to name its sender. */
function registered(algorand: AlgorandClient, account: TestAccount): TestAccount {
  algorand.setSignerFromAccount(account)
  return account
}

/** Notes tell transactions apart that would otherwise be the same one. */
let notes = 0
export const uniqueNote = () => `${process.pid}-${++notes}`

function accountsOf(algorand: AlgorandClient, dispenser: TestAccount): TestChain['account'] {
  return async (algo = 100) => {
    const account = registered(algorand, algorand.account.random())
    await algorand.send.payment({
      sender: dispenser.addr,
      receiver: account.addr,
      amount: microAlgo(algo * 1_000_000),
      note: uniqueNote(),
    })
    return account
  }
}

async function openDevnet(): Promise<TestChain> {
  // Time stands still between calls unless a test moves it: a busy machine must not change what a boundary test sees.
  const startedAt = Math.floor(Date.now() / 1_000)
  const devnet = await createDevnet({ wallClock: () => startedAt })
  const algorand = AlgorandClient.fromClients(devnet.clients).setSuggestedParamsCacheTimeout(0)
  const dispenser = registered(algorand, devnet.dispenser)
  return {
    algorand,
    dispenser,
    forge: devnet.forge,
    account: accountsOf(algorand, dispenser),
    now: () => Promise.resolve(devnet.clock.now),
    setTime: (unix) => {
      devnet.clock.set(unix)
      return Promise.resolve()
    },
  }
}

async function openNode(): Promise<TestChain> {
  const {
    ALGOD_SERVER = 'http://localhost',
    ALGOD_PORT = '4001',
    ALGOD_TOKEN = 'a'.repeat(64),
    KMD_PORT = '4002',
  } = process.env
  const algorand = AlgorandClient.fromConfig({
    algodConfig: { server: ALGOD_SERVER, port: ALGOD_PORT, token: ALGOD_TOKEN },
    kmdConfig: { server: ALGOD_SERVER, port: KMD_PORT, token: ALGOD_TOKEN },
  }).setSuggestedParamsCacheTimeout(0)
  const rich = (account: { amount?: number | bigint }) => BigInt(account.amount ?? 0) > 1_000_000_000_000n
  const kmdAccount = await algorand.account.kmd.getWalletAccount('unencrypted-default-wallet', rich)
  if (!kmdAccount) throw new Error('The node has no funded account in its wallet: is it a node in dev mode?')
  const dispenser = registered(algorand, kmdAccount.account)
  const { algod } = algorand.client
  const filler = () =>
    algorand.send.payment({
      sender: dispenser.addr,
      receiver: dispenser.addr,
      amount: microAlgo(0),
      note: uniqueNote(),
    })
  const now = async () => {
    const { lastRound } = await algod.status().do()
    return (await algod.block(lastRound).do()).block.header.timestamp
  }
  // From here on time stands still unless a test moves it.
  await algod.setBlockOffsetTimestamp(0).do()
  await filler()
  const setTime = async (unix: bigint) => {
    const before = await now()
    if (unix < before) throw new Error(`the clock of a node cannot go back from ${before} to ${unix}`)
    // A block's time is the one before it plus the offset, and a call sees the block before its own: one filler.
    await algod.setBlockOffsetTimestamp(Number(unix - before)).do()
    await filler()
    await algod.setBlockOffsetTimestamp(0).do()
  }
  // A new node in dev mode begins in 1970, where a time of 0 means "never" to the contract.
  const today = BigInt(Math.floor(Date.now() / 1_000))
  if ((await now()) < today) await setTime(today)
  return { algorand, dispenser, account: accountsOf(algorand, dispenser), now, setTime }
}

/** Test USDC with the settings of MainNet's: 6 decimals, freeze address set; clawback only when asked for. */
export async function createUsdc(chain: TestChain, clawback?: Address): Promise<bigint> {
  const { addr } = chain.dispenser
  const roles = { manager: addr, reserve: addr, freeze: addr, ...(clawback && { clawback }) }
  const total = 0xffff_ffff_ffff_ffffn
  const created = await chain.algorand.send.assetCreate({
    sender: addr,
    total,
    decimals: 6,
    unitName: 'USDC',
    assetName: 'USDC',
    note: uniqueNote(),
    ...roles,
  })
  return created.assetId
}

export async function setFrozen(chain: TestChain, usdc: bigint, account: Address, frozen: boolean): Promise<void> {
  const { addr } = chain.dispenser
  await chain.algorand.send.assetFreeze({ sender: addr, assetId: usdc, account, frozen, note: uniqueNote() })
}

export async function giveUsdc(chain: TestChain, usdc: bigint, receiver: Address, amount: bigint): Promise<void> {
  const { addr } = chain.dispenser
  await chain.algorand.send.assetTransfer({ sender: addr, receiver, assetId: usdc, amount, note: uniqueNote() })
}

export async function optIn(chain: TestChain, usdc: bigint, account: TestAccount): Promise<void> {
  await chain.algorand.send.assetOptIn({ sender: account.addr, assetId: usdc, note: uniqueNote() })
}

/** Closes the holding; what is left goes to the dispenser. */
export async function optOut(chain: TestChain, usdc: bigint, account: TestAccount): Promise<void> {
  const closing = { receiver: chain.dispenser.addr, closeAssetTo: chain.dispenser.addr, amount: 0n, assetId: usdc }
  await chain.algorand.send.assetTransfer({ sender: account.addr, ...closing, note: uniqueNote() })
}

/** USDC of an account; undefined when it is not opted in. */
export async function usdcOf(chain: TestChain, usdc: bigint, account: Address): Promise<bigint | undefined> {
  const { assets = [] } = await chain.algorand.client.algod.accountInformation(account).do()
  return assets.find(({ assetId }) => assetId === usdc)?.amount
}

export async function algoOf(chain: TestChain, account: Address): Promise<bigint> {
  return (await chain.algorand.client.algod.accountInformation(account).do()).amount
}
