import { sha512_256 } from '@noble/hashes/sha2.js'
import { base32, concat, equal, fromBase32, isZero, uint64, utf8 } from './bytes'
import type { Bytes } from './txn'

const ZERO_TEXT = `${'A'.repeat(52)}Y5HFKQ`

/** An address prints as 32 bytes of key and the last 4 of their hash: 36 bytes, 58 base32 digits. */
export function addressText(address: Bytes): string {
  // By far the most frequent one, and hashing is what takes the time.
  if (isZero(address) && address.length === 32) return ZERO_TEXT
  return base32(concat(address, checksumOf(address)))
}

/** undefined when the text is not an address with a right checksum, spelt as it prints */
export function parseAddress(text: string): Bytes | undefined {
  if (text.length !== 58) return undefined
  const found = decodeAddress(text)
  // The raw bytes are the key and its checksum: no need to hash again for how they print.
  return 'key' in found && found.key && base32(found.raw) === text ? found.key : undefined
}

/** What a text that is no address is instead, in the node's words. */
export function addressFault(text: string): string {
  const found = decodeAddress(text)
  if ('badByte' in found) return `failed to decode address ${text} from base 32`
  if (found.raw.length < 32) return `decoded bad addr: ${text}`
  return `address ${text} is ${found.key ? 'non-canonical' : 'malformed, checksum verification failed'}`
}

/**
 * `key` is there when the last four bytes are its checksum, even when there are others between; `badByte` when a
 * character is none of base32's.
 */
type Decoded = { raw: Bytes; key: Bytes | undefined } | { badByte: number }

/** Base32 as the node reads it: spare bits, and characters at the end that make no whole byte, are passed over. */
export function decodeAddress(text: string): Decoded {
  const badByte = text.search(/[^A-Z2-7]/)
  if (badByte >= 0) return { badByte }
  const over = text.length % 8
  const whole = over === 1 || over === 3 || over === 6 ? text.length - over : text.length
  const raw = fromBase32(text.slice(0, whole)) ?? new Uint8Array(0)
  const key = raw.slice(0, 32)
  const right = raw.length >= 32 && equal(checksumOf(key), raw.slice(-4))
  return { raw, key: right ? key : undefined }
}

export const checksumOf = (key: Bytes): Bytes => sha512_256(key).subarray(28)

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
