import { OnApplicationComplete } from 'algosdk'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { planOnEngagement } from '../internal/engagement-plan'
import { inWords } from '../internal/ledger-refusal'
import { LOCAL_STATE_RESERVE } from '../internal/rejoin'
import { reviewLine } from '../internal/review-line'
import { call } from '../internal/call'
import { acceptRule, refusalOfTerms } from '../pure/rules'
import type { CallOf } from '../pure/calls'
import type { EngagementOnChain, EngagementRef } from '../pure/types'
import { formatUsdc } from '../pure/units'

/**
 * Accept an offer at the version that was read: the terms are locked.
 * Codes: projectPaused, noEngagement, versionConflict, notOffered.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { accept } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await accept.prepare(freelancer, engagement)
 *   console.log(summary.title, summary.lines)
 *   await accept(freelancer, engagement)
 * }
 * ```
 */
export const accept = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement, version, on: { sender } }) => {
    const { project } = engagement
    return {
      call: { verb: 'accept', sender, version, optIn: !engagement.joined },
      rule: (world, call: CallOf<'accept'>) =>
        inWords('accept', acceptRule(world, call)) ?? refusalOfTerms(engagement.terms),
      events: ['OfferAccepted'],
      step: call(project.id, 'accept(uint64)void', [version], {
        onComplete: engagement.joined ? OnApplicationComplete.NoOpOC : OnApplicationComplete.OptInOC,
      }),
      title: `Accept the offer of ${engagement.terms.schedule.length} milestones`,
      lines: acceptLines(engagement),
      costs: { reserve: engagement.joined ? 0n : LOCAL_STATE_RESERVE },
    }
  }),
)

/** The terms, once more, right before they are locked. */
function acceptLines({ terms, project }: EngagementOnChain): string[] {
  const { schedule, maxRevisions, silenceRelease } = terms
  const plan = schedule.map(({ amount, duration }, i) => {
    return `Milestone ${i + 1}: ${formatUsdc(amount)} USDC, ${Number(duration / 3_600n)} hours, fee ${project.feeBps} basis points.`
  })
  const dispute = project.arbiter
    ? `Disputes go to ${project.arbiter}; if it is silent, the freelancer gets ${silenceRelease} basis points.`
    : 'There is no arbiter: the client can burn what it refuses.'
  return [...plan, reviewLine(terms), `Up to ${maxRevisions} rounds of changes per milestone.`, dispute]
}
