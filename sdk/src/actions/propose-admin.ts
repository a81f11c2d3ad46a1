import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import { checkAddress } from '../internal/context'
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
  async (account, pendingAdmin: Address, _options: ActionOptions = {}) => {
    const protocol = await readProtocol(account)
    checkAddress('next admin', pendingAdmin)
    const step = call(account.protocol, 'proposeAdmin(address)void', [pendingAdmin])
    const refusal = account.address === protocol.admin ? undefined : 'notAdmin'
    return simplePlan(
      account,
      'proposeAdmin',
      [step],
      { title: `Propose ${pendingAdmin} as admin`, lines: ['Nothing changes until that account accepts.'] },
      { refusal },
    )
  },
)
