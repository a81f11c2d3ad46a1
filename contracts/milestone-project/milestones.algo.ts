import type { Account, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import { emit, Global, loggedAssert, op, Txn } from '@algorandfoundation/algorand-typescript'
import type { Str } from '@algorandfoundation/algorand-typescript/arc4'
import { Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
import { cancelShareOf, deadlineAfterChanges, maxCancelInterval, shareOf } from '../shared/arithmetic.algo'
import {
  CLIENT_CANCELS_CAP,
  MAX_DURATION,
  MAX_MILESTONE_AMOUNT,
  MILESTONE_DISPUTED,
  MILESTONE_RUNNING,
  MILESTONE_SUBMITTED,
  MILESTONE_WAITING,
  MIN_DURATION,
  MIN_MILESTONE_AMOUNT,
  OUTCOME_APPROVED,
  OUTCOME_BURNED,
  OUTCOME_CANCELLED_BY_CLIENT,
  OUTCOME_CANCELLED_BY_FREELANCER,
  OUTCOME_CLAIMED,
  OUTCOME_REFUNDED,
} from '../shared/constants'
import {
  ERR_BAD_DEADLINE,
  ERR_BAD_SCHEDULE,
  ERR_BURN_DISABLED,
  ERR_CANCEL_WINDOW_CLOSED,
  ERR_DEADLINE_NOT_REACHED,
  ERR_FREELANCER_DEPARTED,
  ERR_NO_EVIDENCE,
  ERR_NO_MILESTONE_LEFT,
  ERR_NO_REVIEW_WINDOW,
  ERR_NO_REVISIONS_LEFT,
  ERR_NOT_DISPUTED,
  ERR_NOT_SUBMITTED,
  ERR_NOT_WAITING,
  ERR_REVIEW_NOT_OVER,
  ERR_REVIEW_OVER,
  ERR_WRONG_DEPOSIT,
} from '../shared/error-codes'
import { Engagements } from './engagements.algo'
import type {
  ChangesRequested,
  DeadlineExtended,
  MilestoneStarted,
  MilestoneSubmitted,
  ProgressPosted,
} from './events.algo'
import type { Engagement, Milestone } from './types.algo'

/** The life of one milestone without a quarrel. */
export abstract class Milestones extends Engagements {
  public start(deposit: gtxn.AssetTransferTxn, freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    this.ensureProjectRunning()
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(this.hasJoined(freelancer), ERR_FREELANCER_DEPARTED)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_WAITING, ERR_NOT_WAITING)
    const milestone = engagement.accomplished.asUint64()
    loggedAssert(milestone < engagement.schedule.length, ERR_NO_MILESTONE_LEFT)
    const { amount, duration } = engagement.schedule[milestone] as Milestone
    loggedAssert(
      amount >= MIN_MILESTONE_AMOUNT &&
        amount <= MAX_MILESTONE_AMOUNT &&
        duration >= MIN_DURATION &&
        duration <= MAX_DURATION,
      ERR_BAD_SCHEDULE,
    )
    const feeLocked = shareOf(amount, this.ledger.value.feeBps)
    loggedAssert(
      deposit.xferAsset === this.usdc.value &&
        deposit.assetAmount === amount + feeLocked &&
        deposit.assetReceiver === Global.currentApplicationAddress &&
        deposit.sender === Txn.sender &&
        deposit.rekeyTo === Global.zeroAddress &&
        deposit.assetCloseTo === Global.zeroAddress &&
        deposit.assetSender === Global.zeroAddress,
      ERR_WRONG_DEPOSIT,
    )
    // effect
    const startedAt = Global.latestTimestamp
    const deadline: uint64 = startedAt + duration
    const cancelableUntil: uint64 =
      startedAt + maxCancelInterval(duration, milestone, engagement.clientCancels.asUint64())
    this.ledger.value.escrowed += amount + feeLocked
    this.ledger.value.active += 1
    this.engagements(freelancer).value.amount = amount
    this.engagements(freelancer).value.feeLocked = feeLocked
    this.engagements(freelancer).value.startedAt = startedAt
    this.engagements(freelancer).value.deadline = deadline
    this.engagements(freelancer).value.cancelableUntil = cancelableUntil
    const next = this.moveTo(freelancer, MILESTONE_RUNNING)
    // log
    emit<MilestoneStarted>({
      freelancer,
      version: next,
      milestone,
      amount,
      feeLocked,
      startedAt,
      deadline,
      cancelableUntil,
    })
  }

  public extend(freelancer: Account, version: uint64, deadline: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadRunning(freelancer, version)
    loggedAssert(deadline > engagement.deadline && deadline <= Global.latestTimestamp + MAX_DURATION, ERR_BAD_DEADLINE)
    // effect
    this.engagements(freelancer).value.deadline = deadline
    // log
    emit<DeadlineExtended>({ freelancer, version, deadline })
  }

  public post(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    const byArbiter = Txn.sender === this.parties.value.arbiter
    if (!byArbiter) this.ensureParty(freelancer)
    const engagement = this.loadHired(freelancer, version)
    if (byArbiter) loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_DISPUTED, ERR_NOT_DISPUTED)
    this.ensureOpen(engagement)
    this.ensureNoteFits(note)
    // log
    emit<ProgressPosted>({ freelancer, version, actor: Txn.sender, evidence, note })
  }

  public submit(version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    this.loadRunning(Txn.sender, version)
    loggedAssert(evidence !== op.bzero(32), ERR_NO_EVIDENCE)
    this.ensureNoteFits(note)
    // effect
    const submittedAt = Global.latestTimestamp
    this.engagements(Txn.sender).value.cancelableUntil = 0
    this.engagements(Txn.sender).value.submittedAt = submittedAt
    this.engagements(Txn.sender).value.evidence = evidence
    const next = this.moveTo(Txn.sender, MILESTONE_SUBMITTED)
    // log
    emit<MilestoneSubmitted>({ freelancer: Txn.sender, version: next, submittedAt, evidence, note })
  }

  public requestChanges(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    this.ensureClient()
    const engagement = this.loadSubmitted(freelancer, version)
    loggedAssert(engagement.revisions.asUint64() < engagement.maxRevisions.asUint64(), ERR_NO_REVISIONS_LEFT)
    loggedAssert(!this.reviewIsOver(engagement), ERR_REVIEW_OVER)
    this.ensureNoteFits(note)
    // effect
    const deadline = deadlineAfterChanges(engagement.deadline, engagement.submittedAt, Global.latestTimestamp)
    this.engagements(freelancer).value.deadline = deadline
    this.engagements(freelancer).value.submittedAt = 0
    this.engagements(freelancer).value.revisions = new Uint8(engagement.revisions.asUint64() + 1)
    const next = this.moveTo(freelancer, MILESTONE_RUNNING)
    // log
    emit<ChangesRequested>({ freelancer, version: next, deadline, evidence, note })
  }

  public approve(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() >= MILESTONE_SUBMITTED, ERR_NOT_SUBMITTED)
    this.payFreelancer(freelancer, engagement.amount, OUTCOME_APPROVED)
  }

  public claim(freelancer: Account, version: uint64): void {
    // check
    const engagement = this.loadSubmitted(freelancer, version)
    loggedAssert(engagement.reviewWindow.asUint64(), ERR_NO_REVIEW_WINDOW)
    loggedAssert(this.reviewIsOver(engagement), ERR_REVIEW_NOT_OVER)
    this.payFreelancer(freelancer, engagement.amount, OUTCOME_CLAIMED)
  }

  public cancelByClient(freelancer: Account, version: uint64, minRefund: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadRunning(freelancer, version)
    const now = Global.latestTimestamp
    loggedAssert(now <= engagement.cancelableUntil, ERR_CANCEL_WINDOW_CLOSED)
    const cancels = engagement.clientCancels.asUint64()
    if (cancels < CLIENT_CANCELS_CAP) this.engagements(freelancer).value.clientCancels = new Uint8(cancels + 1)
    const fee = this.feeOn(engagement.amount)
    const share = cancelShareOf(engagement.amount, now - engagement.startedAt)
    this.closeMilestone(
      freelancer,
      OUTCOME_CANCELLED_BY_CLIENT,
      false,
      share === 0 ? 0 : share - fee,
      0,
      fee,
      minRefund,
    )
  }

  public cancelByFreelancer(version: uint64): void {
    // check
    const engagement = this.loadRunning(Txn.sender, version)
    this.payClient(Txn.sender, engagement.amount, OUTCOME_CANCELLED_BY_FREELANCER)
  }

  public refund(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadRunning(freelancer, version)
    loggedAssert(
      Global.latestTimestamp >= engagement.deadline ||
        (engagement.cancelableUntil !== 0 && !this.hasJoined(freelancer)),
      ERR_DEADLINE_NOT_REACHED,
    )
    this.payClient(freelancer, engagement.amount, OUTCOME_REFUNDED)
  }

  public burn(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    loggedAssert(this.parties.value.arbiter === Global.zeroAddress, ERR_BURN_DISABLED)
    const engagement = this.loadSubmitted(freelancer, version)
    loggedAssert(!this.reviewIsOver(engagement), ERR_REVIEW_OVER)
    const fee = this.feeOn(engagement.amount)
    this.closeMilestone(freelancer, OUTCOME_BURNED, false, 0, engagement.amount - fee, fee, 0)
  }

  protected payFreelancer(freelancer: Account, amount: uint64, outcome: uint64): void {
    const fee = this.feeOn(amount)
    this.closeMilestone(freelancer, outcome, true, amount - fee, 0, fee, 0)
  }

  protected payClient(freelancer: Account, amount: uint64, outcome: uint64): void {
    this.closeMilestone(freelancer, outcome, false, 0, 0, this.feeOn(amount), 0)
  }

  protected reviewIsOver(engagement: Readonly<Engagement>): boolean {
    const reviewWindow = engagement.reviewWindow.asUint64()
    return reviewWindow !== 0 && Global.latestTimestamp >= engagement.submittedAt + reviewWindow
  }
}
