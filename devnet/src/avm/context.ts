import { disassemble } from './disassembler'
import type { Instruction, Program } from './machine'

const isLabel = (line: string): boolean => /^\w+:$/.test(line)
const isPragma = (line: string): boolean => line.startsWith('#pragma')

/**
 * The failing instruction and up to two before it, as the disassembler prints them, with the labels between and after:
 * `pushint 1; pushint 0; assert`. Nothing when the program failed at its end.
 */
export function opcodesBefore(program: Program, at: Instruction | undefined): string {
  if (!at) return ''
  let text
  try {
    text = disassemble(program.bytes)
  } catch {
    return '' // an immediate without a name: the program runs up to it all the same
  }
  const lines = text.split('\n').filter((line) => line !== '' && !isPragma(line))
  const starts = lines.flatMap((line, index) => (isLabel(line) ? [] : [index]))
  const failing = program.code.indexOf(at)
  return lines.slice(starts[Math.max(0, failing - 2)], starts[failing + 1]).join('; ')
}
