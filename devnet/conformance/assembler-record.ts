import { TealError, assemble, programHash } from '../src/avm/assembler'
import { encodeSourceMap } from '../src/avm/sourcemap'
import { NotSupportedByDevnet } from '../src/protocol/errors'
import { addressText } from '../src/protocol/address'
import type { CompileAnswer } from './node'
import { compact, digest } from './vectors'

/** What the node said to one source of the corpus; the digest tells when the corpus has moved on. */
export type AssemblerRecord = { name: string; source: string } & CompileAnswer

export function recordOf(name: string, source: string, answer: CompileAnswer): AssemblerRecord {
  const kept: CompileAnswer =
    'error' in answer
      ? { error: compact(answer.error) }
      : { result: compact(answer.result), hash: answer.hash, mappings: compact(answer.mappings) }
  return { name, source: digest(source), ...kept }
}

/** What this chain's assembler says, in the form of the compile endpoint. */
export function compileHere(source: string): CompileAnswer {
  try {
    const { program, locations } = assemble(source)
    const result = Buffer.from(program).toString('base64')
    return { result, hash: addressText(programHash(program)), mappings: encodeSourceMap(locations).mappings }
  } catch (error) {
    if (error instanceof TealError || error instanceof NotSupportedByDevnet) return { error: error.message }
    throw error
  }
}
