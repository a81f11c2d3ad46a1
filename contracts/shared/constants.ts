/**
 * Numbers of the rules, shared by the contracts, the SDK and the tests. Plain TypeScript: no Algorand imports.
 * Amounts are USDC base units, times seconds, rates basis points. Values are plain `number`s because the contract
 * compiler reads them as literals; all are below 2^53, so `BigInt(NAME)` is exact.
 */

/** 1 USDC in base units (6 decimals). */
export const USDC = 1_000_000
export const USDC_DECIMALS = 6
/** 100 % in basis points. */
export const BPS = 10_000

export const HOUR = 3_600
export const DAY = 86_400

/** Highest fee the Protocol can ask of future projects: 3 %. */
export const MAX_FEE_BPS = 300

export const MIN_MILESTONE_AMOUNT = 1_000_000 // 1 USDC
export const MAX_MILESTONE_AMOUNT = 1_000_000_000_000_000 // 1_000_000_000 USDC
export const MIN_DURATION = 3_600 // 1 hour
export const MAX_DURATION = 63_072_000 // 2 * 365 days
export const MIN_MILESTONES = 1
export const MAX_MILESTONES = 50
/** A review window is 0 (none) or within these. */
export const MIN_REVIEW_WINDOW = 86_400 // 1 day
export const MAX_REVIEW_WINDOW = 7_776_000 // 90 days
export const MAX_REVISIONS = 10
/** Longest note or URI in bytes. */
export const MAX_NOTE_LENGTH = 256

/** The client's share of the amount when cancelling, by cancellation interval CL = now - startedAt. */
export const TIER_FREE_BELOW = 3_600 // CL < 1 h: nothing to the freelancer
export const TIER_1_UNTIL = 14_400 // 1 h <= CL <= 4 h
export const TIER_2_UNTIL = 86_400 // 4 h < CL <= 24 h
export const TIER_1_CLIENT_BPS = 8_000
export const TIER_2_CLIENT_BPS = 7_000
export const TIER_3_CLIENT_BPS = 5_500 // 24 h < CL <= MAX_CL

/** MAX_CL: window = BASE - PER_ACCOMPLISHED * min(accomplished, 4) - PER_CANCEL * min(clientCancels, 3). */
export const CANCEL_WINDOW_BASE_BPS = 6_000
export const CANCEL_WINDOW_PER_ACCOMPLISHED_BPS = 500
export const CANCEL_WINDOW_ACCOMPLISHED_CAP = 4
export const CANCEL_WINDOW_PER_CANCEL_BPS = 1_000
export const CANCEL_WINDOW_CANCELS_CAP = 3
export const CANCEL_WINDOW_AT_LEAST = 86_400 // 24 h
export const CANCEL_WINDOW_AT_MOST = 2_592_000 // 30 days

/** `clientCancels` stops here: a counter must never block an exit. */
export const CLIENT_CANCELS_CAP = 255

/** After requested changes the freelancer has at least the time the review took, within these. */
export const REWORK_AT_LEAST = 86_400 // 1 day
export const REWORK_AT_MOST = 604_800 // 7 days

/** The freelancer may dispute from here after the submit. */
export const FREELANCER_DISPUTE_AFTER = 86_400 // 24 h
/** A silent arbiter can be defaulted from here after the dispute. */
export const ARBITRATION_PERIOD = 2_592_000 // 30 days

/** `offer` number n sets the version to n * 2^32. */
export const VERSIONS_PER_OFFER = 4_294_967_296

/** Global key `s` of a project. */
export const PROJECT_RUNNING = 1
export const PROJECT_PAUSED = 2

/** Engagement states, in the box and in the freelancer's local key `e` (there only hired and ended). */
export const ENGAGEMENT_OFFERED = 1
export const ENGAGEMENT_HIRED = 2
export const ENGAGEMENT_ENDED = 3

/** Freelancer project states, in the box and in the freelancer's local key `m`; 0 while the engagement is not hired. */
export const MILESTONE_NONE = 0
export const MILESTONE_WAITING = 1 // waiting_to_start_new_milestone
export const MILESTONE_RUNNING = 2 // running_milestone
export const MILESTONE_SUBMITTED = 3 // submitted_milestone
export const MILESTONE_DISPUTED = 4 // disputed_milestone

/** How a milestone closed: `outcome` of `MilestoneClosed`. */
export const OUTCOME_APPROVED = 1
export const OUTCOME_CLAIMED = 2
export const OUTCOME_CANCELLED_BY_CLIENT = 3
export const OUTCOME_CANCELLED_BY_FREELANCER = 4
export const OUTCOME_REFUNDED = 5
export const OUTCOME_BURNED = 6
export const OUTCOME_SETTLED = 7
export const OUTCOME_RESOLVED = 8
export const OUTCOME_RESOLVED_BY_DEFAULT = 9

/** Kinds of project: the Protocol keeps one active template for each. */
export const KIND_MILESTONE_PROJECT = 1
export const KIND_BUDGET_PROJECT = 2
