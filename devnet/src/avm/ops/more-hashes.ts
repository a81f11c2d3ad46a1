import { sha512 } from '@noble/hashes/sha2.js'
import { sha3_256 } from '@noble/hashes/sha3.js'
import type { Handler } from '../machine'

export const moreHashOps: Record<string, Handler> = {
  sha3_256: (m) => m.push(sha3_256(m.popBytes())),
  sha512: (m) => m.push(sha512(m.popBytes())),
}
