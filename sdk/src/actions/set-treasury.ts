import { readUnpayable } from '../internal/chain'
import { checkAddress } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planSetting } from '../internal/protocol-plan'
import type { Address } from '../pure/types'

/**
 * Set where collected fees go; the account has to be opted in to USDC.
 * Codes: notAdmin, treasuryNotReady.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { setTreasury } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, treasury: string): Promise<void> {
 *   await setTreasury(admin, treasury)
 * }
 * ```
 */
export const setTreasury = /* @__PURE__ */ defineAction((account, treasury: Address, options: ActionOptions = {}) =>
  planSetting(account, 'setTreasury', options, async ({ id, usdc }) => {
    const unpayable = await readUnpayable(account, [checkAddress('treasury', treasury)], usdc)
    return {
      step: call(id, 'setTreasury(address)void', [treasury], { accounts: [treasury], foreignAssets: [usdc] }),
      title: `Send fees to ${treasury} from now on`,
      refusal: unpayable.size > 0 ? 'treasuryNotReady' : undefined,
    }
  }),
)
