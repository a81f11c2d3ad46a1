import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planSetting } from '../internal/protocol-plan'
import { percent } from '../internal/words'
import { checkNumber } from '../pure/check'
import { MAX_FEE_BPS } from '../pure/constants'

/**
 * Set the fee of future projects; existing ones keep theirs.
 * Codes: notAdmin, feeAboveCap.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { setFee } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount): Promise<void> {
 *   await setFee(admin, 250n)
 * }
 * ```
 */
export const setFee = /* @__PURE__ */ defineAction((account, feeBps: bigint, options: ActionOptions = {}) =>
  planSetting(account, 'setFee', options, ({ id }) => ({
    step: call(id, 'setFee(uint64)void', [checkNumber('fee', feeBps)]),
    title: `Set the fee of new projects to ${percent(feeBps)}`,
    refusal: feeBps > MAX_FEE_BPS ? 'feeAboveCap' : undefined,
  })),
)
