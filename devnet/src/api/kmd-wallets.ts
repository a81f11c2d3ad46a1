import type { Bytes } from '../protocol/txn'
import { concat, hex, uint64, utf8 } from '../protocol/bytes'
import { addressText, hashOf } from '../protocol/address'

/** An ed25519 key pair as kmd exports it: 32 bytes of seed, then 32 of public key. */
export type SecretKey = Bytes

/** Platform crypto, injected: signing in JavaScript is ten times slower than Node's own. */
export type Ed25519 = {
  publicKey(seed: Bytes): Bytes
  sign(message: Bytes, seed: Bytes): Bytes
}

export type Wallet = { id: string; name: string; password: string; generated: number; keys: Map<string, SecretKey> }

/** A refusal in kmd's words; most are 400, a wrong token, handle or wallet password is 401. */
export class KmdError extends Error {
  override readonly name = 'KmdError'
  constructor(
    message: string,
    readonly status: 400 | 401 = 400,
  ) {
    super(message)
  }
}

const refuse = (message: string): never => {
  throw new KmdError(message)
}

const LONGEST_NAME = 64

/**
 * The wallets of a kmd. Nothing in it is secret or random: ids, handles and generated keys follow from names and
 * counters, so that two runs of a test see the same addresses.
 */
export class Wallets {
  private readonly wallets = new Map<string, Wallet>()
  private readonly handles = new Map<string, string>()
  private handlesGiven = 0

  constructor(private readonly crypto: Ed25519) {}

  list(): Wallet[] {
    return [...this.wallets.values()]
  }

  /** A wallet without a name gets its id for one. */
  create(name: string, password: string): Wallet {
    if (utf8(name).length > LONGEST_NAME) {
      throw new KmdError(`wallet name too long, must be <= ${LONGEST_NAME} bytes`)
    }
    if (this.list().some((w) => w.name === name)) throw new KmdError('wallet with same name already exists')
    const id = hex(hashOf('kmd wallet', utf8(name), uint64(BigInt(this.wallets.size)))).slice(0, 32)
    const wallet = { id, name: name || id, password, generated: 0, keys: new Map<string, SecretKey>() }
    this.wallets.set(id, wallet)
    return wallet
  }

  rename(id: string, password: string, name: string): Wallet {
    this.known(id)
    if (this.list().some((w) => w.name === name)) throw new KmdError('wallet with same name already exists')
    const wallet = this.unlock(id, password, 400)
    wallet.name = name
    return wallet
  }

  handle(id: string, password: string): string {
    this.unlock(id, password, 401)
    const token = hex(hashOf('kmd handle', utf8(id), uint64(BigInt(++this.handlesGiven))))
    const handle = `${token.slice(0, 16)}.${hex(hashOf('kmd handle secret', utf8(token)))}`
    this.handles.set(handle, id)
    return handle
  }

  release(handle: string): void {
    this.opened(handle)
    this.handles.delete(handle)
  }

  /** The wallet that a handle opens. */
  opened(handle: string): Wallet {
    if (handle.split('.').length !== 2) throw new KmdError('wrong number of token parts', 401)
    const wallet = this.wallets.get(this.handles.get(handle) ?? '')
    if (!wallet) throw new KmdError('handle does not exist', 401)
    return wallet
  }

  /** As `opened`, for what asks for the password again. */
  openedWith(handle: string, password: string): Wallet {
    return this.unlock(this.opened(handle).id, password, 400)
  }

  masterKey(wallet: Wallet): Bytes {
    return hashOf('kmd master key', utf8(wallet.id))
  }

  generate(wallet: Wallet): string {
    const seed = hashOf('kmd key', this.masterKey(wallet), uint64(BigInt(++wallet.generated)))
    return this.import(wallet, seed)
  }

  /** The public half of an imported key is derived again: a wrong one would make an address that cannot sign. */
  import(wallet: Wallet, secretKey: Bytes): string {
    const seed = new Uint8Array(32)
    seed.set(secretKey.subarray(0, 32))
    const publicKey = this.crypto.publicKey(seed)
    const address = addressText(publicKey)
    if (wallet.keys.has(address)) throw new KmdError('key already exists in wallet')
    wallet.keys.set(address, concat(seed, publicKey))
    return address
  }

  key(wallet: Wallet, address: string): SecretKey {
    const key = wallet.keys.get(address)
    if (!key) throw new KmdError('key does not exist in this wallet')
    return key
  }

  sign(wallet: Wallet, address: string, message: Bytes): Bytes {
    return this.crypto.sign(message, this.key(wallet, address).subarray(0, 32))
  }

  /** For loading a saved chain: the same wallets, without their handles. */
  restore(wallets: readonly Wallet[]): void {
    this.wallets.clear()
    for (const wallet of wallets) this.wallets.set(wallet.id, { ...wallet, keys: new Map(wallet.keys) })
  }

  private known(id: string): Wallet {
    return this.wallets.get(id) ?? refuse('wallet not found')
  }

  private unlock(id: string, password: string, wrongPassword: 400 | 401): Wallet {
    const wallet = this.known(id)
    if (wallet.password !== password) throw new KmdError('error decrypting. wrong password?', wrongPassword)
    return wallet
  }
}
