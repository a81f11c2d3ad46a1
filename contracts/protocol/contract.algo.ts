import type { Application, Asset, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import {
  abimethod,
  Account,
  assert,
  Bytes,
  contract,
  emit,
  Global,
  itxn,
  loggedAssert,
  OnCompleteAction,
  op,
  Txn,
} from '@algorandfoundation/algorand-typescript'
import { methodSelector } from '@algorandfoundation/algorand-typescript/arc4'
import type { MilestoneProject } from '../milestone-project/contract.algo'
import { MAX_FEE_BPS, USDC_DECIMALS } from '../shared/constants'
import {
  ERR_ALREADY_INITIALISED,
  ERR_ARBITER_NOT_READY,
  ERR_BAD_PARTY,
  ERR_BURN_NOT_READY,
  ERR_FEE_ABOVE_CAP,
  ERR_FEE_TOO_HIGH,
  ERR_NOT_CLIENT,
  ERR_NOT_PENDING_ADMIN,
  ERR_NOTHING_TO_SWEEP,
  ERR_PROTOCOL_PAUSED,
  ERR_TEMPLATE_NOT_ACTIVE,
  ERR_TREASURY_NOT_READY,
  ERR_UNKNOWN_PROJECT,
} from '../shared/error-codes'
import type {
  AdminChanged,
  AdminProposed,
  ArbiterLeft,
  ArbiterRegistered,
  CreationPaused,
  CreationResumed,
  FeesCollected,
  FeeSet,
  ProjectCreated,
  TreasurySet,
} from './events.algo'
import { Templates } from './templates.algo'

/**
 * Registry and factory of one network: fee, treasury, burn address, USDC id and sealed templates. It creates every project
 * app and takes its deposit back when it closes; the parties' USDC never passes through it.
 */
@contract({ name: 'Protocol', avmVersion: 10, stateTotals: { globalUints: 12 } })
export class Protocol extends Templates {
  /**
   * Create the Protocol; the caller becomes its admin.
   * Codes: feeAboveCap, burnNotReady, treasuryNotReady.
   * @param usdc asset with 6 decimals
   * @param burn receives burned milestones, for good; opted in to USDC
   * @param treasury opted in to USDC
   * @param feeBps fee of new projects, at most 300
   */
  @abimethod({ onCreate: 'require' })
  public create(usdc: Asset, burn: Account, treasury: Account, feeBps: uint64): void {
    // check
    assert(usdc.decimals === USDC_DECIMALS, 'USDC has 6 decimals')
    loggedAssert(feeBps <= MAX_FEE_BPS, ERR_FEE_ABOVE_CAP)
    // effect
    this.usdc.value = usdc
    loggedAssert(this.canReceive(burn), ERR_BURN_NOT_READY)
    loggedAssert(this.canReceive(treasury), ERR_TREASURY_NOT_READY)
    this.admin.value = Txn.sender
    this.pendingAdmin.value = Global.zeroAddress
    this.treasury.value = treasury
    this.burn.value = burn
    this.feeBps.value = feeBps
    this.paused.value = false
    this.templateCount.value = 0
  }

  /**
   * Opt the Protocol's account in to USDC. Admin only, once.
   * Codes: notAdmin, alreadyInitialised, wrongPayment.
   * @param payment exactly the account's minimum balance with USDC, by the admin to the app
   */
  public init(payment: gtxn.PaymentTxn): void {
    // check
    this.ensureAdmin()
    const app = Global.currentApplicationAddress
    const usdc = this.usdc.value
    loggedAssert(!app.isOptedIn(usdc), ERR_ALREADY_INITIALISED)
    this.ensurePayment(payment, Global.minBalance + Global.assetOptInMinBalance)
    // interaction
    itxn.assetTransfer({ xferAsset: usdc, assetReceiver: app, assetAmount: 0, fee: 0 }).submit()
  }

  /**
   * Set the fee of future projects. Admin only.
   * Codes: notAdmin, feeAboveCap.
   * @param feeBps basis points, at most 300
   */
  public setFee(feeBps: uint64): void {
    // check
    this.ensureAdmin()
    loggedAssert(feeBps <= MAX_FEE_BPS, ERR_FEE_ABOVE_CAP)
    // effect
    this.feeBps.value = feeBps
    // log
    emit<FeeSet>({ feeBps })
  }

  /**
   * Set where collected fees go. Admin only.
   * Codes: notAdmin, treasuryNotReady.
   * @param treasury opted in to USDC and not frozen
   */
  public setTreasury(treasury: Account): void {
    // check
    this.ensureAdmin()
    loggedAssert(this.canReceive(treasury), ERR_TREASURY_NOT_READY)
    // effect
    this.treasury.value = treasury
    // log
    emit<TreasurySet>({ treasury })
  }

  /**
   * Refuse or accept new projects; existing ones are not affected. Admin only.
   * Codes: notAdmin.
   */
  public setPaused(paused: boolean): void {
    // check
    this.ensureAdmin()
    // effect
    this.paused.value = paused
    // log
    if (paused) emit<CreationPaused>({ admin: Txn.sender })
    else emit<CreationResumed>({ admin: Txn.sender })
  }

  /**
   * Name the next admin, who takes over with `acceptAdmin`; the zero address withdraws the proposal. Admin only.
   * Codes: notAdmin.
   */
  public proposeAdmin(pendingAdmin: Account): void {
    // check
    this.ensureAdmin()
    // effect
    this.pendingAdmin.value = pendingAdmin
    // log
    emit<AdminProposed>({ pendingAdmin })
  }

  /**
   * Take over as admin. Only the account the admin proposed.
   * Codes: notPendingAdmin.
   */
  public acceptAdmin(): void {
    // check
    loggedAssert(Txn.sender === this.pendingAdmin.value, ERR_NOT_PENDING_ADMIN)
    // effect
    this.admin.value = Txn.sender
    this.pendingAdmin.value = Global.zeroAddress
    // log
    emit<AdminChanged>({ admin: Txn.sender })
  }

  /** Opt in to be named as arbiter in new projects; close out to stop that. Anyone, for themselves. */
  @abimethod({ allowActions: ['OptIn', 'CloseOut'] })
  public registerArbiter(): void {
    // log
    if (Txn.onCompletion === OnCompleteAction.OptIn) emit<ArbiterRegistered>({ arbiter: Txn.sender })
    else emit<ArbiterLeft>({ arbiter: Txn.sender })
  }

  /**
   * Create a project app for the caller, who becomes its client.
   * Codes: protocolPaused, noTemplate, templateNotActive, feeTooHigh, badParty, arbiterNotReady, wrongPayment.
   * @param payment the exact deposit of the app and its account, by the caller to the Protocol; it comes back at closing
   * @param template active template the caller accepts
   * @param maxFeeBps highest fee the caller accepts, in basis points
   * @param projectHash SHA-256 of the public brief
   * @param arbiter registered account, or the zero address for none
   * @returns app id of the project
   */
  public createProject(
    payment: gtxn.PaymentTxn,
    template: uint64,
    maxFeeBps: uint64,
    projectHash: bytes<32>,
    arbiter: Account,
  ): uint64 {
    // check
    loggedAssert(!this.paused.value, ERR_PROTOCOL_PAUSED)
    const record = this.loadTemplate(template)
    loggedAssert(this.activeTemplates(record.kind).hasValue, ERR_TEMPLATE_NOT_ACTIVE)
    loggedAssert(this.activeTemplates(record.kind).value === template, ERR_TEMPLATE_NOT_ACTIVE)
    const feeBps = this.feeBps.value
    loggedAssert(feeBps <= maxFeeBps, ERR_FEE_TOO_HIGH)
    const burn = this.burn.value
    loggedAssert(Txn.sender !== burn && Txn.sender !== arbiter, ERR_BAD_PARTY)
    loggedAssert(
      arbiter === Global.zeroAddress || op.appOptedIn(arbiter, Global.currentApplicationId),
      ERR_ARBITER_NOT_READY,
    )

    // interaction: create the app, fund its account, opt it in to USDC
    const before = op.minBalance(Global.currentApplicationAddress)
    const usdc = this.usdc.value
    const project = itxn
      .applicationCall({
        approvalProgram: [
          this.pages({ template, page: 0 }).value,
          this.pages({ template, page: 1 }).get({ default: Bytes('') }),
        ],
        clearStateProgram: record.clearProgram,
        extraProgramPages: (record.approvalSize + record.clearProgram.length - 1) / 2_048,
        globalNumUint: record.globalUints,
        globalNumBytes: record.globalBytes,
        localNumUint: record.localUints,
        localNumBytes: record.localBytes,
        appArgs: [
          methodSelector<typeof MilestoneProject.prototype.create>(),
          Txn.sender.bytes,
          op.itob(usdc.id),
          burn.bytes,
          arbiter.bytes,
          op.itob(feeBps),
          projectHash,
        ],
        fee: 0,
      })
      .submit().createdApp
    const accountDeposit: uint64 = Global.minBalance + Global.assetOptInMinBalance
    const appDeposit: uint64 = op.minBalance(Global.currentApplicationAddress) - before
    this.ensurePayment(payment, appDeposit + accountDeposit)
    itxn.payment({ receiver: project.address, amount: accountDeposit, fee: 0 }).submit()
    itxn
      .applicationCall({
        appId: project,
        appArgs: [methodSelector<typeof MilestoneProject.prototype.init>()],
        fee: 0,
      })
      .submit()

    // log
    emit<ProjectCreated>({ project, client: Txn.sender, template, usdc, burn, arbiter, feeBps, projectHash })
    return project.id
  }

  /**
   * Lower the fee of one project. Admin only.
   * Codes: notAdmin, unknownProject; feeNotLower from the project.
   * @param bps basis points, below the project's present fee
   */
  public lowerProjectFee(project: Application, bps: uint64): void {
    // check
    this.ensureAdmin()
    this.ensureProject(project)
    // interaction
    itxn
      .applicationCall({
        appId: project,
        appArgs: [methodSelector<typeof MilestoneProject.prototype.lowerFee>(), op.itob(bps)],
        fee: 0,
      })
      .submit()
  }

  /**
   * Delete a finished project; the whole deposit goes back to its client. Client of that project only.
   * Codes: unknownProject, notClient; engagementsLeft, creditLeft from the project.
   */
  public closeProject(project: Application): void {
    // check
    this.ensureProject(project)
    const [parties] = op.AppGlobal.getExBytes(project, Bytes('p'))
    loggedAssert(parties.slice(0, 32) === Txn.sender.bytes, ERR_NOT_CLIENT)
    // interaction
    const before = op.minBalance(Global.currentApplicationAddress)
    itxn
      .applicationCall({
        appId: project,
        onCompletion: OnCompleteAction.DeleteApplication,
        appArgs: [methodSelector<typeof MilestoneProject.prototype.close>()],
        fee: 0,
      })
      .submit()
    const appDeposit: uint64 = before - op.minBalance(Global.currentApplicationAddress)
    itxn.payment({ receiver: Txn.sender, amount: appDeposit, fee: 0 }).submit()
  }

  /**
   * Send the fees the Protocol holds to the treasury. Anyone.
   * Codes: nothingToSweep, treasuryNotReady.
   */
  public collectFees(): void {
    // check
    const usdc = this.usdc.value
    const treasury = this.treasury.value
    const amount = usdc.balance(Global.currentApplicationAddress)
    loggedAssert(amount, ERR_NOTHING_TO_SWEEP)
    loggedAssert(this.canReceive(treasury), ERR_TREASURY_NOT_READY)
    // interaction
    itxn.assetTransfer({ xferAsset: usdc, assetReceiver: treasury, assetAmount: amount, fee: 0 }).submit()
    // log
    emit<FeesCollected>({ treasury, amount })
  }

  /** A project is ours when this app's account created it: the one thing nobody can forge. */
  private ensureProject(project: Application): void {
    const [creator, exists] = op.AppParams.appCreator(project)
    loggedAssert(exists && creator === Global.currentApplicationAddress, ERR_UNKNOWN_PROJECT)
  }
}
