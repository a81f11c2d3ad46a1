import { falcon1024 } from '@noble/post-quantum/falcon.js'
import { addressWithSignersFromRawFalcon1024Signer } from 'algosdk'

/** Algorand signs with a fixed salt in place of a random one, and leaves it out: its version, log2 of the degree, a name. */
const SALT_VERSION = 0
const SALT = new Uint8Array(40)
SALT.set([SALT_VERSION, 10, ...new TextEncoder().encode('FALCON_DET')])
const COMPRESSED_UNSALTED = 0xba

/** Draws random bytes, but for the salt, which is drawn first and has 40 of them. */
const fixedSalt = () => {
  let isFirst = true
  return (length = 32): Uint8Array => {
    if (!isFirst) return crypto.getRandomValues(new Uint8Array(length))
    isFirst = false
    return SALT.slice(0, length)
  }
}

/** A new account whose key is a Falcon-1024 key. */
export function falconAccount() {
  const { publicKey, secretKey } = falcon1024.keygen()
  const key = {
    falcon1024PublicKey: publicKey,
    falcon1024Signer: (bytes: Uint8Array) => {
      // Two bytes of length, the salt, the message, a header, and then the signature itself.
      const sealed = falcon1024.attached.seal(bytes, secretKey, { random: fixedSalt() })
      const signature = sealed.slice(2 + SALT.length + bytes.length + 1)
      return Promise.resolve(Uint8Array.of(COMPRESSED_UNSALTED, SALT_VERSION, ...signature))
    },
  }
  const { address, txnSigner } = addressWithSignersFromRawFalcon1024Signer(key)
  return { address: address.toString(), signer: txnSigner }
}
