import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'

/**
 * Take over as admin of the Protocol, after having been proposed.
 * Codes: notPendingAdmin.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { acceptAdmin } from '@holdfast/sdk'
 * export async function example(next: EscrowAccount): Promise<void> {
 *   await acceptAdmin(next)
 * }
 * ```
 */
export const acceptAdmin = /* @__PURE__ */ defineAction(async (account, _options: ActionOptions = {}) => {
  const protocol = await readProtocol(account)
  const step = call(account.protocol, 'acceptAdmin()void', [])
  const refusal = account.address === protocol.pendingAdmin ? undefined : 'notPendingAdmin'
  return simplePlan(
    account,
    'acceptAdmin',
    [step],
    { title: 'Become the admin of the Protocol', lines: [] },
    { refusal },
  )
})
