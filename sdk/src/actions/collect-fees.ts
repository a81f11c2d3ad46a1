import { readUnpayable } from '../internal/chain'
import { readHolding } from '../internal/holding'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planOnProtocol } from '../internal/protocol-plan'
import { formatUsdc } from '../pure/format'

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
export const collectFees = /* @__PURE__ */ defineAction((account, _options: ActionOptions = {}) =>
  planOnProtocol(account, 'collectFees', async ({ id, address, treasury, usdc }) => {
    const [{ amount }, unpayable] = await Promise.all([
      readHolding(account, address, usdc),
      readUnpayable(account, [treasury], usdc),
    ])
    return {
      step: call(id, 'collectFees()void', [], { accounts: [treasury], foreignAssets: [usdc], inner: 1 }),
      title: `Send ${formatUsdc(amount)} USDC of fees to the treasury`,
      refusal: amount === 0n ? 'nothingToSweep' : unpayable.size > 0 ? 'treasuryNotReady' : undefined,
    }
  }),
)
