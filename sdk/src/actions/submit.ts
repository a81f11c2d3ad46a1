import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { reviewLine } from '../internal/review-line'
import { call } from '../internal/call'
import { noteLines } from '../internal/words'
import type { Statement } from '../pure/statement'
import { statementOf } from '../pure/statement'
import { submitRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `submit`. */
export interface SubmitOptions extends FreelancerOptions, Statement {
  evidence: NonNullable<Statement['evidence']>
}

/**
 * Submit the open milestone for review, with the hash of what is delivered.
 * Codes: noEngagement, versionConflict, notHired, freelancerDeparted, notRunning, noEvidence, noteTooLong.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { submit } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await submit(freelancer, engagement, { evidence: 'https://example.org/delivery.zip', note: 'as agreed' })
 * }
 * ```
 */
export const submit = /* @__PURE__ */ defineAction(async (account, ref: EngagementRef, options: SubmitOptions) => {
  const said = await statementOf(options)
  return planWithRejoin(account, ref, options, ({ engagement, version, on: { sender } }) => {
    const { project } = engagement
    return {
      call: { verb: 'submit', sender, version, ...said },
      rule: submitRule,
      events: ['MilestoneSubmitted'],
      step: call(project.id, 'submit(uint64,byte[32],string)void', [version, said.evidence, said.note]),
      title: `Submit ${milestoneOf(engagement)} for review`,
      lines: [
        'The client can no longer cancel it.',
        reviewLine(engagement.terms, engagement.project.arbiter),
        ...noteLines(said),
      ],
    }
  })
})
