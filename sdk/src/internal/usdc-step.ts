import type { EscrowError } from '../errors/base'
import { FrozenError, InsufficientUsdcError, NotOptedInError } from '../errors/input'
import type { Address } from '../pure/types'
import { readHolding } from './chain'
import type { UsdcStep } from './plan'

/** A transfer of USDC with the check of what its sender holds. */
export function usdcStep(receiver: Address, amount: bigint, asset: bigint): UsdcStep {
  const blockers: UsdcStep['blockers'] = async (context, sender): Promise<readonly EscrowError[]> => {
    const { optedIn, frozen, amount: held } = await readHolding(context, sender, asset)
    if (!optedIn) return [new NotOptedInError(sender, asset)]
    if (frozen) return [new FrozenError(sender)]
    return held < amount ? [new InsufficientUsdcError(sender, amount, held)] : []
  }
  return { kind: 'usdc', receiver, amount, asset, blockers }
}
