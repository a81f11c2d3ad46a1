import type { ABIValue } from 'algosdk'
import type { MilestoneProjectArgs } from '../generated/MilestoneProject.client'
import type { ProtocolArgs } from '../generated/Protocol.client'
import type { CallStep } from './plan'

/** Every ABI signature of the two contracts, with the types of its arguments, from the generated clients. */
type Methods = MilestoneProjectArgs['tuple'] & ProtocolArgs['tuple']
type Signature = keyof Methods
/** The arguments without the transaction that stands before the call. */
type Values<A> = [A] extends [[infer First, ...infer Rest]]
  ? [First] extends [string | bigint | number | boolean | Uint8Array | readonly unknown[]]
    ? A
    : Rest
  : A

/** An app call whose arguments are checked against the contract's own signature. */
export function call<S extends Signature>(
  app: bigint,
  method: S,
  values: Values<Methods[S]>,
  rest: Partial<Omit<CallStep, 'kind' | 'app' | 'method' | 'values'>> = {},
): CallStep {
  return { kind: 'call', app, method, values: values as readonly ABIValue[], inner: 0, ...rest }
}
