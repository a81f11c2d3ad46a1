/** Accounts of the tests: ed25519 keys from a label, signed with the platform's crypto because the runs sign by the thousand. */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { Address, encodeMsgpack, SignedTransaction, type Transaction } from 'algosdk'

export type Key = { name: string; address: Address; addr: string; sign(txn: Transaction): Uint8Array }

// RFC 8410: the DER prefix of an ed25519 private key that is followed by its 32-byte seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export function keyOf(name: string, seed: Uint8Array): Key {
  const secret: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const address = new Address(new Uint8Array(spki.subarray(-32)))
  return {
    name,
    address,
    addr: address.toString(),
    sign(txn) {
      const sig = new Uint8Array(sign(null, txn.bytesToSign(), secret))
      // A rekeyed sender is signed for by somebody else; the node wants to know by whom.
      const sgnr = txn.sender.toString() === address.toString() ? {} : { sgnr: address }
      return encodeMsgpack(new SignedTransaction({ txn, sig, ...sgnr }))
    },
  }
}

// A node keeps its accounts between runs, and a run must not meet those of the one before.
const run = process.env['CHAIN'] === 'node' ? `${process.pid}/${Date.now()}` : 'devnet'
let made = 0

/** Before each test file, for they share a process: what one of them made must not depend on which ran before it. */
export function countKeysAnew(): void {
  // On a node the accounts of the file before are still there.
  if (process.env['CHAIN'] !== 'node') made = 0
}

/** A new account; on the embedded chain the n-th one of a test file is always the same. */
export function newKey(name: string): Key {
  made += 1
  return keyOf(name, createHash('sha256').update(`holdfast/${run}/${made}`).digest())
}
