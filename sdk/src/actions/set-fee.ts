import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
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
export const setFee = /* @__PURE__ */ defineAction(async (account, feeBps: bigint, _options: ActionOptions = {}) => {
  const protocol = await readProtocol(account)
  const step = call(account.protocol, 'setFee(uint64)void', [feeBps])
  const refusal = account.address !== protocol.admin ? 'notAdmin' : feeBps > MAX_FEE_BPS ? 'feeAboveCap' : undefined
  return simplePlan(
    account,
    'setFee',
    [step],
    { title: `Set the fee of new projects to ${feeBps} basis points`, lines: [] },
    { refusal },
  )
})
