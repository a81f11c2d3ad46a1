import { makeAssetTransferTxnWithSuggestedParamsFromObject } from 'algosdk'
import type { EscrowError } from '../errors/base'
import { FrozenError, InsufficientUsdcError, NotOptedInError } from '../errors/input'
import type { Address } from '../pure/types'
import type { Step } from './call'
import type { EscrowContext } from './context'
import { readHolding } from './holding'

/** A transfer of USDC that stands right before the call it belongs to. */
export function usdcTransfer(receiver: Address, amount: bigint, assetIndex: bigint): Step {
  return {
    inner: 0,
    make: ({ sender, suggestedParams }) =>
      makeAssetTransferTxnWithSuggestedParamsFromObject({ sender, suggestedParams, receiver, amount, assetIndex }),
  }
}

/** Why an account cannot send this much of the asset. */
export async function transferBlockers(
  context: EscrowContext,
  sender: Address,
  amount: bigint,
  asset: bigint,
): Promise<EscrowError[]> {
  const { optedIn, frozen, amount: held } = await readHolding(context, sender, asset)
  if (!optedIn) return [new NotOptedInError(sender, asset)]
  if (frozen) return [new FrozenError(sender)]
  return held < amount ? [new InsufficientUsdcError(sender, amount, held)] : []
}
