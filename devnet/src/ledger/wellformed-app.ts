import type { ConsensusParams } from '../protocol/params'
import type { Bytes, ResourceRef, StateSchema, Txn } from '../protocol/txn'

export const OPT_IN = 1
export const CLOSE_OUT = 2
export const CLEAR_STATE = 3
export const UPDATE = 4
export const DELETE = 5

const entries = (s: StateSchema) => s.uints + s.byteSlices
const schemaText = (s: StateSchema) => `{NumUint:${s.uints} NumByteSlice:${s.byteSlices}}`

/** An update that also changes extra pages or global schema (v42). */
export function updatesSizes(t: Txn): boolean {
  return t.onCompletion === UPDATE && (t.extraPages !== 0 || entries(t.globalSchema) !== 0n)
}

export function checkApplicationForm(t: Txn, p: ConsensusParams): void {
  const creates = t.applicationId === 0n
  if (t.onCompletion > DELETE) throw new Error(`invalid application OnCompletion (${t.onCompletion})`)
  if (t.rejectVersion > 0n && creates) throw new Error('tx.RejectVersion cannot be set during creation')
  if (creates || t.onCompletion === UPDATE) checkVersions(t.approvalProgram, t.clearStateProgram)
  else if (t.approvalProgram.length + t.clearStateProgram.length > 0) {
    throw new Error('programs may only be specified during application creation or update')
  }
  if (t.extraPages > p.maxExtraPages) {
    throw new Error(`tx.ExtraProgramPages exceeds MaxAbsoluteExtraProgramPages = ${p.maxExtraPages}`)
  }
  let pages = t.extraPages
  if (!creates) {
    if (entries(t.localSchema) !== 0n) {
      throw new Error(`inappropriate non-zero tx.LocalStateSchema (${schemaText(t.localSchema)})`)
    }
    if (!p.sizeUpdates || !updatesSizes(t)) {
      if (entries(t.globalSchema) !== 0n) {
        throw new Error(`inappropriate non-zero tx.GlobalStateSchema (${schemaText(t.globalSchema)})`)
      }
      if (t.extraPages !== 0) throw new Error(`inappropriate non-zero tx.ExtraProgramPages (${t.extraPages})`)
      pages = p.maxExtraPages // how many the app has is only known when the transaction is applied
    }
  }
  checkProgramSizes(t, pages, p)
  checkArguments(t, p)
  checkReferences(t, p)
  if (entries(t.localSchema) > BigInt(p.maxLocalSchema)) {
    throw new Error(`tx.LocalStateSchema is too large. ${entries(t.localSchema)} > ${p.maxLocalSchema}`)
  }
  if (entries(t.globalSchema) > BigInt(p.maxGlobalSchema)) {
    throw new Error(`tx.GlobalStateSchema is too large. ${entries(t.globalSchema)} > ${p.maxGlobalSchema}`)
  }
}

export function checkProgramSizes(t: Txn, extraPages: number, p: ConsensusParams): void {
  const approval = t.approvalProgram.length
  const clear = t.clearStateProgram.length
  const limit = (1 + extraPages) * p.programPage
  if (approval > limit) throw new Error(`approval program too long. (${approval} > ${limit})`)
  if (clear > limit) throw new Error(`clear state program too long. (${clear} > ${limit})`)
  if (approval + clear > limit) throw new Error(`app programs too long. (${approval} + ${clear} > ${limit})`)
}

/** From this version on both programs of an app have the same version. */
const SAME_VERSION_SINCE = 6n
/** Programs that apps can call (from this version on) never go back to an older version. */
const NO_DOWNGRADE_SINCE = 4n

export type Programs = { readonly approvalProgram: Bytes; readonly clearStateProgram: Bytes }

/** Versions of a pair of programs, against each other and against the ones they replace. */
export function checkVersions(approval: Bytes, clear: Bytes, previous?: Programs): void {
  const a = versionOf(approval, 'ApprovalProgram')
  const c = versionOf(clear, 'ClearStateProgram')
  if ((a >= SAME_VERSION_SINCE || c >= SAME_VERSION_SINCE) && a !== c) {
    throw new Error(`program version mismatch: ${a} != ${c}`)
  }
  if (!previous) return
  const oldApproval = versionOf(previous.approvalProgram, 'ApprovalProgram')
  if (oldApproval >= NO_DOWNGRADE_SINCE && a < oldApproval) {
    throw new Error(`approval program version downgrade: ${a} < ${oldApproval}`)
  }
  const oldClear = versionOf(previous.clearStateProgram, 'ClearStateProgram')
  if (oldClear >= NO_DOWNGRADE_SINCE && c < oldClear) {
    throw new Error(`clearstate program version downgrade: ${c} < ${oldClear}`)
  }
}

function versionOf(program: Bytes, name: string): bigint {
  if (program.length === 0) throw new Error(`bad ${name}: invalid program (empty)`)
  let version = 0n
  for (let i = 0; i < Math.min(program.length, 10); i++) {
    version |= BigInt(program[i]! & 0x7f) << BigInt(7 * i)
    if (program[i]! < 0x80) {
      if (version > 0xffff_ffff_ffff_ffffn) break
      return version
    }
  }
  throw new Error(`bad ${name}: invalid version`)
}

function checkArguments(t: Txn, p: ConsensusParams): void {
  const args = t.applicationArgs
  if (args.length > p.maxAppArgs) {
    throw new Error(`tx.ApplicationArgs has too many arguments. ${args.length} > ${p.maxAppArgs}`)
  }
  let total = 0
  for (const [i, arg] of args.entries()) {
    if (arg.length > p.maxAvmBytes) {
      throw new Error(`tx.ApplicationArgs[${i}] length is too long. ${arg.length} > ${p.maxAvmBytes}`)
    }
    total += arg.length
  }
  if (total > p.maxAppTotalArgs) {
    throw new Error(`tx.ApplicationArgs total length is too long. ${total} > ${p.maxAppTotalArgs}`)
  }
}

function checkReferences(t: Txn, p: ConsensusParams): void {
  const lists: [name: string, what: string, length: number, max: number][] = [
    ['Accounts', 'accounts', t.accounts.length, p.maxAppAccounts],
    ['ForeignApps', 'foreign apps', t.foreignApps.length, p.maxAppForeignApps],
    ['ForeignAssets', 'foreign assets', t.foreignAssets.length, p.maxAppForeignAssets],
    ['Boxes', 'box references', t.boxes.length, p.maxAppBoxes],
  ]
  if (t.access.length > 0) {
    if (t.access.length > p.maxAppAccess) {
      throw new Error(`tx.Access too long, max number of references is ${p.maxAppAccess}`)
    }
    for (const [name, , length] of lists) {
      if (length > 0) throw new Error(`tx.${name} can't be used when tx.Access is used`)
    }
    for (const ref of t.access) checkAccess(ref, t, p)
  } else {
    for (const [name, what, length, max] of lists) {
      if (length > max) throw new Error(`tx.${name} too long, max number of ${what} is ${max}`)
    }
    if (lists.reduce((sum, [, , length]) => sum + length, 0) > p.maxAppReferences) {
      throw new Error(`tx references exceed MaxAppTotalTxnReferences = ${p.maxAppReferences}`)
    }
  }
  for (const [i, box] of t.boxes.entries()) {
    if (box.index > t.foreignApps.length) {
      throw new Error(`tx.Boxes[${i}].Index is ${box.index}. Exceeds len(tx.ForeignApps)`)
    }
    if (box.name.length > p.maxKey) throw new Error(`tx.Boxes[${i}].Name too long, max len ${p.maxKey} bytes`)
  }
}

/** One entry of the access list names one resource; what it points to by index is in the list. */
function checkAccess(ref: ResourceRef, t: Txn, p: ConsensusParams): void {
  const { holding, locals, box } = ref
  if (holding) {
    pointed('holding', 'Address', holding.address, t.access)
    pointed('holding', 'Asset', holding.asset, t.access, true)
  }
  if (locals) {
    if (locals.app === 0 && !p.zeroLocalsApp) throw new Error('0 App in LocalsRef is not supported')
    if (locals.app === 0 && t.applicationId === 0n) {
      throw new Error('0 App in LocalsRef during app create is not allowed or necessary')
    }
    pointed('locals', 'Address', locals.address, t.access)
    pointed('locals', 'App', locals.app, t.access)
  }
  if (box) {
    if (box.name.length > p.maxKey) throw new Error(`tx.Access box Name too long, max len ${p.maxKey} bytes`)
    if (box.index > t.access.length) throw new Error(`box Index ${box.index} outside tx.Access`)
    if (box.index !== 0 && t.access[box.index - 1]!.app === undefined) {
      throw new Error(`box Index reference ${box.index} is not an App`)
    }
  }
  const kinds = [ref.address, ref.asset, ref.app, holding, locals, box].filter((kind) => kind !== undefined)
  if (kinds.length > 1) throw new Error('tx.Access element has fields from multiple types')
}

function pointed(
  from: 'holding' | 'locals',
  to: 'Address' | 'Asset' | 'App',
  index: number,
  access: readonly ResourceRef[],
  required = false,
): void {
  if (index === 0 && !required) return
  if (index === 0 || index > access.length) throw new Error(`${from} ${to} reference ${index} outside tx.Access`)
  const target = access[index - 1]!
  const found = to === 'Address' ? target.address : to === 'Asset' ? target.asset : target.app
  if (found === undefined) throw new Error(`${from} ${to} reference ${index} is not an ${to}`)
}
