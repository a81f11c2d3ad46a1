import { sha512_256 } from '@noble/hashes/sha2.js'
import { base32, concat, equal, fromBase32, uint64, utf8 } from './bytes'
import type { Bytes } from './txn'

/** An address prints as 32 bytes of key and the last 4 of their hash: 36 bytes, 58 base32 digits. */
export function addressText(address: Bytes): string {
  return base32(concat(address, sha512_256(address).subarray(28)))
}

/** undefined when the text is not an address with a right checksum */
export function parseAddress(text: string): Bytes | undefined {
  if (text.length !== 58) return undefined
  const raw = fromBase32(text)
  if (!raw) return undefined
  const key = raw.slice(0, 32)
  return equal(sha512_256(key).subarray(28), raw.subarray(32)) && addressText(key) === text ? key : undefined
}

/** Hashes are separated by what they are of: "TX", "TG", "BH", "Program", ... */
export function hashOf(kind: string, ...parts: readonly Bytes[]): Bytes {
  return sha512_256(concat(utf8(kind), ...parts))
}

export function appAddress(app: bigint): Bytes {
  return hashOf('appID', uint64(app))
}

/** The account a program signs for by itself. */
export function programAddress(program: Bytes): Bytes {
  return hashOf('Program', program)
}
