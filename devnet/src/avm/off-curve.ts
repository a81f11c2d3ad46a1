import { ed25519 } from '@noble/curves/ed25519.js'
import { programAddress } from '../protocol/address'

/** From here on the assembler salts programs so that their account's address is nobody's public key. */
export const OFF_CURVE_VERSION = 13

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
