import type { ABIType, ABIValue, OnApplicationComplete, SuggestedParams, Transaction } from 'algosdk'
import { ABIMethod, makeApplicationCallTxnFromObject } from 'algosdk'
import type { MilestoneProjectArgs } from '../generated/MilestoneProject.client'
import type { ProtocolArgs } from '../generated/Protocol.client'
import type { Address } from '../pure/types'

/** What algosdk takes for an app call besides its sender, app and arguments. */
type References = Partial<
  Omit<
    Parameters<typeof makeApplicationCallTxnFromObject>[0],
    'sender' | 'suggestedParams' | 'appIndex' | 'appArgs' | 'note' | 'rekeyTo'
  >
>
/** A box of the called app. */
export interface BoxReference {
  appIndex: bigint
  name: Uint8Array
}

/** One transaction of a group before anything is asked of the node for it. */
export interface Step {
  /** inner transactions: each is paid for by this call, never by the app */
  inner: number
  references?: References
  make(common: { sender: Address; suggestedParams: SuggestedParams } & References): Transaction
}

/** Every ABI signature of the two contracts, with the types of its arguments, from the generated clients. */
type Methods = MilestoneProjectArgs['tuple'] & ProtocolArgs['tuple']
type Signature = keyof Methods
/** The arguments without the transaction that stands before the call. */
type Values<A> = [A] extends [[infer First, ...infer Rest]]
  ? [First] extends [string | bigint | number | boolean | Uint8Array | readonly unknown[]]
    ? A
    : Rest
  : A

/** The first version of an app that is refused. Ours cannot be updated: every call is for version 0, whatever app it names. */
const REJECTED_VERSION = 1n
const NO_OP: OnApplicationComplete.NoOpOC = 0

/** An app call whose arguments are checked against the contract's own signature. */
export function call<S extends Signature>(
  appIndex: bigint,
  signature: S,
  values: Values<Methods[S]>,
  { inner = 0, ...references }: References & { inner?: number } = {},
): Step {
  const method = ABIMethod.fromSignature(signature)
  // The transaction that stands before the call is its first argument, and no value.
  const encoded = (values as readonly ABIValue[]).map((value, i) =>
    (method.args.at(i - values.length)?.type as ABIType).encode(value),
  )
  const appArgs = [method.getSelector(), ...encoded]
  return {
    inner,
    references,
    make: (given) =>
      makeApplicationCallTxnFromObject({
        onComplete: NO_OP,
        rejectVersion: REJECTED_VERSION,
        ...given,
        appIndex,
        appArgs,
      }),
  }
}

/** A box of the called app as a reference. */
export function boxOf(name: Uint8Array): BoxReference {
  return { appIndex: 0n, name }
}
