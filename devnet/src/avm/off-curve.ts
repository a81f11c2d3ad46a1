import { ed25519 } from '@noble/curves/ed25519.js'
import { programAddress } from '../protocol/address'

/** Whether the address of a program's account could also be somebody's public key. */
export function hashIsOnCurve(program: Uint8Array): boolean {
  try {
    // Lenient about how the point is written, as the node is.
    ed25519.Point.fromBytes(programAddress(program), true)
    return true
  } catch {
    return false
  }
}
