import type { Account, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import { emit, Global, loggedAssert, match, op, Txn } from '@algorandfoundation/algorand-typescript'
import type { Str } from '@algorandfoundation/algorand-typescript/arc4'
import { encodeArc4 } from '@algorandfoundation/algorand-typescript/arc4'
import { cancelShareOf, least, deadlineAfterChanges, maxCancelInterval, shareOf } from '../shared/arithmetic.algo'
import {
  CLIENT_CANCELS_CAP,
  MAX_DURATION,
  MAX_MILESTONE_AMOUNT,
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
import {
  AT_CANCELABLE_UNTIL,
  AT_CLIENT_CANCELS,
  AT_DEADLINE,
  AT_AMOUNT,
  AT_REVISIONS,
  type Milestone,
} from './types.algo'

/** The life of one milestone without a quarrel. */
export abstract class Milestones extends Engagements {
  /**
   * Fund the next milestone of the schedule. Client only.
   * Codes: notClient, projectPaused, noEngagement, versionConflict, notHired, freelancerDeparted, notWaiting,
   * noMilestoneLeft, badSchedule, wrongDeposit.
   * @param deposit amount + fee in USDC, by the client to the app, with no other field set
   */
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
      match(deposit, {
        sender: Txn.sender,
        xferAsset: this.usdc.value,
        assetAmount: amount + feeLocked,
        assetReceiver: Global.currentApplicationAddress,
        assetSender: Global.zeroAddress,
        assetCloseTo: Global.zeroAddress,
        rekeyTo: Global.zeroAddress,
      }),
      ERR_WRONG_DEPOSIT,
    )
    // effect
    const startedAt = Global.latestTimestamp
    const deadline: uint64 = startedAt + duration
    const cancelableUntil: uint64 =
      startedAt + maxCancelInterval(duration, milestone, engagement.clientCancels.asUint64())
    this.ledger.value.escrowed += amount + feeLocked
    this.ledger.value.active += 1
    const opened = op
      .itob(amount)
      .concat(op.itob(feeLocked))
      .concat(op.itob(startedAt))
      .concat(op.itob(deadline))
      .concat(op.itob(cancelableUntil))
    const next = this.moveTo(freelancer, op.replace(encodeArc4(engagement), AT_AMOUNT, opened), MILESTONE_RUNNING)
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

  /**
   * Move the deadline later. Client only. Never moves `cancelableUntil`, nor the version.
   * Codes: notClient, noEngagement, versionConflict, notHired, notRunning, badDeadline.
   * @param deadline unix seconds, later than the present one, at most 2 years from now
   */
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

  /**
   * Publish an update on an open milestone in an event. Client and freelancer; the arbiter during a dispute.
   * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, notDisputed
   * (arbiter), noteTooLong.
   * @param evidence hash of what is published, may be zero
   * @param note at most 256 bytes
   */
  public post(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    if (Txn.sender === this.parties.value.arbiter) {
      this.loadDisputed(freelancer, version)
    } else {
      this.ensureParty(freelancer)
      this.loadOpen(freelancer, version)
    }
    this.ensureNoteFits(note)
    // log
    emit<ProgressPosted>({ freelancer, version, actor: Txn.sender, evidence, note })
  }

  /**
   * Submit the running milestone, also after its deadline. The freelancer. Ends the client's right to cancel for good.
   * Codes: noEngagement, versionConflict, notHired, freelancerDeparted, notRunning, noEvidence, noteTooLong.
   * @param evidence hash of what is delivered, not zero
   * @param note URI or text, at most 256 bytes
   */
  public submit(version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    const engagement = this.loadRunning(Txn.sender, version)
    loggedAssert(evidence !== op.bzero(32), ERR_NO_EVIDENCE)
    this.ensureNoteFits(note)
    // effect
    const submittedAt = Global.latestTimestamp
    const changed = op.bzero(8).concat(op.itob(submittedAt)).concat(op.bzero(8)).concat(evidence)
    const next = this.moveTo(
      Txn.sender,
      op.replace(encodeArc4(engagement), AT_CANCELABLE_UNTIL, changed),
      MILESTONE_SUBMITTED,
    )
    // log
    emit<MilestoneSubmitted>({ freelancer: Txn.sender, version: next, submittedAt, evidence, note })
  }

  /**
   * Send a submitted milestone back with a new deadline. Client only, while rounds are left and the review is not over.
   * Codes: notClient, noEngagement, versionConflict, notHired, notSubmitted, noRevisionsLeft, reviewOver,
   * noteTooLong.
   * @param evidence hash of what is asked for, may be zero
   * @param note at most 256 bytes
   */
  public requestChanges(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    this.ensureClient()
    const engagement = this.loadSubmitted(freelancer, version)
    loggedAssert(engagement.revisions.asUint64() < engagement.maxRevisions.asUint64(), ERR_NO_REVISIONS_LEFT)
    this.ensureReviewNotOver(engagement.submittedAt, engagement.reviewWindow.asUint64())
    this.ensureNoteFits(note)
    // effect
    const deadline = deadlineAfterChanges(engagement.deadline, engagement.submittedAt, Global.latestTimestamp)
    const times = op.concat(op.itob(deadline), op.bzero(16))
    const record = op.setByte(
      op.replace(encodeArc4(engagement), AT_DEADLINE, times),
      AT_REVISIONS,
      engagement.revisions.asUint64() + 1,
    )
    const next = this.moveTo(freelancer, record, MILESTONE_RUNNING)
    // log
    emit<ChangesRequested>({ freelancer, version: next, deadline, evidence, note })
  }

  /**
   * Pay the freelancer. Client only, from submitted or disputed.
   * Codes: notClient, noEngagement, versionConflict, notHired, notSubmitted.
   */
  public approve(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() >= MILESTONE_SUBMITTED, ERR_NOT_SUBMITTED)
    this.payFreelancer(freelancer, encodeArc4(engagement), OUTCOME_APPROVED)
  }

  /**
   * Pay the freelancer once the agreed review window has passed. Anyone.
   * Codes: noEngagement, versionConflict, notHired, notSubmitted, noReviewWindow, reviewNotOver.
   */
  public claim(freelancer: Account, version: uint64): void {
    // check
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_SUBMITTED, ERR_NOT_SUBMITTED)
    const reviewWindow = engagement.reviewWindow.asUint64()
    loggedAssert(reviewWindow, ERR_NO_REVIEW_WINDOW)
    loggedAssert(Global.latestTimestamp >= engagement.submittedAt + reviewWindow, ERR_REVIEW_NOT_OVER)
    this.payFreelancer(freelancer, encodeArc4(engagement), OUTCOME_CLAIMED)
  }

  /**
   * Cancel a running milestone that was never submitted; the share of the freelancer grows with the time passed. Client only.
   * Codes: notClient, noEngagement, versionConflict, notHired, notRunning, cancelWindowClosed,
   * refundBelowMinimum.
   * @param minRefund USDC base units: the least the client accepts, the excess fee included
   */
  public cancelByClient(freelancer: Account, version: uint64, minRefund: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadRunning(freelancer, version)
    const now = Global.latestTimestamp
    loggedAssert(now <= engagement.cancelableUntil, ERR_CANCEL_WINDOW_CLOSED)
    // effect
    const cancels = least(engagement.clientCancels.asUint64() + 1, CLIENT_CANCELS_CAP)
    const record = op.setByte(encodeArc4(engagement), AT_CLIENT_CANCELS, cancels)
    const fee = this.feeOn(engagement.amount)
    const share = cancelShareOf(engagement.amount, now - engagement.startedAt)
    this.closeMilestone(
      freelancer,
      record,
      OUTCOME_CANCELLED_BY_CLIENT,
      false,
      share === 0 ? 0 : share - fee,
      0,
      fee,
      minRefund,
    )
  }

  /**
   * Give a running milestone back. The freelancer.
   * Codes: noEngagement, versionConflict, notHired, freelancerDeparted, notRunning.
   */
  public cancelByFreelancer(version: uint64): void {
    // check
    const engagement = this.loadRunning(Txn.sender, version)
    this.payClient(Txn.sender, encodeArc4(engagement), OUTCOME_CANCELLED_BY_FREELANCER)
  }

  /**
   * Take the money of a running milestone back after its deadline, or at once when the freelancer has departed and never
   * submitted. Client only.
   * Codes: notClient, noEngagement, versionConflict, notHired, notRunning, deadlineNotReached.
   */
  public refund(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadRunning(freelancer, version)
    loggedAssert(
      Global.latestTimestamp >= engagement.deadline ||
        (engagement.cancelableUntil !== 0 && !this.hasJoined(freelancer)),
      ERR_DEADLINE_NOT_REACHED,
    )
    this.payClient(freelancer, encodeArc4(engagement), OUTCOME_REFUNDED)
  }

  /**
   * Burn a submitted milestone: neither party gets its amount. Client only, in a project without an arbiter.
   * Codes: notClient, burnDisabled, noEngagement, versionConflict, notHired, notSubmitted, reviewOver.
   */
  public burn(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    loggedAssert(this.parties.value.arbiter === Global.zeroAddress, ERR_BURN_DISABLED)
    const engagement = this.loadSubmitted(freelancer, version)
    this.ensureReviewNotOver(engagement.submittedAt, engagement.reviewWindow.asUint64())
    const fee = this.feeOn(engagement.amount)
    this.closeMilestone(freelancer, encodeArc4(engagement), OUTCOME_BURNED, false, 0, engagement.amount - fee, fee, 0)
  }

  protected payFreelancer(freelancer: Account, record: bytes, outcome: uint64): void {
    const amount = op.extractUint64(record, AT_AMOUNT)
    const fee = this.feeOn(amount)
    this.closeMilestone(freelancer, record, outcome, true, amount - fee, 0, fee, 0)
  }

  protected payClient(freelancer: Account, record: bytes, outcome: uint64): void {
    this.closeMilestone(freelancer, record, outcome, false, 0, 0, this.feeOn(op.extractUint64(record, AT_AMOUNT)), 0)
  }

  /** Once an agreed review window has passed, the payer cannot undo the payee's exit. */
  protected ensureReviewNotOver(submittedAt: uint64, reviewWindow: uint64): void {
    loggedAssert(reviewWindow === 0 || Global.latestTimestamp < submittedAt + reviewWindow, ERR_REVIEW_OVER)
  }
}
