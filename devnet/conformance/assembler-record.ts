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
