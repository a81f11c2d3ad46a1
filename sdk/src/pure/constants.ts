/**
 * The numbers of the rules, written down a second time and on purpose: the model is the oracle the contracts are
 * tested against, so it does not read the constants the contracts were compiled from. A test compares the two.
 */
export const USDC = 1_000_000n
export const BPS = 10_000n
export const HOUR = 3_600n
export const DAY = 24n * HOUR

export const MAX_FEE_BPS = 300n

export const MAX_MILESTONES = 50
export const MIN_AMOUNT = 1n * USDC
export const MAX_AMOUNT = 1_000_000_000n * USDC
export const MIN_DURATION = 1n * HOUR
export const MAX_DURATION = 2n * 365n * DAY
export const MIN_REVIEW_WINDOW = 1n * DAY
export const MAX_REVIEW_WINDOW = 90n * DAY
export const MAX_REVISIONS = 10n
export const MAX_NOTE_BYTES = 256
export const HASH_BYTES = 32

/** How long the freelancer waits after a submit before a dispute, and the arbiter's time to rule. */
export const DISPUTE_DELAY = 24n * HOUR
export const ARBITRATION_PERIOD = 30n * DAY

/** `offer` number n starts at version n * 2^32, so that no number ever comes back within a project. */
export const VERSIONS_PER_OFFER = 2n ** 32n
/** `clientCancels` is stored in one byte and stops counting there. */
export const CLIENT_CANCELS_CAP = 255n

/** The address of 32 zero bytes: "nobody". */
export const ZERO_ADDRESS = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'
