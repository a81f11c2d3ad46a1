import { fail } from '../errors'
import type { Frame, Handler, Machine } from '../machine'
import { sameValue } from './bytes'

function frameOf(m: Machine, op: string): Frame {
  return m.frames.at(-1) ?? fail(`${op} with empty callstack`)
}

/** Position on the stack of a frame slot; `top` is the first position that is too high. */
function slotOf(m: Machine, op: string, slot: number, top: number): number {
  const frame = frameOf(m, op)
  // Only `proto` says how many values below the frame belong to it.
  if (frame.declared && slot < -frame.args) fail(`${op} ${slot} in sub with ${frame.args} args`)
  const position = frame.height + slot
  if (position < 0) fail(`${op} below stack`)
  return position >= top ? fail(`${op} above stack`) : position
}

export const flowOps: Record<string, Handler> = {
  err: () => fail('err opcode executed'),
  return: (m) => {
    const verdict = m.pop()
    m.stack.length = 0
    m.push(verdict)
    m.next = m.program.code.length
  },
  assert: (m, { pc }) => {
    if (m.popInt() === 0n) fail(`assert failed pc=${pc}`)
  },
  b: (m, { targets }) => {
    m.next = targets[0]!
  },
  bz: (m, { targets }) => {
    if (m.popInt() === 0n) m.next = targets[0]!
  },
  bnz: (m, { targets }) => {
    if (m.popInt() !== 0n) m.next = targets[0]!
  },
  switch: (m, { targets }) => {
    const choice = m.popInt()
    if (choice < BigInt(targets.length)) m.next = targets[Number(choice)]!
  },
  match: (m, { targets }) => {
    const needed = targets.length + 1
    if (m.stack.length < needed) {
      fail(`match expects ${needed} stack args while stack only contains ${m.stack.length}`)
    }
    const [value, ...cases] = m.stack.splice(-needed).reverse()
    const hit = cases.reverse().findIndex((candidate) => sameValue(candidate, value!))
    if (hit >= 0) m.next = targets[hit]!
  },
  callsub: (m, { targets }) => {
    m.frames.push({ returnTo: m.next, height: m.stack.length, args: 0, returns: 0, declared: false })
    m.next = targets[0]!
    m.afterCallsub = true
  },
  proto: (m, { imm: [args = 0, returns = 0] }) => {
    if (!m.afterCallsub) fail('proto was executed without a callsub')
    if (args > m.stack.length) {
      fail(`callsub to proto that requires ${args} args with stack height ${m.stack.length}`)
    }
    const frame = m.frames.at(-1)!
    frame.args = args
    frame.returns = returns
    frame.declared = true
  },
  retsub: (m) => {
    const frame = frameOf(m, 'retsub')
    if (frame.declared) {
      const { height, args, returns } = frame
      const have = m.stack.length - height
      if (have < 0) fail('retsub executed with stack below frame. Did you pop args?')
      if (have < returns) {
        fail(
          have === 0
            ? `retsub executed with no return values on stack. proto declared ${returns}`
            : `retsub executed with ${have} return values on stack. proto declared ${returns}`,
        )
      }
      // The results are the lowest values of the frame; the arguments below and whatever lies above go away.
      m.stack.splice(height + returns)
      m.stack.splice(height - args, args)
    }
    m.frames.pop()
    m.next = frame.returnTo
  },
  frame_dig: (m, { imm: [slot = 0] }) => {
    m.push(m.stack[slotOf(m, 'frame_dig', slot, m.stack.length)]!)
  },
  frame_bury: (m, { imm: [slot = 0] }) => {
    const position = slotOf(m, 'frame_bury', slot, m.stack.length - 1)
    m.stack[position] = m.pop()
  },
}
