import { addressText } from '../protocol/address'
import { NotSupportedByDevnet } from '../protocol/errors'
import { MAX_AVM_VERSION, fieldGroup, opsByCode, type Immediate, type Op } from '../protocol/ops'
import { quote } from './assembler-text'
import { hashIsOnCurve, OFF_CURVE_VERSION } from './off-curve'
import { illegalOp, opAt, readBytesList, readIntList } from './check'
import { decodeUvarint, decodeVarint } from './varint'

const NAMED_PREFIX: readonly [prefix: string, block: 'ints' | 'bytess'][] = [
  ['intc_', 'ints'],
  ['bytec_', 'bytess'],
]

/**
 * The text of a program, as the node's disassemble endpoint writes it: assembling the text gives the program back.
 * @throws Error with the node's wording for bytes that are no program
 */
export function disassemble(program: Uint8Array): string {
  const { value, size } = decodeUvarint(program, 0)
  if (size <= 0) return '// invalid version\n'
  if (value > BigInt(MAX_AVM_VERSION)) return `// unsupported version ${value}\n`
  const version = Number(value)
  const labels = new Map<number, string>()
  let pass = new Pass(program, version, size, labels)
  let body = pass.run()
  // A jump backwards needs its label in text that is already written: once more, with the labels known.
  while (pass.rerun) {
    pass = new Pass(program, version, size, labels)
    body = pass.run()
  }
  // The assembler would salt such a program: the text has to forbid it.
  const salted = version >= OFF_CURVE_VERSION && !pass.stateful && hashIsOnCurve(program)
  return `#pragma version ${version}\n${salted ? '#pragma autosalt false\n' : ''}${body}`
}

/**
 * Each use of a constant shows it: 512 KiB of uses of one half as long would come to 64 GiB. A program of the largest size
 * that can be on a chain stays below this.
 */
const MAX_TEXT = 64 * 1024 * 1024

class Pass {
  rerun = false
  stateful = false
  private readonly table
  private ints: readonly bigint[] = []
  private bytes: readonly Uint8Array[] = []
  private readonly notes = new Map<Uint8Array, string>()
  private labelCount = 0

  constructor(
    private readonly program: Uint8Array,
    version: number,
    private pc: number,
    private readonly labels: Map<number, string>,
  ) {
    this.table = opsByCode(version)
  }

  run(): string {
    const { program } = this
    let body = ''
    while (this.pc < program.length) {
      const op = opAt(this.table, program, this.pc)
      if (!op) throw new Error(illegalOp(this.table, program, this.pc))
      if (op.mode === 'app') this.stateful = true
      body += this.labelHere()
      // The type tracking of a subroutine starts at a label, so `proto` always gets one.
      if (op.name === 'proto' && !this.labels.has(this.pc)) this.labelOf(this.pc)
      body += `${this.instruction(op)}\n`
      if (body.length > MAX_TEXT) throw new NotSupportedByDevnet(`a program whose text exceeds ${MAX_TEXT} characters`)
    }
    return body + this.labelHere()
  }

  private labelHere(): string {
    const label = this.labels.get(this.pc)
    return label === undefined ? '' : `${label}:\n`
  }

  private labelOf(target: number): string {
    const known = this.labels.get(target)
    if (known !== undefined) return known
    const label = `label${++this.labelCount}`
    this.labels.set(target, label)
    if (target <= this.pc) this.rerun = true
    return label
  }

  private instruction(op: Op): string {
    let text = op.name
    let at = this.pc + (op.sub === 0 ? 1 : 2)
    for (const immediate of op.immediates) {
      const { shown, end } = this.immediate(op, immediate, at)
      text += ` ${shown}`
      at = end
    }
    for (const [prefix, block] of NAMED_PREFIX) {
      if (op.name.startsWith(prefix)) text += this.constantNote(block, Number(op.name.slice(prefix.length)))
    }
    this.pc = at
    return text
  }

  private constantNote(block: 'ints' | 'bytess', index: number): string {
    if (block === 'ints') {
      const value = this.ints[index]
      return value === undefined ? '' : ` // ${value}`
    }
    const value = this.bytes[index]
    if (value === undefined) return ''
    let note = this.notes.get(value)
    if (note === undefined) {
      note = ` // ${readable(value)}`
      this.notes.set(value, note)
    }
    return note
  }

  private immediate(op: Op, immediate: Immediate, at: number): { shown: string; end: number } {
    const { program } = this
    const undecoded = () => new Error(`could not decode immediate ${immediate.name} for ${op.name}`)
    switch (immediate.kind) {
      case 'byte':
      case 'int8':
        return { shown: this.byte(op, immediate, at), end: at + 1 }
      case 'label': {
        if (at + 2 > program.length) throw new Error(`program end while reading label for ${op.name}`)
        return { shown: this.labelOf(at + 2 + this.int16(at)), end: at + 2 }
      }
      case 'varlabel': {
        const { value, size } = decodeVarint(program, at)
        if (size <= 0) throw new Error(`could not decode label for ${op.name}`)
        const base = value < 0n ? at - 1 : at + size
        return { shown: this.labelOf(base + Number(value)), end: at + size }
      }
      case 'labels':
        return this.switchLabels(op, at)
      case 'int': {
        const { value, size } = decodeUvarint(program, at)
        if (size <= 0) throw undecoded()
        return { shown: String(value), end: at + size }
      }
      case 'bytes': {
        const { value, size } = decodeUvarint(program, at)
        const end = BigInt(at + size) + value
        if (size <= 0 || end > BigInt(program.length)) throw undecoded()
        const bytes = program.subarray(at + size, Number(end))
        return { shown: `0x${toHex(bytes)} // ${readable(bytes)}`, end: Number(end) }
      }
      case 'ints': {
        const { values, end } = readIntList(program, at)
        if (op.name === 'intcblock') this.ints = values
        return { shown: values.join(' '), end }
      }
      case 'bytess': {
        const { values, end } = readBytesList(program, at)
        if (op.name === 'bytecblock') this.bytes = values
        return { shown: values.map((value) => `0x${toHex(value)}`).join(' '), end }
      }
    }
  }

  private byte(op: Op, { name, kind, group }: Immediate, at: number): string {
    const byte = this.program[at]
    if (byte === undefined) throw new Error(`program end while reading immediate ${name} for ${op.name}`)
    if (!group) {
      if (kind === 'int8') return String((byte << 24) >> 24)
      const note = op.name === 'intc' ? this.constantNote('ints', byte) : ''
      return `${byte}${op.name === 'bytec' ? this.constantNote('bytess', byte) : note}`
    }
    // `itxn_field` is shown with any field, `txn` and its like only with those that are no arrays.
    const setter = op.name === 'itxn_field'
    const field = (setter ? fieldGroup('txn') : group).byNumber[byte]
    if (!field || (!setter && group.name === 'txn' && field.array)) {
      throw new Error(`invalid immediate ${name} for ${op.name}: ${byte}`)
    }
    return field.name
  }

  private int16(at: number): number {
    return ((this.program[at]! << 24) >> 16) | this.program[at + 1]!
  }

  private switchLabels(op: Op, at: number): { shown: string; end: number } {
    const count = this.program[at]
    if (count === undefined) throw new Error(`could not decode label count for ${op.name}`)
    const end = at + 1 + 2 * count
    if (end > this.program.length) throw new Error(`could not decode labels for ${op.name}`)
    const labels: string[] = []
    for (let i = at + 1; i < end; i += 2) labels.push(this.labelOf(end + this.int16(i)))
    return { shown: labels.join(' '), end }
  }
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The most telling way to show bytes: an address, text, or hex. */
function readable(bytes: Uint8Array): string {
  if (bytes.length === 32) return `addr ${addressText(bytes)}`
  if (bytes.every((byte) => byte >= 32 && byte <= 126)) return quote(String.fromCharCode(...bytes))
  return `0x${toHex(bytes)}`
}
