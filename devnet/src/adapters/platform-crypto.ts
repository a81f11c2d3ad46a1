import { ed25519 } from '@noble/curves/ed25519.js'
import type { Ed25519 } from '../api/kmd-wallets'
import { hex } from '../protocol/bytes'
import type { VerifyEd25519 } from '../protocol/signature'
import { verifyInJavaScript } from '../protocol/signature'
import type { Bytes } from '../protocol/txn'

export type PlatformCrypto = Ed25519 & { verify: VerifyEd25519 }

const inJavaScript: PlatformCrypto = {
  publicKey: (seed) => ed25519.getPublicKey(seed),
  sign: (message, seed) => ed25519.sign(message, seed),
  verify: verifyInJavaScript,
}

type KeyObject = { export(options: { type: string; format: string }): Bytes }
type NodeCrypto = {
  createPrivateKey(key: { key: Bytes; format: 'der'; type: 'pkcs8' }): KeyObject
  createPublicKey(key: { key: Bytes; format: 'der'; type: 'spki' } | KeyObject): KeyObject
  sign(algorithm: null, data: Bytes, key: KeyObject): Bytes
  verify(algorithm: null, data: Bytes, key: KeyObject, signature: Bytes): boolean
}

/** Node's own crypto when the program runs in Node: found at run time, so that a browser bundle does not name it. */
export function platformCrypto(): PlatformCrypto {
  const host = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const crypto = host?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined
  return crypto ? inNode(crypto) : inJavaScript
}

// what RFC 8410 puts in front of 32 bytes of key
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20)
const SPKI = Uint8Array.of(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0)
const KEYS_KEPT = 1_000

function inNode(crypto: NodeCrypto): PlatformCrypto {
  const privateKey = cached((seed) => crypto.createPrivateKey({ key: der(PKCS8, seed), format: 'der', type: 'pkcs8' }))
  const publicKey = cached((key) => crypto.createPublicKey({ key: der(SPKI, key), format: 'der', type: 'spki' }))
  return {
    publicKey: (seed) => {
      const exported = crypto.createPublicKey(privateKey(seed)).export({ type: 'spki', format: 'der' })
      return Uint8Array.from(exported.subarray(SPKI.length))
    },
    sign: (message, seed) => Uint8Array.from(crypto.sign(null, message, privateKey(seed))),
    verify: (message, signature, key) => {
      // an encoding below the field's prime and an S below the order: OpenSSL checks S only
      if (!isCanonical(key) || !isCanonical(signature.subarray(0, 32)))
        return verifyInJavaScript(message, signature, key)
      try {
        return crypto.verify(null, message, publicKey(key), signature)
      } catch {
        return false
      }
    },
  }
}

/** Below 2^255 - 19 without its sign bit; anything else is left to the strict implementation. */
function isCanonical(point: Bytes): boolean {
  if ((point[31]! & 127) !== 127) return true
  for (let i = 30; i > 0; i--) if (point[i] !== 255) return true
  return point[0]! < 237
}

function der(prefix: Bytes, key: Bytes): Bytes {
  const out = new Uint8Array(prefix.length + 32)
  out.set(prefix)
  out.set(key.subarray(0, 32), prefix.length)
  return out
}

/** Importing a key costs as much as using it. */
function cached<T>(make: (bytes: Bytes) => T): (bytes: Bytes) => T {
  const known = new Map<string, T>()
  return (bytes) => {
    const name = hex(bytes)
    const found = known.get(name)
    if (found) return found
    if (known.size >= KEYS_KEPT) known.clear()
    const made = make(bytes)
    known.set(name, made)
    return made
  }
}
