import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planOnProtocol } from '../internal/protocol-plan'

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
export const acceptAdmin = /* @__PURE__ */ defineAction((account, _options: ActionOptions = {}) =>
  planOnProtocol(account, 'acceptAdmin', ({ id, pendingAdmin }) => ({
    step: call(id, 'acceptAdmin()void', []),
    title: 'Become the admin of the Protocol',
    refusal: account.address === pendingAdmin ? undefined : 'notPendingAdmin',
  })),
)
