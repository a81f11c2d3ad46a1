import { ed25519 } from '@noble/curves/ed25519.js'
import { programAddress } from '../../protocol/address'
import { concat, equal, utf8 } from '../../protocol/bytes'
import type { Bytes } from '../../protocol/txn'
import { fail } from '../errors'
import type { Handler } from '../machine'

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
/** data a program verifies is bound to the program */
const PROGRAM_DATA = utf8('ProgData')

/**
 * The equation is the cofactored one, so that single and batched verification agree; keys must be written the one
 * canonical way and not be of small order.
 */
function verifies(signature: Bytes, message: Bytes, key: Bytes): boolean {
  try {
    const point = ed25519.Point.fromBytes(key, true)
    if (point.isSmallOrder() || !equal(point.toBytes(), key)) return false
    return ed25519.verify(signature, message, key, { zip215: true })
  } catch {
    return false
  }
}

const verifyWith =
  (prefix: (program: Bytes) => Bytes): Handler =>
  (m) => {
    const key = m.popBytes()
    const signature = m.popBytes()
    const data = m.popBytes()
    if (key.length !== KEY_BYTES) fail('invalid public key')
    if (signature.length !== SIGNATURE_BYTES) fail('invalid signature')
    m.pushBool(verifies(signature, concat(prefix(m.program.bytes), data), key))
  }

export const ed25519Ops: Record<string, Handler> = {
  ed25519verify: verifyWith((program) => concat(PROGRAM_DATA, programAddress(program))),
  ed25519verify_bare: verifyWith(() => new Uint8Array()),
}
