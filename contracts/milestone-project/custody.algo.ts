import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import { clone, emit, Global, itxn, loggedAssert, op, Txn } from '@algorandfoundation/algorand-typescript'
import { MILESTONE_DISPUTED, MILESTONE_WAITING } from '../shared/constants'
import {
  ERR_NOTHING_TO_SWEEP,
  ERR_NOTHING_TO_WITHDRAW,
  ERR_PAYEE_NOT_READY,
  ERR_REFUND_BELOW_MINIMUM,
} from '../shared/error-codes'
import { shareOf } from '../shared/arithmetic.algo'
import type { CreditWithdrawn, FeesSwept, MilestoneClosed } from './events.algo'
import { ProjectState } from './state.algo'
import {
  AT_ACCOMPLISHED,
  AT_AMOUNT,
  AT_CREDIT,
  AT_FEE_LOCKED,
  AT_MILESTONE_STATE,
  OPEN_MILESTONE_SIZE,
} from './types.algo'

/** All that moves USDC out of a project: `payOut` and nothing else, from the buckets of the ledger. */
export abstract class Custody extends ProjectState {
  /**
   * Pay a credit out to its owner; anyone may call.
   * Codes: nothingToWithdraw, payeeNotReady.
   * @param account the client, the burn address or a freelancer
   */
  public withdraw(account: Account): void {
    // check
    const ledger = clone(this.ledger.value)
    const parties = clone(this.parties.value)
    let amount: uint64 = 0
    if (account === parties.client) {
      amount = ledger.clientCredit
      ledger.clientCredit = 0
    } else if (account === parties.burn) {
      amount = ledger.burnCredit
      ledger.burnCredit = 0
    } else if (this.engagements(account).exists) {
      amount = this.engagements(account).value.credit
      this.engagements(account).value.credit = 0
    }
    loggedAssert(amount, ERR_NOTHING_TO_WITHDRAW)
    loggedAssert(this.canReceive(account), ERR_PAYEE_NOT_READY)
    // effect
    ledger.credits -= amount
    this.ledger.value = clone(ledger)
    // interaction
    this.payOut(account, amount)
    // log
    emit<CreditWithdrawn>({ account, amount })
  }

  /**
   * Send the fees that are due to the Protocol's own account; anyone may call.
   * Codes: nothingToSweep.
   */
  public sweepFees(): void {
    // check
    const amount = this.ledger.value.fees
    loggedAssert(amount, ERR_NOTHING_TO_SWEEP)
    // effect
    this.ledger.value.fees = 0
    // interaction
    this.payOut(Global.creatorAddress, amount)
    // log
    emit<FeesSwept>({ amount })
  }

  /**
   * Close a milestone: the one way escrowed money leaves its bucket. Takes what three payees get; the client gets the
   * rest, so the four amounts always add up to what was deposited, or the call fails.
   * @param record the engagement, checked by the caller
   * @param freelancerFee the half of the fee that the outcome puts on the freelancer's side; the client's half is always whole
   * @param atLeastToClient fails with refundBelowMinimum below this
   */
  protected closeMilestone(
    freelancer: Account,
    record: bytes,
    outcome: uint64,
    accomplished: boolean,
    toFreelancer: uint64,
    toBurn: uint64,
    freelancerFee: uint64,
    atLeastToClient: uint64,
  ): void {
    const ledger = clone(this.ledger.value)
    const parties = clone(this.parties.value)
    const amount = op.extractUint64(record, AT_AMOUNT)
    const held: uint64 = amount + op.extractUint64(record, AT_FEE_LOCKED)
    const toProtocol: uint64 = shareOf(amount, ledger.feeBps) + freelancerFee
    const toClient: uint64 = held - toFreelancer - toBurn - toProtocol
    loggedAssert(toClient >= atLeastToClient, ERR_REFUND_BELOW_MINIMUM)
    const clientCredit = this.creditFor(parties.client, toClient)
    const freelancerCredit = this.creditFor(freelancer, toFreelancer)
    const burnCredit = this.creditFor(parties.burn, toBurn)

    // effect
    if (op.getByte(record, AT_MILESTONE_STATE) === MILESTONE_DISPUTED) ledger.disputed -= held
    else ledger.escrowed -= held
    ledger.fees += toProtocol
    ledger.credits += clientCredit + freelancerCredit + burnCredit
    ledger.clientCredit += clientCredit
    ledger.burnCredit += burnCredit
    ledger.active -= 1
    this.ledger.value = clone(ledger)
    const credit: uint64 = op.extractUint64(record, AT_CREDIT) + freelancerCredit
    record = op.replace(record, AT_CREDIT, op.itob(credit))
    record = op.replace(record, AT_AMOUNT, op.bzero(OPEN_MILESTONE_SIZE))
    const milestone = op.getByte(record, AT_ACCOMPLISHED)
    if (accomplished) record = op.setByte(record, AT_ACCOMPLISHED, milestone + 1)
    const version = this.moveTo(freelancer, record, MILESTONE_WAITING)

    // interaction
    this.payOut(parties.client, toClient - clientCredit)
    this.payOut(freelancer, toFreelancer - freelancerCredit)
    this.payOut(parties.burn, toBurn - burnCredit)

    // log
    emit<MilestoneClosed>({
      freelancer,
      version,
      actor: Txn.sender,
      milestone,
      outcome,
      accomplished,
      toClient,
      toFreelancer,
      toBurn,
      toProtocol,
      clientCredit,
      freelancerCredit,
      burnCredit,
    })
  }

  protected canReceive(account: Account): boolean {
    const [frozen, optedIn] = op.AssetHolding.assetFrozen(account, this.usdc.value)
    return optedIn && !frozen
  }

  /** The part of a payout that has to become a credit: all or nothing. */
  protected creditFor(account: Account, amount: uint64): uint64 {
    return amount === 0 || this.canReceive(account) ? 0 : amount
  }

  /** Interaction: the only transfer of USDC to an account; nothing is sent for 0. */
  protected payOut(account: Account, amount: uint64): void {
    if (amount !== 0) {
      itxn.assetTransfer({ xferAsset: this.usdc.value, assetReceiver: account, assetAmount: amount, fee: 0 }).submit()
    }
  }
}
