import type { Account, uint64 } from '@algorandfoundation/algorand-typescript'
import { Bytes, clone, emit, Global, itxn, loggedAssert, op, Txn } from '@algorandfoundation/algorand-typescript'
import { Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
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

/** Offset and length of the open milestone and its proposal in an engagement's box: all fields from `amount` on. */
const OPEN_MILESTONE_OFFSET = 20
const OPEN_MILESTONE_LENGTH = 114

/** All that moves USDC out of a project: `payOut` and nothing else, from the buckets of the ledger. */
export abstract class Custody extends ProjectState {
  /**
   * Pay a credit out to its owner; anyone may call.
   * @param account the client, the burn address or a freelancer
   * Codes: nothingToWithdraw, payeeNotReady.
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
   * Close a milestone: the one way escrowed money leaves its bucket.
   * @param share what the outcome gives the freelancer, or the burn address, before the fee
   */
  protected closeMilestone(
    freelancer: Account,
    outcome: uint64,
    accomplished: boolean,
    toFreelancer: uint64,
    toBurn: uint64,
    freelancerFee: uint64,
    atLeastToClient: uint64,
  ): void {
    const engagement = clone(this.engagements(freelancer).value)
    const ledger = clone(this.ledger.value)
    const parties = clone(this.parties.value)
    const held: uint64 = engagement.amount + engagement.feeLocked
    const toProtocol: uint64 = shareOf(engagement.amount, ledger.feeBps) + freelancerFee
    const toClient: uint64 = held - toFreelancer - toBurn - toProtocol
    loggedAssert(toClient >= atLeastToClient, ERR_REFUND_BELOW_MINIMUM)
    const clientCredit = this.creditFor(parties.client, toClient)
    const freelancerCredit = this.creditFor(freelancer, toFreelancer)
    const burnCredit = this.creditFor(parties.burn, toBurn)

    // effect
    if (engagement.milestoneState.asUint64() === MILESTONE_DISPUTED) ledger.disputed -= held
    else ledger.escrowed -= held
    ledger.fees += toProtocol
    ledger.credits += clientCredit + freelancerCredit + burnCredit
    ledger.clientCredit += clientCredit
    ledger.burnCredit += burnCredit
    ledger.active -= 1
    this.ledger.value = clone(ledger)
    this.engagements(freelancer).value.credit = engagement.credit + freelancerCredit
    if (accomplished) {
      this.engagements(freelancer).value.accomplished = new Uint8(engagement.accomplished.asUint64() + 1)
    }
    op.Box.replace(Bytes('e').concat(freelancer.bytes), OPEN_MILESTONE_OFFSET, op.bzero(OPEN_MILESTONE_LENGTH))
    const version = this.moveTo(freelancer, MILESTONE_WAITING)

    // interaction
    this.payOut(parties.client, toClient - clientCredit)
    this.payOut(freelancer, toFreelancer - freelancerCredit)
    this.payOut(parties.burn, toBurn - burnCredit)

    // log
    emit<MilestoneClosed>({
      freelancer,
      version,
      actor: Txn.sender,
      milestone: engagement.accomplished.asUint64(),
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
    return this.canReceive(account) ? 0 : amount
  }

  /** Interaction: the only transfer of USDC to an account; nothing is sent for 0. */
  protected payOut(account: Account, amount: uint64): void {
    if (amount !== 0) {
      itxn.assetTransfer({ xferAsset: this.usdc.value, assetReceiver: account, assetAmount: amount, fee: 0 }).submit()
    }
  }
}
