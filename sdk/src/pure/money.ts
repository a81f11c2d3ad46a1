import { BPS, CLIENT_CANCELS_CAP, DAY, HOUR } from './constants'
import type { Amounts } from './types'

/** What every way out of a milestone needs to know. */
export interface Stake {
  amount: bigint
  /** fee deposited at the start */
  feeLocked: bigint
  /** the project's fee now; never above the one at the start */
  feeBps: bigint
}

const least = (...values: [bigint, ...bigint[]]) => values.reduce((a, b) => (b < a ? b : a))
const most = (...values: [bigint, ...bigint[]]) => values.reduce((a, b) => (b > a ? b : a))

/**
 * Basis points of an amount, rounded down.
 * @example
 * ```ts
 * import { shareOf, usdc } from '@holdfast/sdk'
 * console.log(shareOf(usdc('300'), 300n) === usdc('9'))
 * ```
 */
export function shareOf(amount: bigint, bps: bigint): bigint {
  return (amount * bps) / BPS
}

/**
 * What the client pays at the start: the amount and the client's half of the fee.
 * @example
 * ```ts
 * import { depositOf, usdc } from '@holdfast/sdk'
 * console.log(depositOf(usdc('300'), 300n) === usdc('309'))
 * ```
 */
export function depositOf(amount: bigint, feeBps: bigint): bigint {
  return amount + shareOf(amount, feeBps)
}

/**
 * MAX_CL: for how many seconds after the start the client may cancel.
 * @example
 * ```ts
 * import { days, maxCancelInterval } from '@holdfast/sdk'
 * console.log(maxCancelInterval(days(10), 0n, 0n) === days(6))
 * ```
 */
export function maxCancelInterval(duration: bigint, accomplished: bigint, clientCancels: bigint): bigint {
  const window = 6_000n - 500n * least(accomplished, 4n) - 1_000n * least(clientCancels, 3n)
  return least(duration, most(24n * HOUR, shareOf(duration, window)), 30n * DAY)
}

/** A part of the time in which the client may cancel, and the client's share of the amount in it. */
export interface CancelTier {
  /** first second after the start that belongs to it */
  from: bigint
  /** the client's share in basis points; in the first tier the client covers both halves of the fee */
  clientBps: bigint
}

/**
 * The tiers of cancellation, by seconds since the start: under 1 h, to 4 h, to 24 h, and after.
 * @example
 * ```ts
 * import { CANCEL_TIERS } from '@holdfast/sdk'
 * for (const { from, clientBps } of CANCEL_TIERS) console.log(from, clientBps)
 * ```
 */
export const CANCEL_TIERS: readonly [CancelTier, ...CancelTier[]] = [
  { from: 0n, clientBps: 10_000n },
  { from: 3_600n, clientBps: 8_000n },
  { from: 14_401n, clientBps: 7_000n },
  { from: 86_401n, clientBps: 5_500n },
]

/** Approve and claim. */
export function splitApproval({ amount, feeLocked, feeBps }: Stake): Amounts {
  const fee = shareOf(amount, feeBps)
  return { client: feeLocked - fee, freelancer: amount - fee, burn: 0n, protocol: 2n * fee }
}

/** Refund, the freelancer's cancel, and the client's within the first hour. */
export function splitRefund({ amount, feeLocked, feeBps }: Stake): Amounts {
  const fee = shareOf(amount, feeBps)
  return { client: amount - fee + (feeLocked - fee), freelancer: 0n, burn: 0n, protocol: 2n * fee }
}

/** The client's cancel, `elapsed` seconds after the start. */
export function splitCancel(stake: Stake, elapsed: bigint): Amounts {
  const tier = CANCEL_TIERS.findLast((candidate) => candidate.from <= elapsed) ?? CANCEL_TIERS[0]
  if (tier.from === 0n) return splitRefund(stake)
  const { amount, feeLocked, feeBps } = stake
  const fee = shareOf(amount, feeBps)
  const kept = shareOf(amount, tier.clientBps)
  return { client: kept + (feeLocked - fee), freelancer: amount - kept - fee, burn: 0n, protocol: 2n * fee }
}

/** Burn. */
export function splitBurn({ amount, feeLocked, feeBps }: Stake): Amounts {
  const fee = shareOf(amount, feeBps)
  return { client: feeLocked - fee, freelancer: 0n, burn: amount - fee, protocol: 2n * fee }
}

/** A settlement or a ruling that releases `release` of the amount. */
export function splitRelease({ amount, feeLocked, feeBps }: Stake, release: bigint): Amounts {
  const fee = shareOf(amount, feeBps)
  const releaseFee = shareOf(release, feeBps)
  return {
    client: amount - release + (feeLocked - fee),
    freelancer: release - releaseFee,
    burn: 0n,
    protocol: fee + releaseFee,
  }
}

/** The deadline after requested changes: the time of the review is given back, and there is time to rework. */
export function deadlineAfterChanges(deadline: bigint, submittedAt: bigint, now: bigint): bigint {
  const review = now - submittedAt
  return most(deadline + review, now + least(7n * DAY, most(DAY, review)))
}

/** The client's cancels after one more. */
export function countCancel(clientCancels: bigint): bigint {
  return least(clientCancels + 1n, CLIENT_CANCELS_CAP)
}
