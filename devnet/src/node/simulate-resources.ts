import type { Machine } from '../avm/machine'
import type { UnnamedResources } from '../avm/policy'
import { boxKey, pairKey } from '../avm/resources'
import type { State } from '../ledger/state'
import { key } from '../ledger/state'
import { appAddress } from '../protocol/address'
import { equal, latin1 } from '../protocol/bytes'
import { largeProgramBytes } from '../protocol/fees'
import type { ConsensusParams } from '../protocol/params'
import type { Bytes, SignedTxn } from '../protocol/txn'
import { fullRoom, References, roomOf, type Room } from './unnamed-references'

/** What programs touched although nobody named it, in the order it was first touched. */
export type Accessed = {
  accounts: Bytes[]
  assets: bigint[]
  apps: bigint[]
  boxes: { app: bigint; name: Bytes }[]
  holdings: { account: Bytes; asset: bigint }[]
  locals: { account: Bytes; app: bigint }[]
  /** references without a name that would be needed besides, for box I/O and boxes of new apps */
  extraBoxRefs: number
}

type Box = { app: bigint; name: Bytes; size: number; newApp: boolean }

/** Resources are shared in the group by programs from here on, and by all that they call. */
const SHARING = 9

/**
 * Allows what a group that is padded to its full size with app calls could have named, and remembers it. Programs
 * before version 9 see only their own transaction's references: theirs are counted and reported per transaction.
 */
export class UnnamedTracker implements UnnamedResources {
  private readonly group: References
  private readonly txns: References[]
  private readonly holdings = new Map<string, { account: Bytes; asset: bigint }>()
  private readonly locals = new Map<string, { account: Bytes; app: bigint }>()
  private readonly mostPairs: number
  private readonly boxes = new Map<string, Box>()
  /** references without a name that were added so far */
  private emptyRefs = 0
  private readonly namedBoxes: number
  /** what the named references bought for reading beyond their need */
  private readSurplus = 0
  private readonly largePrograms = new Map<bigint, number>()
  private mostDirty = 0
  /** of the program that began last: a node does not look back at its caller when it ends */
  private sharing = false
  private version = 0

  constructor(
    txns: readonly SignedTxn[],
    private readonly params: ConsensusParams,
    private readonly before: State,
  ) {
    this.txns = txns.map(({ txn }) => new References(roomOf(txn, params)))
    const full = fullRoom(params)
    const spare = params.maxGroupSize - txns.length
    const room = { ...full }
    for (const kind of Object.keys(full) as (keyof Room)[]) {
      room[kind] = this.txns.reduce((sum, own) => sum + own.room[kind], spare * full[kind])
    }
    this.group = new References(room)
    // every app call of a full group, with its apps all foreign, crosses them with their accounts and the sender's
    const others = txns.filter(({ txn }) => txn.type !== 'appl').length
    this.mostPairs = params.maxAppForeignApps * (params.maxAppForeignApps + 2) * (params.maxGroupSize - others)
    // boxes of access lists are not counted here: a node forgets them too
    this.namedBoxes = txns.reduce((sum, { txn }) => sum + txn.boxes.length, 0)
  }

  /** Told before each program of an app. */
  beforeProgram(machine: Machine): void {
    this.version = machine.version
    this.sharing = false
    for (let at: Machine | undefined = machine; at; at = at.group.caller) this.sharing ||= at.version >= SHARING
    this.setBudget(machine)
  }

  /** Told after each operation of an app that succeeded. */
  afterOp(machine: Machine): void {
    this.noteDirty(machine.group.shared.resources.dirtyBytes)
    this.setBudget(machine)
  }

  noteDirty(bytes: bigint): void {
    const dirty = Number(bytes)
    this.addEmptyRefs(dirty - (this.namedBoxes + this.boxCount) * this.perRef)
    this.mostDirty = Math.max(this.mostDirty, dirty)
  }

  allowAccount(machine: Machine, address: Bytes): boolean {
    const { group } = this
    const has = (refs: References) => refs.hasAccount(address, this.version)
    if (this.sharing) return this.txns.some(has) || has(group) || group.addAccount(address)
    const own = this.own(machine)
    if (has(own)) return true
    if (!own.addAccount(address)) return false
    group.moveAway('accounts', latin1(address))
    if (group.reserve('accounts')) return true
    own.accounts.delete(latin1(address))
    return false
  }

  allowAsset(machine: Machine, asset: bigint): boolean {
    const { group } = this
    const has = (refs: References) => refs.assets.has(asset)
    if (this.sharing) return this.txns.some(has) || has(group) || group.addAsset(asset)
    const own = this.own(machine)
    if (has(own)) return true
    if (!own.addAsset(asset)) return false
    group.moveAway('assets', asset)
    if (group.reserve('assets')) return true
    own.assets.delete(asset)
    return false
  }

  allowApp(machine: Machine, app: bigint): boolean {
    const has = (refs: References) => refs.apps.has(app)
    const known = this.sharing ? this.txns.some(has) || has(this.group) : has(this.own(machine))
    if (known) return true
    const { emptyRefs } = this
    const large = this.largePrograms.has(app)
    if (!large && !this.allowProgram(machine, app)) return false
    if (this.addApp(machine, app)) return true
    if (!large) this.largePrograms.delete(app)
    this.setEmptyRefs(emptyRefs)
    return false
  }

  private addApp(machine: Machine, app: bigint): boolean {
    const { group, version } = this
    if (this.sharing) return group.addApp(app, version)
    const own = this.own(machine)
    if (!own.addApp(app, version)) return false
    group.moveAway('apps', app)
    if (group.reserve('apps')) return true
    own.apps.delete(app)
    return false
  }

  /** A large program is read when its app is named, as a box is. */
  private allowProgram(machine: Machine, app: bigint): boolean {
    const found = machine.host.app(app)
    const size = found ? largeProgramBytes(found, this.params) : 0
    if (size === 0) return true
    const { emptyRefs } = this
    this.largePrograms.set(app, size)
    if (this.balanceReads(false)) return true
    this.largePrograms.delete(app)
    this.setEmptyRefs(emptyRefs)
    return false
  }

  allowHolding(_machine: Machine, account: Bytes, asset: bigint): boolean {
    const name = pairKey(account, asset)
    if (this.holdings.has(name)) return true
    if (this.holdings.size + this.locals.size >= this.mostPairs) return false
    this.holdings.set(name, { account, asset })
    return true
  }

  allowLocals(_machine: Machine, account: Bytes, app: bigint): boolean {
    const name = pairKey(account, app)
    // An app's own account is always allowed its local state of that app.
    if (equal(appAddress(app), account) || this.locals.has(name)) return true
    if (this.holdings.size + this.locals.size >= this.mostPairs) return false
    this.locals.set(name, { account, app })
    return true
  }

  allowBox(_machine: Machine, app: bigint, name: Bytes, newApp: boolean): boolean {
    const id = boxKey(app, name)
    const size = this.before.boxes.get(key.box(app, name))?.length ?? 0
    this.boxes.set(id, { app, name, size, newApp })
    this.countBoxes()
    if (this.balanceReads(true)) return true
    this.boxes.delete(id)
    this.countBoxes()
    return false
  }

  allowReads(surplus: bigint): boolean {
    this.readSurplus = Number(surplus)
    return this.addEmptyRefs(-this.readSurplus)
  }

  /** What was used without being named by anybody, or by transaction `index` of old programs. */
  accessed(index?: number): Accessed {
    const refs = index === undefined ? this.group : this.txns[index]!
    const named = { accounts: [...refs.accounts.values()], assets: [...refs.assets], apps: [...refs.apps] }
    if (index !== undefined) return { ...named, boxes: [], holdings: [], locals: [], extraBoxRefs: 0 }
    // The id of a new app will be another one: references without a name stand for its boxes.
    const boxes = [...this.boxes.values()]
    const ofNewApps = boxes.filter(({ newApp }) => newApp).length
    return {
      ...named,
      boxes: boxes.filter(({ newApp }) => !newApp).map(({ app, name }) => ({ app, name })),
      holdings: [...this.holdings.values()],
      locals: [...this.locals.values()],
      extraBoxRefs: this.emptyRefs + ofNewApps,
    }
  }

  private own(machine: Machine): References {
    let at = machine
    while (at.group.caller) at = at.group.caller
    return this.txns[at.groupIndex]!
  }

  private get perRef(): number {
    return this.params.boxBytesPerReference
  }

  private get boxCount(): number {
    return this.boxes.size + this.emptyRefs
  }

  private countBoxes(): void {
    this.group.boxes = this.boxCount
  }

  private setEmptyRefs(count: number): void {
    this.emptyRefs = count
    this.countBoxes()
  }

  /** As many references without a name as `bytes` need, if there is room for them. */
  private addEmptyRefs(bytes: number): boolean {
    if (bytes <= 0) return true
    const refs = Math.ceil(bytes / this.perRef)
    const { room, count } = this.group
    if (refs > room.boxes - this.boxCount || refs > room.total - count) return false
    this.setEmptyRefs(this.emptyRefs + refs)
    return true
  }

  /** Makes what is read fit what is bought; a new box may have made a reference without a name unnecessary. */
  private balanceReads(boxAdded: boolean): boolean {
    let used = 0
    for (const { size } of this.boxes.values()) used += size
    for (const size of this.largePrograms.values()) used += size
    const bought = () => Math.max(0, this.boxCount * this.perRef + this.readSurplus)
    if (boxAdded && this.emptyRefs > 0 && bought() - Math.max(used, this.mostDirty) >= this.perRef) {
      this.setEmptyRefs(this.emptyRefs - 1)
    }
    const { room, count } = this.group
    if (this.boxCount > room.boxes || count > room.total) return false
    return this.addEmptyRefs(used - bought())
  }

  /** All that could still be bought may be written: what is, is noted after the operation. */
  private setBudget({ group }: Machine): void {
    const { room, accounts, assets, apps } = this.group
    const boxes = Math.min(room.boxes, room.total - accounts.size - assets.size - apps.size)
    group.shared.resources.ioBudget = BigInt((this.namedBoxes + boxes) * this.perRef)
  }
}

export function isNothing(a: Accessed): boolean {
  const lists = [a.accounts, a.assets, a.apps, a.boxes, a.holdings, a.locals]
  return a.extraBoxRefs === 0 && lists.every((list) => list.length === 0)
}
