import { sha256, sha512_256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import type { Handler } from '../machine'

export const hashOps: Record<string, Handler> = {
  sha256: (m) => m.push(sha256(m.popBytes())),
  sha512_256: (m) => m.push(sha512_256(m.popBytes())),
  keccak256: (m) => m.push(keccak_256(m.popBytes())),
}
