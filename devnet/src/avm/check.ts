import { MAX_AVM_VERSION, opsByCode, type Op, type OpEntry } from '../protocol/ops'
import { MAX_BYTES_LENGTH } from './assembler-literals'
import { decodeUvarint, decodeVarint } from './varint'

/** The node knows one version more than it runs; the text for programs beyond that names it. */
const NODE_MAX_VERSION = 14
/** before this version jumps only go forward and the cost is settled before the program runs */
const BACK_BRANCH_VERSION = 4
/** programs before this version must not see an access list */
const ACCESS_LIST_VERSION = 9
/** protocols that run this version limit the values of a list */
const LIST_LIMIT_VERSION = 13
const LIST_CUT_OFF = 'const bytes list ran past end of program'

export type CheckOptions = {
  mode: 'app' | 'sig'
  /** the highest version the consensus parameters run */
  maxVersion: number
  /** the lowest version the rest of the group allows */
  minVersion?: number
  /** operations a program of the first versions may take, counted without jumps */
  budget: number
  /** the transaction carries an access list */
  accessList?: boolean
}

/**
 * The check a program passes before it is stored or run: known operations of its mode, whole immediates, branches that
 * land on instructions. Throws a plain Error with the node's wording.
 */
export function checkProgram(program: Uint8Array, options: CheckOptions): void {
  const { version, size } = programVersion(program)
  const { mode, maxVersion, minVersion = 0, budget, accessList = false } = options
  if (version > BigInt(NODE_MAX_VERSION)) {
    throw new Error(`program version ${version} greater than max supported version ${NODE_MAX_VERSION}`)
  }
  if (version > BigInt(Math.min(maxVersion, MAX_AVM_VERSION))) {
    throw new Error(`program version ${version} greater than protocol supported version ${maxVersion}`)
  }
  if (version < BigInt(ACCESS_LIST_VERSION) && mode === 'app' && accessList) {
    throw new Error('pre-sharedResources program cannot be invoked with tx.Access')
  }
  if (version < BigInt(minVersion)) {
    const needed = `program version must be >= ${minVersion} for this transaction group`
    throw new Error(`${needed}, but have version ${version}`)
  }
  new Check(program, Number(version), mode, maxVersion).run(size, budget)
}

/** The version a program starts with, and how many bytes that takes. */
export function programVersion(program: Uint8Array): { version: bigint; size: number } {
  if (program.length === 0) throw new Error('invalid program (empty)')
  const { value, size } = decodeUvarint(program, 0)
  if (size <= 0) throw new Error('invalid version')
  return { version: value, size }
}

/** What the bytes at `pc` select; undefined when nothing of this version. */
export function opAt(table: readonly (OpEntry | undefined)[], program: Uint8Array, pc: number): Op | undefined {
  const entry = table[program[pc]!]
  return entry?.subs ? entry.subs[program[pc + 1] ?? 0] : entry?.op
}

const hex = (byte: number | undefined): string => `0x${(byte ?? 0).toString(16).padStart(2, '0')}`

/** Why `opAt` found nothing. */
export function illegalOp(table: readonly (OpEntry | undefined)[], program: Uint8Array, pc: number): string {
  if (!table[program[pc]!]?.subs) return `illegal opcode ${hex(program[pc])}`
  const prefix = `prefix opcode ${hex(program[pc])}`
  return pc + 1 < program.length
    ? `${prefix} with improper sub-opcode ${hex(program[pc + 1])}`
    : `${prefix} missing sub-opcode`
}

class Check {
  private readonly table: readonly (OpEntry | undefined)[]
  private readonly starts = new Set<number>()
  private readonly targets = new Set<number>()
  private pc = 0

  constructor(
    private readonly program: Uint8Array,
    private readonly version: number,
    private readonly mode: 'app' | 'sig',
    private readonly protocolVersion: number,
  ) {
    this.table = opsByCode(version)
  }

  run(start: number, budget: number): void {
    let cost = 0
    this.pc = start
    while (this.pc < this.program.length) {
      try {
        cost += this.step()
      } catch (error) {
        throw new Error(`${this.place()} ${(error as Error).message}`)
      }
      if (this.version < BACK_BRANCH_VERSION && cost > budget) {
        throw new Error(`${this.place()} static cost budget of ${budget} exceeded`)
      }
    }
  }

  private place(): string {
    return `pc=${String(this.pc).padStart(3)}`
  }

  /** Checks one instruction, moves on behind it and says what it costs at least. */
  private step(): number {
    const { pc, program } = this
    this.starts.add(pc)
    const op = opAt(this.table, program, pc)
    if (!op) throw new Error(illegalOp(this.table, program, pc))
    if (op.mode !== 'any' && op.mode !== this.mode) throw new Error(`${op.name} not allowed in current mode`)
    if (op.size !== 0 && pc + op.size > program.length) throw new Error('program ends without immediate value(s)')
    const cost = leastCost(op, program[pc + 1])
    if (cost <= 0) throw new Error(`${op.name} reported non-positive cost`)
    const end = this.endOf(op)
    this.pc = end
    for (let inside = pc + 1; inside < end; inside++) {
      if (this.targets.has(inside)) throw new Error(`branch target ${inside} is not an aligned instruction`)
    }
    return cost
  }

  private endOf(op: Op): number {
    const { pc, program } = this
    switch (op.immediates[0]?.kind) {
      case 'label':
        this.branch(pc + 3 + this.shortOffset(pc + 1), pc + 3)
        return pc + 3
      case 'varlabel':
        return this.varintBranch()
      case 'labels':
        return this.switchTargets(op)
      case 'int': {
        const { size } = decodeUvarint(program, pc + 1)
        if (size <= 0) throw new Error(`could not decode int at program[${pc + 1}]`)
        return pc + 1 + size
      }
      case 'bytes':
        return this.bytesEnd()
      case 'ints':
        return readIntList(program, pc + 1).end
      case 'bytess':
        return this.bytesListEnd(op)
      default:
        return pc + op.size
    }
  }

  private bytesEnd(): number {
    const { program } = this
    const at = this.pc + 1
    const { value, size } = decodeUvarint(program, at)
    if (size <= 0) throw new Error(`could not decode length at program[${at}]`)
    const end = BigInt(at + size) + value
    if (end > BigInt(program.length)) throw new Error(`pushbytes too long at program[${at + size}]`)
    return Number(end)
  }

  private bytesListEnd(op: Op): number {
    const { values, end } = readBytesList(this.program, this.pc + 1)
    if (this.protocolVersion >= LIST_LIMIT_VERSION) {
      const big = values.findIndex(({ length }) => length > MAX_BYTES_LENGTH)
      if (big < 0) return end
      const { length } = values[big]!
      throw new Error(`${op.name} arg ${big} is too big (${length} bytes, limit ${MAX_BYTES_LENGTH})`)
    }
    // Before that protocol an empty value at the very end was taken for one that is cut off.
    if (end === this.program.length && values.at(-1)?.length === 0) throw new Error(LIST_CUT_OFF)
    return end
  }

  private shortOffset(at: number): number {
    const offset = ((this.program[at]! << 24) >> 16) | this.program[at + 1]!
    if (offset < 0 && this.version < BACK_BRANCH_VERSION) {
      throw new Error(`negative branch offset ${signedHex(offset)}`)
    }
    return offset
  }

  /** `passed` is how far instructions are known: a target before it must be one of them. */
  private branch(target: number, passed: number): void {
    const { length } = this.program
    // From version 2 on, the place behind the last instruction ends the program normally.
    const beyond = this.version >= 2 ? target > length : target >= length
    if (beyond || target < 0) throw new Error(`branch target ${target} outside of program`)
    if (target < passed && !this.starts.has(target)) {
      throw new Error(`back branch target ${target} is not an aligned instruction`)
    }
    this.targets.add(target)
  }

  private varintBranch(): number {
    const { pc, program } = this
    const { value, size } = decodeVarint(program, pc + 1)
    if (size === 0) throw new Error('program ends without branch target')
    if (size < 0) throw new Error('branch offset varint overflows int64')
    const end = pc + 1 + size
    // A huge offset wraps around in the node's 64-bit arithmetic; it is outside of the program either way.
    const target = Number(BigInt.asIntN(64, value + BigInt(value < 0n ? pc : end)))
    this.branch(target, pc)
    return end
  }

  private switchTargets(op: Op): number {
    const { pc, program } = this
    const count = program[pc + 1]
    if (count === undefined) throw new Error(`bare ${op.name} opcode at end of program`)
    const end = pc + 2 + 2 * count
    if (end > program.length) throw new Error(`${op.name} opcode claims to extend beyond program`)
    for (let at = pc + 2; at < end; at += 2) this.branch(end + this.shortOffset(at), end)
    return end
  }
}

const signedHex = (value: number): string => (value < 0 ? `-${(-value).toString(16)}` : value.toString(16))

/** The cost as far as the program alone tells it: arguments count as empty. */
function leastCost(op: Op, field: number | undefined): number {
  const { cost } = op
  if (typeof cost === 'number') return cost
  if ('base' in cost) return cost.base
  const rule = cost[field ?? 0]
  return rule === undefined ? 0 : typeof rule === 'number' ? rule : rule.base
}

/** The integers of a constant block. */
export function readIntList(program: Uint8Array, start: number): { values: bigint[]; end: number } {
  const count = decodeUvarint(program, start)
  if (count.size <= 0) throw new Error(`could not decode length of int list at pc=${start}`)
  if (count.value > BigInt(program.length)) throw new Error('const int list with too many items')
  let at = start + count.size
  const values: bigint[] = []
  for (let i = 0; i < Number(count.value); i++) {
    if (at >= program.length) throw new Error('const int list ran past end of program')
    const { value, size } = decodeUvarint(program, at)
    if (size <= 0) throw new Error(`could not decode int const[${i}] at pc=${at}`)
    values.push(value)
    at += size
  }
  return { values, end: at }
}

/** The byte values of a constant block. */
export function readBytesList(program: Uint8Array, start: number): { values: Uint8Array[]; end: number } {
  const count = decodeUvarint(program, start)
  if (count.size <= 0) throw new Error(`could not decode length of bytes list at pc=${start}`)
  if (count.value > BigInt(program.length)) throw new Error('const bytes list with too many items')
  let at = start + count.size
  const values: Uint8Array[] = []
  for (let i = 0; i < Number(count.value); i++) {
    if (at >= program.length) throw new Error(LIST_CUT_OFF)
    const { value, size } = decodeUvarint(program, at)
    if (size <= 0) throw new Error(`could not decode []byte const[${i}] at pc=${at}`)
    at += size
    const end = BigInt(at) + value
    if (end > BigInt(program.length)) throw new Error(LIST_CUT_OFF)
    values.push(program.subarray(at, Number(end)))
    at = Number(end)
  }
  return { values, end: at }
}
