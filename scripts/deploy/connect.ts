import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { Kmd, mnemonicToSecretKey, type Transaction, type TransactionSigner } from 'algosdk'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { quiet } from '../quiet'
import type { Network } from './networks'

const env = (name: string): string | undefined => process.env[name] || undefined

/** A client for the network; ALGOD_SERVER, ALGOD_PORT and ALGOD_TOKEN choose another node of it. */
export function connect(network: Network): AlgorandClient {
  const server = env('ALGOD_SERVER') ?? network.algod.server
  const port = env('ALGOD_PORT') ?? network.algod.port
  const token = env('ALGOD_TOKEN') ?? network.algod.token
  quiet()
  return AlgorandClient.fromConfig({ algodConfig: { server, port, token } })
}

/** Says which node does not answer, before anything else is tried. */
export async function checkNode(algorand: AlgorandClient, network: Network): Promise<void> {
  const { algod } = algorand.client
  const answers = await algod
    .healthCheck()
    .do()
    .then(
      () => true,
      () => false,
    )
  if (answers) return
  const server = env('ALGOD_SERVER') ?? network.algod.server
  const port = env('ALGOD_PORT') ?? network.algod.port
  throw new Error(`No node answers at ${server}:${port}. Start it, or set ALGOD_SERVER, ALGOD_PORT and ALGOD_TOKEN.`)
}

/**
 * Registers the deployer's signer and returns the address; a wallet with several accounts uses the admin of the record. The key comes from the environment, a file, or a kmd wallet;
 * never from the command line, which ends up in the history of the shell.
 */
export async function deployerOf(
  algorand: AlgorandClient,
  network: Network,
  admin: string | undefined,
): Promise<string> {
  const words = env('DEPLOYER_MNEMONIC') ?? wordsFrom(env('DEPLOYER_MNEMONIC_FILE'))
  if (words !== undefined) return fromMnemonic(algorand, words)
  const kmd = kmdOf(network)
  if (kmd) return fromKmd(algorand, kmd, admin)
  throw new Error(
    'No account to deploy with. Set DEPLOYER_MNEMONIC_FILE (a file only you can read), DEPLOYER_MNEMONIC, or KMD_SERVER and DEPLOYER_WALLET.',
  )
}

function wordsFrom(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  if (!existsSync(file)) throw new Error(`DEPLOYER_MNEMONIC_FILE names ${file}, and there is no such file.`)
  if (statSync(file).mode & 0o077) throw new Error(`Others can read ${file}. Run: chmod 600 ${file}`)
  return readFileSync(file, 'utf8')
}

function fromMnemonic(algorand: AlgorandClient, words: string): string {
  try {
    const account = mnemonicToSecretKey(words.trim())
    algorand.setSignerFromAccount({ addr: account.addr, signer: signerOf(account.sk) })
    return account.addr.toString()
  } catch {
    // The cause could carry a word of the mnemonic.
    throw new Error('The mnemonic of the deployer is not one: 25 words, separated by spaces.')
  }
}

function signerOf(key: Uint8Array): TransactionSigner {
  return (group, indexes) => Promise.resolve(indexes.map((index) => txnAt(group, index).signTxn(key)))
}

function txnAt(group: readonly Transaction[], index: number): Transaction {
  const txn = group[index]
  if (!txn) throw new Error(`a signature for transaction ${index} was asked, of a group of ${group.length}`)
  return txn
}

function kmdOf(network: Network): Kmd | undefined {
  const server = env('KMD_SERVER') ?? network.kmd?.server
  if (server === undefined) return undefined
  return new Kmd(env('KMD_TOKEN') ?? network.kmd?.token ?? '', server, env('KMD_PORT') ?? network.kmd?.port ?? 4002)
}

/** Signs inside kmd: the key never leaves the wallet. LocalNet's own wallet unless DEPLOYER_WALLET names another. */
async function fromKmd(algorand: AlgorandClient, kmd: Kmd, admin: string | undefined): Promise<string> {
  const name = env('DEPLOYER_WALLET') ?? 'unencrypted-default-wallet'
  const password = env('DEPLOYER_WALLET_PASSWORD') ?? ''
  const { wallets } = (await kmd.listWallets()) as { wallets: { id: string; name: string }[] }
  const wallet = wallets.find((candidate) => candidate.name === name)
  if (!wallet) throw new Error(`kmd has no wallet ${name}: it has ${wallets.map((each) => each.name).join(', ')}.`)

  const withHandle = async <T>(use: (handle: string) => Promise<T>): Promise<T> => {
    const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, password)) as {
      wallet_handle_token: string
    }
    return use(handle).finally(() => kmd.releaseWalletHandle(handle))
  }
  const { addresses } = (await withHandle((handle) => kmd.listKeys(handle))) as { addresses: string[] }
  const known = addresses.find((address) => address === admin)
  const address = env('DEPLOYER_ADDRESS') ?? known ?? (await richest(algorand, addresses))
  algorand.setSigner(address, (group, indexes) =>
    withHandle(async (handle) => {
      const signed: Uint8Array[] = []
      for (const index of indexes) signed.push(await kmd.signTransaction(handle, password, txnAt(group, index)))
      return signed
    }),
  )
  return address
}

async function richest(algorand: AlgorandClient, addresses: readonly string[]): Promise<string> {
  const balances = await Promise.all(
    addresses.map(async (address) => ({ address, balance: (await algorand.account.getInformation(address)).balance })),
  )
  const [first] = balances.sort((a, b) => Number(b.balance.microAlgo - a.balance.microAlgo))
  if (!first) throw new Error('The wallet holds no account.')
  return first.address
}
