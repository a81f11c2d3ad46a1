import type { Asset, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import {
  abimethod,
  Account,
  assert,
  clone,
  contract,
  emit,
  Global,
  itxn,
  loggedAssert,
  op,
} from '@algorandfoundation/algorand-typescript'
import { PROJECT_PAUSED, PROJECT_RUNNING } from '../shared/constants'
import {
  ERR_CREDIT_LEFT,
  ERR_ENGAGEMENTS_LEFT,
  ERR_FEE_NOT_LOWER,
  ERR_MILESTONE_OPEN,
  ERR_NOT_PROTOCOL,
  ERR_PROJECT_RUNNING,
} from '../shared/error-codes'
import { Disputes } from './disputes.algo'
import type { FeeLowered, ProjectClosed, ProjectPaused, ProjectResumed } from './events.algo'

/** One project of sequential milestones, each funded by the client when it starts. */
@contract({ name: 'MilestoneProject', avmVersion: 10 })
export class MilestoneProject extends Disputes {
  /**
   * Create the project app: an inner call of the Protocol, which passes its own settings and the client's choice.
   * Codes: notProtocol.
   * @param client the account that called `createProject`
   * @param usdc the USDC asset
   * @param burn receives burned milestones
   * @param arbiter zero address = none
   * @param feeBps the Protocol's fee now, in basis points
   * @param projectHash SHA-256 of the public brief
   */
  @abimethod({ onCreate: 'require' })
  public create(
    client: Account,
    usdc: Asset,
    burn: Account,
    arbiter: Account,
    feeBps: uint64,
    projectHash: bytes<32>,
  ): void {
    // check
    loggedAssert(Global.callerApplicationId !== 0, ERR_NOT_PROTOCOL)
    // effect
    this.state.value = PROJECT_RUNNING
    this.usdc.value = usdc
    this.parties.value = { client, burn, arbiter }
    this.ledger.value = {
      escrowed: 0,
      disputed: 0,
      fees: 0,
      credits: 0,
      clientCredit: 0,
      burnCredit: 0,
      offers: 0,
      engagements: 0,
      active: 0,
      feeBps,
    }
    this.projectHash.value = projectHash
  }

  /**
   * Opt the project's account in to USDC: an inner call of the Protocol, once.
   * Codes: notProtocol.
   */
  public init(): void {
    // check
    this.ensureProtocol()
    const app = Global.currentApplicationAddress
    const usdc = this.usdc.value
    assert(!app.isOptedIn(usdc), 'only once')
    // interaction
    itxn.assetTransfer({ xferAsset: usdc, assetReceiver: app, assetAmount: 0, fee: 0 }).submit()
  }

  /**
   * Lower the fee of this project: an inner call of `Protocol.lowerProjectFee`.
   * Codes: notProtocol, feeNotLower.
   * @param bps basis points, below the present fee
   */
  public lowerFee(bps: uint64): void {
    // check
    this.ensureProtocol()
    loggedAssert(bps < this.ledger.value.feeBps, ERR_FEE_NOT_LOWER)
    // effect
    this.ledger.value.feeBps = bps
    // log
    emit<FeeLowered>({ feeBps: bps })
  }

  /**
   * Refuse new offers, acceptances and starts. Client only, while no milestone is open.
   * Codes: notClient, projectPaused, milestoneOpen.
   */
  public pause(): void {
    // check
    this.ensureClient()
    this.ensureProjectRunning()
    loggedAssert(this.ledger.value.active === 0, ERR_MILESTONE_OPEN)
    // effect
    this.state.value = PROJECT_PAUSED
    // log
    emit<ProjectPaused>({ client: this.parties.value.client })
  }

  /**
   * Take offers, acceptances and starts again. Client only.
   * Codes: notClient, projectRunning.
   */
  public resume(): void {
    // check
    this.ensureClient()
    loggedAssert(this.state.value === PROJECT_PAUSED, ERR_PROJECT_RUNNING)
    // effect
    this.state.value = PROJECT_RUNNING
    // log
    emit<ProjectResumed>({ client: this.parties.value.client })
  }

  /**
   * Delete the app: an inner call of `Protocol.closeProject`. The client's credit and what nobody is owed go to the client,
   * fees and an unpaid credit of the burn address to the Protocol, all ALGO to the client.
   * Codes: notProtocol, engagementsLeft, creditLeft.
   */
  @abimethod({ allowActions: 'DeleteApplication' })
  public close(): void {
    // check
    this.ensureProtocol()
    const ledger = clone(this.ledger.value)
    const client = this.parties.value.client
    loggedAssert(ledger.engagements === 0, ERR_ENGAGEMENTS_LEFT)
    const clientReady = this.canReceive(client)
    loggedAssert(clientReady || ledger.clientCredit === 0, ERR_CREDIT_LEFT)
    const usdc = this.usdc.value
    const [balance] = op.AssetHolding.assetBalance(Global.currentApplicationAddress, usdc)
    let toProtocol: uint64 = ledger.fees + ledger.burnCredit
    let toClient: uint64 = balance - toProtocol
    if (!clientReady) {
      toProtocol = balance
      toClient = 0
    }
    // interaction
    let closeTo = Global.creatorAddress
    if (toClient !== 0) {
      this.payOut(closeTo, toProtocol)
      closeTo = client
    }
    itxn
      .assetTransfer({ xferAsset: usdc, assetReceiver: closeTo, assetAmount: 0, assetCloseTo: closeTo, fee: 0 })
      .submit()
    itxn.payment({ receiver: client, amount: 0, closeRemainderTo: client, fee: 0 }).submit()
    // log
    emit<ProjectClosed>({ client, toClient, toProtocol })
  }
}
