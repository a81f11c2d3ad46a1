import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { noteLines } from '../internal/words'
import type { Statement } from '../pure/statement'
import { statementOf } from '../pure/statement'
import { requestChangesRule } from '../pure/rules'
import type { EngagementRef } from '../pure/types'

/** Options of `requestChanges`. */
export interface RequestChangesOptions extends ActionOptions, Statement {}

/**
 * Send a submitted milestone back to the freelancer, within the agreed rounds.
 * Codes: notClient, noEngagement, versionConflict, notHired, notSubmitted, noRevisionsLeft, reviewOver, noteTooLong.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { requestChanges } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await requestChanges(client, engagement, { evidence: 'https://example.org/delivery.zip', note: 'as agreed' })
 * }
 * ```
 */
export const requestChanges = /* @__PURE__ */ defineAction(
  async (account, ref: EngagementRef, options: RequestChangesOptions = {}) => {
    const said = await statementOf(options)
    return planOnEngagement(account, ref, options, ({ engagement, version, on }) => {
      const { project, freelancer } = engagement
      return {
        call: { verb: 'requestChanges', ...on, ...said },
        rule: requestChangesRule,
        events: ['ChangesRequested'],
        step: call(project.id, 'requestChanges(address,uint64,byte[32],string)void', [
          freelancer,
          version,
          said.evidence,
          said.note,
        ]),
        title: `Request changes of ${milestoneOf(engagement)}`,
        lines: ['The deadline moves by at least the time of the review.', ...noteLines(said)],
      }
    })
  },
)
