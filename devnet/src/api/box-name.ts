import { ABIType, type ABIValue } from 'algosdk'
import type { Bytes } from '../protocol/txn'
import { fromBase32, fromBase64, uint64, utf8 } from '../protocol/bytes'
import { checksumOf, decodeAddress } from '../protocol/address'
import { NodeError } from '../node/chain'

/** Box names and prefixes travel as `encoding:value`, the notation of the node's command line. */
export function parseBoxName(text: string, errorPrefix = ''): Bytes {
  const colon = text.indexOf(':')
  if (colon < 0) {
    throw new NodeError(400, `${errorPrefix}all arguments and box names should be of the form 'encoding:value'`)
  }
  const encoding = text.slice(0, colon)
  const value = text.slice(colon + 1)
  const fail = (message: string) => new NodeError(400, errorPrefix + message)
  switch (encoding) {
    case 'str':
    case 'string':
      return utf8(value)
    case 'int':
    case 'integer': {
      const digits = /^[0-9]+$/.test(value)
      if (digits && BigInt(value) < 1n << 64n) return uint64(BigInt(value))
      const why = digits ? 'value out of range' : 'invalid syntax'
      throw fail(`Could not parse uint64 from string (${value}): strconv.ParseUint: parsing "${value}": ${why}`)
    }
    case 'addr':
    case 'address': {
      const address = looseAddress(value)
      if (address instanceof Uint8Array) return address
      throw fail(`Could not unmarshal checksummed address from string (${value}): ${address.fault}`)
    }
    case 'b32':
    case 'base32':
    case 'byte base32': {
      const unpadded = value.replace(/=+$/, '')
      const bytes = unpadded.length % 8 === 0 || value.length % 8 === 0 ? fromBase32(unpadded) : undefined
      if (!bytes) throw fail(`Could not decode base32-encoded string (${value}): illegal base32 data at input byte 0`)
      return bytes
    }
    case 'b64':
    case 'base64':
    case 'byte base64': {
      // atob forgives missing padding and white space; the node does not
      const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)
      if (wellFormed) return fromBase64(value)
      const bad = value.search(/[^A-Za-z0-9+/]/)
      const at = bad < 0 ? value.length : bad
      throw fail(`Could not decode base64-encoded string (${value}): illegal base64 data at input byte ${at}`)
    }
    case 'abi':
      return abiValue(value, fail)
    default:
      throw fail(`Unknown encoding: ${encoding}`)
  }
}

/** Here, and only here, the node takes an address whose last character has spare bits set. */
function looseAddress(text: string): Bytes | { fault: string } {
  const found = decodeAddress(text)
  if ('key' in found && found.key && found.raw.length === 36) return found.key
  const list = (bytes: Bytes) => `[${bytes.join(' ')}]`
  const why =
    'badByte' in found
      ? `base32 decode error: illegal base32 data at input byte ${found.badByte}`
      : found.raw.length === 36
        ? `decoded checksum mismatch, ${list(checksumOf(found.raw.subarray(0, 32)))} != ${list(found.raw.subarray(32))}`
        : 'decoded byte length should equal 36 with address and checksum'
  return { fault: `cannot cast encoded address string (${text}) to address: ${why}` }
}

function abiValue(text: string, fail: (message: string) => NodeError): Bytes {
  const colon = text.indexOf(':')
  if (colon < 0) throw fail(`Could not decode abi string (${text}): should split abi-type and abi-value with colon`)
  const [name, value] = [text.slice(0, colon), text.slice(colon + 1)]
  let type: ABIType
  try {
    type = ABIType.from(name)
  } catch {
    const why = `cannot convert the string ${JSON.stringify(name)} to an ABI type`
    throw fail(`Could not decode abi type string (${name}): ${why}`)
  }
  const refuse = (why: string) => fail(`Could not decode abi value string (${value}): ${why} `)
  try {
    const parsed: unknown = JSON.parse(value)
    if (name !== 'address' || typeof parsed !== 'string') return type.encode(parsed as ABIValue)
    const address = looseAddress(parsed)
    if (address instanceof Uint8Array) return address
    throw refuse(address.fault)
  } catch (error) {
    if (error instanceof NodeError) throw error
    throw refuse(error instanceof Error ? error.message : 'unknown')
  }
}
