import { p256 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concat } from '../../protocol/bytes'
import type { Bytes } from '../../protocol/txn'
import { fail } from '../errors'
import type { Handler, Instruction, Machine } from '../machine'

const SECP256K1 = 0
const SECP256R1 = 1
/** secp256r1 came two versions after the operations */
const SECP256R1_VERSION = 7

function curveOf(m: Machine, at: Instruction): number {
  const curve = at.imm[0]!
  if (curve > SECP256R1 || (curve === SECP256R1 && m.version < SECP256R1_VERSION)) fail(`invalid curve ${curve}`)
  return curve
}

/** A number of any length as 32 bytes; undefined when it needs more. */
function to32(bytes: Bytes): Bytes | undefined {
  const extra = bytes.length - 32
  if (extra <= 0) return concat(new Uint8Array(-extra), bytes)
  return bytes.subarray(0, extra).every((byte) => byte === 0) ? bytes.slice(extra) : undefined
}

/** Whatever the library objects to in key or signature means that the signature does not verify. */
function verifies(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

const UNCOMPRESSED = Uint8Array.of(4)
const COORDINATE_BYTES = 32

/** secp256k1 wants r and s together in 64 bytes, and the lower one of the two values s could have. */
function verifyK1(message: Bytes, r: Bytes, s: Bytes, x: Bytes, y: Bytes): boolean {
  const low32 = (bytes: Bytes) => to32(bytes.slice(Math.max(0, bytes.length - COORDINATE_BYTES)))!
  const signature = concat(r, s)
  const key = concat(UNCOMPRESSED, low32(x), low32(y))
  return verifies(() => secp256k1.verify(signature, message, key, { prehash: false, lowS: true }))
}

/** secp256r1 takes r and s as numbers of any length, and either value of s. */
function verifyR1(message: Bytes, r: Bytes, s: Bytes, x: Bytes, y: Bytes): boolean {
  const [r32, s32, x32, y32] = [to32(r), to32(s), to32(x), to32(y)]
  if (!r32 || !s32 || !x32 || !y32) return false
  const key = concat(UNCOMPRESSED, x32, y32)
  return verifies(() => p256.verify(concat(r32, s32), message, key, { prehash: false, lowS: false }))
}

const verify: Handler = (m, at) => {
  const curve = curveOf(m, at)
  const y = m.popBytes()
  const x = m.popBytes()
  const s = m.popBytes()
  const r = m.popBytes()
  const message = m.popBytes()
  if (message.length !== 32) fail(`the signed data must be 32 bytes long, not ${message.length}`)
  m.pushBool((curve === SECP256K1 ? verifyK1 : verifyR1)(message, r, s, x, y))
}

function pushCoordinates(m: Machine, uncompressed: Bytes): void {
  m.push(uncompressed.slice(1, 1 + COORDINATE_BYTES))
  m.push(uncompressed.slice(1 + COORDINATE_BYTES))
}

const decompress: Handler = (m, at) => {
  const curve = curveOf(m, at)
  const key = m.popBytes()
  const { Point } = curve === SECP256K1 ? secp256k1 : p256
  let point: Bytes
  try {
    if (key.length !== 1 + COORDINATE_BYTES) throw new Error('not compressed')
    point = Point.fromBytes(key).toBytes(false)
  } catch {
    fail(curve === SECP256K1 ? 'invalid pubkey' : 'invalid compressed pubkey')
  }
  pushCoordinates(m, point)
}

const recover: Handler = (m, at) => {
  const curve = curveOf(m, at)
  if (curve !== SECP256K1) fail(`unsupported curve ${curve}`)
  const s = m.popBytes()
  const r = m.popBytes()
  const id = m.popInt()
  const message = m.popBytes()
  if (id > 3n) fail(`invalid recovery id: ${id}`)
  if (message.length !== 32) fail('pubkey recover failed: invalid message length, need 32 bytes')
  if (r.length + s.length !== 64) fail('pubkey recover failed: invalid signature length')
  let key: Bytes
  try {
    const signature = secp256k1.Signature.fromBytes(concat(r, s), 'compact').addRecoveryBit(Number(id))
    key = signature.recoverPublicKey(message).toBytes(false)
  } catch {
    fail('pubkey recover failed: recovery failed')
  }
  pushCoordinates(m, key)
}

export const ecdsaOps: Record<string, Handler> = {
  ecdsa_verify: verify,
  ecdsa_pk_decompress: decompress,
  ecdsa_pk_recover: recover,
}
