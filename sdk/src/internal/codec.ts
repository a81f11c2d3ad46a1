import type { ABIValue } from 'algosdk'
import { ABIType, decodeAddress, encodeAddress } from 'algosdk'
import { STRUCT_FIELDS } from '../generated/abi'

/** One decoded value: every integer a bigint, every hash bytes, every list of pairs a list of milestones. */
export type Decoded = bigint | boolean | string | Uint8Array | readonly { amount: bigint; duration: bigint }[]

/** `name type;name type` from the generated tables, as an ABI tuple and its names. */
export function parseFields(fields: string): { names: string[]; tuple: string } {
  const pairs = fields.split(';').map((field) => field.split(' '))
  return { names: pairs.map(([name = '']) => name), tuple: `(${pairs.map(([, type = '']) => type).join(',')})` }
}

/** Decodes a tuple into an object by the names of its fields. */
export function decodeFields(fields: string, bytes: Uint8Array): Record<string, Decoded> {
  const { names, tuple } = parseFields(fields)
  const values = ABIType.from(tuple).decode(bytes) as ABIValue[]
  return Object.fromEntries(names.map((name, i) => [name, decoded(values[i])]))
}

/** Decodes a struct of the contracts. */
export function decodeStruct(name: keyof typeof STRUCT_FIELDS, bytes: Uint8Array): Record<string, Decoded> {
  return decodeFields(STRUCT_FIELDS[name], bytes)
}

function decoded(value: ABIValue | undefined): Decoded {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return value
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) {
    if (value.length > 0 && Array.isArray(value[0])) return value.map(milestone)
    // An empty schedule cannot be: an empty list is bytes.
    return Uint8Array.from(value as number[])
  }
  throw new TypeError('the contracts have no other types')
}

function milestone(value: ABIValue): { amount: bigint; duration: bigint } {
  const [amount = 0n, duration = 0n] = value as (bigint | number)[]
  return { amount: BigInt(amount), duration: BigInt(duration) }
}

/** The box of an engagement: `e` and the freelancer's public key. */
export function engagementBox(freelancer: string): Uint8Array {
  return Uint8Array.of(0x65, ...decodeAddress(freelancer).publicKey)
}

/** The freelancer of an engagement's box. */
export function freelancerOfBox(name: Uint8Array): string {
  return encodeAddress(name.slice(1))
}

/** A key or box name: a letter and uint64 numbers. */
export function keyOf(letter: string, ...numbers: bigint[]): Uint8Array {
  const key = new Uint8Array(1 + 8 * numbers.length)
  key[0] = letter.charCodeAt(0)
  const view = new DataView(key.buffer)
  numbers.forEach((number, i) => view.setBigUint64(1 + 8 * i, number))
  return key
}

/** Bytes as lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Base64 without Node's Buffer. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The bytes of a base64 text. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
