import { appAddress } from '../protocol/address'
import { isZero, latin1 } from '../protocol/bytes'
import type { ConsensusParams } from '../protocol/params'
import type { Bytes, SignedTxn, Txn } from '../protocol/txn'

/** What a whole group names and created, and how much box I/O it bought. Keys are latin-1 text of bytes. */
export type Resources = {
  readonly accounts: Set<string>
  readonly assets: Set<bigint>
  readonly apps: Set<bigint>
  /** `address/asset` and `address/app`: cross products of one transaction only */
  readonly holdings: Set<string>
  readonly locals: Set<string>
  readonly createdAssets: Set<bigint>
  readonly createdApps: Set<bigint>
  /** `app/name` of every box that was named, and whether it is dirty */
  readonly boxes: Map<string, { app: bigint; name: Bytes; dirty: boolean }>
  /** box references of transactions that create their app: the app's id is known when it runs */
  readonly boxesOfNewApps: { groupIndex: number; name: Bytes }[]
  /** empty references left: each allows one unnamed box of an app created in this group */
  emptyBoxRefs: number
  ioBudget: bigint
  /** of boxes, and of large programs that were written */
  dirtyBytes: bigint
  /** what the programs of apps that were created or updated add to `dirtyBytes` */
  readonly programBytes: Map<bigint, bigint>
}

export const pairKey = (address: Bytes, id: bigint): string => `${latin1(address)}/${id}`
export const boxKey = (app: bigint, name: Bytes): string => `${app}/${latin1(name)}`

/** What the transactions of a top-level group name, in any of the ways a transaction can name something. */
export function namedResources(group: readonly SignedTxn[], params: ConsensusParams): Resources {
  const found: Resources = {
    accounts: new Set(),
    assets: new Set(),
    apps: new Set(),
    holdings: new Set(),
    locals: new Set(),
    createdAssets: new Set(),
    createdApps: new Set(),
    boxes: new Map(),
    boxesOfNewApps: [],
    emptyBoxRefs: 0,
    ioBudget: 0n,
    dirtyBytes: 0n,
    programBytes: new Map(),
  }
  group.forEach(({ txn }, groupIndex) => {
    found.accounts.add(latin1(txn.sender))
    switch (txn.type) {
      case 'pay':
        addAccount(found, txn.receiver)
        if (!isZero(txn.closeRemainderTo)) addAccount(found, txn.closeRemainderTo)
        break
      case 'acfg':
        if (txn.configAsset !== 0n) found.assets.add(txn.configAsset)
        break
      case 'axfer':
        found.assets.add(txn.xferAsset)
        addHolding(found, txn.sender, txn.xferAsset)
        addHolding(found, txn.assetReceiver, txn.xferAsset)
        if (!isZero(txn.assetSender)) addHolding(found, txn.assetSender, txn.xferAsset)
        if (!isZero(txn.assetCloseTo)) addHolding(found, txn.assetCloseTo, txn.xferAsset)
        break
      case 'afrz':
        found.assets.add(txn.freezeAsset)
        addHolding(found, txn.freezeAccount, txn.freezeAsset)
        break
      case 'appl':
        if (txn.access.length > 0) addAccessList(found, txn, groupIndex, params)
        else addForeignArrays(found, txn, groupIndex, params)
        break
    }
  })
  return found
}

function addAccount(found: Resources, address: Bytes): void {
  found.accounts.add(latin1(address))
}

function addHolding(found: Resources, address: Bytes, asset: bigint): void {
  addAccount(found, address)
  found.holdings.add(pairKey(address, asset))
}

function addForeignArrays(found: Resources, txn: Txn, groupIndex: number, params: ConsensusParams): void {
  const apps = txn.applicationId === 0n ? txn.foreignApps : [txn.applicationId, ...txn.foreignApps]
  const accounts = [txn.sender, ...txn.accounts, ...apps.map(appAddress)]
  for (const address of accounts) addAccount(found, address)
  for (const app of apps) found.apps.add(app)
  for (const asset of txn.foreignAssets) found.assets.add(asset)
  for (const address of accounts) {
    for (const asset of txn.foreignAssets) found.holdings.add(pairKey(address, asset))
    for (const app of apps) found.locals.add(pairKey(address, app))
  }
  for (const { index, name } of txn.boxes) {
    found.ioBudget += BigInt(params.boxBytesPerReference)
    if (index === 0 && name.length === 0) found.emptyBoxRefs++
    else addBox(found, index === 0 ? txn.applicationId : txn.foreignApps[index - 1]!, name, groupIndex)
  }
}

function addBox(found: Resources, app: bigint, name: Bytes, groupIndex: number): void {
  if (app === 0n) found.boxesOfNewApps.push({ groupIndex, name })
  else found.boxes.set(boxKey(app, name), { app, name, dirty: false })
}

function addAccessList(found: Resources, txn: Txn, groupIndex: number, params: ConsensusParams): void {
  if (txn.applicationId !== 0n) {
    found.apps.add(txn.applicationId)
    addAccount(found, appAddress(txn.applicationId))
    found.locals.add(pairKey(txn.sender, txn.applicationId))
  }
  const addressOf = (index: number): Bytes => (index === 0 ? txn.sender : txn.access[index - 1]!.address!)
  const appOf = (index: number): bigint => (index === 0 ? txn.applicationId : txn.access[index - 1]!.app!)
  for (const entry of txn.access) {
    if (entry.address) addAccount(found, entry.address)
    else if (entry.asset !== undefined) found.assets.add(entry.asset)
    else if (entry.app !== undefined) {
      // Unlike in the arrays, the account of the app is not named by it.
      found.apps.add(entry.app)
    } else if (entry.holding) {
      const asset = txn.access[entry.holding.asset - 1]!.asset!
      found.holdings.add(pairKey(addressOf(entry.holding.address), asset))
    } else if (entry.locals) {
      found.locals.add(pairKey(addressOf(entry.locals.address), appOf(entry.locals.app)))
    } else {
      found.ioBudget += BigInt(params.boxBytesPerReference)
      if (entry.box) addBox(found, appOf(entry.box.index), entry.box.name, groupIndex)
      else found.emptyBoxRefs++
    }
  }
}
