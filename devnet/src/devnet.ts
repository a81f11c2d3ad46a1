import type { Address, TransactionSigner } from 'algosdk'
import { Address as AlgoAddress } from 'algosdk'
import type { Clients } from './adapters/inprocess'
import { clientsOf } from './adapters/inprocess'
import { platformCrypto } from './adapters/platform-crypto'
import { algodApi } from './api/algod'
import type { Api } from './api/http'
import { indexerApi } from './api/indexer'
import { kmdApi } from './api/kmd'
import { Wallets } from './api/kmd-wallets'
import type { DevAccount } from './devtools/accounts'
import { devAccount, unsignedSigner } from './devtools/accounts'
import { DevClock } from './devtools/clock'
import { Coverage } from './devtools/coverage'
import type { FundOptions, TestAsset, TestUsdcOptions } from './devtools/faucet'
import { createTestUsdc, fund } from './devtools/faucet'
import { Forge } from './devtools/forge'
import type { SavedDevnet } from './devtools/save'
import { load, save } from './devtools/save'
import type { FailureTrace, TraceOptions } from './devtools/trace'
import { traceFailure } from './devtools/trace'
import type { AnyAddress } from './devtools/values'
import { bytesOf } from './devtools/values'
import { addressText } from './protocol/address'
import { Node, type Snapshot } from './node/node'
import { Submissions } from './node/submissions'

/** LocalNet's well-known token, for what is served over HTTP. */
export const LOCALNET_TOKEN = 'a'.repeat(64)
export const DEFAULT_WALLET = 'unencrypted-default-wallet'

const DEFAULT_ACCOUNTS = 10
const ACCOUNT_FUNDS = 1_000_000_000_000n // 1,000,000 ALGO
const SUPPLY = 10_000_000_000_000_000n // 10 billion ALGO: what is not an account's is the dispenser's

export type DevnetOptions = {
  /** the protocol version whose rules hold; v42 unless said otherwise */
  protocol?: 'v41' | 'v42'
  /** a chain that was saved: an object or its JSON */
  from?: SavedDevnet | string
  /** how many funded accounts there are */
  accounts?: number
  /** rounds of history to keep (at least 1,001), so that memory stays flat; all of it unless said otherwise */
  history?: number
  /** unix seconds, in place of the platform's clock: a fixed one makes runs repeatable to the block hash */
  wallClock?: () => number
}

export type SnapshotId = number

/** The whole chain with its clients, in this process. */
export class Devnet {
  readonly apis: { algod: Api; indexer: Api; kmd: Api }
  /** algosdk's own clients: `AlgorandClient.fromClients(devnet.clients)` */
  readonly clients: Clients
  /** holds almost all of the supply and is the first account of the default kmd wallet */
  readonly dispenser: DevAccount
  /** the same addresses in every devnet, each with 1,000,000 ALGO */
  readonly accounts: readonly DevAccount[]
  readonly clock: DevClock
  /** states a real chain could not reach */
  readonly forge: Forge
  readonly coverage: Coverage
  readonly asset = {
    createTestUsdc: (options: TestUsdcOptions = {}): Promise<TestAsset> =>
      Promise.resolve(createTestUsdc(this.node, this.dispenser, options)),
  }
  private readonly snapshots = new Map<SnapshotId, Snapshot>()
  private nextSnapshot = 1
  private readonly submissions: Submissions

  /** Use `createDevnet`. */
  constructor(
    readonly node: Node,
    readonly wallets: Wallets,
    accounts: readonly DevAccount[],
    /** the same APIs with tokens are for HTTP: see `@holdfast/devnet/server` */
    token?: string,
  ) {
    this.submissions = new Submissions(node)
    const [dispenser, ...rest] = accounts
    this.dispenser = dispenser!
    this.accounts = rest
    this.apis = this.apisWith(token)
    this.clients = clientsOf(this.apis)
    this.clock = new DevClock(node)
    this.forge = new Forge(node)
    this.coverage = new Coverage(this.submissions)
  }

  /** The three APIs; with a token they ask for it as LocalNet does. */
  apisWith(token: string | undefined): { algod: Api; indexer: Api; kmd: Api } {
    return {
      algod: algodApi(this.submissions, token),
      indexer: indexerApi(this.node),
      kmd: kmdApi(this.wallets, token),
    }
  }

  /** Faucet: algos from the dispenser, assets from their creator; opts in when that is missing. */
  fund(address: AnyAddress, options: FundOptions): Promise<void> {
    fund(this.node, this.dispenser, address, options)
    return Promise.resolve()
  }

  /** O(1). The id stays good until a revert to an earlier one, however often it is reverted to. */
  snapshot(): SnapshotId {
    const id = this.nextSnapshot++
    this.snapshots.set(id, this.node.snapshot())
    return id
  }

  /** O(1). Back to how things were; snapshots taken after that one are gone. */
  revert(id: SnapshotId): void {
    const snapshot = this.snapshots.get(id)
    if (!snapshot) {
      throw new Error(`There is no snapshot ${id}: it was never taken, or an earlier one has been reverted to since.`)
    }
    this.node.revert(snapshot)
    for (const later of this.snapshots.keys()) if (later > id) this.snapshots.delete(later)
  }

  /** `n` empty blocks. */
  mine(n: number | bigint = 1): void {
    for (let i = 0n; i < BigInt(n); i++) this.node.mine()
  }

  /** Empty blocks until the last round is `round`. */
  warpTo(round: number | bigint): void {
    const target = BigInt(round)
    if (target < this.node.lastRound) {
      throw new Error(`Round ${target} is over, the chain is at ${this.node.lastRound}: revert to a snapshot instead.`)
    }
    this.mine(target - this.node.lastRound)
  }

  /** Transactions of this address need no signature from now on. The result can send them: it is a signer account. */
  impersonate(address: AnyAddress): { addr: Address; signer: TransactionSigner; stop: () => void } {
    const bytes = bytesOf(address)
    this.submissions.impersonated.add(addressText(bytes))
    return {
      addr: new AlgoAddress(bytes),
      signer: unsignedSigner,
      stop: () => this.submissions.impersonated.delete(addressText(bytes)),
    }
  }

  /** Why a call failed: the operation, its line, the stack. Takes the error that a client threw, or a transaction id. */
  trace(failure: unknown, options: TraceOptions = {}): FailureTrace {
    return traceFailure(this.submissions, failure, options)
  }

  /** Everything, blocks and kmd wallets included, to be given to `createDevnet({ from })`. */
  save(): SavedDevnet {
    return save(this.node, this.wallets, this.accounts.length)
  }
}

/** A new chain with funded accounts, or one that was saved. */
export function createDevnet(options: DevnetOptions = {}): Promise<Devnet> {
  return Promise.resolve().then(() => create(options))
}

function create({ from, accounts = DEFAULT_ACCOUNTS, ...options }: DevnetOptions): Devnet {
  const crypto = platformCrypto()
  const wallets = new Wallets(crypto)
  const common = { ...options, verifyEd25519: crypto.verify }
  if (from !== undefined) {
    const saved = load(from, common, wallets)
    return new Devnet(saved.node, wallets, keys(saved.accounts))
  }
  const all = keys(accounts)
  const node = new Node({
    ...common,
    genesis: {
      accounts: all.map(({ addr }, i) => ({
        address: addr.publicKey,
        comment: `Wallet${i + 1}`, // client libraries look for Wallet1: it is the dispenser
        microAlgos: i === 0 ? SUPPLY - BigInt(accounts) * ACCOUNT_FUNDS : ACCOUNT_FUNDS,
      })),
    },
  })
  const wallet = wallets.create(DEFAULT_WALLET, '')
  for (const { address, sk } of all) wallet.keys.set(address, sk)
  return new Devnet(node, wallets, all)

  function keys(count: number): DevAccount[] {
    return Array.from({ length: count + 1 }, (_, i) => devAccount(i, crypto))
  }
}
