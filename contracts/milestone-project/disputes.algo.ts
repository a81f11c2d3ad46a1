import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import { emit, Global, loggedAssert, op, Txn, Uint64 } from '@algorandfoundation/algorand-typescript'
import type { Str } from '@algorandfoundation/algorand-typescript/arc4'
import { encodeArc4 } from '@algorandfoundation/algorand-typescript/arc4'
import { shareOf } from '../shared/arithmetic.algo'
import {
  ARBITRATION_PERIOD,
  FREELANCER_DISPUTE_AFTER,
  MILESTONE_DISPUTED,
  OUTCOME_RESOLVED,
  OUTCOME_RESOLVED_BY_DEFAULT,
  OUTCOME_SETTLED,
} from '../shared/constants'
import {
  ERR_ARBITRATION_NOT_OVER,
  ERR_BAD_EXPIRY,
  ERR_DISPUTE_TOO_EARLY,
  ERR_NO_ARBITER,
  ERR_NO_PROPOSAL,
  ERR_NOT_ARBITER,
  ERR_OWN_PROPOSAL,
  ERR_PROPOSAL_CHANGED,
  ERR_PROPOSAL_EXPIRED,
  ERR_RELEASE_TOO_HIGH,
} from '../shared/error-codes'
import type { MilestoneDisputed, ProgressPosted, SettlementProposed } from './events.algo'
import { Milestones } from './milestones.algo'
import { AT_DISPUTED, AT_PROPOSAL } from './types.algo'

/** How the parties end a quarrel: a settlement between them, or the arbiter's ruling. */
export abstract class Disputes extends Milestones {
  /**
   * Put a submitted milestone before the arbiter. Client before the review is over; freelancer from 24 hours after the submit.
   * Codes: notParty, noArbiter, noEngagement, versionConflict, notHired, freelancerDeparted, notSubmitted,
   * reviewOver, disputeTooEarly, noteTooLong.
   * @param evidence hash of the statement, may be zero
   * @param note at most 256 bytes
   */
  public dispute(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    this.ensureParty(freelancer)
    loggedAssert(this.parties.value.arbiter !== Global.zeroAddress, ERR_NO_ARBITER)
    const engagement = this.loadSubmitted(freelancer, version)
    const disputedAt = Global.latestTimestamp
    if (Txn.sender === freelancer) {
      loggedAssert(disputedAt >= engagement.submittedAt + FREELANCER_DISPUTE_AFTER, ERR_DISPUTE_TOO_EARLY)
    } else {
      this.ensureReviewNotOver(engagement.submittedAt, engagement.reviewWindow.asUint64())
    }
    this.ensureNoteFits(note)
    // effect
    const held: uint64 = engagement.amount + engagement.feeLocked
    this.ledger.value.escrowed -= held
    this.ledger.value.disputed += held
    const record = op.replace(encodeArc4(engagement), AT_DISPUTED, op.itob(disputedAt))
    const next = this.moveTo(freelancer, record, MILESTONE_DISPUTED)
    // log
    emit<MilestoneDisputed>({ freelancer, version: next, actor: Txn.sender, disputedAt, evidence, note })
  }

  /**
   * Rule on a dispute. Arbiter only. The reasons go out as `ProgressPosted`.
   * Codes: notArbiter, noEngagement, versionConflict, notHired, notDisputed, releaseTooHigh, noteTooLong.
   * @param release USDC base units to the freelancer, before the fee
   * @param accomplished whether the milestone counts
   * @param evidence hash of the reasons, may be zero
   * @param note at most 256 bytes
   */
  public resolve(
    freelancer: Account,
    version: uint64,
    release: uint64,
    accomplished: boolean,
    evidence: bytes<32>,
    note: Str,
  ): void {
    // check
    loggedAssert(Txn.sender === this.parties.value.arbiter, ERR_NOT_ARBITER)
    const engagement = this.loadDisputed(freelancer, version)
    loggedAssert(release <= engagement.amount, ERR_RELEASE_TOO_HIGH)
    this.ensureNoteFits(note)
    // log: the reasons before the ruling
    emit<ProgressPosted>({ freelancer, version, actor: Txn.sender, evidence, note })
    this.settle(freelancer, encodeArc4(engagement), release, accomplished, OUTCOME_RESOLVED)
  }

  /**
   * Close a dispute 30 days after it began with the agreed share. Anyone.
   * Codes: noEngagement, versionConflict, notHired, notDisputed, arbitrationNotOver.
   */
  public resolveByDefault(freelancer: Account, version: uint64): void {
    // check
    const engagement = this.loadDisputed(freelancer, version)
    loggedAssert(Global.latestTimestamp >= engagement.disputedAt + ARBITRATION_PERIOD, ERR_ARBITRATION_NOT_OVER)
    this.settle(
      freelancer,
      encodeArc4(engagement),
      shareOf(engagement.amount, engagement.silenceRelease.asUint64()),
      true,
      OUTCOME_RESOLVED_BY_DEFAULT,
    )
  }

  /**
   * Propose to close an open milestone with an agreed release; replaces any earlier proposal. Either party.
   * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, badExpiry,
   * releaseTooHigh.
   * @param release USDC base units to the freelancer, before the fee
   * @param accomplished whether the milestone is to count
   * @param expiresAt unix seconds, inclusive
   */
  public proposeSettlement(
    freelancer: Account,
    version: uint64,
    release: uint64,
    accomplished: boolean,
    expiresAt: uint64,
  ): void {
    // check
    this.ensureParty(freelancer)
    const engagement = this.loadOpen(freelancer, version)
    loggedAssert(expiresAt > Global.latestTimestamp, ERR_BAD_EXPIRY)
    loggedAssert(release <= engagement.amount, ERR_RELEASE_TOO_HIGH)
    // effect
    let flags = op.setBit(op.bzero(1), 0, Uint64(accomplished))
    flags = op.setBit(flags, 1, Uint64(Txn.sender !== freelancer))
    this.engagements(freelancer).replace(
      AT_PROPOSAL,
      op.concat(op.concat(op.itob(version), op.itob(release)), op.concat(op.itob(expiresAt), flags)),
    )
    // log
    emit<SettlementProposed>({ freelancer, version, actor: Txn.sender, release, accomplished, expiresAt })
  }

  /**
   * Accept the live proposal of the other party, exactly as it stands. Either party.
   * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, noProposal,
   * ownProposal, proposalExpired, proposalChanged.
   * @param release as proposed
   * @param accomplished as proposed
   */
  public acceptSettlement(freelancer: Account, version: uint64, release: uint64, accomplished: boolean): void {
    // check
    this.ensureParty(freelancer)
    const engagement = this.loadOpen(freelancer, version)
    loggedAssert(engagement.proposalVersion === version, ERR_NO_PROPOSAL)
    loggedAssert(engagement.proposalByClient === (Txn.sender === freelancer), ERR_OWN_PROPOSAL)
    loggedAssert(Global.latestTimestamp <= engagement.proposalExpiresAt, ERR_PROPOSAL_EXPIRED)
    loggedAssert(
      engagement.proposalRelease === release && engagement.proposalAccomplished === accomplished,
      ERR_PROPOSAL_CHANGED,
    )
    this.settle(freelancer, encodeArc4(engagement), release, accomplished, OUTCOME_SETTLED)
  }

  protected settle(freelancer: Account, record: bytes, release: uint64, accomplished: boolean, outcome: uint64): void {
    const fee = this.feeOn(release)
    this.closeMilestone(freelancer, record, outcome, accomplished, release - fee, 0, fee, 0)
  }
}
