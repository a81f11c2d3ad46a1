import { checkGiven } from './check'
import { ARBITRATION_PERIOD, DISPUTE_DELAY } from './constants'
import type { Stake } from './money'
import { CANCEL_TIERS, shareOf, splitApproval, splitCancel, splitRefund, splitRelease } from './money'
import type { Amounts, Engagement, OpenMilestone } from './types'
import { formatUsdc } from './format'

/** What changes at a point in time. */
export type TimelineKind =
  | 'cancelTier'
  | 'cancelEnds'
  | 'refundOpens'
  | 'freelancerMayDispute'
  | 'reviewEnds'
  | 'onlyClientReleases'
  | 'arbiterDefaults'
  | 'proposalExpires'

/** One entry of a timeline. */
export interface TimelineEntry {
  /** unix seconds from which it holds; undefined = no date at all */
  at: bigint | undefined
  kind: TimelineKind
  /** the same for a person */
  text: string
  /** who would get what by the exit that this entry opens or changes */
  payouts?: Amounts
}

/**
 * What happens to the open milestone if nobody acts, and when: every right that time opens, changes or ends, in order.
 * @example
 * ```ts
 * import type { Engagement } from '@holdfast/sdk'
 * import { timeline } from '@holdfast/sdk'
 * export function print(engagement: Engagement): void {
 *   for (const { at, text } of timeline(engagement)) console.log(at, text)
 * }
 * ```
 */
export function timeline(engagement: Engagement): TimelineEntry[] {
  checkGiven('engagement', engagement)
  const entries = [...milestoneEntries(engagement), ...proposalEntries(engagement)]
  // Stable: entries of the same second keep the order in which they were thought of.
  return entries.sort((a, b) => Number(a.at ?? Infinity) - Number(b.at ?? Infinity))
}

function milestoneEntries(engagement: Engagement): TimelineEntry[] {
  const { milestone, milestoneState, project } = engagement
  if (!milestone) return []
  const open = { ...milestone, feeBps: project.feeBps }
  if (milestoneState === 'running_milestone') return runningEntries(open)
  return milestoneState === 'submitted_milestone'
    ? submittedEntries(open, engagement)
    : disputedEntries(open, engagement)
}

function runningEntries(open: OpenMilestone & Stake): TimelineEntry[] {
  const { startedAt, cancelableUntil, deadline } = open
  const tiers = CANCEL_TIERS.filter(({ from }) => startedAt + from <= cancelableUntil).map(
    ({ from }): TimelineEntry => {
      const payouts = splitCancel(open, from)
      const text = `From here the client can cancel and get ${formatUsdc(payouts.client)} USDC; the freelancer gets ${formatUsdc(payouts.freelancer)}.`
      return { at: startedAt + from, kind: 'cancelTier', text, payouts }
    },
  )
  const ends: TimelineEntry[] =
    cancelableUntil > 0n
      ? [{ at: cancelableUntil + 1n, kind: 'cancelEnds', text: 'From here the client can no longer cancel.' }]
      : []
  const payouts = splitRefund(open)
  const text = `The deadline: from here the client can take ${formatUsdc(payouts.client)} USDC back, until the freelancer submits.`
  return [...tiers, ...ends, { at: deadline, kind: 'refundOpens', text, payouts }]
}

function submittedEntries(open: OpenMilestone & Stake, { project, terms }: Engagement): TimelineEntry[] {
  const payouts = splitApproval(open)
  const gets = `the freelancer gets ${formatUsdc(payouts.freelancer)} USDC`
  const dispute: TimelineEntry[] = project.arbiter
    ? [
        {
          at: open.submittedAt + DISPUTE_DELAY,
          kind: 'freelancerMayDispute',
          text: 'From here the freelancer can take the milestone to the arbiter.',
        },
      ]
    : []
  if (terms.reviewWindow === 0n) {
    const text = `No review window was agreed: nothing releases the milestone without the client. If the client approves, ${gets}.`
    return [...dispute, { at: undefined, kind: 'onlyClientReleases', text, payouts }]
  }
  const text = `The review is over: from here anyone can release the milestone, and ${gets}.`
  return [...dispute, { at: open.submittedAt + terms.reviewWindow, kind: 'reviewEnds', text, payouts }]
}

function disputedEntries(open: OpenMilestone & Stake, { terms }: Engagement): TimelineEntry[] {
  const payouts = splitRelease(open, shareOf(open.amount, terms.silenceRelease))
  const text = `The arbiter has been silent for 30 days: from here anyone can close the milestone, the client gets ${formatUsdc(payouts.client)} USDC and the freelancer ${formatUsdc(payouts.freelancer)}.`
  return [{ at: open.disputedAt + ARBITRATION_PERIOD, kind: 'arbiterDefaults', text, payouts }]
}

function proposalEntries({ proposal }: Engagement): TimelineEntry[] {
  if (!proposal) return []
  const text = `The proposal to release ${formatUsdc(proposal.release)} USDC ends here.`
  return [{ at: proposal.expiresAt + 1n, kind: 'proposalExpires', text }]
}
