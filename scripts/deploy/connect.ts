import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { Kmd, mnemonicToSecretKey, type Transaction, type TransactionSigner } from 'algosdk'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { quiet } from '../quiet'
import type { Network } from './networks'
import { isOurs } from './protocol'

const env = (name: string): string | undefined => process.env[name] || undefined

function serverIn(name: string): string | undefined {
  const server = env(name)
  if (server === undefined || /^https?:\/\/[^\s/]/.test(server)) return server
  throw new Error(`${name} is ${server}. Set it to an address that begins with http:// or https://.`)
}

function portIn(name: string): number | undefined {
  const port = env(name)
  if (port === undefined || /^\d{1,5}$/.test(port)) return port === undefined ? undefined : Number(port)
  throw new Error(`${name} is ${port}. Set it to the number of a port.`)
}

/** A client for the network; ALGOD_SERVER, ALGOD_PORT and ALGOD_TOKEN choose another node of it. */
export function connect(network: Network): AlgorandClient {
  quiet()
  return AlgorandClient.fromConfig({ algodConfig: nodeOf(network) })
}

function nodeOf({ algod }: Network): Network['algod'] {
  return {
    server: serverIn('ALGOD_SERVER') ?? algod.server,
    port: portIn('ALGOD_PORT') ?? algod.port,
    token: env('ALGOD_TOKEN') ?? algod.token,
  }
}

/** Says what is wrong with the node before anything else is tried: silent, closed, or of another network. Returns its genesis hash. */
export async function checkNode(algorand: AlgorandClient, network: Network): Promise<string> {
  const { server, port } = nodeOf(network)
  const { genesisID = '', genesisHash } = await algorand.client.algod
    .getTransactionParams()
    .do()
    .catch((error: unknown) => {
      const start = network.kmd ? 'Start it (`npm run devnet` in another terminal will do)' : 'Look at your connection'
      throw troubleWith(
        `node answers at ${server}:${port}`,
        ['ALGOD_SERVER', 'ALGOD_PORT', 'ALGOD_TOKEN'],
        error,
        start,
      )
    })
  const hash = Buffer.from(genesisHash ?? new Uint8Array()).toString('base64')
  const fits = network.genesisHash ? hash === network.genesisHash : network.genesisIds.includes(genesisID)
  if (fits) return hash
  throw new Error(
    `The node at ${server}:${port} is on ${genesisID} (${hash}), which is not ${network.name}. Name its network, or set ALGOD_SERVER, ALGOD_PORT and ALGOD_TOKEN.`,
  )
}

/** What to do when a server is silent, or answers with a status where an answer should be. */
function troubleWith(
  what: string,
  [server, port, token]: [string, string, string],
  cause: unknown,
  start = 'Start it',
): Error {
  const { status } = Object(cause) as { status?: number }
  if (status === undefined) return new Error(`No ${what}. ${start}, or set ${server}, ${port} and ${token}.`, { cause })
  if (status === 401) return new Error(`A ${what}, and refuses the token. Set ${token}.`, { cause })
  return new Error(`A ${what}, but with status ${status}. Set ${server} and ${port} to another one.`, { cause })
}

/**
 * Registers the deployer's signer and returns the address; a wallet with several accounts uses the admin of the record.
 * The key comes from the environment, a file, or a kmd wallet; never from the command line, which ends up in the history
 * of the shell.
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

type KmdServer = NonNullable<Network['kmd']>

function kmdOf({ kmd }: Network): KmdServer | undefined {
  const server = serverIn('KMD_SERVER') ?? kmd?.server
  if (server === undefined) return undefined
  return { server, port: portIn('KMD_PORT') ?? kmd?.port ?? 4002, token: env('KMD_TOKEN') ?? kmd?.token ?? '' }
}

/** Signs inside kmd: the key never leaves the wallet. LocalNet's own wallet unless DEPLOYER_WALLET names another. */
async function fromKmd(
  algorand: AlgorandClient,
  { server, port, token }: KmdServer,
  admin: string | undefined,
): Promise<string> {
  const kmd = new Kmd(token, server, port)
  const name = env('DEPLOYER_WALLET') ?? 'unencrypted-default-wallet'
  const password = env('DEPLOYER_WALLET_PASSWORD') ?? ''
  const { wallets } = (await kmd.listWallets().catch((error: unknown) => {
    throw troubleWith(
      `wallet daemon (kmd) answers at ${server}:${port}`,
      ['KMD_SERVER', 'KMD_PORT', 'KMD_TOKEN'],
      error,
    )
  })) as { wallets: { id: string; name: string }[] }
  const wallet = wallets.find((candidate) => candidate.name === name)
  if (!wallet) {
    const names = wallets.map((each) => each.name).join(', ')
    throw new Error(`kmd has no wallet ${name}. Set DEPLOYER_WALLET to one it has: ${names}.`)
  }

  const withHandle = async <T>(use: (handle: string) => Promise<T>): Promise<T> => {
    const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, password).catch((cause: unknown) => {
      throw new Error(`The wallet ${name} does not open. Set DEPLOYER_WALLET_PASSWORD to its password.`, { cause })
    })) as { wallet_handle_token: string }
    return use(handle).finally(() => kmd.releaseWalletHandle(handle))
  }
  const { addresses } = (await withHandle((handle) => kmd.listKeys(handle))) as { addresses: string[] }
  const address = await addressAmong(addresses, algorand, admin)
  algorand.setSigner(address, (group, indexes) =>
    withHandle(async (handle) => {
      const signed: Uint8Array[] = []
      for (const index of indexes) signed.push(await kmd.signTransaction(handle, password, txnAt(group, index)))
      return signed
    }),
  )
  return address
}

/** The account that was named, or deployed before by the record or by the chain, or has the most. */
async function addressAmong(
  addresses: readonly string[],
  algorand: AlgorandClient,
  admin: string | undefined,
): Promise<string> {
  const named = env('DEPLOYER_ADDRESS')
  if (named !== undefined && !addresses.includes(named)) {
    throw new Error(`The wallet does not hold ${named}. Set DEPLOYER_ADDRESS to one it holds: ${addresses.join(', ')}.`)
  }
  return named ?? addresses.find((address) => address === admin) ?? (await founderOrRichest(algorand, addresses))
}

async function founderOrRichest(algorand: AlgorandClient, addresses: readonly string[]): Promise<string> {
  const accounts = await Promise.all(addresses.map((address) => algorand.client.algod.accountInformation(address).do()))
  const founder = accounts.find(({ createdApps = [] }) => createdApps.some(isOurs))
  const [richest] = accounts.sort((a, b) => (a.amount > b.amount ? -1 : 1))
  const account = founder ?? richest
  if (!account) throw new Error('The wallet holds no account. Make one in it, or use DEPLOYER_MNEMONIC_FILE.')
  return account.address
}
