import type { Machine } from '../avm/machine'
import type { UnnamedResources } from '../avm/policy'
import { boxKey, pairKey } from '../avm/resources'
import type { State } from '../ledger/state'
import { key } from '../ledger/state'
import { appAddress } from '../protocol/address'
import { latin1 } from '../protocol/bytes'
import type { ConsensusParams } from '../protocol/params'
import type { Bytes, SignedTxn, Txn } from '../protocol/txn'

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

/** How many references of each kind could still be added to the transactions of a group. */
type Room = { accounts: number; assets: number; apps: number; boxes: number; total: number }

const FULL = (p: ConsensusParams): Room => ({
  // an app in the foreign array makes its account available too
  accounts: p.maxAppAccounts + p.maxAppForeignApps,
  assets: p.maxAppForeignAssets,
  apps: p.maxAppForeignApps,
  boxes: p.maxAppBoxes,
  total: p.maxAppReferences,
})

function roomOf(txn: Txn, p: ConsensusParams): Room {
  const full = FULL(p)
  const named = txn.accounts.length + txn.foreignApps.length
  return {
    accounts: full.accounts - named,
    assets: full.assets - txn.foreignAssets.length,
    apps: full.apps - txn.foreignApps.length,
    boxes: full.boxes - txn.boxes.length,
    total: full.total - named - txn.foreignAssets.length - txn.boxes.length,
  }
}

/**
 * Allows what a group that is padded to its full size with app calls could have named, and remembers it. Programs
 * before version 9 see only their own transaction's references: theirs are counted and reported per transaction.
 */
export class UnnamedTracker implements UnnamedResources {
  readonly group = emptyAccessed()
  readonly perTxn = new Map<number, Accessed>()
  private readonly room: Room
  private readonly txnRoom: (Room | undefined)[]
  private crossRoom: number
  private readonly seen = new Set<string>()
  private readonly namedRefs: number
  private readBytes = 0
  private dirtyBytes = 0
  private newAppBoxes = 0

  constructor(
    txns: readonly SignedTxn[],
    private readonly params: ConsensusParams,
    private readonly before: State,
  ) {
    const calls = txns.filter((s) => s.txn.type === 'appl')
    this.txnRoom = txns.map((s) => (s.txn.type === 'appl' ? roomOf(s.txn, params) : undefined))
    const spare = params.maxGroupSize - txns.length
    const full = FULL(params)
    const room = { ...full, total: full.total }
    for (const kind of Object.keys(full) as (keyof Room)[]) {
      room[kind] = spare * full[kind] + this.txnRoom.reduce((sum, r) => sum + (r?.[kind] ?? 0), 0)
    }
    this.room = room
    // every app call of a full group, with its apps all foreign, crosses them with their accounts and the sender's
    const callsAtMost = params.maxGroupSize - (txns.length - calls.length)
    this.crossRoom = params.maxAppForeignApps * (params.maxAppForeignApps + 2) * callsAtMost
    this.namedRefs = calls.reduce((sum, s) => sum + boxReferences(s.txn).length, 0)
    const counted = new Set<string>()
    for (const { txn } of calls) {
      for (const ref of boxReferences(txn)) {
        const name = ref.name.length > 0 ? boxKey(ref.app, ref.name) : ''
        if (name === '' || counted.has(name)) continue
        counted.add(name)
        this.readBytes += this.sizeBefore(ref.app, ref.name)
      }
    }
  }

  allowAccount(machine: Machine, address: Bytes): boolean {
    const name = `account ${this.scope(machine)}${latin1(address)}`
    if (this.seen.has(name)) return true
    const list = this.list(machine)
    if (list.apps.some((app) => latin1(appAddress(app)) === latin1(address))) return true
    if (!this.take(machine, 'accounts')) return false
    this.seen.add(name)
    list.accounts.push(address)
    return true
  }

  allowAsset(machine: Machine, asset: bigint): boolean {
    const name = `asset ${this.scope(machine)}${asset}`
    if (this.seen.has(name)) return true
    if (!this.take(machine, 'assets')) return false
    this.seen.add(name)
    this.list(machine).assets.push(asset)
    return true
  }

  allowApp(machine: Machine, app: bigint): boolean {
    const name = `app ${this.scope(machine)}${app}`
    if (this.seen.has(name)) return true
    const list = this.list(machine)
    // the reference to an app brings its account along: one that was recorded for the account alone is freed
    const account = latin1(appAddress(app))
    const at = list.accounts.findIndex((a) => latin1(a) === account)
    if (at >= 0) this.give(machine, 'accounts')
    if (!this.take(machine, 'apps')) return false
    if (at >= 0) list.accounts.splice(at, 1)
    this.seen.add(name)
    list.apps.push(app)
    return true
  }

  allowHolding(machine: Machine, account: Bytes, asset: bigint): boolean {
    const name = `holding ${this.scope(machine)}${pairKey(account, asset)}`
    if (this.seen.has(name)) return true
    if (this.crossRoom === 0) return false
    this.crossRoom--
    this.seen.add(name)
    this.list(machine).holdings.push({ account, asset })
    return true
  }

  allowLocals(machine: Machine, account: Bytes, app: bigint): boolean {
    const name = `locals ${this.scope(machine)}${pairKey(account, app)}`
    if (this.seen.has(name)) return true
    if (this.crossRoom === 0) return false
    this.crossRoom--
    this.seen.add(name)
    this.list(machine).locals.push({ account, app })
    return true
  }

  allowBox(_machine: Machine, app: bigint, name: Bytes, newApp: boolean): boolean {
    const id = `box ${boxKey(app, name)}`
    if (this.seen.has(id)) return true
    if (this.room.boxes === 0 || this.room.total === 0) return false
    this.room.boxes--
    this.room.total--
    this.seen.add(id)
    if (newApp) this.newAppBoxes++
    else {
      this.group.boxes.push({ app, name })
      this.readBytes += this.sizeBefore(app, name)
    }
    return this.enoughIo()
  }

  allowReadBytes(bytes: bigint): boolean {
    this.readBytes = Math.max(this.readBytes, Number(bytes))
    return this.enoughIo()
  }

  allowWriteBytes(bytes: bigint): boolean {
    this.dirtyBytes = Math.max(this.dirtyBytes, Number(bytes))
    return this.enoughIo()
  }

  /** What was used, with the references without a name that its box I/O needs. */
  accessed(): Accessed {
    return { ...this.group, extraBoxRefs: this.newAppBoxes + this.refsForIo() }
  }

  /** References without a name to buy what the named and recorded ones do not. */
  private refsForIo(): number {
    const bought = this.namedRefs + this.group.boxes.length + this.newAppBoxes
    const needed = Math.ceil(Math.max(this.readBytes, this.dirtyBytes) / this.params.boxBytesPerReference)
    return Math.max(0, needed - bought)
  }

  private enoughIo(): boolean {
    return this.refsForIo() <= Math.min(this.room.boxes, this.room.total)
  }

  private sizeBefore(app: bigint, name: Bytes): number {
    return this.before.boxes.get(key.box(app, name))?.length ?? 0
  }

  private scope(machine: Machine): string {
    return shares(machine) ? '' : `${rootIndex(machine)} `
  }

  private list(machine: Machine): Accessed {
    if (shares(machine)) return this.group
    const groupIndex = rootIndex(machine)
    const own = this.perTxn.get(groupIndex) ?? emptyAccessed()
    this.perTxn.set(groupIndex, own)
    return own
  }

  private rooms(machine: Machine): Room[] {
    const own = this.txnRoom[rootIndex(machine)]
    return shares(machine) || !own ? [this.room] : [this.room, own]
  }

  private take(machine: Machine, kind: 'accounts' | 'assets' | 'apps'): boolean {
    const rooms = this.rooms(machine)
    if (rooms.some((room) => room[kind] <= 0 || room.total <= 0)) return false
    for (const room of rooms) {
      room[kind]--
      room.total--
      if (kind === 'apps' && room.accounts > 0) room.accounts--
    }
    return true
  }

  private give(machine: Machine, kind: 'accounts'): void {
    for (const room of this.rooms(machine)) {
      room[kind]++
      room.total++
    }
  }
}

const SHARING_VERSION = 9
const shares = (machine: Machine) => machine.version >= SHARING_VERSION

/** The top-level transaction that a program, at whatever depth, runs for. */
function rootIndex(machine: Machine): number {
  let at = machine
  while (at.group.caller) at = at.group.caller
  return at.groupIndex
}

function emptyAccessed(): Accessed {
  return { accounts: [], assets: [], apps: [], boxes: [], holdings: [], locals: [], extraBoxRefs: 0 }
}

export function isNothing(a: Accessed): boolean {
  const lists = [a.accounts, a.assets, a.apps, a.boxes, a.holdings, a.locals]
  return a.extraBoxRefs === 0 && lists.every((list) => list.length === 0)
}

function boxReferences(txn: Txn): { app: bigint; name: Bytes }[] {
  const classic = txn.boxes.map(({ index, name }) => ({
    app: index === 0 ? txn.applicationId : (txn.foreignApps[index - 1] ?? 0n),
    name,
  }))
  const listed = txn.access.flatMap(({ box, empty }) => {
    if (empty) return [{ app: 0n, name: new Uint8Array(0) }]
    if (!box) return []
    return [{ app: box.index === 0 ? txn.applicationId : (txn.access[box.index - 1]?.app ?? 0n), name: box.name }]
  })
  return [...classic, ...listed]
}
