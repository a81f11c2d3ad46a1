import { fail } from '../errors'
import type { Handler, Machine } from '../machine'

function pushConstant(m: Machine, index: number): void {
  m.push(m.intc[index] ?? fail(`intc ${index} beyond ${m.intc.length} constants`))
}

function pushBytesConstant(m: Machine, index: number): void {
  m.push(m.bytec[index] ?? fail(`bytec ${index} beyond ${m.bytec.length} constants`))
}

export const constantOps: Record<string, Handler> = {
  intcblock: (m, { ints }) => {
    m.intc = ints
  },
  bytecblock: (m, { bytes }) => {
    m.bytec = bytes
  },
  intc: (m, { imm }) => pushConstant(m, imm[0]!),
  intc_0: (m) => pushConstant(m, 0),
  intc_1: (m) => pushConstant(m, 1),
  intc_2: (m) => pushConstant(m, 2),
  intc_3: (m) => pushConstant(m, 3),
  bytec: (m, { imm }) => pushBytesConstant(m, imm[0]!),
  bytec_0: (m) => pushBytesConstant(m, 0),
  bytec_1: (m) => pushBytesConstant(m, 1),
  bytec_2: (m) => pushBytesConstant(m, 2),
  bytec_3: (m) => pushBytesConstant(m, 3),
  pushint: (m, { ints }) => m.push(ints[0]!),
  pushints: (m, { ints }) => void m.stack.push(...ints),
  pushbytes: (m, { bytes }) => m.push(bytes[0]!),
  pushbytess: (m, { bytes }) => void m.stack.push(...bytes),
}
