import type { Account, bytes, gtxn, uint64 } from '@algorandfoundation/algorand-typescript'
import { abimethod, clone, emit, Global, itxn, loggedAssert, op, Txn } from '@algorandfoundation/algorand-typescript'
import type { Uint16, Uint32 } from '@algorandfoundation/algorand-typescript/arc4'
import { Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
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
import type { Milestone } from './types.algo'

/** How an engagement begins and ends: offer, accept, rejoin, leave, dismiss. */
export abstract class Engagements extends Custody {
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
    this.engagements(freelancer).value = {
      version,
      state: new Uint8(ENGAGEMENT_OFFERED),
      milestoneState: new Uint8(MILESTONE_NONE),
      accomplished: new Uint8(0),
      clientCancels: new Uint8(0),
      credit: 0,
      amount: 0,
      feeLocked: 0,
      startedAt: 0,
      deadline: 0,
      cancelableUntil: 0,
      submittedAt: 0,
      disputedAt: 0,
      evidence: op.bzero(32).toFixed({ length: 32 }),
      revisions: new Uint8(0),
      proposalVersion: 0,
      proposalRelease: 0,
      proposalExpiresAt: 0,
      proposalAccomplished: false,
      proposalByClient: false,
      termsHash,
      reviewWindow,
      maxRevisions,
      silenceRelease,
      schedule: clone(schedule),
    }
    loggedAssert(
      payment.sender === Txn.sender &&
        payment.receiver === app &&
        payment.amount === op.minBalance(app) - before &&
        payment.rekeyTo === Global.zeroAddress &&
        payment.closeRemainderTo === Global.zeroAddress,
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

  @abimethod({ allowActions: ['OptIn', 'NoOp'] })
  public accept(version: uint64): void {
    // check
    this.ensureProjectRunning()
    const engagement = this.loadEngagement(Txn.sender, version)
    loggedAssert(engagement.state.asUint64() === ENGAGEMENT_OFFERED, ERR_NOT_OFFERED)
    loggedAssert(this.hasJoined(Txn.sender), ERR_FREELANCER_DEPARTED)
    // effect
    const next = this.moveTo(Txn.sender, MILESTONE_WAITING)
    // log
    emit<OfferAccepted>({ freelancer: Txn.sender, version: next })
  }

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
