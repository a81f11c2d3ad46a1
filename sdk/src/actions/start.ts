import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { milestoneOf, planOnEngagement } from '../internal/engagement-plan'
import { call } from '../internal/call'
import { dateOf } from '../internal/words'
import { transferBlockers, usdcTransfer } from '../internal/usdc-step'
import { depositOf, maxCancelInterval, splitRefund } from '../pure/money'
import type { EngagementRef } from '../pure/types'
import { startRule } from '../pure/rules'
import { formatUsdc } from '../pure/format'

/**
 * Fund the next milestone: the amount and the client's half of the fee go into the project's own account.
 * Codes: notClient, projectPaused, noEngagement, versionConflict, notHired, freelancerDeparted, notWaiting,
 * noMilestoneLeft, badSchedule, wrongDeposit.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { formatUsdc, start } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   const { deposit } = await start.quote(client, engagement)
 *   console.log(`this takes ${formatUsdc(deposit.usdc)} USDC`)
 *   await start(client, engagement)
 * }
 * ```
 */
export const start = /* @__PURE__ */ defineAction((account, ref: EngagementRef, options: ActionOptions = {}) =>
  planOnEngagement(account, ref, options, async ({ engagement, now, version, on }) => {
    const { project, freelancer, terms, accomplished, clientCancels } = engagement
    const { amount, duration } = terms.schedule[Number(accomplished)] ?? { amount: 0n, duration: 0n }
    const deposit = depositOf(amount, project.feeBps)
    const cancelableFor = maxCancelInterval(duration, accomplished, clientCancels)
    return {
      call: { verb: 'start', ...on, deposit },
      rule: startRule,
      events: ['MilestoneStarted'],
      step: call(project.id, 'start(axfer,address,uint64)void', [freelancer, version], {
        foreignAssets: [project.usdc],
      }),
      before: [usdcTransfer(project.address, deposit, project.usdc)],
      blockers: await transferBlockers(account, account.address, deposit, project.usdc),
      costs: {
        deposit: { algo: 0n, usdc: deposit },
        // What a cancel within the first hour returns.
        refundable: {
          algo: 0n,
          usdc: splitRefund({ amount, feeLocked: deposit - amount, feeBps: project.feeBps }).client,
        },
      },
      title: `Start ${milestoneOf(engagement)}`,
      lines: [
        `You pay ${formatUsdc(deposit)} USDC into the escrow: ${formatUsdc(amount)} and a fee of ${formatUsdc(deposit - amount)}.`,
        `The deadline is ${dateOf(now + duration)}.`,
        `You can cancel until ${dateOf(now + cancelableFor)}, or until the first submit; the later, the less comes back.`,
      ],
    }
  }),
)
