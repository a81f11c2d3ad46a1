import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { releaseOf } from '../internal/words'
import { checkNumber } from '../pure/check'
import type { EngagementRef } from '../pure/types'
import { splitRelease } from '../pure/money'
import { acceptSettlementRule } from '../pure/rules'

/** Options of `acceptSettlement`. */
export interface AcceptSettlementOptions extends FreelancerOptions {
  /** the release a person was shown; that of the live proposal unless given */
  release?: bigint
  /** whether it was to count; as in the live proposal unless given */
  accomplished?: boolean
}

/**
 * Accept the other party's live proposal: the milestone closes and both are paid.
 * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, noProposal, ownProposal,
 * proposalExpired, proposalChanged.
 * @example
 * ```ts
 * import type { Engagement, EscrowAccount } from '@holdfast/sdk'
 * import { acceptSettlement } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, shown: Engagement): Promise<void> {
 *   const { release = 0n } = shown.proposal ?? {}
 *   await acceptSettlement(client, shown, { release, version: shown.version })
 * }
 * ```
 */
export const acceptSettlement = /* @__PURE__ */ defineAction(
  (account, ref: EngagementRef, options: AcceptSettlementOptions = {}) =>
    planWithRejoin(account, ref, options, ({ engagement, version, on }) => {
      const { project, freelancer, proposal } = engagement
      const release = checkNumber('release', options.release ?? proposal?.release ?? 0n)
      const accomplished = options.accomplished ?? proposal?.accomplished ?? false
      return {
        call: { verb: 'acceptSettlement', ...on, release, accomplished },
        rule: acceptSettlementRule,
        exit: (stake) => splitRelease(stake, release),
        step: call(project.id, 'acceptSettlement(address,uint64,uint64,bool)void', [
          ...([freelancer, version, release, accomplished] as const),
        ]),
        title: `Settle ${milestoneOf(engagement)}: ${releaseOf(release, accomplished)}`,
      }
    }),
)
