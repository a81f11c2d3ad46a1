import type { Account, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import {
  abimethod,
  clone,
  emit,
  Global,
  itxn,
  loggedAssert,
  match,
  op,
  Txn,
} from '@algorandfoundation/algorand-typescript'
import type { Uint16, Uint32 } from '@algorandfoundation/algorand-typescript/arc4'
import { encodeArc4, Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
import {
  BPS,
  ENGAGEMENT_ENDED,
  ENGAGEMENT_HIRED,
  ENGAGEMENT_OFFERED,
  MAX_MILESTONES,
  MAX_REVIEW_WINDOW,
  MAX_REVISIONS,
  MILESTONE_NONE,
  MILESTONE_WAITING,
  MIN_MILESTONES,
  MIN_REVIEW_WINDOW,
  VERSIONS_PER_OFFER,
} from '../shared/constants'
import {
  ERR_BAD_PARTY,
  ERR_BAD_REVIEW_WINDOW,
  ERR_BAD_REVISIONS,
  ERR_BAD_SCHEDULE,
  ERR_BAD_SILENCE_RELEASE,
  ERR_CREDIT_LEFT,
  ERR_ENGAGEMENT_EXISTS,
  ERR_FREELANCER_DEPARTED,
  ERR_MILESTONE_OPEN,
  ERR_NO_ENGAGEMENT,
  ERR_NOT_HIRED,
  ERR_NOT_OFFERED,
  ERR_NOT_WAITING,
  ERR_WRONG_PAYMENT,
} from '../shared/error-codes'
import type {
  EngagementDismissed,
  FreelancerLeft,
  OfferAccepted,
  OfferMade,
  OfferWithdrawn,
  Rejoined,
} from './events.algo'
import { Custody } from './custody.algo'
import { AT_MILESTONE_STATE, AT_SCHEDULE, AT_TERMS, type Milestone } from './types.algo'

/** How an engagement begins and ends: offer, accept, rejoin, leave, dismiss. */
export abstract class Engagements extends Custody {
  /**
   * Offer terms to a freelancer. Client only. Amounts and durations of the schedule are checked by `start`.
   * Codes: notClient, projectPaused, engagementExists, badParty, badSchedule, badReviewWindow, badRevisions,
   * badSilenceRelease, wrongPayment.
   * @param payment the exact deposit of the box, by the client to the app; it comes back with `withdrawOffer` or `dismiss`
   * @param freelancer no other role in this project
   * @param schedule 1 to 50 milestones
   * @param termsHash SHA-256 of the off-chain agreement
   * @param reviewWindow seconds: 0, or 1 to 90 days
   * @param maxRevisions rounds of changes per milestone, at most 10
   * @param silenceRelease basis points to the freelancer if the arbiter stays silent
   */
  public offer(
    payment: gtxn.PaymentTxn,
    freelancer: Account,
    schedule: Milestone[],
    termsHash: bytes<32>,
    reviewWindow: Uint32,
    maxRevisions: Uint8,
    silenceRelease: Uint16,
  ): void {
    // check
    this.ensureClient()
    this.ensureProjectRunning()
    loggedAssert(!this.engagements(freelancer).exists, ERR_ENGAGEMENT_EXISTS)
    const parties = clone(this.parties.value)
    loggedAssert(
      freelancer !== parties.client &&
        freelancer !== parties.burn &&
        freelancer !== parties.arbiter &&
        freelancer !== Global.zeroAddress &&
        freelancer !== Global.currentApplicationAddress &&
        freelancer !== Global.creatorAddress,
      ERR_BAD_PARTY,
    )
    loggedAssert(schedule.length >= MIN_MILESTONES && schedule.length <= MAX_MILESTONES, ERR_BAD_SCHEDULE)
    loggedAssert(
      reviewWindow.asUint64() === 0 ||
        (reviewWindow.asUint64() >= MIN_REVIEW_WINDOW && reviewWindow.asUint64() <= MAX_REVIEW_WINDOW),
      ERR_BAD_REVIEW_WINDOW,
    )
    loggedAssert(maxRevisions.asUint64() <= MAX_REVISIONS, ERR_BAD_REVISIONS)
    loggedAssert(silenceRelease.asUint64() <= BPS, ERR_BAD_SILENCE_RELEASE)

    // effect
    const app = Global.currentApplicationAddress
    const before = op.minBalance(app)
    const offers: uint64 = this.ledger.value.offers + 1
    this.ledger.value.offers = offers
    this.ledger.value.engagements += 1
    const version: uint64 = offers * VERSIONS_PER_OFFER
    const terms = termsHash
      .concat(reviewWindow.bytes)
      .concat(maxRevisions.bytes)
      .concat(silenceRelease.bytes)
      .concat(op.extract(op.itob(AT_SCHEDULE), 6, 2))
      .concat(encodeArc4(schedule))
    const identity = op.itob(version).concat(op.extract(op.itob(ENGAGEMENT_OFFERED), 7, 1))
    op.Box.put(this.engagements(freelancer).key, identity.concat(op.bzero(AT_TERMS - AT_MILESTONE_STATE)).concat(terms))
    // check, now that the box shows what it costs
    loggedAssert(
      match(payment, {
        sender: Txn.sender,
        receiver: app,
        amount: op.minBalance(app) - before,
        closeRemainderTo: Global.zeroAddress,
        rekeyTo: Global.zeroAddress,
      }),
      ERR_WRONG_PAYMENT,
    )
    // log
    emit<OfferMade>({
      freelancer,
      version,
      termsHash,
      reviewWindow,
      maxRevisions,
      silenceRelease,
      schedule: clone(schedule),
    })
  }

  /**
   * Take an offer back that was not accepted; the deposit of its box returns. Client only.
   * Codes: notClient, noEngagement, versionConflict, notOffered.
   */
  public withdrawOffer(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadEngagement(freelancer, version)
    loggedAssert(engagement.state.asUint64() === ENGAGEMENT_OFFERED, ERR_NOT_OFFERED)
    // effect, interaction
    this.deleteEngagement(freelancer)
    // log
    emit<OfferWithdrawn>({ freelancer, version })
  }

  /**
   * Accept an offer at the version seen. The freelancer, as OptIn, or as NoOp when already opted in.
   * Codes: projectPaused, noEngagement, versionConflict, notOffered, freelancerDeparted.
   */
  @abimethod({ allowActions: ['OptIn', 'NoOp'] })
  public accept(version: uint64): void {
    // check
    this.ensureProjectRunning()
    const engagement = this.loadEngagement(Txn.sender, version)
    loggedAssert(engagement.state.asUint64() === ENGAGEMENT_OFFERED, ERR_NOT_OFFERED)
    loggedAssert(this.hasJoined(Txn.sender), ERR_FREELANCER_DEPARTED)
    // effect
    const next = this.moveTo(Txn.sender, encodeArc4(engagement), MILESTONE_WAITING)
    // log
    emit<OfferAccepted>({ freelancer: Txn.sender, version: next })
  }

  /**
   * Opt in again after the local state was cleared: copies the box back. The freelancer.
   * Codes: noEngagement, notHired.
   */
  @abimethod({ allowActions: 'OptIn' })
  public rejoin(): void {
    // check
    loggedAssert(this.engagements(Txn.sender).exists, ERR_NO_ENGAGEMENT)
    const version = this.engagements(Txn.sender).value.version
    const engagement = this.loadHired(Txn.sender, version)
    // effect
    this.mirror(Txn.sender, engagement.milestoneState.asUint64())
    // log
    emit<Rejoined>({ freelancer: Txn.sender, version })
  }

  /**
   * End the engagement between milestones and free the local state. The freelancer. Without a hired engagement it only
   * frees the local state.
   * Codes: milestoneOpen.
   */
  @abimethod({ allowActions: 'CloseOut' })
  public leave(): void {
    if (this.engagements(Txn.sender).exists) {
      const engagement = clone(this.engagements(Txn.sender).value)
      if (engagement.state.asUint64() === ENGAGEMENT_HIRED) {
        // check
        loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_WAITING, ERR_MILESTONE_OPEN)
        // effect
        const version: uint64 = engagement.version + 1
        this.engagements(Txn.sender).value.version = version
        this.engagements(Txn.sender).value.state = new Uint8(ENGAGEMENT_ENDED)
        this.engagements(Txn.sender).value.milestoneState = new Uint8(MILESTONE_NONE)
        // log
        emit<FreelancerLeft>({ freelancer: Txn.sender, version })
      }
    }
  }

  /**
   * Delete an engagement between milestones, or one that has ended; the deposit of its box returns. Client only.
   * Codes: notClient, noEngagement, versionConflict, notHired, notWaiting, creditLeft.
   */
  public dismiss(freelancer: Account, version: uint64): void {
    // check
    this.ensureClient()
    const engagement = this.loadEngagement(freelancer, version)
    loggedAssert(engagement.state.asUint64() !== ENGAGEMENT_OFFERED, ERR_NOT_HIRED)
    loggedAssert(engagement.milestoneState.asUint64() <= MILESTONE_WAITING, ERR_NOT_WAITING)
    loggedAssert(engagement.credit === 0, ERR_CREDIT_LEFT)
    // effect
    if (this.hasJoined(freelancer)) {
      this.engagementState(freelancer).value = ENGAGEMENT_ENDED
      this.milestoneState(freelancer).delete()
    }
    // effect, interaction
    this.deleteEngagement(freelancer)
    // log
    emit<EngagementDismissed>({ freelancer, version })
  }

  protected deleteEngagement(freelancer: Account): void {
    const app = Global.currentApplicationAddress
    const before = op.minBalance(app)
    this.engagements(freelancer).delete()
    this.ledger.value.engagements -= 1
    itxn.payment({ receiver: Txn.sender, amount: before - op.minBalance(app), fee: 0 }).submit()
  }
}
