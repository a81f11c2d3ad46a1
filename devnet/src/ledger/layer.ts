import type { ConsensusParams } from '../protocol/params'
import { addressText, appAddress } from '../protocol/address'
import { equal, hex, isZero, latin1 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import type { Account, AccountTotals, App, Asset, Holding, State, StateValue, Store } from './state'
import { EMPTY_ACCOUNT, isEmptyAccount, key, minBalance } from './state'
import { overspendText } from './texts'
import type { Tree } from './tree'

/** An account with this much is written by every transfer that names it, even one of nothing. */
const REWARD_UNIT = 1_000_000n

/**
 * A ledger being changed. Every tree it holds is persistent, so a layer over a layer is a copy of pointers: taking
 * back is putting the old pointers back (`mark` and `rollback`), keeping is reading them out (`state`).
 */
export class Layer {
  private accounts: Tree<Account>
  private assets: Tree<Asset>
  private apps: Tree<App>
  private holdings: Tree<Holding>
  private locals: Tree<Store>
  private boxes: Tree<Bytes>
  private created: Tree<true>
  txnCounter: bigint
  feesCollected = 0n
  /** accounts written so far: whose minimum balance is due, in order of their first change */
  private touched = new Map<string, Bytes>()

  constructor(
    from: State,
    readonly params: ConsensusParams,
    readonly feeSink: Bytes,
  ) {
    this.accounts = from.accounts
    this.assets = from.assets
    this.apps = from.apps
    this.holdings = from.holdings
    this.locals = from.locals
    this.boxes = from.boxes
    this.created = from.created
    this.txnCounter = from.txnCounter
  }

  get state(): State {
    const { accounts, assets, apps, holdings, locals, boxes, created, txnCounter } = this
    return { accounts, assets, apps, holdings, locals, boxes, created, txnCounter }
  }

  /** Everything up to here, to come back to with `rollback`. */
  mark(): () => void {
    const { state, feesCollected } = this
    const touched = new Map(this.touched)
    return () => {
      Object.assign(this, state)
      this.feesCollected = feesCollected
      this.touched = touched
    }
  }

  modifiedAccounts(): Iterable<Bytes> {
    return this.touched.values()
  }

  // accounts

  account(address: Bytes): Account {
    return this.accounts.get(key.address(address)) ?? EMPTY_ACCOUNT
  }

  putAccount(address: Bytes, account: Account): void {
    const k = key.address(address)
    this.touched.set(k, address)
    this.accounts = isEmptyAccount(account) ? this.accounts.delete(k) : this.accounts.set(k, account)
  }

  minBalance(address: Bytes): bigint {
    return minBalance(this.account(address), this.params)
  }

  /** Adds to the counts that minimum balances are made of; none goes below zero. */
  count(address: Bytes, change: Partial<AccountTotals>): void {
    const account = this.account(address)
    const totals: Record<keyof AccountTotals, bigint> = { ...account.totals }
    for (const name of Object.keys(change) as (keyof AccountTotals)[]) {
      const n = totals[name] + change[name]!
      totals[name] = n < 0n ? 0n : n
    }
    this.putAccount(address, { ...account, totals })
  }

  move(from: Bytes, to: Bytes, amount: bigint): void {
    const source = this.account(from)
    if (amount !== 0n || source.balance >= REWARD_UNIT) {
      if (source.balance < amount) throw new Error(overspendText(from, source, amount))
      this.putAccount(from, { ...source, balance: source.balance - amount })
    }
    const target = this.account(to)
    if (amount !== 0n || target.balance >= REWARD_UNIT) {
      this.putAccount(to, { ...target, balance: target.balance + amount })
    }
  }

  takeFee(sender: Bytes, fee: bigint): void {
    this.move(sender, this.feeSink, fee)
    if (!equal(sender, this.feeSink)) this.feesCollected += fee
  }

  /** The new auth-addr of the sender: its own address gives the account back to its own key. */
  rekey(sender: Bytes, to: Bytes): void {
    if (isZero(to)) return
    const authAddr = equal(sender, to) ? EMPTY_ACCOUNT.authAddr : to
    this.putAccount(sender, { ...this.account(sender), authAddr })
  }

  // assets

  asset(id: bigint): Asset | undefined {
    return this.assets.get(key.id(id))
  }

  putAsset(id: bigint, asset: Asset): void {
    this.assets = this.assets.set(key.id(id), asset)
    this.created = this.created.set(key.createdAsset(asset.creator, id), true)
  }

  deleteAsset(id: bigint): void {
    const asset = this.asset(id)
    if (asset) this.created = this.created.delete(key.createdAsset(asset.creator, id))
    this.assets = this.assets.delete(key.id(id))
  }

  holding(address: Bytes, asset: bigint): Holding | undefined {
    return this.holdings.get(key.pair(address, asset))
  }

  putHolding(address: Bytes, asset: bigint, holding: Holding): void {
    this.holdings = this.holdings.set(key.pair(address, asset), holding)
  }

  deleteHolding(address: Bytes, asset: bigint): void {
    this.holdings = this.holdings.delete(key.pair(address, asset))
  }

  // apps

  app(id: bigint): App | undefined {
    return this.apps.get(key.id(id))
  }

  putApp(id: bigint, app: App): void {
    this.apps = this.apps.set(key.id(id), app)
    this.created = this.created.set(key.createdApp(app.creator, id), true)
  }

  deleteApp(id: bigint): void {
    const app = this.app(id)
    if (app) this.created = this.created.delete(key.createdApp(app.creator, id))
    this.apps = this.apps.delete(key.id(id))
  }

  local(address: Bytes, app: bigint): Store | undefined {
    return this.locals.get(key.pair(address, app))
  }

  putLocal(address: Bytes, app: bigint, store: Store): void {
    this.locals = this.locals.set(key.pair(address, app), store)
  }

  deleteLocal(address: Bytes, app: bigint): void {
    this.locals = this.locals.delete(key.pair(address, app))
  }

  globalGet(app: bigint, name: Bytes): StateValue | undefined {
    return this.existing(app).global.values.get(latin1(name))
  }

  /** undefined deletes */
  globalPut(id: bigint, name: Bytes, value: StateValue | undefined): void {
    const app = this.existing(id)
    this.putApp(id, { ...app, global: stored(app.global, name, value, this.params) })
  }

  localGet(address: Bytes, app: bigint, name: Bytes): StateValue | undefined {
    return this.optedIn(address, app, 'fetch').values.get(latin1(name))
  }

  /** undefined deletes */
  localPut(address: Bytes, app: bigint, name: Bytes, value: StateValue | undefined): void {
    const store = this.optedIn(address, app, value === undefined ? 'del' : 'set')
    this.putLocal(address, app, stored(store, name, value, this.params))
  }

  private existing(id: bigint): App {
    const app = this.app(id)
    if (!app) throw new Error(`app ${id} does not exist`)
    return app
  }

  private optedIn(address: Bytes, app: bigint, action: string): Store {
    const store = this.local(address, app)
    if (!store) throw new Error(`cannot ${action} key, ${addressText(address)} has not opted in to app ${app}`)
    return store
  }

  // boxes

  box(app: bigint, name: Bytes): Bytes | undefined {
    return this.boxes.get(key.box(app, name))
  }

  putBox(app: bigint, name: Bytes, content: Bytes): void {
    const k = key.box(app, name)
    const old = this.boxes.get(k)
    this.boxes = this.boxes.set(k, content)
    if (old?.length === content.length) return
    const boxBytes = BigInt(content.length - (old ? old.length : -name.length))
    this.count(appAddress(app), { boxes: old ? 0n : 1n, boxBytes })
  }

  deleteBox(app: bigint, name: Bytes): boolean {
    const k = key.box(app, name)
    const old = this.boxes.get(k)
    if (!old) return false
    this.boxes = this.boxes.delete(k)
    this.count(appAddress(app), { boxes: -1n, boxBytes: -BigInt(name.length + old.length) })
    return true
  }
}

/** A store after one key was set, or deleted with `undefined`, within its schema. */
function stored(store: Store, name: Bytes, value: StateValue | undefined, p: ConsensusParams): Store {
  if (value !== undefined) checkSizes(name, value, p)
  const k = latin1(name)
  const old = store.values.get(k)
  const used = {
    uints: store.used.uints + one(value, 'bigint') - one(old, 'bigint'),
    byteSlices: store.used.byteSlices + one(value, 'object') - one(old, 'object'),
  }
  const values = value === undefined ? store.values.delete(k) : store.values.set(k, value)
  const next = { schema: store.schema, used, values }
  if (value !== undefined) checkSchema(next)
  return next
}

function one(value: StateValue | undefined, type: 'bigint' | 'object'): bigint {
  return typeof value === type ? 1n : 0n
}

export function checkSchema({ schema, used }: Store): void {
  if (used.uints > schema.uints) {
    throw new Error(`store integer count ${used.uints} exceeds schema integer count ${schema.uints}`)
  }
  if (used.byteSlices > schema.byteSlices) {
    throw new Error(`store bytes count ${used.byteSlices} exceeds schema bytes count ${schema.byteSlices}`)
  }
}

function checkSizes(name: Bytes, value: StateValue, p: ConsensusParams): void {
  if (name.length > p.maxKey) throw new Error(`key too long: length was ${name.length}, maximum is ${p.maxKey}`)
  if (typeof value === 'bigint') return
  if (value.length > p.maxBytesValue) {
    throw new Error(`value too long for key 0x${hex(name)}: length was ${value.length}`)
  }
  const sum = name.length + value.length
  if (sum > p.maxKeyValue) throw new Error(`key/value total too long for key 0x${hex(name)}: sum was ${sum}`)
}
