import type { ApplyData, AssetParams, Bytes, SignedTxn, StateSchema, Txn } from '../protocol/txn'
import type { GroupContext } from './group'

/** A value on the stack or in application state: uint64 as bigint, bytes as Uint8Array. */
export type Value = bigint | Bytes

export type AssetView = { params: AssetParams; creator: Bytes }
export type HoldingView = { amount: bigint; frozen: boolean }

export type AppView = {
  creator: Bytes
  approvalProgram: Bytes
  clearStateProgram: Bytes
  globalSchema: StateSchema
  localSchema: StateSchema
  extraPages: number
  version: bigint
  /** who carries the minimum balance of size changes (AVM 13); zero when it is the creator */
  sizeSponsor: Bytes
  /** box sharing flags (AVM 13) */
  foreignBoxReads: boolean
  familyBoxAccess: boolean
}

export type AccountView = {
  balance: bigint
  minBalance: bigint
  authAddr: Bytes // zero: the account's own key
  incentiveEligible: boolean
  lastProposed: bigint
  lastHeartbeat: bigint
  totals: {
    uints: bigint
    byteSlices: bigint
    extraPages: bigint
    appsCreated: bigint
    appsOptedIn: bigint
    assetsCreated: bigint
    assets: bigint
    boxes: bigint
    boxBytes: bigint
  }
}

/** What `block` and `global` may read of a header. */
export type BlockView = {
  round: bigint
  timestamp: bigint
  seed: Bytes
  /** the further fields of the `block` opcode, by their names there */
  fields: Record<string, Value>
}

/**
 * What a running program may ask of the ledger it runs in. The ledger implements it over its innermost copy-on-write
 * layer; the interpreter has already decided that a resource is available before it asks. Writes are rolled back by
 * the ledger when the transaction fails. A broken rule of the ledger (schema count, key length, balance) is thrown as
 * a plain Error whose message is the node's wording.
 */
export interface Host {
  /** round being evaluated */
  readonly round: bigint
  /** timestamp of the previous block */
  readonly latestTimestamp: bigint
  readonly genesisHash: Bytes
  /** ids given out so far: the next created asset or app gets counter + 1 */
  readonly txnCounter: bigint

  block(round: bigint): BlockView | undefined

  account(address: Bytes): AccountView
  asset(id: bigint): AssetView | undefined
  holding(address: Bytes, asset: bigint): HoldingView | undefined
  app(id: bigint): AppView | undefined

  optedIn(address: Bytes, app: bigint): boolean
  localGet(address: Bytes, app: bigint, key: Bytes): Value | undefined
  localPut(address: Bytes, app: bigint, key: Bytes, value: Value): void
  localDel(address: Bytes, app: bigint, key: Bytes): void
  globalGet(app: bigint, key: Bytes): Value | undefined
  globalPut(app: bigint, key: Bytes, value: Value): void
  globalDel(app: bigint, key: Bytes): void
  setAppFlags(app: bigint, flags: { foreignBoxReads?: boolean; familyBoxAccess?: boolean }): void

  /** the box's content; the returned array must not be written to */
  boxGet(app: bigint, name: Bytes): Bytes | undefined
  /** creates or replaces; the interpreter has checked existence and size rules. `payer` accounting is the app account's */
  boxPut(app: bigint, name: Bytes, content: Bytes): void
  boxDel(app: bigint, name: Bytes): boolean

  /** canonical msgpack of a transaction, what ids are hashes of */
  encodeTxn(txn: Txn): Bytes
  /** throws the node's wording when a transaction that a program prepared is not well formed */
  checkInner(signed: SignedTxn): void
  /** online stake of the whole chain and of one account, as of the balance round: what AVM 11 asks about voting */
  onlineStake(): bigint
  voter(address: Bytes): { balance: bigint; incentiveEligible: boolean } | undefined

  /**
   * Applies the `index`-th transaction of an inner group (fee, rekey, body), in a layer of its own. For an app
   * call the ledger calls `evalApp` with `context`. Minimum balances are left to the end of the outer transaction.
   */
  applyInner(context: GroupContext, index: number): ApplyData
}
