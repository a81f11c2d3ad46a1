import { ed25519 } from '@noble/curves/ed25519.js'
import type { Bytes } from './txn'

/** Injected by the adapter: Node's own crypto is ten times faster than JavaScript, and only exists in Node. */
export type VerifyEd25519 = (message: Bytes, signature: Bytes, publicKey: Bytes) => boolean

export const verifyInJavaScript: VerifyEd25519 = (message, signature, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false // not a point: no signature of it can be right
  }
}
