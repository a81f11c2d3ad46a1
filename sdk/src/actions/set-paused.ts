import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planSetting } from '../internal/protocol-plan'

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
export const setPaused = /* @__PURE__ */ defineAction((account, paused: boolean, options: ActionOptions = {}) =>
  planSetting(account, 'setPaused', options, ({ id }) => ({
    step: call(id, 'setPaused(bool)void', [paused]),
    title: paused ? 'Refuse new projects' : 'Accept new projects',
  })),
)
