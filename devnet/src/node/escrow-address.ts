import { programVersion } from '../avm/check'
import { hashIsOnCurve, OFF_CURVE_VERSION } from '../avm/off-curve'
import { authorizer } from '../ledger/signatures'
import { programAddress } from '../protocol/address'
import { equal } from '../protocol/bytes'
import { MAX_AVM_VERSION } from '../protocol/ops'
import type { LogicSig, SignedTxn } from '../protocol/txn'
import { NodeError } from './chain'

/**
 * Refuses programs that are an account of their own under an address that may also be a public key. It is the node's door
 * that does, not the chain: whoever asks for it is let through. @throws NodeError
 */
export function refuseAddressesOnCurve(group: readonly SignedTxn[]): void {
  for (const [index, signed] of group.entries()) {
    const { lsig } = signed
    if (!lsig || lsig.logic.length === 0) continue
    const version = versionOf(lsig.logic)
    if (version < OFF_CURVE_VERSION || version > MAX_AVM_VERSION) continue
    if (isDelegated(lsig) || !equal(authorizer(signed), programAddress(lsig.logic))) continue
    if (!hashIsOnCurve(lsig.logic)) continue
    throw new NodeError(
      400,
      `transaction ${index}: TEAL v${version} LogicSig program hash is an Edwards25519 point and should not be used; ` +
        'set skip-pq-address-check=true to submit anyway if you understand the risks and know what you are doing',
    )
  }
}

const isDelegated = ({ sig, msig, lmsig }: LogicSig): boolean => sig.length > 0 || !!msig || !!lmsig

function versionOf(program: Uint8Array): number {
  try {
    return Number(programVersion(program).version)
  } catch {
    return 0
  }
}
