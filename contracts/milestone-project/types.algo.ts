import type { Account, bytes, uint64 } from '@algorandfoundation/algorand-typescript'
import type { Uint16, Uint32, Uint8 } from '@algorandfoundation/algorand-typescript/arc4'

/** One entry of a schedule. */
export type Milestone = {
  /** USDC base units, 1 USDC to 1_000_000_000 USDC */
  amount: uint64
  /** seconds from the start to the deadline, 1 hour to 2 years */
  duration: uint64
}

/**
 * What the box of one engagement holds. Field order is the byte order: it is part of the interface and never changes.
 * Flat, because the open milestone and its proposal (offsets 20 to 133) are zeroed in one write.
 */
export type Engagement = {
  /** set by `offer` to n * 2^32, then + 1 with every change of state or money */
  version: uint64
  /** 1 offered, 2 hired, 3 ended */
  state: Uint8
  /** 0 none, 1 waiting_to_start_new_milestone, 2 running_milestone, 3 submitted_milestone, 4 disputed_milestone */
  milestoneState: Uint8
  /** milestones closed as accomplished; `start` funds the milestone with this number */
  accomplished: Uint8
  /** cancels by the client in this engagement, stops at 255 */
  clientCancels: Uint8
  /** USDC base units owed to the freelancer that could not be pushed */
  credit: uint64

  /** USDC base units of the open milestone; from here to the proposal all is zero while none is open */
  amount: uint64
  /** USDC base units deposited as fee at the start */
  feeLocked: uint64
  /** unix seconds */
  startedAt: uint64
  /** unix seconds; from here on the client may refund */
  deadline: uint64
  /** unix seconds, inclusive; 0 from the first submit on */
  cancelableUntil: uint64
  /** unix seconds; 0 unless submitted or disputed */
  submittedAt: uint64
  /** unix seconds; 0 unless disputed */
  disputedAt: uint64
  /** hash given with the last submit */
  evidence: bytes<32>
  /** rounds of changes used */
  revisions: Uint8

  /** version the proposal was made at; it is live only while this is the engagement's version; 0 = none */
  proposalVersion: uint64
  /** USDC base units to be released to the freelancer, before the fee */
  proposalRelease: uint64
  /** unix seconds, inclusive */
  proposalExpiresAt: uint64
  /** whether the milestone is to count as accomplished */
  proposalAccomplished: boolean
  /** proposed by the client, or else by the freelancer */
  proposalByClient: boolean

  /** SHA-256 of the off-chain agreement */
  termsHash: bytes<32>
  /** seconds; 0 = no release without the client */
  reviewWindow: Uint32
  /** rounds of requested changes per milestone */
  maxRevisions: Uint8
  /** basis points to the freelancer if the arbiter stays silent */
  silenceRelease: Uint16
  /** the milestones in their order */
  schedule: Milestone[]
}

/** Offsets in the box, for the writes: a record is changed in memory and put back whole. */
export const AT_VERSION = 0 // then `state` and `milestoneState`, written together
export const AT_MILESTONE_STATE = 9
export const AT_ACCOMPLISHED = 10
export const AT_CLIENT_CANCELS = 11
export const AT_CREDIT = 12
export const AT_AMOUNT = 20 // the open milestone begins
export const AT_FEE_LOCKED = 28
export const AT_DEADLINE = 44
export const AT_CANCELABLE_UNTIL = 52 // then `submittedAt`, `disputedAt`, `evidence`
export const AT_SUBMITTED = 60
export const AT_DISPUTED = 68
export const AT_REVISIONS = 108
export const AT_PROPOSAL = 109
export const AT_TERMS = 134
export const AT_SCHEDULE = 175
/** Bytes of the open milestone and its proposal. */
export const OPEN_MILESTONE_SIZE = 114 // AT_TERMS - AT_AMOUNT

/** Who takes part in a project: fixed at creation. The client comes first in every kind of project. */
export type Parties = {
  client: Account
  /** receives burned milestones */
  burn: Account
  /** zero address = none */
  arbiter: Account
}

/** The ledger of a project: amounts in USDC base units, written by every call that moves money. */
export type Ledger = {
  /** held for milestones that are running or submitted, with their fees */
  escrowed: uint64
  /** held for milestones in dispute, with their fees */
  disputed: uint64
  /** fees due, until they are swept to the Protocol */
  fees: uint64
  /** sum of all credits */
  credits: uint64
  /** part of `credits` owed to the client */
  clientCredit: uint64
  /** part of `credits` owed to the burn address */
  burnCredit: uint64
  /** number of offers ever made; the seed of versions */
  offers: uint64
  /** engagement boxes that exist */
  engagements: uint64
  /** milestones that are open */
  active: uint64
  /** basis points; set at creation, lowered by `lowerFee` only */
  feeBps: uint64
}
