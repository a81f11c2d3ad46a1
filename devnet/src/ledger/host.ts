import type { AccountView, AppView, AssetView, BlockView, Host, HoldingView, Value } from '../avm/host'
import type { GroupContext } from '../avm/group'
import type { ApplyData, Bytes, SignedTxn, Txn } from '../protocol/txn'
import { applyTxn } from './apply'
import { encodeTxn } from './codec'
import type { Layer } from './layer'
import type { Specials } from './wellformed'
import { checkForm } from './wellformed'

/** What the ledger asks of the chain it is evaluated on. */
export interface Chain {
  /** round being evaluated */
  readonly round: bigint
  /** timestamp of the previous block */
  readonly latestTimestamp: bigint
  readonly genesisId: string
  readonly genesisHash: Bytes
  readonly specials: Specials
  block(round: bigint): BlockView | undefined
  onlineStake(): bigint
  voter(address: Bytes): { balance: bigint; incentiveEligible: boolean } | undefined
}

/** The ledger as a running program sees it. */
export class LedgerHost implements Host {
  constructor(
    private readonly layer: Layer,
    private readonly chain: Chain,
  ) {}

  get round(): bigint {
    return this.chain.round
  }
  get latestTimestamp(): bigint {
    return this.chain.latestTimestamp
  }
  get genesisHash(): Bytes {
    return this.chain.genesisHash
  }
  get txnCounter(): bigint {
    return this.layer.txnCounter
  }

  block(round: bigint): BlockView | undefined {
    return this.chain.block(round)
  }
  onlineStake(): bigint {
    return this.chain.onlineStake()
  }
  voter(address: Bytes): { balance: bigint; incentiveEligible: boolean } | undefined {
    return this.chain.voter(address)
  }

  account(address: Bytes): AccountView {
    const { balance, authAddr, totals } = this.layer.account(address)
    return {
      balance,
      minBalance: this.layer.minBalance(address),
      authAddr,
      totals,
      // Nobody proposes blocks here, so nobody earns.
      incentiveEligible: false,
      lastProposed: 0n,
      lastHeartbeat: 0n,
    }
  }

  asset(id: bigint): AssetView | undefined {
    return this.layer.asset(id)
  }
  holding(address: Bytes, asset: bigint): HoldingView | undefined {
    return this.layer.holding(address, asset)
  }

  app(id: bigint): AppView | undefined {
    const app = this.layer.app(id)
    return app && { ...app, globalSchema: app.global.schema }
  }
  setAppFlags(id: bigint, flags: { foreignBoxReads?: boolean; familyBoxAccess?: boolean }): void {
    const app = this.layer.app(id)
    if (!app) throw new Error(`app ${id} does not exist`)
    this.layer.putApp(id, { ...app, ...flags })
  }

  optedIn(address: Bytes, app: bigint): boolean {
    return this.layer.local(address, app) !== undefined
  }
  localGet(address: Bytes, app: bigint, name: Bytes): Value | undefined {
    return this.layer.localGet(address, app, name)
  }
  localPut(address: Bytes, app: bigint, name: Bytes, value: Value): void {
    this.layer.localPut(address, app, name, value)
  }
  localDel(address: Bytes, app: bigint, name: Bytes): void {
    this.layer.localPut(address, app, name, undefined)
  }
  globalGet(app: bigint, name: Bytes): Value | undefined {
    return this.layer.globalGet(app, name)
  }
  globalPut(app: bigint, name: Bytes, value: Value): void {
    this.layer.globalPut(app, name, value)
  }
  globalDel(app: bigint, name: Bytes): void {
    this.layer.globalPut(app, name, undefined)
  }

  boxGet(app: bigint, name: Bytes): Bytes | undefined {
    return this.layer.box(app, name)
  }
  boxPut(app: bigint, name: Bytes, content: Bytes): void {
    this.layer.putBox(app, name, content)
  }
  boxDel(app: bigint, name: Bytes): boolean {
    return this.layer.deleteBox(app, name)
  }

  encodeTxn(txn: Txn): Bytes {
    return encodeTxn(txn)
  }
  checkInner({ txn }: SignedTxn): void {
    checkForm(txn, this.layer.params, this.chain.specials)
  }
  applyInner(context: GroupContext, index: number): ApplyData {
    return applyTxn(context.txns[index]!, { layer: this.layer, chain: this.chain, context, index }, true)
  }
}
