import { makePaymentTxnWithSuggestedParamsFromObject } from 'algosdk'
import type { Address } from '../pure/types'
import type { Step } from './call'

/** A payment in ALGO that stands right before the call it belongs to. */
export function payment(receiver: Address, amount: bigint): Step {
  return {
    inner: 0,
    make: ({ sender, suggestedParams }) =>
      makePaymentTxnWithSuggestedParamsFromObject({ sender, suggestedParams, receiver, amount }),
  }
}
