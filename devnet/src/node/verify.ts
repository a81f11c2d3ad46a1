import { base32, equal, isZero } from '../protocol/bytes'
import type { ConsensusParams } from '../protocol/params'
import type { VerifyEd25519 } from '../protocol/signature'
import type { SignedTxn } from '../protocol/txn'
import { checkProgram, programVersion } from '../avm/check'
import { ProgramError } from '../avm/errors'
import { evalLogicSig } from '../avm/evaluate'
import type { GroupContext } from '../avm/group'
import type { Host } from '../avm/host'
import { groupHash, txnIdText } from '../ledger/codec'
import { programData, type Left } from '../ledger/failure'
import type { GroupFailure } from '../ledger/group'
import type { Check } from '../ledger/signatures'
import {
  authorizer,
  BAD_SIGNATURE,
  checkLogicSigSizes,
  delegationChecks,
  hasProgram,
  plainChecks,
  signatureKinds,
  verifyAll,
} from '../ledger/signatures'
import { invalidText } from '../ledger/texts'
import type { Specials } from '../ledger/wellformed'
import { checkForm } from '../ledger/wellformed'

export type Verification = {
  params: ConsensusParams
  verify: VerifyEd25519
  /** logic signatures run in it, and pool their budget */
  context: GroupContext
  host: Host
  /** signatures of these are not looked at */
  unsigned: (index: number) => boolean
}

const failed = (message: string, index: number): GroupFailure => ({ message, path: index < 0 ? [] : [index] })

/** What a group must be before anything is asked of it: every transaction well formed, the group complete. */
export function checkGroupForm(
  group: readonly SignedTxn[],
  params: ConsensusParams,
  specials: Specials,
  formText: (signed: SignedTxn, reason: string) => string,
): GroupFailure | undefined {
  for (const [index, s] of group.entries()) {
    const reason = thrown(() => {
      checkForm(s.txn, params, specials)
    })
    if (reason !== undefined) return failed(formText(s, reason), index)
  }
  return checkGroupId(group)
}

/**
 * Signatures of a group whose form was checked. The order decides which of several faults is reported, and is the
 * node's: plain signatures come last, because it verifies them all together.
 */
export function checkSignatures(group: readonly SignedTxn[], v: Verification): GroupFailure | undefined {
  const sizes = checkLogicSigSizes(group, v.params)
  if (sizes) return failed(sizes.message, sizes.index)
  const checks: Check[] = []
  const left: Left[] = group.map(() => ({ logs: [], scratch: [] }))
  for (const [index, s] of group.entries()) {
    if (v.unsigned(index)) continue
    try {
      checks.push(...checksOf(s, index, v, left))
    } catch (e) {
      const { message, cause } = e as Error
      const failure = failed(invalidText(s, message), index)
      return cause instanceof ProgramError ? { ...failure, data: programData(cause, left.slice(0, index)) } : failure
    }
  }
  return verifyAll(checks, v.verify) ? undefined : failed(BAD_SIGNATURE, -1)
}

function thrown(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (e) {
    return (e as Error).message
  }
}

function checkGroupId(group: readonly SignedTxn[]): GroupFailure | undefined {
  const id = group[0]!.txn.group
  if (isZero(id)) {
    if (group.length === 1) return undefined
    return failed(`transactionGroup: [0] had zero Group but was submitted in a group of ${group.length}`, 0)
  }
  const other = group.findIndex((s) => !equal(s.txn.group, id))
  if (other >= 0) {
    const values = `${base32(group[other]!.txn.group)} != ${base32(id)}`
    return failed(`transactionGroup: inconsistent group values: ${values}`, other)
  }
  const { id: right, hashes } = groupHash(group.map((s) => s.txn))
  if (equal(id, right)) return undefined
  const list = hashes.map(base32).join(' ')
  return failed(`transactionGroup: incomplete group: ${base32(id)} != ${base32(right)} ({{} [${list}]})`, -1)
}

function checksOf(s: SignedTxn, index: number, v: Verification, left: Left[]): Check[] {
  if (v.params.authAddrMustDiffer && equal(s.authAddr, s.txn.sender)) {
    throw new Error('AuthAddr must be different from Sender')
  }
  const kinds = signatureKinds(s)
  if (kinds !== undefined) throw new Error(kinds)
  return hasProgram(s) ? logicSigChecks(s, index, v, left) : plainChecks(s)
}

/** Groups with app calls or rekeying are no place for programs of version 1, which cannot see those fields. */
export function leastProgramVersion(group: readonly SignedTxn[]): number {
  return group.some(({ txn }) => txn.type === 'appl' || !isZero(txn.rekeyTo)) ? 2 : 0
}

/**
 * A delegation's signature is checked before the program runs: an error in it is the one to report. What the program
 * left goes into `left`, to be told when a later one fails.
 */
function logicSigChecks(s: SignedTxn, index: number, v: Verification, left: Left[]): Check[] {
  const { params, context } = v
  const lsig = s.lsig!
  if (lsig.logic.length > params.maxLsigProgram) {
    throw new Error(`LogicSig.Logic too long. max size is ${params.maxLsigProgram} bytes`)
  }
  const version = thrown(() => programVersion(lsig.logic))
  if (version !== undefined) throw new Error('LogicSig.Logic bad version')
  if (programVersion(lsig.logic).version > BigInt(params.avmVersion)) {
    throw new Error('LogicSig.Logic version too new')
  }
  checkProgram(lsig.logic, {
    mode: 'sig',
    maxVersion: params.avmVersion,
    minVersion: leastProgramVersion(context.txns),
    budget: params.lsigBudget,
  })
  const checks = delegationChecks(lsig, authorizer(s), params)
  if (!verifyAll(checks, v.verify)) throw new Error(BAD_SIGNATURE)
  const id = txnIdText(s.txn)
  let result
  try {
    result = evalLogicSig(context, index, v.host)
  } catch (e) {
    throw new Error(`transaction ${id}: ${(e as Error).message}`, { cause: e })
  }
  if (!result.approved) throw new Error(`transaction ${id}: rejected by logic`)
  left[index] = { logs: [], scratch: result.scratch }
  return []
}
