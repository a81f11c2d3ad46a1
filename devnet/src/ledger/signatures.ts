import type { ConsensusParams } from '../protocol/params'
import { hashOf, programAddress } from '../protocol/address'
import { concat, equal, isZero, utf8 } from '../protocol/bytes'
import type { VerifyEd25519 } from '../protocol/signature'
import type { Bytes, LogicSig, Multisig, SignedTxn } from '../protocol/txn'
import { encodeTxn } from './codec'

/** A signature to check: they come last, because the node checks them all together. */
export type Check = { message: Bytes; signature: Bytes; key: Bytes }

export const BAD_SIGNATURE = "At least one signature didn't pass verification"

/** The address whose authority a transaction claims; whether it is the sender's is the ledger's question. */
export function authorizer(s: SignedTxn): Bytes {
  return isZero(s.authAddr) ? s.txn.sender : s.authAddr
}

/** undefined when exactly one kind of signature is there, else the node's wording */
export function signatureKinds(s: SignedTxn): string | undefined {
  const kinds = [s.sig.length > 0, s.msig !== undefined, hasProgram(s)].filter(Boolean).length
  if (kinds === 0) return 'signedtxn has no sig'
  return kinds > 1 ? 'signedtxn should have only one type of signature' : undefined
}

export function hasProgram(s: SignedTxn): boolean {
  return s.lsig !== undefined && s.lsig.logic.length > 0
}

/** Collects what has to be verified for a plain or multisignature; throws the node's wording. */
export function plainChecks(s: SignedTxn): Check[] {
  const message = concat(utf8('TX'), encodeTxn(s.txn))
  if (s.sig.length > 0) return [{ message, signature: s.sig, key: authorizer(s) }]
  return prefixed('multisig validation failed: ', () => multisigChecks(message, authorizer(s), s.msig!))
}

function prefixed<T>(prefix: string, action: () => T): T {
  try {
    return action()
  } catch (e) {
    throw new Error(prefix + (e as Error).message)
  }
}

/** The account of a multisignature: a hash of its version, threshold and keys. */
export function multisigAddress(m: Multisig): Bytes {
  return hashOf('MultisigAddr', new Uint8Array([m.version, m.threshold]), ...m.subsigs.map((s) => s.key))
}

function multisigChecks(message: Bytes, address: Bytes, m: Multisig): Check[] {
  const wrongCount = 'Invalid number of signatures'
  const first = m.subsigs[0]
  if (!first || (isZero(first.key) && first.sig.length === 0)) throw new Error(wrongCount)
  if (m.version !== 1) throw new Error('unknown version')
  if (m.threshold === 0 || m.threshold > m.subsigs.length) throw new Error('Invalid threshold')
  if (!equal(address, multisigAddress(m))) throw new Error('Invalid address')
  const given = m.subsigs.filter((s) => s.sig.length > 0)
  if (m.subsigs.length > 255 || given.length < m.threshold) throw new Error(wrongCount)
  return given.map((s) => ({ message, signature: s.sig, key: s.key }))
}

/** What a logic signature is signed with besides its program; nothing when it is its own account. */
export function delegationChecks(lsig: LogicSig, address: Bytes, p: ConsensusParams): Check[] {
  const given = [lsig.sig.length > 0, lsig.msig !== undefined, lsig.lmsig !== undefined].filter(Boolean).length
  if (given === 0) {
    if (equal(address, programAddress(lsig.logic))) return []
    throw new Error('LogicNot signed and not a Logic-only account')
  }
  if (given > 1) throw new Error('LogicSig should have only one type of delegation signature')
  const message = concat(utf8('Program'), lsig.logic)
  if (lsig.sig.length > 0) return [{ message, signature: lsig.sig, key: address }]
  if (lsig.lmsig) {
    if (!p.lsigLmsig) throw new Error('LogicSig LMsig field not supported in this consensus version')
    const own = concat(utf8('MsigProgram'), address, lsig.logic)
    return prefixed('logic multisig validation failed: ', () => multisigChecks(own, address, lsig.lmsig!))
  }
  if (!p.lsigMsig) throw new Error('LogicSig Msig field not supported in this consensus version')
  return prefixed('logic multisig validation failed: ', () => multisigChecks(message, address, lsig.msig!))
}

/** Sizes of the group's logic signatures, pooled over the group. */
export function checkLogicSigSizes(
  group: readonly SignedTxn[],
  p: ConsensusParams,
): { index: number; message: string } | undefined {
  const pool = group.length * p.lsigFreeBytes
  let programs = 0
  let args = 0
  let oversized = false
  for (const [index, s] of group.entries()) {
    if (!s.lsig) continue
    if (!hasProgram(s) && p.byteSurcharge > 0n) {
      return { index, message: 'LogicSig fields without LogicSig program' }
    }
    const own = s.lsig.args.reduce((sum, a) => sum + a.length, 0)
    programs += s.lsig.logic.length
    args += own
    if (own > p.lsigFreeBytes) oversized = true
  }
  if (p.byteSurcharge === 0n && programs + args > pool) {
    const message = `txgroup had ${programs + args} bytes of LogicSigs, more than the available pool of ${pool} bytes`
    return { index: -1, message }
  }
  if (oversized && args > pool) {
    const allowance = `(per-LogicSig allowance is ${p.lsigFreeBytes})`
    const message = `txgroup had ${args} bytes of LogicSig args, more than the available size pool of ${pool} bytes ${allowance}`
    return { index: -1, message }
  }
  return undefined
}

export function verifyAll(checks: readonly Check[], verify: VerifyEd25519): boolean {
  return checks.every((c) => verify(c.message, c.signature, c.key))
}
