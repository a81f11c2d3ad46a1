import { fail } from '../errors'
import type { Handler } from '../machine'

export const stackOps: Record<string, Handler> = {
  pop: (m) => void m.pop(),
  dup: (m) => m.push(m.stack.at(-1)!),
  dup2: (m) => m.stack.push(m.stack.at(-2)!, m.stack.at(-1)!),
  swap: (m) => {
    const top = m.pop()
    const below = m.pop()
    m.stack.push(top, below)
  },
  select: (m) => {
    const chosen = m.popInt()
    const top = m.pop()
    const below = m.pop()
    m.push(chosen !== 0n ? top : below)
  },
  dig: (m, { imm: [depth = 0] }) => {
    const value = m.stack[m.stack.length - 1 - depth]
    m.push(value ?? fail(`dig ${depth} with stack size = ${m.stack.length}`))
  },
  bury: (m, { imm: [depth = 0] }) => {
    const position = m.stack.length - 1 - depth
    if (position < 0 || depth === 0) fail('bury outside stack')
    m.stack[position] = m.stack.at(-1)!
    m.stack.pop()
  },
  cover: (m, { imm: [depth = 0] }) => {
    const position = m.stack.length - 1 - depth
    if (position < 0) fail(`cover ${depth} with stack size = ${m.stack.length}`)
    const [top] = m.stack.splice(-1)
    m.stack.splice(position, 0, top!)
  },
  uncover: (m, { imm: [depth = 0] }) => {
    const position = m.stack.length - 1 - depth
    if (position < 0) fail(`uncover ${depth} with stack size = ${m.stack.length}`)
    m.stack.push(...m.stack.splice(position, 1))
  },
  popn: (m, { imm: [count = 0] }) => {
    if (count > m.stack.length) fail(`popn ${count} while stack contains ${m.stack.length}`)
    m.stack.length -= count
  },
  dupn: (m, { imm: [count = 0] }) => {
    const value = m.stack.at(-1)!
    for (let i = 0; i < count; i++) m.push(value)
  },
}
