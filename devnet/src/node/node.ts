import type { ConsensusParams } from '../protocol/params'
import { PROTOCOLS } from '../protocol/params'
import type { VerifyEd25519 } from '../protocol/signature'
import { verifyInJavaScript } from '../protocol/signature'
import { addressText } from '../protocol/address'
import { fromLatin1, latin1 } from '../protocol/bytes'
import { DecodeError } from '../protocol/msgpack'
import type { Bytes, SignedTxn } from '../protocol/txn'
import type { Tracer } from '../avm/policy'
import { decodeGroup } from '../ledger/codec'
import type { GroupOptions, GroupOutcome } from '../ledger/group'
import { evaluateGroup, groupContext } from '../ledger/group'
import { invalidText } from '../ledger/texts'
import type { Chain } from '../ledger/host'
import { LedgerHost } from '../ledger/host'
import { Layer } from '../ledger/layer'
import type { Account, App, Asset, Holding, State, Store } from '../ledger/state'
import { accountIn, key, minBalance } from '../ledger/state'
import { blockView, genesisBlock, nextBlock, type StateProofVoters } from './blocks'
import type { Block, BlockHeader, ConfirmedTxn } from './chain'
import { NodeError } from './chain'
import { Clock } from './clock'
import type { Genesis, GenesisSpec } from './genesis'
import { genesisState, makeGenesis } from './genesis'
import { ChainState } from './history'
import { checkGroupForm, checkSignatures } from './verify'

export type NodeOptions = {
  protocol?: 'v41' | 'v42'
  genesis?: GenesisSpec
  /** rounds of blocks and transactions to keep, at least 1,001 (what the rules look back on); default: all */
  history?: number
  verifyEd25519?: VerifyEd25519
  /** unix seconds; the platform's clock when absent */
  wallClock?: () => number
  /** what the block of a round says of state proofs, for a chain that repeats another one with keys for them */
  stateProofVoters?: (round: bigint) => StateProofVoters | undefined
}

/** What `snapshot` keeps: a pointer to never-changing structures, and where the clock stood. */
export type Snapshot = { readonly round: bigint; readonly chain: ChainState; readonly restoreClock: () => void }

/** `verified`: its form and signatures were right, so it was run. */
type VerifiedOutcome = GroupOutcome & { verified: boolean }

/** Rules look back this far: transaction ids, leases and headers of the last 1,000 rounds, and the current one. */
const LEAST_HISTORY = 1_001
const ALL_HISTORY = 0xffff_ffff_ffffn

/**
 * The chain without a network: a group that is valid becomes a block at once. Everything a caller reads is the state
 * after the last block.
 */
export class Node {
  readonly params: ConsensusParams
  readonly genesis: Genesis
  readonly clock: Clock
  /** addresses (as text) whose transactions need no signature: a devtool's doing */
  readonly impersonated = new Set<string>()
  /** follows every program of groups that are submitted: a devtool's */
  tracer: Tracer | undefined
  private chain: ChainState
  private readonly keep: bigint
  private readonly verify: VerifyEd25519
  private readonly voters: Map<string, bigint>
  private readonly stateProofVoters: NonNullable<NodeOptions['stateProofVoters']>
  private waiting: { round: bigint; wake: () => void }[] = []

  constructor(options: NodeOptions = {}) {
    const { history } = options
    if (history !== undefined && !(history >= LEAST_HISTORY)) {
      throw new Error(`history of ${history} rounds is too short: the rules look back ${LEAST_HISTORY}`)
    }
    this.keep = history === undefined ? ALL_HISTORY : BigInt(history)
    this.params = PROTOCOLS[options.protocol ?? 'v42']
    this.verify = options.verifyEd25519 ?? verifyInJavaScript
    this.genesis = makeGenesis(this.params, options.genesis)
    this.clock = new Clock(options.wallClock ?? (() => Date.now() / 1000))
    this.stateProofVoters = options.stateProofVoters ?? (() => undefined)
    const ledger = genesisState(this.genesis)
    this.chain = ChainState.from(ledger, genesisBlock(this.params, this.genesis, ledger.txnCounter))
    const online = this.genesis.accounts.filter((a) => a.online)
    this.voters = new Map(online.map((a) => [latin1(a.address), a.microAlgos]))
  }

  get lastRound(): bigint {
    return this.chain.last.round
  }

  get lastHeader(): BlockHeader {
    return this.chain.last.header
  }

  /** the latest ledger: trees of accounts, apps, boxes, ... (`ledger/state.ts`; keys by its `key`) */
  get state(): State {
    return this.chain.ledger
  }

  /** undefined when it is in the future or no longer kept */
  block(round: bigint): Block | undefined {
    return this.chain.block(round)
  }

  /** Concatenated msgpack of one group's signed transactions. @throws NodeError with the node's text */
  submit(raw: Bytes): { txId: string; round: bigint } {
    const most = this.params.maxGroupSize
    const tooMany = (): never => {
      throw new NodeError(400, `max group size is ${most}`)
    }
    try {
      return this.submitGroup(decodeGroup(raw, most, tooMany))
    } catch (e) {
      if (e instanceof DecodeError) throw new NodeError(400, e.message)
      throw e
    }
  }

  /** As `submit`, for transactions already decoded. @throws NodeError with the node's text */
  submitGroup(group: SignedTxn[], options: GroupOptions = {}): { txId: string; round: bigint } {
    if (group.length === 0) throw new NodeError(400, 'empty txgroup')
    const evaluation = { ...(this.tracer ? { tracer: this.tracer } : {}), ...options.evaluation }
    const { failure, verified, ...outcome } = this.run(group, { ...options, evaluation }, this.chain, invalidText)
    if (failure) {
      throw new NodeError(
        400,
        verified ? `TransactionPool.Remember: ${failure.message}` : failure.message,
        failure.data,
      )
    }
    const block = this.write(group, outcome)
    return { txId: block.txIds[0]!, round: block.round }
  }

  /**
   * Checks, then runs a group on the latest state (or that of `chain`, or `options.state`), and keeps nothing of it:
   * what simulate is built on. A group that fails its checks was not run: `applied` is empty.
   */
  evaluateGroup(group: SignedTxn[], options: GroupOptions = {}, chain = this.chain): VerifiedOutcome {
    // Where a form is wrong this says only what, as simulate does; submitting says of which transaction too.
    return this.run(group, options, chain, (_signed, reason) => reason)
  }

  /** The chain as it was after `round`. @throws NodeError when it is in the future or its ledger is not kept */
  at(round: bigint): ChainState {
    const { lastRound, chain } = this
    if (round > lastRound) {
      throw new NodeError(400, `ledger does not have entry ${round} (latest ${lastRound}, committed ${lastRound})`)
    }
    const then = chain.at(round)
    if (!then) throw new NodeError(400, `round ${round} before dbRound ${chain.oldest}`)
    return then
  }

  private run(
    group: SignedTxn[],
    options: GroupOptions,
    on: ChainState,
    formText: (signed: SignedTxn, reason: string) => string,
  ): VerifiedOutcome {
    const { params, genesis } = this
    const state = options.state ?? on.ledger
    const none = { state, applied: [], feesPaid: 0n, feesCollected: 0n, usage: 0n, verified: false }
    const malformed = checkGroupForm(group, params, genesis, formText)
    // References that lead nowhere would lead the interpreter astray: it gets to see nothing of such a group.
    if (malformed) return { ...none, failure: malformed, evaluation: groupContext([], params) }
    const chain = this.next(on)
    const unsigned = this.exempt(group, options)
    const context = options.context ?? groupContext(group, params, options.evaluation)
    const host = new LedgerHost(new Layer(state, params, genesis.feeSink), chain)
    const unverified = checkSignatures(group, { params, verify: this.verify, context, host, unsigned })
    if (unverified) return { ...none, failure: unverified, evaluation: context }
    const outcome = evaluateGroup(group, params, chain, on, { ...options, unsigned, state, context })
    return { ...outcome, verified: true }
  }

  private exempt(group: SignedTxn[], { unsigned }: GroupOptions): (index: number) => boolean {
    const { impersonated } = this
    const asked = typeof unsigned === 'function' ? unsigned : () => unsigned === true
    if (impersonated.size === 0) return asked
    return (index) => asked(index) || impersonated.has(addressText(group[index]!.txn.sender))
  }

  /** Stake is looked up 320 rounds back on a real network; here it stays what the genesis block said. */
  get onlineStake(): bigint {
    return [...this.voters.values()].reduce((sum, stake) => sum + stake, 0n)
  }

  /** What programs and rules see of the chain: they run in the block after the last. */
  private next(chain: ChainState): Chain {
    const { genesis, voters } = this
    return {
      round: chain.last.round + 1n,
      latestTimestamp: chain.last.timestamp,
      genesisId: genesis.id,
      genesisHash: genesis.hash,
      specials: genesis,
      block: (round) => {
        const block = chain.block(round)
        return block && blockView(block)
      },
      onlineStake: () => this.onlineStake,
      voter: (address) => {
        const balance = voters.get(latin1(address))
        return balance === undefined ? undefined : { balance, incentiveEligible: false }
      },
    }
  }

  private write(group: SignedTxn[], outcome: Pick<GroupOutcome, 'state' | 'applied' | 'feesCollected'>): Block {
    const { last } = this.chain
    const time = this.clock.take(last.timestamp)
    const voters = this.stateProofVoters(last.round + 1n)
    const block = nextBlock(this.params, last, time, outcome.state.txnCounter, group, outcome, voters)
    this.chain = this.chain.append(block, outcome.state, this.keep)
    this.wake()
    return block
  }

  /** an empty block */
  mine(): Block {
    return this.write([], { state: this.state, applied: [], feesCollected: 0n })
  }

  confirmed(txId: string): ConfirmedTxn | undefined {
    return this.chain.confirmed(txId)
  }

  /** every kept block, oldest first */
  blocks(): Generator<Block> {
    return this.chain.allBlocks()
  }

  /** every kept confirmed transaction, oldest first */
  *transactions(): Generator<ConfirmedTxn> {
    for (const block of this.blocks()) for (const id of block.txIds) yield this.confirmed(id)!
  }

  account(address: Bytes): Account {
    return accountIn(this.state, address)
  }
  minBalance(address: Bytes): bigint {
    return minBalance(this.account(address), this.params)
  }
  asset(id: bigint): Asset | undefined {
    return this.state.assets.get(key.id(id))
  }
  app(id: bigint): App | undefined {
    return this.state.apps.get(key.id(id))
  }
  holding(address: Bytes, asset: bigint): Holding | undefined {
    return this.state.holdings.get(key.pair(address, asset))
  }
  local(address: Bytes, app: bigint): Store | undefined {
    return this.state.locals.get(key.pair(address, app))
  }
  box(app: bigint, name: Bytes): Bytes | undefined {
    return this.state.boxes.get(key.box(app, name))
  }

  *accounts(): Generator<[address: Bytes, account: Account]> {
    for (const [k, account] of this.state.accounts.entries()) yield [fromLatin1(k), account]
  }
  *holdings(address: Bytes): Generator<[asset: bigint, holding: Holding]> {
    for (const [k, holding] of this.state.holdings.entries(key.address(address))) yield [lastId(k), holding]
  }
  *locals(address: Bytes): Generator<[app: bigint, store: Store]> {
    for (const [k, store] of this.state.locals.entries(key.address(address))) yield [lastId(k), store]
  }
  *createdAssets(address: Bytes): Generator<[id: bigint, asset: Asset]> {
    for (const [k] of this.state.created.entries(`${key.address(address)}s`)) yield [lastId(k), this.asset(lastId(k))!]
  }
  *createdApps(address: Bytes): Generator<[id: bigint, app: App]> {
    for (const [k] of this.state.created.entries(`${key.address(address)}p`)) yield [lastId(k), this.app(lastId(k))!]
  }
  /** in order of name, from `from` (inclusive) on */
  *boxes(app: bigint, prefix?: Bytes, from?: Bytes): Generator<[name: Bytes, content: Bytes]> {
    const first = key.id(app) + latin1(prefix ?? new Uint8Array())
    const start = from ? key.box(app, from) : first
    for (const [k, content] of this.state.boxes.entries(first, start > first ? start : first)) {
      yield [fromLatin1(k.slice(8)), content]
    }
  }

  /** O(1): nothing is copied */
  snapshot(): Snapshot {
    return { round: this.lastRound, chain: this.chain, restoreClock: this.clock.save() }
  }

  revert(to: Snapshot): void {
    this.chain = to.chain
    to.restoreClock()
  }

  /** For devtools only: replaces the state outside of any rule. */
  force(change: (state: State) => State): void {
    this.chain = this.chain.withLedger(change(this.state))
  }

  /** For devtools only: continues from blocks and a ledger that were saved. The blocks are taken as they are. */
  load(blocks: Iterable<Block>, ledger: State): void {
    let chain: ChainState | undefined
    for (const block of blocks) {
      chain = chain ? chain.append(block, ledger, this.keep) : ChainState.from(ledger, block)
    }
    if (chain) this.chain = chain.withoutPast()
  }

  /** resolves when there is a block after `round`, or after `timeoutMs` */
  waitAfter(round: bigint, timeoutMs: number): Promise<void> {
    if (this.lastRound > round) return Promise.resolve()
    return new Promise((resolve) => {
      const entry = { round, wake: resolve }
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((w) => w !== entry)
        resolve()
      }, timeoutMs)
      entry.wake = () => {
        clearTimeout(timer)
        resolve()
      }
      this.waiting.push(entry)
    })
  }

  private wake(): void {
    const ready = this.waiting.filter((w) => this.lastRound > w.round)
    this.waiting = this.waiting.filter((w) => this.lastRound <= w.round)
    for (const w of ready) w.wake()
  }
}

function lastId(k: string): bigint {
  return key.idOf(k.slice(-8))
}
