import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import { readUnpayable } from '../internal/chain'
import { checkAddress } from '../internal/context'
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
export const setTreasury = /* @__PURE__ */ defineAction(
  async (account, treasury: Address, _options: ActionOptions = {}) => {
    const protocol = await readProtocol(account)
    const unpayable = await readUnpayable(account, [checkAddress('treasury', treasury)], protocol.usdc)
    const step = call(account.protocol, 'setTreasury(address)void', [treasury], {
      accounts: [treasury],
      assets: [protocol.usdc],
    })
    const refusal =
      account.address !== protocol.admin ? 'notAdmin' : unpayable.has(treasury) ? 'treasuryNotReady' : undefined
    return simplePlan(
      account,
      'setTreasury',
      [step],
      { title: `Send fees to ${treasury} from now on`, lines: [] },
      { refusal },
    )
  },
)
