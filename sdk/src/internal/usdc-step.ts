import { makeAssetTransferTxnWithSuggestedParamsFromObject } from 'algosdk'
import { FrozenError, InsufficientUsdcError, NotOptedInError } from '../errors/input'
import type { Address } from '../pure/types'
import type { Step } from './call'
import { readHolding } from './holding'

/** A transfer of USDC that stands right before the call it belongs to, with the check of what its sender holds. */
export function usdcTransfer(receiver: Address, amount: bigint, assetIndex: bigint): Step {
  return {
    inner: 0,
    make: ({ sender, suggestedParams }) =>
      makeAssetTransferTxnWithSuggestedParamsFromObject({ sender, suggestedParams, receiver, amount, assetIndex }),
    blockers: async (context, sender) => {
      const { optedIn, frozen, amount: held } = await readHolding(context, sender, assetIndex)
      if (!optedIn) return [new NotOptedInError(sender, assetIndex)]
      if (frozen) return [new FrozenError(sender)]
      return held < amount ? [new InsufficientUsdcError(sender, amount, held)] : []
    },
  }
}
