import { checkAddress } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planSetting } from '../internal/protocol-plan'
import type { Address } from '../pure/types'

/**
 * Name the next admin, who takes over with `acceptAdmin`.
 * Codes: notAdmin.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { proposeAdmin } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, next: string): Promise<void> {
 *   await proposeAdmin(admin, next)
 * }
 * ```
 */
export const proposeAdmin = /* @__PURE__ */ defineAction(
  (account, pendingAdmin: Address, options: ActionOptions = {}) =>
    planSetting(account, 'proposeAdmin', options, ({ id }) => ({
      step: call(id, 'proposeAdmin(address)void', [checkAddress('next admin', pendingAdmin)]),
      title: `Propose ${pendingAdmin} as admin`,
      lines: ['Nothing changes until that account accepts.'],
    })),
)
