/** A project in the emulator: its accounts, its clock, and the calls that bring an engagement into a state. */
import type { Account, Asset, uint64 } from '@algorandfoundation/algorand-typescript'
import { Bytes, Global, OnCompleteAction, Uint64 } from '@algorandfoundation/algorand-typescript'
import { Str, Uint16, Uint32, Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
import type { TestExecutionContext } from '@algorandfoundation/algorand-typescript-testing'
import { MilestoneProject } from '../milestone-project/contract.algo'
import { depositOf } from '../shared/arithmetic'
import { DAY, USDC } from '../shared/constants'

export const START = 1_700_000_000
export const DURATION = 10 * DAY
export const AMOUNT = 300 * USDC
export const EVIDENCE = Bytes(new Uint8Array(32).fill(1)).toFixed({ length: 32 })
export const NO_EVIDENCE = Bytes(new Uint8Array(32)).toFixed({ length: 32 })
export const NOTE = new Str('note')
export const LONG_NOTE = new Str('x'.repeat(257))

export type State = 'created' | 'offered' | 'waiting' | 'running' | 'submitted' | 'disputed'
export type Options = {
  arbiter?: boolean
  reviewWindow?: number
  maxRevisions?: number
  milestones?: number
  initialised?: boolean
}
type Terms = { milestones?: number; amount?: number; silenceRelease?: number; payment?: number; freelancer?: Account }

export class ProjectEmulator {
  public readonly project: MilestoneProject
  public readonly usdc: Asset
  public readonly client: Account
  public readonly burn: Account
  public readonly arbiter: Account
  public readonly freelancer: Account
  public readonly stranger: Account
  private version = 0n
  public now = START

  constructor(
    public readonly ctx: TestExecutionContext,
    private readonly options: Options,
  ) {
    this.usdc = ctx.any.asset({ decimals: 6 })
    this.client = this.holder()
    this.burn = this.holder()
    this.stranger = this.holder()
    this.arbiter = options.arbiter ? this.holder() : Global.zeroAddress
    ctx.ledger.patchGlobalData({ callerApplicationId: Uint64(1), latestTimestamp: Uint64(START) })
    this.project = ctx.contract.create(MilestoneProject)
    this.project.create(this.client, this.usdc, this.burn, this.arbiter, 300, EVIDENCE)
    if (options.initialised ?? true) ctx.ledger.updateAssetHolding(this.app.address, this.usdc, 0)
    this.freelancer = ctx.any.account({
      optedApplications: [this.app],
      optedAssetBalances: new Map([[this.usdc.id, 0]]),
    })
  }

  public get app() {
    return this.ctx.ledger.getApplicationForContract(this.project)
  }

  /** The version the next signer sees. */
  public get seen(): uint64 {
    return Uint64(this.version)
  }

  /** The account that created the app: in the emulator the default sender stands for the Protocol. */
  public get protocol(): Account {
    return this.ctx.defaultSender
  }

  public get box(): Uint8Array {
    return this.ctx.ledger.getBox(this.app, Bytes('e').concat(this.freelancer.bytes))
  }

  public holder(): Account {
    return this.ctx.any.account({ optedAssetBalances: new Map([[this.usdc.id, 0]]) })
  }

  public as<T>(sender: Account, call: () => T, onCompletion = OnCompleteAction.NoOp): T {
    const txn = this.ctx.any.txn.applicationCall({ sender, appId: this.app, onCompletion })
    return this.ctx.txn.createScope([txn]).execute(call)
  }

  public wait(seconds: number): void {
    this.now += seconds
    this.ctx.ledger.patchGlobalData({ latestTimestamp: Uint64(this.now) })
  }

  public freeze(account: Account, frozen = true): void {
    this.ctx.ledger.updateAssetHolding(account, this.usdc, 0, frozen)
  }

  /** USDC the last call sent, in order. */
  public get paid(): [Account, bigint][] {
    return this.ctx.txn.lastGroup.itxnGroups.flatMap((group) =>
      group.itxns.flatMap((txn): [Account, bigint][] =>
        'assetReceiver' in txn && txn.assetReceiver ? [[txn.assetReceiver, BigInt(txn.assetAmount)]] : [],
      ),
    )
  }

  public offer(terms: Terms = {}): void {
    const { ctx, project, client, options } = this
    const { milestones = options.milestones ?? 3, amount = AMOUNT, silenceRelease = 5_000, payment = 0 } = terms
    // The emulator's minimum balance does not move with boxes, so the exact deposit is 0 here.
    const deposit = ctx.any.txn.payment({ sender: client, receiver: this.app.address, amount: payment })
    const schedule = Array.from({ length: milestones }, () => ({ amount: Uint64(amount), duration: Uint64(DURATION) }))
    const window = new Uint32(options.reviewWindow ?? 0)
    const revisions = new Uint8(options.maxRevisions ?? 2)
    const release = new Uint16(silenceRelease)
    const freelancer = terms.freelancer ?? this.freelancer
    this.as(client, () => {
      project.offer(deposit, freelancer, schedule, EVIDENCE, window, revisions, release)
    })
    this.version = (this.version / 2n ** 32n + 1n) * 2n ** 32n
  }

  public start(amount: bigint = depositOf(BigInt(AMOUNT), 300n)): void {
    const fields = { sender: this.client, xferAsset: this.usdc, assetReceiver: this.app.address }
    const deposit = this.ctx.any.txn.assetTransfer({ ...fields, assetAmount: Uint64(amount) })
    this.step(this.client, () => {
      this.project.start(deposit, this.freelancer, this.seen)
    })
  }

  /** A call that moves the version by one. */
  public step(sender: Account, call: () => void): void {
    this.as(sender, call)
    this.version += 1n
  }

  public propose(expiresAt = this.now + 1): void {
    this.as(this.client, () => {
      this.project.proposeSettlement(this.freelancer, this.seen, 100 * USDC, true, expiresAt)
    })
  }

  /** Brings the engagement into this state. */
  public reach(state: State): this {
    const { project, client, freelancer } = this
    const steps: [State, () => void][] = [
      ['created', () => undefined],
      ['offered', () => this.offer()],
      ['waiting', () => this.step(freelancer, () => project.accept(this.seen))],
      ['running', () => this.start()],
      ['submitted', () => this.step(freelancer, () => project.submit(this.seen, EVIDENCE, NOTE))],
      ['disputed', () => this.step(client, () => project.dispute(freelancer, this.seen, EVIDENCE, NOTE))],
    ]
    for (const [reached, step] of steps) {
      step()
      if (reached === state) break
    }
    return this
  }
}
