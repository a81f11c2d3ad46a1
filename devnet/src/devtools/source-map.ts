import { vlqNumbers } from '../avm/sourcemap'

/** What compilers write: version 3 of the source map, with one `;`-separated group per program counter. */
export type SourceMapJson = { version: number; sources: string[]; mappings: string }

/** A place in a source, line and column from 1. */
export type SourcePosition = { file: string; line: number; column: number }

/** Where the operation at `pc` comes from: operations without a place of their own belong to the one before. */
export function sourcePosition(map: SourceMapJson, pc: number): SourcePosition | undefined {
  let source = 0
  let line = 0
  let column = 0
  let found: SourcePosition | undefined
  for (const [at, group] of map.mappings.split(';').entries()) {
    if (at > pc) break
    const first = group.split(',')[0] ?? ''
    if (first === '') continue
    const [, sourceStep = 0, lineStep = 0, columnStep = 0] = vlqNumbers(first)
    source += sourceStep
    line += lineStep
    column += columnStep
    found = { file: map.sources[source] ?? '', line: line + 1, column: column + 1 }
  }
  return found
}
