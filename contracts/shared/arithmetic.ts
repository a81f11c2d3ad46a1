/**
 * The arithmetic of the rules in plain TypeScript, for the SDK, the tests and the docs. Its twin for the chain is
 * `arithmetic.algo.ts`; a test compares the two. Amounts and times are non-negative bigints; divisions round down.
 */
import {
  BPS,
  CANCEL_WINDOW_ACCOMPLISHED_CAP,
  CANCEL_WINDOW_AT_LEAST,
  CANCEL_WINDOW_AT_MOST,
  CANCEL_WINDOW_BASE_BPS,
  CANCEL_WINDOW_CANCELS_CAP,
  CANCEL_WINDOW_PER_ACCOMPLISHED_BPS,
  CANCEL_WINDOW_PER_CANCEL_BPS,
  REWORK_AT_LEAST,
  REWORK_AT_MOST,
  TIER_1_CLIENT_BPS,
  TIER_1_UNTIL,
  TIER_2_CLIENT_BPS,
  TIER_2_UNTIL,
  TIER_3_CLIENT_BPS,
  TIER_FREE_BELOW,
} from './constants'

/** Who gets what when a milestone closes. The four always add up to `amount + feeLocked`. */
export type Payout = { client: bigint; freelancer: bigint; burned: bigint; protocol: bigint }

/** What every exit needs to know: `feeLocked` is the fee deposited at the start, `feeBps` the project's fee now. */
export type OpenMilestone = { amount: bigint; feeLocked: bigint; feeBps: bigint }

const min = (a: bigint, b: bigint) => (a < b ? a : b)
const max = (a: bigint, b: bigint) => (a > b ? a : b)

/** `amount * bps / 10_000`, rounded down. */
export function shareOf(amount: bigint, bps: bigint): bigint {
  return (amount * bps) / BigInt(BPS)
}

/** What the client pays into the project app at `start`. */
export function depositOf(amount: bigint, feeBps: bigint): bigint {
  return amount + shareOf(amount, feeBps)
}

/** MAX_CL in seconds: how long after the start the client may cancel. */
export function maxCancelInterval(duration: bigint, accomplished: bigint, clientCancels: bigint): bigint {
  const windowBps =
    BigInt(CANCEL_WINDOW_BASE_BPS) -
    BigInt(CANCEL_WINDOW_PER_ACCOMPLISHED_BPS) * min(accomplished, BigInt(CANCEL_WINDOW_ACCOMPLISHED_CAP)) -
    BigInt(CANCEL_WINDOW_PER_CANCEL_BPS) * min(clientCancels, BigInt(CANCEL_WINDOW_CANCELS_CAP))
  const interval = max(BigInt(CANCEL_WINDOW_AT_LEAST), shareOf(duration, windowBps))
  return min(duration, min(interval, BigInt(CANCEL_WINDOW_AT_MOST)))
}

/**
 * The freelancer's share, before the fee is taken from it, of a milestone the client cancels `elapsed` seconds after
 * the start: 0 below one hour, then what the client's 80, 70 or 55 % leaves, always by subtraction.
 */
export function cancelShareOf(amount: bigint, elapsed: bigint): bigint {
  if (elapsed < BigInt(TIER_FREE_BELOW)) return 0n
  if (elapsed <= BigInt(TIER_1_UNTIL)) return amount - shareOf(amount, BigInt(TIER_1_CLIENT_BPS))
  if (elapsed <= BigInt(TIER_2_UNTIL)) return amount - shareOf(amount, BigInt(TIER_2_CLIENT_BPS))
  return amount - shareOf(amount, BigInt(TIER_3_CLIENT_BPS))
}

/** The deadline after requested changes: nobody loses the time the review took, and there is time to rework. */
export function deadlineAfterChanges(deadline: bigint, submittedAt: bigint, now: bigint): bigint {
  const reviewed = now - submittedAt
  return max(deadline + reviewed, now + min(BigInt(REWORK_AT_MOST), max(BigInt(REWORK_AT_LEAST), reviewed)))
}

/** approve and claim: the freelancer is paid, both halves of the fee are due. */
export function payoutOfApproval({ amount, feeLocked, feeBps }: OpenMilestone): Payout {
  const fee = shareOf(amount, feeBps)
  return { client: feeLocked - fee, freelancer: amount - fee, burned: 0n, protocol: 2n * fee }
}

/** Freelancer's cancel and refund: everything back to the client, who covers both halves of the fee. */
export function payoutOfRefund({ amount, feeLocked, feeBps }: OpenMilestone): Payout {
  const fee = shareOf(amount, feeBps)
  return { client: amount - fee + feeLocked - fee, freelancer: 0n, burned: 0n, protocol: 2n * fee }
}

/** Client's cancel `elapsed` seconds after the start: the freelancer's half of the fee comes from their share. */
export function payoutOfCancel(milestone: OpenMilestone, elapsed: bigint): Payout {
  const { amount, feeLocked, feeBps } = milestone
  if (elapsed < BigInt(TIER_FREE_BELOW)) return payoutOfRefund(milestone)
  const fee = shareOf(amount, feeBps)
  const share = cancelShareOf(amount, elapsed)
  return { client: amount - share + feeLocked - fee, freelancer: share - fee, burned: 0n, protocol: 2n * fee }
}

/** burn: neither party gets the amount. */
export function payoutOfBurn({ amount, feeLocked, feeBps }: OpenMilestone): Payout {
  const fee = shareOf(amount, feeBps)
  return { client: feeLocked - fee, freelancer: 0n, burned: amount - fee, protocol: 2n * fee }
}

/** A settlement or ruling that releases `release`: the freelancer's half of the fee follows what is released. */
export function payoutOfSettlement({ amount, feeLocked, feeBps }: OpenMilestone, release: bigint): Payout {
  const fee = shareOf(amount, feeBps)
  const freelancerFee = shareOf(release, feeBps)
  return {
    client: amount - release + feeLocked - fee,
    freelancer: release - freelancerFee,
    burned: 0n,
    protocol: fee + freelancerFee,
  }
}
