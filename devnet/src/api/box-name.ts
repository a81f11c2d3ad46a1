import { ABIType } from 'algosdk'
import type { Bytes } from '../protocol/txn'
import { fromBase32, fromBase64, uint64, utf8 } from '../protocol/bytes'
import { parseAddress } from '../protocol/address'
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
      if (!/^[0-9]+$/.test(value) || BigInt(value) >= 1n << 64n) {
        throw fail(
          `Could not parse uint64 from string (${value}): strconv.ParseUint: parsing "${value}": invalid syntax`,
        )
      }
      return uint64(BigInt(value))
    }
    case 'addr':
    case 'address': {
      const address = parseAddress(value)
      if (!address) throw fail(`Could not unmarshal checksummed address from string (${value}): it is not an address`)
      return address
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

function abiValue(text: string, fail: (message: string) => NodeError): Bytes {
  const colon = text.indexOf(':')
  if (colon < 0) throw fail(`Could not decode abi string (${text}): should split abi-type and abi-value with colon`)
  try {
    return ABIType.from(text.slice(0, colon)).encode(JSON.parse(text.slice(colon + 1)))
  } catch (error) {
    throw fail(`Could not decode abi value in string (${text}): ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
