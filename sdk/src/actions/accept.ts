import { OnApplicationComplete } from 'algosdk'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { planOnEngagement } from '../internal/engagement-plan'
import { inWords } from '../internal/ledger-refusal'
import { LOCAL_STATE_RESERVE } from '../internal/rejoin'
import { agreedLines } from '../internal/review-line'
import { algos, count, interval } from '../internal/words'
import { call } from '../internal/call'
import { acceptRule, refusalOfTerms } from '../pure/rules'
import type { CallOf } from '../pure/calls'
import type { EngagementOnChain, EngagementRef } from '../pure/types'
import { shareOf } from '../pure/money'
import { formatUsdc } from '../pure/format'

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
      title: `Accept the offer of ${count(engagement.terms.schedule.length, 'milestone')}`,
      lines: acceptLines(engagement),
      costs: { reserve: engagement.joined ? 0n : LOCAL_STATE_RESERVE },
    }
  }),
)

/** The terms, once more, right before they are locked. */
function acceptLines({ terms, project }: EngagementOnChain): string[] {
  const plan = terms.schedule.map(({ amount, duration }, i) => {
    const fee = shareOf(amount, project.feeBps)
    return `Milestone ${i + 1}: ${formatUsdc(amount)} USDC in ${interval(duration)}; you get ${formatUsdc(amount - fee)} of it.`
  })
  return [
    ...plan,
    ...agreedLines(terms, project.arbiter),
    `${algos(LOCAL_STATE_RESERVE)} of your account are locked until you leave.`,
  ]
}
