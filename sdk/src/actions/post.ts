import { toHex } from '../internal/codec'
import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/engagement-plan'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import type { Statement } from '../pure/statement'
import { evidenceHash } from '../pure/statement'
import { postRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `post`. */
export interface PostOptions extends FreelancerOptions, Statement {}

/**
 * Record a note about the open milestone: delivery notes, receipts and statements get on chain and change nothing.
 * Codes: notParty, noEngagement, versionConflict, notHired, freelancerDeparted, noMilestoneOpen, notDisputed, noteTooLong.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { post } from '@holdfast/sdk'
 * export async function example(party: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await post(party, engagement, { evidence: 'https://example.org/delivery.zip', note: 'as agreed' })
 * }
 * ```
 */
export const post = /* @__PURE__ */ defineAction(async (account, ref: EngagementRef, options: PostOptions = {}) => {
  const evidence = await evidenceHash(options.evidence)
  const note = options.note ?? ''
  return planOnEngagement(account, ref, options, ({ engagement, version }) => {
    const { project, freelancer } = engagement
    return {
      call: { verb: 'post', sender: account.address, freelancer, version, evidence, note },
      rule: postRule,
      event: 'ProgressPosted',
      step: call(project.id, 'post(address,uint64,byte[32],string)void', [freelancer, version, evidence, note]),
      title: `Post a note about ${milestoneOf(engagement)}`,
      lines: note ? [`Note: ${note}`] : [],
      lease: `post|${project.id}|${freelancer}|${version}|${toHex(evidence)}|${note}`,
    }
  })
})
