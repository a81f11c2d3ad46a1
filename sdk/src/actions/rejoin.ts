import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { planOnEngagement } from '../internal/engagement-plan'
import { inWords } from '../internal/ledger-refusal'
import { LOCAL_STATE_RESERVE, rejoinStep } from '../internal/rejoin'
import { algos } from '../internal/words'
import { rejoinRule } from '../pure/rules'
import type { CallOf } from '../pure/calls'
import type { EngagementRef } from '../pure/types'

/**
 * Come back after the local state was cleared: the box is copied back.
 * Codes: noEngagement, notHired.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { rejoin } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { summary } = await rejoin.prepare(freelancer, engagement)
 *   console.log(summary.title, summary.lines)
 *   await rejoin(freelancer, engagement)
 * }
 * ```
 */
export const rejoin = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, ({ engagement }) => {
    return {
      call: { verb: 'rejoin', sender: account.address },
      rule: (world, call: CallOf<'rejoin'>) => inWords('rejoin', rejoinRule(world, call)),
      events: ['Rejoined'],
      step: rejoinStep(engagement),
      title: 'Come back to the project',
      lines: [`${algos(LOCAL_STATE_RESERVE)} of your account are locked again, until you leave.`],
      costs: { reserve: LOCAL_STATE_RESERVE },
    }
  }),
)
