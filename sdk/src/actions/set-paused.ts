import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'

/**
 * Refuse or accept new projects; existing ones are not affected.
 * Codes: notAdmin.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { setPaused } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount): Promise<void> {
 *   await setPaused(admin, true)
 * }
 * ```
 */
export const setPaused = /* @__PURE__ */ defineAction(
  async (account, paused: boolean, _options: ActionOptions = {}) => {
    const protocol = await readProtocol(account)
    const step = call(account.protocol, 'setPaused(bool)void', [paused])
    const refusal = account.address === protocol.admin ? undefined : 'notAdmin'
    return simplePlan(
      account,
      'setPaused',
      [step],
      { title: paused ? 'Refuse new projects' : 'Accept new projects', lines: [] },
      { refusal },
    )
  },
)
