import { NotSupportedByDevnet } from '../protocol/errors'
import { SHARING } from './availability'
import { fail, InnerError, ProgramError, type EvalState } from './errors'
import { leftOnFailure } from './failed-stack'
import type { Instruction, Machine } from './machine'
import { MAX_BYTES, MAX_STACK } from './machine'
import { costOf } from './program'
import { opcodesBefore } from './context'

/** Runs a program to its end: whether it approved. Throws ProgramError, with the node's wording, when it fails. */
export function run(m: Machine): boolean {
  const tracer = m.group.shared.tracer
  tracer?.beforeProgram?.(m)
  let approved
  try {
    checkAccess(m)
    approved = tracer?.beforeOp || tracer?.afterOp ? runTraced(m) : runPlain(m)
  } catch (error) {
    const failure = failureOf(m, error)
    tracer?.afterProgram?.(m, false, failure)
    throw failure
  }
  tracer?.afterProgram?.(m, approved, undefined)
  return approved
}

/** Programs from before sharing know only the arrays. */
function checkAccess(m: Machine): void {
  if (m.mode === 'app' && m.version < SHARING && m.txn.access.length > 0) {
    m.next = -1 // it did not begin
    fail('pre-sharedResources program cannot be invoked with tx.Access')
  }
}

function runPlain(m: Machine): boolean {
  const { code } = m.program
  while (m.next < code.length) step(m, code[m.next]!)
  return verdict(m)
}

function runTraced(m: Machine): boolean {
  const { code } = m.program
  const tracer = m.group.shared.tracer!
  while (m.next < code.length) {
    const at = code[m.next]!
    tracer.beforeOp?.(m, at)
    try {
      step(m, at)
    } catch (error) {
      tracer.afterOp?.(m, at, error as Error)
      throw error
    }
    tracer.afterOp?.(m, at, undefined)
  }
  return verdict(m)
}

function verdict(m: Machine): boolean {
  m.last = m.at
  m.at = undefined
  const { stack } = m
  if (stack.length !== 1) fail(`stack len is ${stack.length} instead of 1`)
  const top = stack[0]
  if (typeof top !== 'bigint') fail('stack finished with bytes not int')
  return top !== 0n
}

function step(m: Machine, at: Instruction): void {
  m.at = at
  const { op } = at
  const { stack } = m
  if (op.mode !== 'any' && op.mode !== m.mode) fail(`${op.name} not allowed in current mode`)
  checkArguments(m, at)
  charge(m, at, at.cost < 0 ? costOf(m, at) : at.cost)
  m.next++
  const first = stack.length - op.argKinds.length
  const args = stack.slice(first)
  const wasCallsub = m.afterCallsub
  try {
    at.run(m, at)
  } catch (error) {
    stack.length = Math.min(first, stack.length)
    stack.push(...leftOnFailure(op.name, args, (error as Error).message))
    throw error
  }
  if (wasCallsub) m.afterCallsub = false
  if (stack.length > MAX_STACK) fail('stack overflow')
  for (let i = Math.max(0, stack.length - op.returnKinds.length); i < stack.length; i++) {
    const value = stack[i]!
    if (typeof value !== 'bigint' && value.length > MAX_BYTES) {
      fail(`${op.name} produced a too big (${value.length}) byte-array`)
    }
  }
}

function checkArguments(m: Machine, at: Instruction): void {
  const { argKinds } = at.op
  const { stack } = m
  const first = stack.length - argKinds.length
  if (first < 0) fail(`stack underflow in ${at.op.name}`)
  for (let i = 0; i < argKinds.length; i++) {
    const kind = argKinds[i]
    if (kind === 'any') continue
    const isInt = typeof stack[first + i] === 'bigint'
    if (isInt !== (kind === 'uint64')) {
      fail(`${at.op.name} arg ${i} wanted ${at.op.args[i]} but got ${isInt ? 'uint64' : '[]byte'}`)
    }
  }
}

/** Takes the cost from the pool that the mode of the program draws on. */
function charge(m: Machine, at: Instruction, cost: number): void {
  const { shared } = m.group
  const app = m.maybeApp
  if (cost > m.budgetLeft) {
    fail(`dynamic cost budget exceeded, executing ${at.op.name}: local program cost was ${m.cost}`)
  }
  m.cost += cost
  if (app) {
    shared.appBudget -= cost
    shared.appBudgetSpent += cost
    app.clearBudget -= cost
  } else {
    shared.lsigBudget -= cost
  }
}

function failureOf(m: Machine, error: unknown): Error {
  // A refusal of the devnet itself must not look like an answer of the chain.
  if (error instanceof NotSupportedByDevnet) return error
  if (!(error instanceof Error)) throw error
  const pc = m.at?.pc ?? (m.next < 0 ? 0 : m.program.bytes.length)
  const app = m.maybeApp
  // As on the node: operations of a logic signature are only spelled out when somebody watches (simulate).
  const opcodes = app || m.group.shared.tracer ? `, opcodes=${opcodesBefore(m.program, m.at)}` : ''
  const where = `pc=${pc}${opcodes}`
  const reason = error.message.replace(/\.$/, '')
  const message = app
    ? `logic eval error: ${reason}. Details: app=${app.id}, ${where}`
    : `rejected by logic err=${reason}. Details: ${where}`
  const state = { stack: [...m.stack], scratch: [...m.scratch], logs: [...(app?.logs ?? [])] }
  const path = error instanceof InnerError ? error.path : []
  const failure = new ProgramError(message, error.message, pc, app?.id, m.groupIndex, m.cost, state, path)
  if (error instanceof InnerError) failure.cause = error.cause
  if (m.group.caller) failure.before = earlierOf(m)
  return failure
}

function earlierOf({ group, groupIndex }: Machine): EvalState[] {
  const { applied, scratches } = group
  return applied.slice(0, groupIndex).map((done, i) => ({
    stack: [],
    scratch: scratches[i] ?? [],
    logs: done?.delta?.logs ?? [],
  }))
}
