import type { ConsensusParams } from '../protocol/params'
import { PROTOCOLS } from '../protocol/params'
import type { VerifyEd25519 } from '../protocol/signature'
import type { Bytes, SignedTxn } from '../protocol/txn'
import type { Account, App, Asset, Holding, State, Store } from '../ledger/state'
import type { GroupOptions, GroupOutcome } from '../ledger/group'
import type { Block, ConfirmedTxn } from './chain'
import type { Clock } from './clock'
import type { Genesis, GenesisSpec } from './genesis'

export type NodeOptions = {
  protocol?: 'v41' | 'v42'
  genesis?: GenesisSpec
  /** rounds of blocks and transactions to keep, at least 1,001 (what the rules look back on); default: all */
  history?: number
  verifyEd25519?: VerifyEd25519
  /** unix seconds; the platform's clock when absent */
  wallClock?: () => number
}

/** What `snapshot` keeps: a pointer to never-changing structures. */
export type Snapshot = { readonly round: bigint }

/**
 * The chain without a network: a group that is valid becomes a block at once. Everything a caller reads is the state
 * after the last block.
 */
export class Node {
  readonly params: ConsensusParams
  readonly genesis!: Genesis
  readonly clock!: Clock

  constructor(options: NodeOptions = {}) {
    this.params = PROTOCOLS[options.protocol ?? 'v42']
  }

  get lastRound(): bigint {
    throw new Error('not yet')
  }

  /** the latest ledger: trees of accounts, apps, boxes, ... (`ledger/state.ts`; keys by its `key`) */
  get state(): State {
    throw new Error('not yet')
  }

  /** undefined when it is in the future or no longer kept */
  block(_round: bigint): Block | undefined {
    throw new Error('not yet')
  }

  /** Concatenated msgpack of one group's signed transactions. @throws NodeError with the node's text */
  submit(_raw: Bytes): { txId: string; round: bigint } {
    throw new Error('not yet')
  }

  /** As `submit`, for transactions already decoded. */
  submitGroup(_group: SignedTxn[], _options?: GroupOptions): { txId: string; round: bigint } {
    throw new Error('not yet')
  }

  confirmed(_txId: string): ConfirmedTxn | undefined {
    throw new Error('not yet')
  }

  /** every kept confirmed transaction, oldest first */
  *transactions(): Generator<ConfirmedTxn> {
    throw new Error('not yet')
  }

  /** an account nobody has touched is the empty one */
  account(_address: Bytes): Account {
    throw new Error('not yet')
  }
  minBalance(_address: Bytes): bigint {
    throw new Error('not yet')
  }
  asset(_id: bigint): Asset | undefined {
    throw new Error('not yet')
  }
  app(_id: bigint): App | undefined {
    throw new Error('not yet')
  }
  holding(_address: Bytes, _asset: bigint): Holding | undefined {
    throw new Error('not yet')
  }
  local(_address: Bytes, _app: bigint): Store | undefined {
    throw new Error('not yet')
  }
  box(_app: bigint, _name: Bytes): Bytes | undefined {
    throw new Error('not yet')
  }
  *accounts(): Generator<[address: Bytes, account: Account]> {
    throw new Error('not yet')
  }
  *holdings(_address: Bytes): Generator<[asset: bigint, holding: Holding]> {
    throw new Error('not yet')
  }
  *locals(_address: Bytes): Generator<[app: bigint, store: Store]> {
    throw new Error('not yet')
  }
  *createdAssets(_address: Bytes): Generator<[id: bigint, asset: Asset]> {
    throw new Error('not yet')
  }
  *createdApps(_address: Bytes): Generator<[id: bigint, app: App]> {
    throw new Error('not yet')
  }
  /** in order of name, from `from` (inclusive) on */
  *boxes(_app: bigint, _prefix?: Bytes, _from?: Bytes): Generator<[name: Bytes, content: Bytes]> {
    throw new Error('not yet')
  }

  /** Runs a group on the latest state (or `options.state`) and keeps nothing of it: what simulate is built on. */
  evaluateGroup(_group: SignedTxn[], _options?: GroupOptions): GroupOutcome {
    throw new Error('not yet')
  }

  /** an empty block, as `advance` of rounds needs */
  mine(): Block {
    throw new Error('not yet')
  }

  /** O(1): nothing is copied */
  snapshot(): Snapshot {
    throw new Error('not yet')
  }
  revert(_to: Snapshot): void {
    throw new Error('not yet')
  }

  /** For devtools only: replaces the state outside of any rule. */
  force(_change: (state: State) => State): void {
    throw new Error('not yet')
  }

  /** resolves when there is a block after `round`, or after `timeoutMs` */
  waitAfter(_round: bigint, _timeoutMs: number): Promise<void> {
    throw new Error('not yet')
  }
}
