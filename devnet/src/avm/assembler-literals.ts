import { sha512_256 } from '@noble/hashes/sha2.js'
import { MAX_UINT64 } from '../protocol/bytes'
import { IllegalBase64, decodeBase64 } from './base64'
import { bytesOf, quote, type Token } from './assembler-text'

/** the longest byte value a program can hold */
export const MAX_BYTES_LENGTH = 4096

const ALPHABET_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A literal that does not parse, thrown; `position` is set where the message names an input byte. */
export class LiteralError {
  constructor(
    readonly message: string,
    readonly position?: { encoding: string; at: number },
  ) {}
}

const corrupt = (encoding: string, at: number) =>
  new LiteralError(`illegal ${encoding} data at input byte ${at}`, { encoding, at })

const RADIX: Record<string, [radix: bigint, digits: RegExp]> = {
  '0x': [16n, /^_?[0-9a-f]+(_[0-9a-f]+)*$/],
  '0o': [8n, /^_?[0-7]+(_[0-7]+)*$/],
  '0b': [2n, /^_?[01]+(_[01]+)*$/],
}

/** An unsigned 64-bit number: decimal, 0x, 0o, 0b, or octal behind a leading zero; `_` may separate digits. */
export function parseUint(text: string): { value: bigint } | { error: 'invalid syntax' | 'value out of range' } {
  const lower = text.toLowerCase()
  const prefixed = RADIX[lower.slice(0, 2)]
  let value: bigint
  if (prefixed) {
    const digits = lower.slice(2)
    if (!prefixed[1].test(digits)) return { error: 'invalid syntax' }
    value = BigInt(lower.slice(0, 2) + digits.replaceAll('_', ''))
  } else if (/^0_?[0-7]+(_[0-7]+)*$/.test(lower)) {
    value = BigInt(`0o${lower.slice(1).replaceAll('_', '')}`)
  } else if (/^(0|[1-9][0-9]*(_[0-9]+)*)$/.test(lower)) {
    value = BigInt(lower.replaceAll('_', ''))
  } else {
    return { error: 'invalid syntax' }
  }
  return value > MAX_UINT64 ? { error: 'value out of range' } : { value }
}

/** Strict decimal in -128..127, as frame offsets are written. */
export function parseInt8(text: string): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined
  const value = Number(text)
  return value >= -128 && value <= 127 ? value : undefined
}

function bytesOf32(values: number[]): number[] {
  const out: number[] = []
  let bits = 0
  let held = 0
  for (const value of values) {
    bits = ((bits << 5) | value) & 0xfff
    held += 5
    if (held < 8) continue
    held -= 8
    out.push((bits >> held) & 255)
  }
  return out
}

/** Characters a last group of this many base 32 digits cannot be: it would leave a byte half filled. */
const ODD_GROUPS = new Set([1, 3, 6])

/** Base 32 with the padding left out or complete. */
export function decodeBase32(text: string): number[] {
  let digits = text.replaceAll('\r', '')
  const padding = /=+$/.exec(digits)?.[0].length ?? 0
  const body = digits.length - padding
  if (padding > 0 && padding < 8 && digits.length % 8 === 0 && !ODD_GROUPS.has(body % 8)) digits = digits.slice(0, body)
  const values: number[] = []
  for (let i = 0; i < digits.length; i++) {
    const value = ALPHABET_32.indexOf(digits[i]!)
    if (value < 0) throw corrupt('base32', i)
    values.push(value)
  }
  // The node drops a last group that cannot be whole bytes.
  const last = values.length % 8
  return bytesOf32(ODD_GROUPS.has(last) ? values.slice(0, values.length - last) : values)
}

function decodeHex(text: string): number[] {
  const bad = /[^0-9a-fA-F]/.exec(text)?.[0]
  if (bad !== undefined) {
    const code = bad.charCodeAt(0)
    const printable = code >= 0x20 && code < 0x7f ? true : code >= 0xa1 && code !== 0xad
    const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}${printable ? ` '${utf8(bad)}'` : ''}`
    throw new LiteralError(`encoding/hex: invalid byte: ${shown}`)
  }
  if (text.length % 2 === 1) throw new LiteralError('encoding/hex: odd length hex string')
  return Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16))
}

/** A character given by its code, as the bytes a message prints for it. */
const utf8 = (char: string): string => String.fromCharCode(...new TextEncoder().encode(char))

const STRING_ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, '\\': 92, '"': 34 }

/** The bytes of a literal in double quotes. */
export function parseString(text: string): number[] {
  const end = text.length - 1
  const out: number[] = []
  let at = 1
  while (at < end) {
    const char = text[at++]!
    if (char !== '\\') {
      out.push(char.charCodeAt(0))
      continue
    }
    if (at >= end) throw new LiteralError('non-terminated escape sequence')
    const escape = text[at++]!
    if (escape === 'x') {
      out.push(parseHexEscape(text, at, end))
      at += 2
      continue
    }
    const code = STRING_ESCAPES[escape]
    if (code === undefined) throw new LiteralError(`invalid escape sequence \\${utf8(escape)}`)
    out.push(code)
  }
  return out
}

function parseHexEscape(text: string, at: number, end: number): number {
  if (at >= end) throw new LiteralError('non-terminated escape sequence')
  if (text[at] === '\\') throw new LiteralError('escape sequence inside hex number')
  if (at + 1 >= end) throw new LiteralError('non-terminated hex sequence')
  const digits = text.slice(at, at + 2)
  if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
    throw new LiteralError(`strconv.ParseUint: parsing ${quote(digits)}: invalid syntax`)
  }
  return parseInt(digits, 16)
}

function literalBase64(text: string): number[] {
  try {
    return decodeBase64(text, { alphabet: 'standard', padded: true, strict: false })
  } catch (error) {
    if (error instanceof IllegalBase64) throw corrupt('base64', error.at)
    throw error
  }
}

/** Which token is to blame is part of the outcome: `consumed` of a failure counts the tokens before it. */
export type BytesLiteral =
  { bytes: Uint8Array; consumed: number; error?: undefined } | { error: string; consumed: number }

const DECODERS = new Map([
  ['base32', decodeBase32],
  ['b32', decodeBase32],
  ['base64', literalBase64],
  ['b64', literalBase64],
])

/** Reads one byte literal, of one or two tokens from `from` on. */
export function parseBytes(tokens: readonly Token[], from = 0): BytesLiteral {
  const { text } = tokens[from]!
  const attempt = (decode: () => number[], consumed: number, blame: number, shift = 0): BytesLiteral => {
    try {
      return { bytes: Uint8Array.from(decode()), consumed }
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      const at = error.position
      const moved = at && shift > 0 ? corrupt(at.encoding, at.at + shift) : error
      return { error: moved.message, consumed: blame }
    }
  }
  const call = /^(base32|b32|base64|b64)\(/.exec(text)
  if (call) {
    const open = call[0].length
    const close = text.indexOf(')')
    if (close < 0) return { error: `argument ${text} lacks closing parenthesis`, consumed: 0 }
    if (close !== text.length - 1)
      return { error: `argument ${text} must end at first closing parenthesis`, consumed: 0 }
    return attempt(() => DECODERS.get(call[1]!)!(text.slice(open, close)), 1, 0, open)
  }
  if (text.startsWith('0x')) return attempt(() => decodeHex(text.slice(2)), 1, 0)
  const decoder = DECODERS.get(text)
  if (decoder) {
    const data = tokens[from + 1]
    if (!data) return { error: `${text} needs byte literal argument`, consumed: 0 }
    return attempt(() => decoder(data.text), 2, 1)
  }
  if (isString(text)) return attempt(() => parseString(text), 1, 0)
  return { error: `arg did not parse: ${text}`, consumed: 0 }
}

export const isString = (text: string): boolean => text.length > 1 && text.startsWith('"') && text.endsWith('"')

/** The first four bytes of the hash of an ABI method signature. */
export function methodSelector(signature: string): Uint8Array {
  return sha512_256(bytesOf(signature)).slice(0, 4)
}
