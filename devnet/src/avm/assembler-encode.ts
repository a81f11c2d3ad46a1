import { fieldGroup, opsByName, type Field, type Op } from '../protocol/ops'
import { LiteralError, parseBytes, parseInt8, parseUint, MAX_BYTES_LENGTH } from './assembler-literals'
import { countPhrase, isCountedOp, variantsOf } from './assembler-pseudo'
import { quote, type Token } from './assembler-text'
import { encodeUvarint } from './varint'

/**
 * A finding at a place of the source; thrown to give up on one instruction. It is no Error, as nobody reads its stack: a
 * source can have a finding every second byte, and stacks would be most of the work.
 */
export class Complaint {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly message: string,
  ) {}
}

export const complain = (at: Token, message: string): Complaint => new Complaint(at.line, at.column, message)

export const complainAfter = (at: Token, message: string): Complaint =>
  new Complaint(at.line, at.column + at.text.length, message)

/** What encoding one instruction needs to know and may report. */
export type EncodeContext = {
  version: number
  mnemonic: Token
  immediates: readonly Token[]
  /** the field of an immediate tells what the operation pushes */
  returns: (op: Op, type: string) => void
}

export function expectCount(name: string, { mnemonic, immediates }: EncodeContext, expected: number): void {
  if (immediates.length === expected) return
  const message = `${name} expects ${expected} immediate argument${expected === 1 ? '' : 's'}`
  const extra = immediates[expected]
  if (extra) throw complain(extra, message)
  throw complainAfter(immediates[immediates.length - 1] ?? mnemonic, message)
}

export function byteImmediate(text: string, label: string): number {
  const parsed = parseUint(text)
  if (!('value' in parsed)) throw new NotANumber(`unable to parse ${label} ${quote(text)} as integer`)
  if (parsed.value > 255n) throw new LiteralError(`${label} beyond 255: ${parsed.value}`)
  return Number(parsed.value)
}

class NotANumber extends LiteralError {}

/** The positions, from 1, of the immediates that would have taken a value which was given at the wrong place. */
function rightPlaces(op: Op, fits: (group: Op['immediates'][number]['group']) => boolean): string {
  const places = op.immediates.flatMap(({ kind, group }, i) => (kind === 'byte' && fits(group) ? [i + 1] : []))
  return places.join(' or ')
}

function fieldImmediate(op: Op, name: string, index: number, context: EncodeContext): number {
  const { version, immediates } = context
  const token = immediates[index]!
  const group = op.immediates[index]!.group!
  const field = scalarField(group.name, token.text)
  if (!field) throw complain(token, unknownField(op, name, token, context))
  if (field.type !== 'none' && field.kind !== 'any') context.returns(op, field.type)
  if (field.since > Math.max(version, 1)) {
    throw complain(token, `${name} ${token.text} field was introduced in v${field.since}. Missed #pragma version?`)
  }
  return field.number
}

/** `txn` and its like take the fields that are no arrays. */
function scalarField(group: string, name: string): Field | undefined {
  const field = fieldGroup(group).byName.get(name)
  return group === 'txn' && field?.array ? undefined : field
}

function unknownField(op: Op, name: string, token: Token, { version, immediates }: EncodeContext): string {
  const counted = isCountedOp(name)
  const places = rightPlaces(op, (group) => group === undefined)
  if (places !== '' && isByte(token.text)) {
    const shown = counted ? `${name} with ${countPhrase('immediate', [immediates.length])}` : name
    return `${shown} can only use ${quote(token.text)} as immediate ${places}`
  }
  if (counted) {
    const counts = [...variantsOf(name, version)].flatMap(([count, variant]) =>
      variant.immediates.flatMap(({ group }) => (group && scalarField(group.name, token.text) ? [count] : [])),
    )
    if (counts.length > 0) {
      return `${quote(token.text)} field of ${name} can only be used with ${countPhrase('immediate', counts)}`
    }
  }
  return `${name} unknown field: ${quote(token.text)}`
}

function isByte(text: string): boolean {
  const parsed = parseUint(text)
  return 'value' in parsed && parsed.value <= 255n
}

function plainImmediate(op: Op, name: string, index: number, { immediates }: EncodeContext): number {
  const token = immediates[index]!
  try {
    return byteImmediate(token.text, op.immediates[index]!.name)
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error
    const places = rightPlaces(op, (group) => group !== undefined && scalarField(group.name, token.text) !== undefined)
    if (error instanceof NotANumber && places !== '') {
      const shown = isCountedOp(name) ? `${name} with ${countPhrase('immediate', [immediates.length])}` : name
      throw complain(token, `${shown} can only use ${quote(token.text)} as immediate ${places}`)
    }
    throw complain(token, `${name} ${error.message}`)
  }
}

function int8Immediate(op: Op, name: string, index: number, { immediates }: EncodeContext): number {
  const token = immediates[index]!
  const value = parseInt8(token.text)
  const label = op.immediates[index]!.name
  if (value === undefined) throw complain(token, `${name} unable to parse ${label} ${quote(token.text)} as int8`)
  return value & 0xff
}

/** An operation whose immediates are single bytes: numbers and fields. */
export function encodePlain(op: Op, name: string, context: EncodeContext): number[] {
  expectCount(name, context, op.immediates.length)
  const bytes = op.sub === 0 ? [op.code] : [op.code, op.sub]
  op.immediates.forEach(({ kind, group }, i) => {
    if (kind === 'int8') bytes.push(int8Immediate(op, name, i, context))
    else bytes.push(group ? fieldImmediate(op, name, i, context) : plainImmediate(op, name, i, context))
  })
  return bytes
}

/** `itxn` and `gitxn` become their array forms when one more immediate is given. */
function encodeInnerField(op: Op, context: EncodeContext): number[] {
  const count = context.immediates.length
  const plain = op.immediates.length
  if (count !== plain && count !== plain + 1) {
    throw complain(context.mnemonic, `${op.name} expects ${plain} or ${plain + 1} immediate arguments`)
  }
  const array = opsByName(context.version).get(`${op.name}a`)
  // An array form that came later than the plain one still knows its own opcode and fields.
  const chosen = count === plain || !array ? op : array
  return encodePlain(chosen, chosen.name, context)
}

function encodeSettable(op: Op, context: EncodeContext): number[] {
  expectCount(op.name, context, 1)
  const token = context.immediates[0]!
  const { byName } = fieldGroup(op.name)
  const readable = fieldGroup(op.name === 'itxn_field' ? 'txn' : 'app_params').byName
  const field = byName.get(token.text)
  const shown = `${op.name} ${quote(token.text)}`
  if (!readable.has(token.text)) throw complain(token, `${op.name} unknown field: ${quote(token.text)}`)
  if (op.name === 'itxn_field') {
    if (!field) throw complain(token, `${shown} is not allowed.`)
    if (field.since > context.version) {
      throw complain(token, `${op.name} ${token.text} field was introduced in v${field.since}. Missed #pragma version?`)
    }
  } else if (!field) {
    throw complain(token, `${shown} is not settable.`)
  }
  return [op.code, field.number]
}

function encodeSubstring(op: Op, context: EncodeContext): number[] {
  const bytes = encodePlain(op, op.name, context)
  if (bytes[2]! < bytes[1]!) throw complain(context.immediates[0]!, 'substring end is before start')
  return bytes
}

function encodeArg(op: Op, context: EncodeContext): number[] {
  expectCount(op.name, context, 1)
  const index = attempt(context.immediates[0]!, () => byteImmediate(context.immediates[0]!.text, 'argument'))
  const ARG_0 = 0x2d
  return index < 4 ? [ARG_0 + index] : [op.code, index]
}

/** Runs a parser that knows no place and blames `token` for its failure. */
export function attempt<T>(token: Token, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error
    throw complain(token, error.message)
  }
}

/** One integer as an immediate: `pushint`. */
export function encodePushInt(name: string, context: EncodeContext): number[] {
  expectCount(name, context, 1)
  const token = context.immediates[0]!
  const parsed = parseUint(token.text)
  if (!('value' in parsed)) throw complain(token, `unable to parse ${quote(token.text)} as integer`)
  return encodeUvarint(parsed.value)
}

/** One byte literal that must be all there is. `shown` is how the messages call the instruction. */
export function oneLiteral(shown: string, { mnemonic, immediates }: EncodeContext): Uint8Array {
  if (immediates.length === 0) throw complainAfter(mnemonic, `${shown} needs byte literal argument`)
  const literal = parseBytes(immediates)
  if (literal.error !== undefined) throw complain(immediates[literal.consumed]!, `${shown} ${literal.error}`)
  const extra = immediates[literal.consumed]
  if (extra) throw complain(extra, `${shown} with extraneous argument`)
  const { length } = literal.bytes
  if (length > MAX_BYTES_LENGTH) {
    throw complain(immediates[0]!, `${shown} value is too big (${length} bytes, limit ${MAX_BYTES_LENGTH})`)
  }
  return literal.bytes
}

export const lengthPrefixed = (bytes: Uint8Array): number[] => [...encodeUvarint(bytes.length), ...bytes]

/** A list of integers; a bad one is reported and counts as zero, so that the rest is checked too. */
export function integerList(immediates: readonly Token[], report: (complaint: Complaint) => void): bigint[] {
  return immediates.map((token) => {
    const parsed = parseUint(token.text)
    if ('value' in parsed) return parsed.value
    report(complain(token, `strconv.ParseUint: parsing ${quote(token.text)}: ${parsed.error}`))
    return 0n
  })
}

/** A list of byte literals. */
export function literalList(name: string, immediates: readonly Token[]): Uint8Array[] {
  const list: Uint8Array[] = []
  for (let at = 0; at < immediates.length;) {
    const literal = parseBytes(immediates, at)
    if (literal.error !== undefined) throw complain(immediates[at]!, `${name} ${literal.error}`)
    const { length } = literal.bytes
    if (length > MAX_BYTES_LENGTH) {
      const problem = `is too big (${length} bytes, limit ${MAX_BYTES_LENGTH})`
      throw complain(immediates[at]!, `${name} arg ${list.length} ${problem}`)
    }
    list.push(literal.bytes)
    at += literal.consumed
  }
  return list
}

/** Operations that check their immediates in their own way. */
const SPECIAL: Record<string, (op: Op, context: EncodeContext) => number[]> = {
  itxn: encodeInnerField,
  gitxn: encodeInnerField,
  itxn_field: encodeSettable,
  app_params_set: encodeSettable,
  substring: encodeSubstring,
  arg: encodeArg,
}

/** The bytes of an instruction without labels and constants; `name` is what was written. */
export function encodeInstruction(op: Op, name: string, context: EncodeContext): number[] {
  return SPECIAL[op.name]?.(op, context) ?? encodePlain(op, name, context)
}
