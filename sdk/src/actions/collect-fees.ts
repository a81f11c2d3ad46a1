import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import { readHolding, readUnpayable } from '../internal/chain'
import { formatUsdc } from '../pure/units'

/**
 * Send the fees the Protocol holds to the treasury; anyone may.
 * Codes: nothingToSweep, treasuryNotReady.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { collectFees } from '@holdfast/sdk'
 * export async function example(anyone: EscrowAccount): Promise<void> {
 *   await collectFees(anyone)
 * }
 * ```
 */
export const collectFees = /* @__PURE__ */ defineAction(async (account, _options: ActionOptions = {}) => {
  const protocol = await readProtocol(account)
  const [holding, unpayable] = await Promise.all([
    readHolding(account, protocol.address, protocol.usdc),
    readUnpayable(account, [protocol.treasury], protocol.usdc),
  ])
  const step = call(account.protocol, 'collectFees()void', [], {
    accounts: [protocol.treasury],
    assets: [protocol.usdc],
    inner: 1,
  })
  const refusal = holding.amount === 0n ? 'nothingToSweep' : unpayable.size > 0 ? 'treasuryNotReady' : undefined
  return simplePlan(
    account,
    'collectFees',
    [step],
    { title: `Send ${formatUsdc(holding.amount)} USDC of fees to the treasury`, lines: [] },
    { refusal },
  )
})
