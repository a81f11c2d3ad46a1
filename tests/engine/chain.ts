/**
 * The chain under test, as little of it as a proof needs: send a group, read, and say what time it is. The same calls go
 * to the embedded chain or, with CHAIN=node, to a real one in dev mode.
 */
import algosdk, { type Algodv2, type SuggestedParams, type Transaction } from 'algosdk'
import type { Devnet } from '@holdfast/devnet'
import { keyOf, type Key } from './keys'
import { CHAIN, keepFigures } from './settings'

export type Chain = {
  algod: Algodv2
  /** set on the embedded chain alone */
  devnet: Devnet | undefined
  dispenser: Key
  /** how things are now, to come back to as often as one likes; the embedded chain alone can do that */
  snapshot: (() => () => void) | undefined
  /** the time the next call sees */
  now(): bigint
  /** moves the time the next call sees; never backwards */
  setTime(unix: bigint): Promise<void>
  params(): SuggestedParams
  /** signs each transaction with its key and sends the group; resolves when it is in a block, rejects with the node's text */
  send(txns: readonly (readonly [Transaction, Key])[]): Promise<algosdk.modelsv2.PendingTransactionResponse[]>
}

export async function openChain(): Promise<Chain> {
  return CHAIN === 'node' ? openNode() : openDevnet()
}

/** Where time begins. The embedded chain's clock stands still, too, unless it is told to move: that makes its runs the same every time. */
const EPOCH = 1_800_000_000

async function openDevnet(): Promise<Chain> {
  // Only where it is used: a run on a node needs none of it.
  const { createDevnet } = await import('@holdfast/devnet')
  const devnet = await createDevnet({ wallClock: () => EPOCH })
  const chain = await overAlgod(devnet.clients.algod, keyOf('dispenser', devnet.dispenser.sk.slice(0, 32)))
  return {
    ...chain,
    devnet,
    now: () => BigInt(devnet.clock.now),
    setTime: async (unix) => {
      devnet.clock.set(unix)
    },
    snapshot() {
      const id = devnet.snapshot()
      const back = chain.mark()
      return () => {
        devnet.revert(id)
        back()
      }
    },
  }
}

async function openNode(): Promise<Chain> {
  const env = (name: string, fallback: string) => process.env[name] ?? fallback
  const token = env('ALGOD_TOKEN', 'a'.repeat(64))
  const server = env('ALGOD_SERVER', 'http://localhost')
  const algod = new algosdk.Algodv2(token, server, env('ALGOD_PORT', '4001'))
  const kmd = new algosdk.Kmd(token, server, env('KMD_PORT', '4002'))
  const chain = await overAlgod(algod, await richest(algod, kmd))
  const { build } = await algod.versionsCheck().do()
  keepFigures('about', { algod: `${build.major}.${build.minor}.${build.buildNumber}` })
  // From here on the clock stands still unless it is told to move.
  await algod.setBlockOffsetTimestamp(0).do()
  const filler = async () => {
    const { dispenser } = chain
    const nothing = {
      sender: dispenser.addr,
      receiver: dispenser.addr,
      amount: 0,
      suggestedParams: chain.params(),
      note: serial(),
    }
    await chain.send([[algosdk.makePaymentTxnWithSuggestedParamsFromObject(nothing), dispenser]])
  }
  await filler()
  const { lastRound } = await algod.status().do()
  let now = (await algod.block(lastRound).do()).block.header.timestamp
  const setTime = async (unix: bigint) => {
    if (unix < now) throw new Error(`a node's clock cannot go back from ${now} to ${unix}`)
    if (unix === now) return
    await algod.setBlockOffsetTimestamp(Number(unix - now)).do()
    await filler()
    await algod.setBlockOffsetTimestamp(0).do()
    now = unix
  }
  // A new node in dev mode begins in 1970, where a time of 0 means "never" to the contract.
  if (now < EPOCH) await setTime(BigInt(EPOCH))
  return { ...chain, snapshot: undefined, now: () => now, setTime }
}

/** The account with the most ALGO in the node's own wallet. */
async function richest(algod: Algodv2, kmd: algosdk.Kmd): Promise<Key> {
  const { wallets } = (await kmd.listWallets()) as { wallets: { id: string; name: string }[] }
  const wallet = wallets.find(({ name }) => name === 'unencrypted-default-wallet')
  if (wallet === undefined) throw new Error('the node has no unencrypted-default-wallet: is it a dev-mode node?')
  const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, '')) as { wallet_handle_token: string }
  const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
  const accounts = await Promise.all(addresses.map((address) => algod.accountInformation(address).do()))
  const best = accounts.reduce((a, b) => (b.amount > a.amount ? b : a))
  const { private_key: secret } = await kmd.exportKey(handle, '', best.address)
  return keyOf('dispenser', new Uint8Array(secret).slice(0, 32))
}

type Sending = Pick<Chain, 'algod' | 'devnet' | 'dispenser' | 'params' | 'send'> & { mark(): () => void }

async function overAlgod(algod: Algodv2, dispenser: Key): Promise<Sending> {
  const first = await algod.getTransactionParams().do()
  let round = BigInt(first.firstValid)
  return {
    algod,
    devnet: undefined,
    dispenser,
    mark() {
      const then = round
      return () => {
        round = then
      }
    },
    params: () => ({ ...first, flatFee: true, fee: 1_000n, firstValid: round, lastValid: round + 900n }),
    async send(txns) {
      const group = txns.map(([txn]) => txn)
      if (group.length > 1) algosdk.assignGroupID(group)
      await algod.sendRawTransaction(txns.map(([txn, key]) => key.sign(txn))).do()
      const confirmed = await Promise.all(group.map((txn) => algod.pendingTransactionInformation(txn.txID()).do()))
      for (const { confirmedRound, poolError } of confirmed) {
        if (confirmedRound === undefined || confirmedRound === 0n) throw new Error(`not in a block: ${poolError}`)
        if (confirmedRound > round) round = confirmedRound
      }
      return confirmed
    },
  }
}

let notes = 0

/** A note that no other transaction has: two equal ones in a round would be the same transaction. */
export function serial(): Uint8Array {
  notes += 1
  return new TextEncoder().encode(`${process.pid.toString(36)}-${notes}`)
}
