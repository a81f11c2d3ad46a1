import { OnApplicationComplete } from 'algosdk'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { inWords } from '../internal/ledger-refusal'
import { isArbiter } from '../internal/protocol'
import { planOnProtocol } from '../internal/protocol-plan'

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
export const unregisterArbiter = /* @__PURE__ */ defineAction((account, _options: ActionOptions = {}) =>
  planOnProtocol(account, 'unregisterArbiter', async ({ id }) => ({
    step: call(id, 'registerArbiter()void', [], { onComplete: OnApplicationComplete.CloseOutOC }),
    title: 'Stop being named as an arbiter',
    refusal: (await isArbiter(account, account.address)) ? undefined : inWords('unregisterArbiter', 'refusedByLedger'),
    lines: ['Projects that name you already still count on your rulings.'],
  })),
)
