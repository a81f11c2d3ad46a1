import { CANCEL_TIERS, splitCancel } from './money'
import type { Amounts, EngagementOnChain } from './types'

/** Cancelling at one point in time. */
export interface CancelOption {
  payouts: Amounts
  /** when the next tier begins, and what it pays; undefined in the last one */
  next: { at: bigint; payouts: Amounts } | undefined
  /** last second in which the client can cancel at all */
  until: bigint
}

/**
 * What the client's cancel pays at any second, and when the next tier begins; undefined when it is not possible then.
 * @param at unix seconds
 * @example
 * ```ts
 * import type { Engagement } from '@holdfast/sdk'
 * import { cancelAt, formatUsdc, hours } from '@holdfast/sdk'
 * export function example(engagement: Engagement, now: bigint): void {
 *   const later = cancelAt(engagement, now + hours(5))
 *   console.log(later ? formatUsdc(later.payouts.client) : 'too late')
 * }
 * ```
 */
export function cancelAt(engagement: EngagementOnChain, at: bigint): CancelOption | undefined {
  const { milestone, milestoneState, project } = engagement
  if (!milestone || milestoneState !== 'running_milestone' || at > milestone.cancelableUntil) return undefined
  const { startedAt, cancelableUntil } = milestone
  const stake = { ...milestone, feeBps: project.feeBps }
  const nextTier = CANCEL_TIERS.find(({ from }) => startedAt + from > at && startedAt + from <= cancelableUntil)
  return {
    payouts: splitCancel(stake, at - startedAt),
    next: nextTier && { at: startedAt + nextTier.from, payouts: splitCancel(stake, nextTier.from) },
    until: cancelableUntil,
  }
}
