import algosdk, { type Algodv2 } from 'algosdk'
import { createDevnet } from '../src/index'
import { SENDER } from './program-runner'

/** What the sender of all programs has on every chain, so that balances compare. */
export const SENDER_ALGOS = 1_000

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', KMD_PORT = '4002' } = process.env
const TOKEN = process.env.ALGOD_TOKEN ?? 'a'.repeat(64)

/**
 * The embedded chain with the sender's money on it. Beside a node it is in the same round, for a program may ask for what
 * was before its transaction, and gives out the ids that the node would: outcomes name them, and a program's own number
 * that happens to be one of them must get that name on both.
 */
export async function embeddedAlgod(beside?: Algodv2): Promise<Algodv2> {
  const devnet = await createDevnet()
  await devnet.fund(SENDER.addr, { algo: SENDER_ALGOS })
  if (!beside) return devnet.clients.algod
  const { lastRound } = await beside.status().do()
  const { block } = await beside.block(lastRound).headerOnly(true).do()
  devnet.warpTo(lastRound)
  const saved = devnet.save()
  const state = { ...(saved.state as object), txnCounter: { $n: String(block.header.txnCounter) } }
  return (await createDevnet({ from: { ...saved, state } })).clients.algod
}

/** The real node of the environment; the money comes from the richest account of its default wallet. */
export async function nodeAlgod(): Promise<Algodv2> {
  const algod = new algosdk.Algodv2(TOKEN, ALGOD_SERVER, ALGOD_PORT)
  const balanceOf = async (address: string) => (await algod.accountInformation(address).exclude('all').do()).amount
  const wanted = BigInt(SENDER_ALGOS) * 1_000_000n
  const have = await balanceOf(SENDER.addr.toString())
  if (have === wanted) return algod
  if (have > wanted) throw new Error(`the sender has ${have} microalgos already, more than ${wanted}: use a fresh node`)

  const kmd = new algosdk.Kmd(TOKEN, ALGOD_SERVER, KMD_PORT)
  const { wallets } = (await kmd.listWallets()) as { wallets: { id: string; name: string }[] }
  const wallet = wallets.find(({ name }) => name === 'unencrypted-default-wallet')
  if (!wallet) throw new Error('the node has no wallet unencrypted-default-wallet to take the money from')
  const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, '')) as { wallet_handle_token: string }
  const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
  const balances = await Promise.all(addresses.map(balanceOf))
  const richest = addresses[balances.indexOf(balances.reduce((a, b) => (a > b ? a : b)))]!
  const { private_key: key } = (await kmd.exportKey(handle, '', richest)) as { private_key: Uint8Array }
  const payment = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    sender: richest,
    receiver: SENDER.addr,
    amount: wanted - have,
    suggestedParams: await algod.getTransactionParams().do(),
  })
  const { txid } = await algod.sendRawTransaction(payment.signTxn(key)).do()
  await algosdk.waitForConfirmation(algod, txid, 5)
  return algod
}
