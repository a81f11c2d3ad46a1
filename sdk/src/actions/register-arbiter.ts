import { OnApplicationComplete } from 'algosdk'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { inWords } from '../internal/ledger-refusal'
import { isArbiter } from '../internal/protocol'
import { planOnProtocol } from '../internal/protocol-plan'

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
export const registerArbiter = /* @__PURE__ */ defineAction((account, _options: ActionOptions = {}) =>
  planOnProtocol(account, 'registerArbiter', async ({ id }) => ({
    step: call(id, 'registerArbiter()void', [], { onComplete: OnApplicationComplete.OptInOC }),
    title: 'Register as an arbiter',
    refusal: (await isArbiter(account, account.address)) ? inWords('registerArbiter', 'refusedByLedger') : undefined,
    lines: ['New projects can name you.', '0.1 ALGO of your account are locked until you unregister.'],
    costs: { reserve: 100_000n },
  })),
)
