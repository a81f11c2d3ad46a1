import { base64 } from '../protocol/bytes'
import type { ApplyData, Bytes } from '../protocol/txn'
import { ProgramError } from '../avm/errors'
import type { GroupContext } from '../avm/group'

type Value = bigint | Bytes
type ProgramState = { logs: readonly Bytes[]; scratch: readonly Value[]; stack: readonly Value[] }

const plainValue = (v: Value) => (typeof v === 'bigint' ? v : base64(v))

/** What a program left; scratch space up to the last slot that was written. */
function stateJson({ logs, scratch, stack }: ProgramState): Record<string, unknown> {
  const written = scratch.slice(0, scratch.findLastIndex((v) => v !== 0n) + 1)
  return {
    ...(logs.length > 0 ? { logs: logs.map(base64) } : {}),
    ...(written.length > 0 ? { scratch: written.map(plainValue) } : {}),
    ...(stack.length > 0 ? { stack: stack.map(plainValue) } : {}),
  }
}

/** What an earlier program of the group left. */
export type Left = { logs: readonly Bytes[]; scratch: readonly Value[] }

/** What the transactions before the failing one left; those without a program left nothing. */
export const leftBy = (context: GroupContext, applied: readonly ApplyData[]): Left[] =>
  applied.map(({ delta }, i) => ({ logs: delta?.logs ?? [], scratch: context.scratches[i] ?? [] }))

/** Where a program failed, with what it and the programs before it in the group left, and why its inner call failed. */
export function programData(e: ProgramError, before: readonly Left[]): Record<string, unknown> {
  const { cause } = e
  return {
    ...(e.app === undefined ? {} : { 'app-index': e.app }),
    'eval-states': [...before.map((left) => stateJson({ ...left, stack: [] })), stateJson(e.evalState)],
    'group-index': e.groupIndex,
    ...(cause instanceof ProgramError ? { 'inner-attrs': programData(cause, cause.before) } : {}),
    ...(cause instanceof Error ? { 'inner-msg': cause.message } : {}),
    pc: e.pc,
  }
}
