import algosdk, { type Address, type SuggestedParams, type Transaction } from 'algosdk'

/** What scripts that speak to a mirror share: keys that are the same in every recording, and a way to send. */
export type Key = { addr: Address; sk: Uint8Array }

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4101', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
export const algod = new algosdk.Algodv2(ALGOD_TOKEN, ALGOD_SERVER, ALGOD_PORT)
const kmd = new algosdk.Kmd(ALGOD_TOKEN, ALGOD_SERVER, process.env['KMD_PORT'] ?? '4002')

/** The same keys in every recording. */
export function keyOf(seed: number): Key {
  const { addr, sk } = algosdk.mnemonicToSecretKey(algosdk.mnemonicFromSeed(new Uint8Array(32).fill(seed)))
  return { addr, sk }
}

export async function richest(): Promise<Key> {
  const { wallets } = (await kmd.listWallets()) as { wallets: { id: string; name: string }[] }
  const wallet = wallets.find(({ name }) => name === 'unencrypted-default-wallet')!
  const { wallet_handle_token: handle } = (await kmd.initWalletHandle(wallet.id, '')) as { wallet_handle_token: string }
  const { addresses } = (await kmd.listKeys(handle)) as { addresses: string[] }
  const accounts = await Promise.all(addresses.map((address) => algod.accountInformation(address).do()))
  const { address } = accounts.reduce((a, b) => (b.amount > a.amount ? b : a))
  const { private_key: secret } = await kmd.exportKey(handle, '', address)
  return { addr: algosdk.Address.fromString(address), sk: new Uint8Array(secret) }
}

const first = await algod.getTransactionParams().do()
export const paying = (fee = 1_000n): SuggestedParams => ({
  ...first,
  flatFee: true,
  fee,
  lastValid: first.firstValid + 1_000n,
})

/** Sends a group; what it created, or undefined when it is refused as it should be. */
export async function send(...txns: (readonly [Transaction, Key])[]): Promise<bigint | undefined> {
  if (txns.length > 1) algosdk.assignGroupID(txns.map(([txn]) => txn))
  const signed = txns.map(([txn, { sk }]) => txn.signTxn(sk))
  const refusal = await algod
    .sendRawTransaction(signed)
    .do()
    .then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    )
  if (refusal !== undefined) {
    console.log(refusal.replace(/.*transaction [A-Z2-7]{52}: /, 'refused: '))
    return undefined
  }
  const { applicationIndex, assetIndex } = await algod.pendingTransactionInformation(txns[0]![0].txID()).do()
  return applicationIndex ?? assetIndex
}

const { SimulateRequest, SimulateRequestTransactionGroup } = algosdk.modelsv2
export type SimulateOptions = Omit<ConstructorParameters<typeof SimulateRequest>[0], 'txnGroups'>

/** Simulates a group without signatures (those that are given count), and says in a line what became of it. */
export async function simulate(
  txns: readonly (Transaction | algosdk.SignedTransaction)[],
  options: SimulateOptions = {},
): Promise<void> {
  const plain = txns.map((t) => (t instanceof algosdk.SignedTransaction ? t.txn : t))
  if (plain.length > 1 && !plain[0]!.group) algosdk.assignGroupID(plain)
  const signed = txns.map((t) =>
    t instanceof algosdk.SignedTransaction ? t : new algosdk.SignedTransaction({ txn: t }),
  )
  const txnGroups = [new SimulateRequestTransactionGroup({ txns: signed })]
  const request = new SimulateRequest({ allowEmptySignatures: true, ...options, txnGroups })
  const answer = await algod
    .simulateTransactions(request)
    .do()
    .then(
      ({ txnGroups: [group] }) => group!.failureMessage ?? 'no failure',
      (error: unknown) => (error as Error).message,
    )
  console.log(`simulated: ${answer.slice(0, 200)}`)
}
