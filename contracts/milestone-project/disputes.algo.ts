import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import { emit, Global, loggedAssert, Txn } from '@algorandfoundation/algorand-typescript'
import type { Str } from '@algorandfoundation/algorand-typescript/arc4'
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
  ERR_NOT_DISPUTED,
  ERR_OWN_PROPOSAL,
  ERR_PROPOSAL_CHANGED,
  ERR_PROPOSAL_EXPIRED,
  ERR_RELEASE_TOO_HIGH,
  ERR_REVIEW_OVER,
} from '../shared/error-codes'
import type { MilestoneDisputed, ProgressPosted, SettlementProposed } from './events.algo'
import { Milestones } from './milestones.algo'
import type { Engagement } from './types.algo'

/** How the parties end a quarrel: a settlement between them, or the arbiter's ruling. */
export abstract class Disputes extends Milestones {
  public dispute(freelancer: Account, version: uint64, evidence: bytes<32>, note: Str): void {
    // check
    this.ensureParty(freelancer)
    loggedAssert(this.parties.value.arbiter !== Global.zeroAddress, ERR_NO_ARBITER)
    const engagement = this.loadSubmitted(freelancer, version)
    const disputedAt = Global.latestTimestamp
    if (Txn.sender === freelancer) {
      loggedAssert(disputedAt >= engagement.submittedAt + FREELANCER_DISPUTE_AFTER, ERR_DISPUTE_TOO_EARLY)
    } else {
      loggedAssert(!this.reviewIsOver(engagement), ERR_REVIEW_OVER)
    }
    this.ensureNoteFits(note)
    // effect
    const held: uint64 = engagement.amount + engagement.feeLocked
    this.ledger.value.escrowed -= held
    this.ledger.value.disputed += held
    this.engagements(freelancer).value.disputedAt = disputedAt
    const next = this.moveTo(freelancer, MILESTONE_DISPUTED)
    // log
    emit<MilestoneDisputed>({ freelancer, version: next, actor: Txn.sender, disputedAt, evidence, note })
  }

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
    this.settle(freelancer, release, accomplished, OUTCOME_RESOLVED)
  }

  public resolveByDefault(freelancer: Account, version: uint64): void {
    // check
    const engagement = this.loadDisputed(freelancer, version)
    loggedAssert(Global.latestTimestamp >= engagement.disputedAt + ARBITRATION_PERIOD, ERR_ARBITRATION_NOT_OVER)
    this.settle(
      freelancer,
      shareOf(engagement.amount, engagement.silenceRelease.asUint64()),
      true,
      OUTCOME_RESOLVED_BY_DEFAULT,
    )
  }

  public proposeSettlement(
    freelancer: Account,
    version: uint64,
    release: uint64,
    accomplished: boolean,
    expiresAt: uint64,
  ): void {
    // check
    this.ensureParty(freelancer)
    const engagement = this.loadHired(freelancer, version)
    this.ensureOpen(engagement)
    loggedAssert(expiresAt > Global.latestTimestamp, ERR_BAD_EXPIRY)
    loggedAssert(release <= engagement.amount, ERR_RELEASE_TOO_HIGH)
    // effect
    this.engagements(freelancer).value.proposalVersion = version
    this.engagements(freelancer).value.proposalRelease = release
    this.engagements(freelancer).value.proposalExpiresAt = expiresAt
    this.engagements(freelancer).value.proposalAccomplished = accomplished
    this.engagements(freelancer).value.proposalByClient = Txn.sender !== freelancer
    // log
    emit<SettlementProposed>({ freelancer, version, actor: Txn.sender, release, accomplished, expiresAt })
  }

  public acceptSettlement(freelancer: Account, version: uint64, release: uint64, accomplished: boolean): void {
    // check
    this.ensureParty(freelancer)
    const engagement = this.loadHired(freelancer, version)
    this.ensureOpen(engagement)
    loggedAssert(engagement.proposalVersion === version, ERR_NO_PROPOSAL)
    loggedAssert(engagement.proposalByClient === (Txn.sender === freelancer), ERR_OWN_PROPOSAL)
    loggedAssert(Global.latestTimestamp <= engagement.proposalExpiresAt, ERR_PROPOSAL_EXPIRED)
    loggedAssert(
      engagement.proposalRelease === release && engagement.proposalAccomplished === accomplished,
      ERR_PROPOSAL_CHANGED,
    )
    this.settle(freelancer, release, accomplished, OUTCOME_SETTLED)
  }

  protected loadDisputed(freelancer: Account, version: uint64): Engagement {
    const engagement = this.loadHired(freelancer, version)
    loggedAssert(engagement.milestoneState.asUint64() === MILESTONE_DISPUTED, ERR_NOT_DISPUTED)
    return engagement
  }

  protected settle(freelancer: Account, release: uint64, accomplished: boolean, outcome: uint64): void {
    const fee = this.feeOn(release)
    this.closeMilestone(freelancer, outcome, accomplished, release - fee, 0, fee, 0)
  }
}
