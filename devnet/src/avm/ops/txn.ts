import { fieldGroup, type Field } from '../../protocol/ops'
import { fail } from '../errors'
import { innerIdOf, lastInnerId, txnIdOf } from '../ids'
import type { Handler, Machine } from '../machine'
import { readTxnField, type TxnView } from '../txn-fields'

/** from here on programs see what earlier transactions of the group did */
const GROUP_EFFECTS = 6
const INNER_GROUPS = 6
const FIELDS = fieldGroup('txn').byNumber

function txnField(m: Machine, number: number, array: boolean): Field {
  const field = FIELDS[number]
  if (!field) return fail(`invalid txn field TxnField(${number})`)
  if (array && !field.array) fail(`unsupported array field ${field.name}`)
  if (field.since > m.version || (field.array && !array)) fail(`invalid txn field ${field.name}`)
  if (field.mode === 'app' && m.mode !== 'app') fail(`txn[${field.name}] not allowed in current mode`)
  return field
}

/** Pushes a field of a transaction of the group this program runs in. */
function pushGroupField(m: Machine, groupIndex: bigint, number: number, array: bigint | undefined): void {
  const { txns, applied } = m.group
  const field = txnField(m, number, array !== undefined)
  // What a transaction did is asked for before whether there is one.
  if (field.effect && groupIndex >= BigInt(m.groupIndex)) {
    fail(`txn effects can only be read from past txns ${groupIndex} ${m.groupIndex}`)
  }
  if (groupIndex >= BigInt(txns.length)) fail(`txn index ${groupIndex}, len(group) is ${txns.length}`)
  const index = Number(groupIndex)
  if (field.effect && m.version < GROUP_EFFECTS) fail('Unable to obtain effects from top-level transactions')
  const view = { txn: txns[index]!.txn, index, applied: applied[index], id: () => txnIdOf(m.group, index, m.host) }
  m.push(readTxnField(m, view, field, array))
}

/** Pushes a field of a transaction of the inner group this program submitted last. */
function pushInnerField(m: Machine, viewOf: () => TxnView, number: number, array: bigint | undefined): void {
  const field = txnField(m, number, array !== undefined)
  // Before there were inner groups an inner transaction had no place in one, and no id of its own.
  if (m.version < INNER_GROUPS && (field.name === 'GroupIndex' || field.name === 'TxID')) {
    fail(`illegal field for inner transaction ${field.name}`)
  }
  m.push(readTxnField(m, viewOf(), field, array))
}

function innerView(m: Machine, index: number): TxnView {
  const group = m.app.lastInner
  const size = group?.txns.length ?? 0
  if (!group || index >= size) fail(`txn index ${index}, len(group) is ${size}`)
  const signed = group.txns[index]!
  return { txn: signed.txn, index, applied: group.applied[index], id: () => innerIdOf(group, index, m.host) }
}

/** `itxn` shows the last one of the group, but tells its position and id as if it were alone. */
function lastInnerView(m: Machine): TxnView {
  const group = m.app.lastInner
  const view = innerView(m, group ? group.txns.length - 1 : 0)
  return { ...view, index: 0, id: () => lastInnerId(group!, m.host) }
}

const here = (m: Machine): bigint => BigInt(m.groupIndex)

function pushArg(m: Machine, index: bigint): void {
  m.push((index < 256n ? m.args[Number(index)] : undefined) ?? fail(`cannot load arg[${index}] of ${m.args.length}`))
}

export const txnOps: Record<string, Handler> = {
  txn: (m, { imm }) => pushGroupField(m, here(m), imm[0]!, undefined),
  txna: (m, { imm }) => pushGroupField(m, here(m), imm[0]!, BigInt(imm[1]!)),
  txnas: (m, { imm }) => pushGroupField(m, here(m), imm[0]!, m.popInt()),
  gtxn: (m, { imm }) => pushGroupField(m, BigInt(imm[0]!), imm[1]!, undefined),
  gtxna: (m, { imm }) => pushGroupField(m, BigInt(imm[0]!), imm[1]!, BigInt(imm[2]!)),
  gtxnas: (m, { imm }) => pushGroupField(m, BigInt(imm[0]!), imm[1]!, m.popInt()),
  gtxns: (m, { imm }) => pushGroupField(m, m.popInt(), imm[0]!, undefined),
  gtxnsa: (m, { imm }) => pushGroupField(m, m.popInt(), imm[0]!, BigInt(imm[1]!)),
  gtxnsas: (m, { imm }) => {
    const array = m.popInt()
    pushGroupField(m, m.popInt(), imm[0]!, array)
  },
  itxn: (m, { imm }) => pushInnerField(m, () => lastInnerView(m), imm[0]!, undefined),
  itxna: (m, { imm }) => pushInnerField(m, () => lastInnerView(m), imm[0]!, BigInt(imm[1]!)),
  itxnas: (m, { imm }) => pushInnerField(m, () => lastInnerView(m), imm[0]!, m.popInt()),
  gitxn: (m, { imm }) => pushInnerField(m, () => innerView(m, imm[0]!), imm[1]!, undefined),
  gitxna: (m, { imm }) => pushInnerField(m, () => innerView(m, imm[0]!), imm[1]!, BigInt(imm[2]!)),
  gitxnas: (m, { imm }) => pushInnerField(m, () => innerView(m, imm[0]!), imm[1]!, m.popInt()),
  arg: (m, { imm }) => pushArg(m, BigInt(imm[0]!)),
  arg_0: (m) => pushArg(m, 0n),
  arg_1: (m) => pushArg(m, 1n),
  arg_2: (m) => pushArg(m, 2n),
  arg_3: (m) => pushArg(m, 3n),
  args: (m) => pushArg(m, m.popInt()),
}
