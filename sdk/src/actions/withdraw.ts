import { findEngagement } from '../internal/chain'
import { engagementBox } from '../internal/codec'
import { checkAddress } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { shortAddress } from '../internal/engagement-plan'
import { formatUsdc } from '../pure/format'
import { boxOf, call } from '../internal/call'
import { NO_AMOUNTS } from '../pure/amounts'
import { planOnProject } from '../internal/project-plan'
import { withdrawRule } from '../pure/rules'
import type { Address, ProjectRef } from '../pure/types'

/** Options of `withdraw`. */
export interface WithdrawOptions extends ActionOptions {
  /** whose credit is paid out, always to that account; the caller's own unless given */
  account?: Address
}

/**
 * Pay a credit out to its owner, once the owner can receive USDC; anyone may.
 * Codes: nothingToWithdraw, payeeNotReady.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { withdraw } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, project: bigint): Promise<void> {
 *   const { paid } = await withdraw(freelancer, project)
 *   console.log(paid.freelancer)
 * }
 * ```
 */
export const withdraw = /* @__PURE__ */ defineAction((account, ref: ProjectRef, options: WithdrawOptions = {}) =>
  planOnProject(account, ref, async (project) => {
    const owner = checkAddress('account', options.account ?? account.address)
    const role = owner === project.client ? 'client' : owner === project.burn ? 'burn' : 'freelancer'
    const isParty = role !== 'freelancer'
    const record = isParty ? undefined : await findEngagement(account, { project, freelancer: owner }, project)
    const amount = { client: project.clientCredit, burn: project.burnCredit, freelancer: record?.credit ?? 0n }[role]
    return {
      call: { verb: 'withdraw', sender: account.address, account: owner },
      rule: withdrawRule,
      step: call(project.id, 'withdraw(address)void', [owner], {
        accounts: [owner],
        foreignAssets: [project.usdc],
        boxes: isParty ? [] : [boxOf(engagementBox(owner))],
        inner: 1,
      }),
      title: `Pay the credit of ${shortAddress(owner)} out: ${formatUsdc(amount)} USDC`,
      lines: ['It goes to its owner and nobody else.'],
      events: ['CreditWithdrawn'],
      record,
      payees: [owner],
      costs: { payouts: { ...NO_AMOUNTS, [role]: amount } },
      roles: { [role]: owner },
    }
  }),
)
