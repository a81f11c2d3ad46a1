import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { dateOf, releaseOf } from '../internal/words'
import { checkNumber } from '../pure/check'
import { splitRelease } from '../pure/money'
import type { EngagementRef } from '../pure/types'
import { proposeSettlementRule } from '../pure/rules'
import { formatUsdc } from '../pure/format'
import { days } from '../pure/units'

/** Options of `proposeSettlement`. */
export interface ProposeOptions extends FreelancerOptions {
  /** USDC base units released to the freelancer, before the fee */
  release: bigint
  /** whether the milestone counts as accomplished; it does unless said otherwise */
  accomplished?: boolean
  /** unix seconds, inclusive; three days from now unless given */
  expiresAt?: bigint
}

/**
 * Offer the other party to close the open milestone for a part of its amount.
 * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, badExpiry, releaseTooHigh.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { proposeSettlement, usdc } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await proposeSettlement(freelancer, engagement, { release: usdc('150') })
 * }
 * ```
 */
export const proposeSettlement = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ProposeOptions) =>
  planWithRejoin(account, ref, options, ({ engagement, now, version, on }) => {
    const { project, freelancer, milestone } = engagement
    const { accomplished = true } = options
    const release = checkNumber('release', options.release)
    const expiresAt = checkNumber('expiresAt', options.expiresAt ?? now + days(3))
    const split = milestone && splitRelease({ ...milestone, feeBps: project.feeBps }, release)
    const gets = split
      ? [
          `If accepted, the client gets ${formatUsdc(split.client)} USDC and the freelancer ${formatUsdc(split.freelancer)}.`,
        ]
      : []
    return {
      call: {
        verb: 'proposeSettlement',
        ...on,
        release,
        accomplished,
        expiresAt,
      },
      rule: proposeSettlementRule,
      events: ['SettlementProposed'],
      step: call(project.id, 'proposeSettlement(address,uint64,uint64,bool,uint64)void', [
        ...([freelancer, version, release, accomplished, expiresAt] as const),
      ]),
      title: `Propose to settle ${milestoneOf(engagement)}: ${releaseOf(release, accomplished)}`,
      lines: [...gets, `The proposal ends at ${dateOf(expiresAt)}.`],
    }
  }),
)
