import type { Address } from '../pure/types'
import { holdingOf } from './chain'
import type { EscrowContext } from './context'

/** What an account holds of USDC. */
export interface Holding {
  optedIn: boolean
  frozen: boolean
  amount: bigint
}

/** Reads what an account holds of an asset. */
export async function readHolding(context: EscrowContext, account: Address, asset: bigint): Promise<Holding> {
  const holding = await holdingOf(context, account, asset)
  return { optedIn: holding !== undefined, frozen: holding?.isFrozen ?? false, amount: holding?.amount ?? 0n }
}
