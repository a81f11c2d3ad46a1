import { MAX_AVM_VERSION, opsByName, type Op, type TypeName } from '../protocol/ops'

/** Operations that stand for a constant and need no opcode of their own. */
export type LiteralOp = 'int' | 'byte' | 'addr' | 'method'

const LITERALS: Record<LiteralOp, TypeName> = { int: 'uint64', byte: '[]byte', addr: '[]byte', method: '[]byte' }

/** Names whose number of immediates selects the operation. */
const BY_COUNT: Record<string, Record<number, string>> = {
  txn: { 1: 'txn', 2: 'txna' },
  gtxn: { 2: 'gtxn', 3: 'gtxna' },
  gtxns: { 1: 'gtxns', 2: 'gtxnsa' },
  extract: { 0: 'extract3', 2: 'extract' },
  replace: { 0: 'replace3', 1: 'replace2' },
}

const has = (table: object, name: string): boolean => Object.prototype.hasOwnProperty.call(table, name)

export const isLiteralOp = (name: string): name is LiteralOp => has(LITERALS, name)
export const literalType = (name: LiteralOp): TypeName => LITERALS[name]
export const isCountedOp = (name: string): boolean => has(BY_COUNT, name)
export const isPseudoOp = (name: string): boolean => isLiteralOp(name) || isCountedOp(name)

/** The operations behind a name, by number of immediates; one that this version lacks is given as the latest has it. */
export function variantsOf(name: string, version: number): Map<number, Op> {
  const variants = new Map<number, Op>()
  for (const [count, target] of Object.entries(BY_COUNT[name] ?? {})) {
    const op = opsByName(version).get(target) ?? opsByName(MAX_AVM_VERSION).get(target)
    if (op) variants.set(Number(count), op)
  }
  return variants
}

/** `1 immediate`, `0 or 2 immediates`, `no immediates` */
export function countPhrase(noun: string, counts: readonly number[]): string {
  const [only] = counts
  if (counts.length === 1 && only !== undefined) {
    if (only === 0) return `no ${noun}s`
    return only === 1 ? `1 ${noun}` : `${only} ${noun}s`
  }
  return `${[...counts].sort((a, b) => a - b).join(' or ')} ${noun}s`
}
