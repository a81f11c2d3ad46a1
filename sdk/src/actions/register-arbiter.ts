import type { ActionOptions } from '../internal/define'
import { OnApplicationComplete } from 'algosdk'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { isArbiter, readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'

/**
 * Register as an arbiter, so that new projects can name this account.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { registerArbiter } from '@holdfast/sdk'
 * export async function example(arbiter: EscrowAccount): Promise<void> {
 *   await registerArbiter(arbiter)
 * }
 * ```
 */
export const registerArbiter = /* @__PURE__ */ defineAction(async (account, _options: ActionOptions = {}) => {
  const [{ id }, registered] = await Promise.all([readProtocol(account), isArbiter(account, account.address)])
  const step = call(id, 'registerArbiter()void', [], { onComplete: OnApplicationComplete.OptInOC })
  const summary = {
    title: 'Register as an arbiter',
    lines: ['New projects can name you; being named costs nothing and can be refused by leaving.'],
  }
  return simplePlan(account, 'registerArbiter', [step], summary, {
    refusal: registered ? 'refusedByLedger' : undefined,
    reserve: 100_000n,
  })
})
