import type { Bytes } from './txn'

/** The largest number a field or a stack holds. */
export const MAX_UINT64 = 0xffff_ffff_ffff_ffffn

const hexDigits = '0123456789abcdef'

export function hex(bytes: Bytes): string {
  let text = ''
  for (const b of bytes) text += hexDigits[b >> 4]! + hexDigits[b & 15]!
  return text
}

export function fromHex(text: string): Bytes {
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) out[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return out
}

/** Bytes as a string of the same length, so that they can be a key and still compare in byte order. */
export function latin1(bytes: Bytes): string {
  // fromCharCode takes its arguments from the stack, which a 32 KB box would overflow
  if (bytes.length <= 4096) return String.fromCharCode(...bytes)
  let text = ''
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return text
}

export function fromLatin1(text: string): Bytes {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const LOST = 0xdc00

/**
 * UTF-8 as text, and no byte is lost: one that is none stands in it as a lone surrogate, U+DC00 plus the byte. Whoever
 * shows such a text shows U+FFFD for it (`shown`), one a byte, as the node does.
 */
export function losslessText(bytes: Bytes): string {
  const whole = decoder.decode(bytes)
  if (!whole.includes('\ufffd')) return whole
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < bytes.length;) {
    const size = characterAt(bytes, at)
    if (size === 0) {
      if (at > from) parts.push(decoder.decode(bytes.subarray(from, at)))
      parts.push(String.fromCharCode(LOST + bytes[at]!))
      from = at + 1
    }
    at += Math.max(size, 1)
  }
  return parts.join('') + decoder.decode(bytes.subarray(from))
}

/** How many bytes the character there takes; none when it is no UTF-8. */
function characterAt(bytes: Bytes, at: number): number {
  const lead = bytes[at]!
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  // too long a form, a surrogate, and what is beyond Unicode show in the second byte
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  const second = bytes[at + 1] ?? 0
  if (second < least || second > most) return 0
  for (let i = 2; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  return size
}

export function fromLosslessText(text: string): Bytes {
  if (!LONE.test(text)) return utf8(text)
  const out = new Uint8Array(3 * text.length)
  const encoder = new TextEncoder()
  let size = 0
  let from = 0
  for (const { index } of text.matchAll(ALL_LONE)) {
    size += encoder.encodeInto(text.slice(from, index), out.subarray(size)).written
    out[size++] = text.charCodeAt(index) - LOST
    from = index + 1
  }
  size += encoder.encodeInto(text.slice(from), out.subarray(size)).written
  return out.slice(0, size)
}

const LONE = /\p{Surrogate}/u
const ALL_LONE = new RegExp(LONE, 'gu')

export const shown = (text: string): string => text.replace(ALL_LONE, '\ufffd')

/** Eight bytes, most significant first. */
export function uint64(n: bigint): Bytes {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, n)
  return out
}

export function concat(...parts: readonly Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

export function equal(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export function isZero(bytes: Bytes): boolean {
  for (const b of bytes) if (b !== 0) return false
  return true
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 base32 without padding, as in addresses and transaction ids. */
export function base32(bytes: Bytes): string {
  let text = ''
  let bits = 0
  let have = 0
  for (const b of bytes) {
    bits = ((bits << 8) | b) & 0xfff
    have += 8
    while (have >= 5) {
      have -= 5
      text += alphabet[(bits >> have) & 31]!
    }
  }
  return have > 0 ? text + alphabet[(bits << (5 - have)) & 31]! : text
}

/** undefined when a character is outside the alphabet */
export function fromBase32(text: string): Bytes | undefined {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8))
  let bits = 0
  let have = 0
  let at = 0
  for (const c of text) {
    const digit = alphabet.indexOf(c)
    if (digit < 0) return undefined
    bits = ((bits << 5) | digit) & 0xfff
    have += 5
    if (have >= 8) {
      have -= 8
      out[at++] = (bits >> have) & 255
    }
  }
  return out
}

export function base64(bytes: Bytes): string {
  return btoa(latin1(bytes))
}

export function fromBase64(text: string): Bytes {
  return fromLatin1(atob(text))
}
