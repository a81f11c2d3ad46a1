import { ARBITRATION_PERIOD, DISPUTE_DELAY } from './constants'
import { CANCEL_TIERS, shareOf, splitApproval, splitCancel, splitRefund, splitRelease } from './money'
import type { Amounts, Engagement } from './types'
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
  const entries = [...milestoneEntries(engagement), ...proposalEntries(engagement)]
  // Stable: entries of the same second keep the order in which they were thought of.
  return entries.sort((a, b) =>
    a.at === b.at ? 0 : a.at === undefined ? 1 : b.at === undefined ? -1 : a.at < b.at ? -1 : 1,
  )
}

function milestoneEntries(engagement: Engagement): TimelineEntry[] {
  switch (engagement.milestoneState) {
    case 'running_milestone':
      return runningEntries(engagement)
    case 'submitted_milestone':
      return submittedEntries(engagement)
    case 'disputed_milestone':
      return disputedEntries(engagement)
    default:
      return []
  }
}

function runningEntries({ milestone, project }: Engagement): TimelineEntry[] {
  if (!milestone) return []
  const { startedAt, cancelableUntil, deadline } = milestone
  const stake = { ...milestone, feeBps: project.feeBps }
  const tiers = CANCEL_TIERS.filter(({ from }) => startedAt + from <= cancelableUntil).map(
    ({ from }): TimelineEntry => {
      const payouts = splitCancel(stake, from)
      const text = `From here the client can cancel and get ${formatUsdc(payouts.client)} USDC; the freelancer gets ${formatUsdc(payouts.freelancer)}.`
      return { at: startedAt + from, kind: 'cancelTier', text, payouts }
    },
  )
  const ends: TimelineEntry[] =
    cancelableUntil > 0n
      ? [{ at: cancelableUntil + 1n, kind: 'cancelEnds', text: 'From here the client can no longer cancel.' }]
      : []
  const payouts = splitRefund(stake)
  const text = `The deadline: from here the client can take ${formatUsdc(payouts.client)} USDC back, until the freelancer submits.`
  return [...tiers, ...ends, { at: deadline, kind: 'refundOpens', text, payouts }]
}

function submittedEntries({ milestone, project, terms }: Engagement): TimelineEntry[] {
  if (!milestone) return []
  const payouts = splitApproval({ ...milestone, feeBps: project.feeBps })
  const gets = `the freelancer gets ${formatUsdc(payouts.freelancer)} USDC`
  const dispute: TimelineEntry[] = project.arbiter
    ? [
        {
          at: milestone.submittedAt + DISPUTE_DELAY,
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
  return [...dispute, { at: milestone.submittedAt + terms.reviewWindow, kind: 'reviewEnds', text, payouts }]
}

function disputedEntries({ milestone, project, terms }: Engagement): TimelineEntry[] {
  if (!milestone) return []
  const release = shareOf(milestone.amount, terms.silenceRelease)
  const payouts = splitRelease({ ...milestone, feeBps: project.feeBps }, release)
  const text = `The arbiter has been silent for 30 days: from here anyone can close the milestone, the client gets ${formatUsdc(payouts.client)} USDC and the freelancer ${formatUsdc(payouts.freelancer)}.`
  return [{ at: milestone.disputedAt + ARBITRATION_PERIOD, kind: 'arbiterDefaults', text, payouts }]
}

function proposalEntries({ proposal }: Engagement): TimelineEntry[] {
  if (!proposal) return []
  const text = `The proposal to release ${formatUsdc(proposal.release)} USDC ends here.`
  return [{ at: proposal.expiresAt + 1n, kind: 'proposalExpires', text }]
}
