import type { ActionOptions } from '../internal/define'
import { OnApplicationComplete } from 'algosdk'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { isArbiter, readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'

/**
 * Stop being named as arbiter in new projects; disputes in existing ones stay yours.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { unregisterArbiter } from '@holdfast/sdk'
 * export async function example(arbiter: EscrowAccount): Promise<void> {
 *   await unregisterArbiter(arbiter)
 * }
 * ```
 */
export const unregisterArbiter = /* @__PURE__ */ defineAction(async (account, _options: ActionOptions = {}) => {
  const [{ id }, registered] = await Promise.all([readProtocol(account), isArbiter(account, account.address)])
  const step = call(id, 'registerArbiter()void', [], { onComplete: OnApplicationComplete.CloseOutOC })
  const summary = {
    title: 'Stop being named as an arbiter',
    lines: ['Projects that name you already still count on your rulings.'],
  }
  return simplePlan(account, 'unregisterArbiter', [step], summary, {
    refusal: registered ? undefined : 'refusedByLedger',
  })
})
