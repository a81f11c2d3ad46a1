/**
 * ARC-28 events of a project, one per transition. Those of an engagement begin with `freelancer` and `version` (the new
 * one), then `actor` where more than one account may call. Amounts are USDC base units, times unix seconds.
 */
import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import type { Str, Uint16, Uint32, Uint8 } from '@algorandfoundation/algorand-typescript/arc4'
import type { Milestone } from './types.algo'

export type ProjectPaused = { client: Account }
export type ProjectResumed = { client: Account }
/** What left the app in USDC. */
export type ProjectClosed = { client: Account; toClient: uint64; toProtocol: uint64 }

export type OfferMade = {
  freelancer: Account
  version: uint64
  termsHash: bytes<32>
  reviewWindow: Uint32
  maxRevisions: Uint8
  silenceRelease: Uint16
  schedule: Milestone[]
}
/** `version` is the last one: the box is deleted. */
export type OfferWithdrawn = { freelancer: Account; version: uint64 }
export type OfferAccepted = { freelancer: Account; version: uint64 }
/** `version` is unchanged. */
export type Rejoined = { freelancer: Account; version: uint64 }
export type FreelancerLeft = { freelancer: Account; version: uint64 }
/** `version` is the last one: the box is deleted. */
export type EngagementDismissed = { freelancer: Account; version: uint64 }

/** `milestone` is its number in the schedule, from 0. */
export type MilestoneStarted = {
  freelancer: Account
  version: uint64
  milestone: uint64
  amount: uint64
  feeLocked: uint64
  startedAt: uint64
  deadline: uint64
  cancelableUntil: uint64
}
/** `version` is unchanged. */
export type DeadlineExtended = { freelancer: Account; version: uint64; deadline: uint64 }
/** `version` is unchanged. */
export type ProgressPosted = { freelancer: Account; version: uint64; actor: Account; evidence: bytes<32>; note: Str }
/** Also sets `cancelableUntil` to 0. */
export type MilestoneSubmitted = {
  freelancer: Account
  version: uint64
  submittedAt: uint64
  evidence: bytes<32>
  note: Str
}
/** Also sets `submittedAt` to 0 and adds one to `revisions`. */
export type ChangesRequested = {
  freelancer: Account
  version: uint64
  deadline: uint64
  evidence: bytes<32>
  note: Str
}
export type MilestoneDisputed = {
  freelancer: Account
  version: uint64
  actor: Account
  disputedAt: uint64
  evidence: bytes<32>
  note: Str
}
/** `version` is unchanged: the proposal is live at this version only. */
export type SettlementProposed = {
  freelancer: Account
  version: uint64
  actor: Account
  release: uint64
  accomplished: boolean
  expiresAt: uint64
}
/**
 * `outcome`: 1 approved, 2 claimed, 3 cancelledByClient, 4 cancelledByFreelancer, 5 refunded, 6 burned, 7 settled,
 * 8 resolved, 9 resolvedByDefault. `accomplished` says whether the milestone counted. The four amounts add up to what was
 * deposited; the three credits say how much of them could not be pushed and waits for `withdraw`.
 */
export type MilestoneClosed = {
  freelancer: Account
  version: uint64
  actor: Account
  milestone: uint64
  outcome: uint64
  accomplished: boolean
  toClient: uint64
  toFreelancer: uint64
  toBurn: uint64
  toProtocol: uint64
  clientCredit: uint64
  freelancerCredit: uint64
  burnCredit: uint64
}

export type CreditWithdrawn = { account: Account; amount: uint64 }
export type FeesSwept = { amount: uint64 }
export type FeeLowered = { feeBps: uint64 }
