/**
 * The numbers of the rules, written down a second time and on purpose: the model is the oracle the contracts are
 * tested against, so it does not read the constants the contracts were compiled from. A test compares the two.
 * Literals, because a bundler cannot leave out arithmetic on bigints where it is not used.
 */
export const USDC = 1_000_000n
export const BPS = 10_000n
export const HOUR = 3_600n
export const DAY = 86_400n // 24 hours

export const MAX_FEE_BPS = 300n

export const MAX_MILESTONES = 50
export const MIN_AMOUNT = 1_000_000n // 1 USDC
export const MAX_AMOUNT = 1_000_000_000_000_000n // 1,000,000,000 USDC
export const MIN_DURATION = 3_600n // 1 hour
export const MAX_DURATION = 63_072_000n // 2 * 365 days
export const MIN_REVIEW_WINDOW = 86_400n // 1 day
export const MAX_REVIEW_WINDOW = 7_776_000n // 90 days
export const MAX_REVISIONS = 10n
export const MAX_NOTE_BYTES = 256
export const HASH_BYTES = 32

/** How long the freelancer waits after a submit before a dispute, and the arbiter's time to rule. */
export const DISPUTE_DELAY = 86_400n // 24 hours
export const ARBITRATION_PERIOD = 2_592_000n // 30 days

/** `offer` number n starts at version n * 2^32, so that no number ever comes back within a project. */
export const VERSIONS_PER_OFFER = 4_294_967_296n // 2^32
/** `clientCancels` is stored in one byte and stops counting there. */
export const CLIENT_CANCELS_CAP = 255n

/** The address of 32 zero bytes: "nobody". */
export const ZERO_ADDRESS = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'
