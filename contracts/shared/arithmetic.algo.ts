/** The arithmetic of the rules on chain; its twin in plain TypeScript is `arithmetic.ts`, and a test compares the two. */
import type { uint64 } from '@algorandfoundation/algorand-typescript'
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

export function least(a: uint64, b: uint64): uint64 {
  return a < b ? a : b
}

export function most(a: uint64, b: uint64): uint64 {
  return a > b ? a : b
}

/**
 * `amount * bps / 10_000`, rounded down. A plain product is enough: the largest amount is 10^15 and the largest rate
 * 10^4, and 10^19 < 2^64.
 */
export function shareOf(amount: uint64, bps: uint64): uint64 {
  return (amount * bps) / BPS
}

/** MAX_CL in seconds: how long after the start the client may cancel. */
export function maxCancelInterval(duration: uint64, accomplished: uint64, clientCancels: uint64): uint64 {
  const windowBps: uint64 =
    CANCEL_WINDOW_BASE_BPS -
    CANCEL_WINDOW_PER_ACCOMPLISHED_BPS * least(accomplished, CANCEL_WINDOW_ACCOMPLISHED_CAP) -
    CANCEL_WINDOW_PER_CANCEL_BPS * least(clientCancels, CANCEL_WINDOW_CANCELS_CAP)
  const interval = most(CANCEL_WINDOW_AT_LEAST, shareOf(duration, windowBps))
  return least(duration, least(interval, CANCEL_WINDOW_AT_MOST))
}

/** The freelancer's share, before the fee, of a milestone the client cancels `elapsed` seconds after the start. */
export function cancelShareOf(amount: uint64, elapsed: uint64): uint64 {
  if (elapsed < TIER_FREE_BELOW) return 0
  let clientBps: uint64 = TIER_3_CLIENT_BPS
  if (elapsed <= TIER_1_UNTIL) clientBps = TIER_1_CLIENT_BPS
  else if (elapsed <= TIER_2_UNTIL) clientBps = TIER_2_CLIENT_BPS
  return amount - shareOf(amount, clientBps)
}

/** The deadline after requested changes: nobody loses the time the review took, and there is time to rework. */
export function deadlineAfterChanges(deadline: uint64, submittedAt: uint64, now: uint64): uint64 {
  const reviewed: uint64 = now - submittedAt
  return most(deadline + reviewed, now + least(REWORK_AT_MOST, most(REWORK_AT_LEAST, reviewed)))
}
