/** A Protocol in the emulator: its accounts, and the calls that publish a template. */
import type { Account, Asset, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import { Bytes, Global, OnCompleteAction, op, Uint64 } from '@algorandfoundation/algorand-typescript'
import type { TestExecutionContext } from '@algorandfoundation/algorand-typescript-testing'
import { Protocol } from '../protocol/contract.algo'
import { KIND_MILESTONE_PROJECT } from '../shared/constants'
import { EVIDENCE } from './project.algo'

const PROGRAM = Bytes('a program')
const CLEAR = Bytes('clear')

export type TemplateState = 'none' | 'added' | 'sealed' | 'active'

export class ProtocolEmulator {
  public readonly protocol: Protocol
  public readonly usdc: Asset
  public readonly stranger: Account
  public readonly treasury: Account

  public constructor(public readonly ctx: TestExecutionContext) {
    this.usdc = ctx.any.asset({ decimals: 6 })
    this.stranger = this.holder()
    this.treasury = this.holder()
    this.protocol = ctx.contract.create(Protocol)
  }

  /** The account that created the app is its admin: in the emulator the default sender. */
  public get admin(): Account {
    return this.ctx.defaultSender
  }

  public get app() {
    return this.ctx.ledger.getApplicationForContract(this.protocol)
  }

  public holder(): Account {
    return this.ctx.any.account({ optedAssetBalances: new Map([[this.usdc.id, 0]]) })
  }

  public create(burn = this.holder(), treasury = this.treasury, feeBps = 300): this {
    this.protocol.create(this.usdc, burn, treasury, feeBps)
    return this
  }

  public as<T>(sender: Account, call: () => T, onCompletion = OnCompleteAction.NoOp): T {
    const txn = this.ctx.any.txn.applicationCall({ sender, appId: this.app, onCompletion })
    return this.ctx.txn.createScope([txn]).execute(call)
  }

  public payment(amount: uint64, sender = this.admin): gtxn.PaymentTxn {
    return this.ctx.any.txn.payment({ sender, receiver: this.app.address, amount })
  }

  public global(key: string) {
    return this.ctx.ledger.getGlobalState(this.app, key)[0]?.value
  }

  public holds(amount: number): void {
    this.ctx.ledger.updateAssetHolding(this.app.address, this.usdc, amount)
  }

  /** The emulator's minimum balance does not move with boxes, so the exact deposit is 0 here. */
  public addTemplate(deposit = 0): uint64 {
    const payment = this.payment(Uint64(deposit))
    return this.as(this.admin, () =>
      this.protocol.addTemplate(payment, KIND_MILESTONE_PROJECT, PROGRAM.length, 1, 2, 3, 4, CLEAR),
    )
  }

  public get templateHash(): bytes<32> {
    return op.sha256(
      op
        .sha256(PROGRAM)
        .concat(op.sha256(Bytes('')))
        .concat(op.sha256(CLEAR)),
    )
  }

  public seal(hash = this.templateHash): void {
    this.as(this.admin, () => {
      this.protocol.sealTemplate(1, hash)
    })
  }

  public activate(template = 1): void {
    this.as(this.admin, () => {
      this.protocol.activateTemplate(template)
    })
  }

  public write(): void {
    this.as(this.admin, () => {
      this.protocol.writeTemplate(1, 0, 0, PROGRAM)
    })
  }

  /** Brings template 1 into this state. */
  public template(state: TemplateState): this {
    const steps: [TemplateState, () => unknown][] = [
      ['none', () => undefined],
      ['added', () => this.addTemplate()],
      ['added', () => this.write()],
      ['sealed', () => this.seal()],
      ['active', () => this.activate()],
    ]
    const last = steps.findLastIndex(([reached]) => reached === state)
    steps.slice(0, last + 1).forEach(([, step]) => step())
    return this
  }

  public createProject(maxFeeBps = 300, arbiter: Account = Global.zeroAddress): void {
    const payment = this.payment(Uint64(0), this.stranger)
    this.as(this.stranger, () => this.protocol.createProject(payment, 1, maxFeeBps, EVIDENCE, arbiter))
  }
}
