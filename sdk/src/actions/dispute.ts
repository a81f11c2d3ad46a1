import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { noteLines, percent } from '../internal/words'
import { call } from '../internal/call'
import type { Statement } from '../pure/statement'
import { statementOf } from '../pure/statement'
import { disputeRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `dispute`. */
export interface DisputeOptions extends FreelancerOptions, Statement {}

/**
 * Take a submitted milestone to the arbiter; a dispute cannot be withdrawn.
 * Codes: notParty, noArbiter, noEngagement, versionConflict, notHired, freelancerDeparted, notSubmitted, reviewOver, disputeTooEarly, noteTooLong.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { dispute } from '@holdfast/sdk'
 * export async function example(party: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await dispute(party, engagement, { evidence: 'https://example.org/delivery.zip', note: 'as agreed' })
 * }
 * ```
 */
export const dispute = /* @__PURE__ */ defineAction(
  async (account, ref: EngagementRef, options: DisputeOptions = {}) => {
    const said = await statementOf(options)
    return planWithRejoin(account, ref, options, ({ engagement, version, on }) => {
      const { project, freelancer } = engagement
      return {
        call: { verb: 'dispute', ...on, ...said },
        rule: disputeRule,
        events: ['MilestoneDisputed'],
        step: call(project.id, 'dispute(address,uint64,byte[32],string)void', [
          freelancer,
          version,
          said.evidence,
          said.note,
        ]),
        title: `Dispute ${milestoneOf(engagement)}: the arbiter rules`,
        lines: [
          `After 30 days of its silence the freelancer gets ${percent(engagement.terms.silenceRelease)}, less the fee.`,
          ...noteLines(said),
        ],
      }
    })
  },
)
