import { bytesToHex } from 'algosdk'
import { defineAction } from '../internal/define'
import type { FreelancerOptions } from '../internal/rejoin'
import { planWithRejoin } from '../internal/rejoin'
import { milestoneOf } from '../internal/engagement-plan'
import { leaseOf } from '../internal/lease'
import { call } from '../internal/call'
import { noteLines } from '../internal/words'
import type { Statement } from '../pure/statement'
import { statementOf } from '../pure/statement'
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
  const said = await statementOf(options)
  return planWithRejoin(account, ref, options, async ({ engagement, version, on }) => {
    const { project, freelancer } = engagement
    const { evidence, note } = said
    return {
      call: { verb: 'post', ...on, ...said },
      rule: postRule,
      events: ['ProgressPosted'],
      step: call(project.id, 'post(address,uint64,byte[32],string)void', [freelancer, version, evidence, note], {
        lease: await leaseOf(options, 'post', project.id, freelancer, version, bytesToHex(evidence), note),
      }),
      title: `Post a note about ${milestoneOf(engagement)}`,
      lines: noteLines(said),
    }
  })
})
