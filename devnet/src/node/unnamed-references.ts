import { appAddress } from '../protocol/address'
import { latin1 } from '../protocol/bytes'
import type { ConsensusParams } from '../protocol/params'
import type { Bytes, Txn } from '../protocol/txn'

/** How many references of each kind could still be added. */
export type Room = { accounts: number; assets: number; apps: number; boxes: number; total: number }
type Kind = 'accounts' | 'assets' | 'apps'

const NO_ROOM: Room = { accounts: 0, assets: 0, apps: 0, boxes: 0, total: 0 }

/** The room of an app call without references. */
export const fullRoom = (p: ConsensusParams): Room => ({
  // an app in the foreign array makes its account available too
  accounts: p.maxAppAccounts + p.maxAppForeignApps,
  assets: p.maxAppForeignAssets,
  apps: p.maxAppForeignApps,
  boxes: p.maxAppBoxes,
  total: p.maxAppReferences,
})

/** The arrays take room away; an access list, which cannot be there beside them, does not. */
export function roomOf(txn: Txn, p: ConsensusParams): Room {
  if (txn.type !== 'appl') return { ...NO_ROOM }
  const full = fullRoom(p)
  const named = txn.accounts.length + txn.foreignApps.length
  return {
    accounts: full.accounts - named,
    assets: full.assets - txn.foreignAssets.length,
    apps: full.apps - txn.foreignApps.length,
    boxes: full.boxes - txn.boxes.length,
    total: full.total - named - txn.foreignAssets.length - txn.boxes.length,
  }
}

/** Programs know the accounts of available apps from here on. */
const APP_ACCOUNTS = 7

/** References that a transaction or a group would have to add, within the room it has for them. */
export class References {
  readonly accounts = new Map<string, Bytes>()
  readonly assets = new Set<bigint>()
  readonly apps = new Set<bigint>()
  /** boxes, and references without a name, of the group: they take room like the others */
  boxes = 0

  constructor(readonly room: Room) {}

  get count(): number {
    return this.accounts.size + this.assets.size + this.apps.size + this.boxes
  }

  hasAccount(address: Bytes, version: number): boolean {
    if (this.accounts.has(latin1(address))) return true
    if (version < APP_ACCOUNTS) return false
    const name = latin1(address)
    for (const app of this.apps) if (latin1(appAddress(app)) === name) return true
    return false
  }

  private isFull(kind: Kind): boolean {
    return this[kind].size >= this.room[kind] || this.count >= this.room.total
  }

  addAccount(address: Bytes): boolean {
    if (this.isFull('accounts')) return false
    this.accounts.set(latin1(address), address)
    return true
  }

  addAsset(asset: bigint): boolean {
    if (this.isFull('assets')) return false
    this.assets.add(asset)
    return true
  }

  /** The reference to an app brings its account along: one that was noted for the account alone is freed. */
  addApp(app: bigint, version: number): boolean {
    if (this.apps.size >= this.room.apps) return false
    if (version >= APP_ACCOUNTS) this.accounts.delete(latin1(appAddress(app)))
    if (this.isFull('apps')) return false
    this.apps.add(app)
    return true
  }

  /** Takes room for a reference that is noted elsewhere. */
  reserve(kind: Kind): boolean {
    if (this.isFull(kind)) return false
    const { room } = this
    room[kind]--
    room.total--
    if (kind === 'apps' && room.accounts > 0) room.accounts--
    return true
  }

  /** Gives up what is noted here because it will be noted elsewhere, where room for it is taken again. */
  moveAway(kind: Kind, name: string | bigint): void {
    if (!(this[kind] as Map<unknown, unknown> | Set<unknown>).delete(name)) return
    this.room[kind]++
    this.room.total++
  }
}
