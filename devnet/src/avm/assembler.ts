import { signatureFault } from './abi-signature'
import { addressFault, parseAddress } from '../protocol/address'
import { MAX_AVM_VERSION, opsByName, type Op } from '../protocol/ops'
import { directive, recheckMacros, type DirectiveState } from './assembler-directives'
import {
  Complaint,
  attempt,
  byteImmediate,
  complain,
  encodeInstruction,
  encodePushInt,
  expectCount,
  integerList,
  lengthPrefixed,
  literalList,
  oneLiteral,
  type EncodeContext,
} from './assembler-encode'
import { layOut, loadConstant, preamble, type Constant, type Layout, type Piece } from './assembler-layout'
import { isString, methodSelector, parseString, parseUint } from './assembler-literals'
import { Knowledge } from './assembler-knowledge'
import { Macros } from './assembler-macros'
import { namedConstant } from './assembler-names'
import { countPhrase, isCountedOp, isLiteralOp, literalType, variantsOf, type LiteralOp } from './assembler-pseudo'
import { TealError, fromByteString, quote, splitLines, toByteString, tokenize, type Diagnostic } from './assembler-text'
import type { Token } from './assembler-text'
import type { Run } from './assembler-stack'
import { ANY, overlaps, typeNamed, type StackType } from './assembler-types'
import { refine, typesOf } from './assembler-typing'
import { hashIsOnCurve, OFF_CURVE_VERSION } from './off-curve'
import type { SourceLocation } from './sourcemap'
import { encodeUvarint } from './varint'

export { programAddress as programHash } from '../protocol/address'
export { TealError } from './assembler-text'

export type Assembled = {
  program: Uint8Array
  /** where each instruction comes from, by its program counter */
  locations: Map<number, SourceLocation>
}

/** without a pragma, so that a program of the first days keeps its meaning */
const DEFAULT_VERSION = 1
/** what the node writes when a source has no instruction and no version either */
const NO_VERSION = (1n << 64n) - 1n
/** from here on jumps go backwards, so a constant block of the program's own cannot be relied on */
const PUSH_INSTEAD_VERSION = 4
const MAX_SWITCH_LABELS = 255
const SALT_CANDIDATES = 128 // what one varint byte holds; all on the curve has odds of 2^-128
const INTCBLOCK = 0x20

const literalEffect = (name: LiteralOp) => ({ args: [], returns: [literalType(name)] })
const LITERAL_EFFECTS: Record<LiteralOp, Pick<Op, 'args' | 'returns'>> = {
  int: literalEffect('int'),
  byte: literalEffect('byte'),
  addr: literalEffect('addr'),
  method: literalEffect('method'),
}
const JUMPS = new Set(['b', 'bz', 'bnz', 'callsub'])
const UNCONDITIONAL = new Set(['b', 'callsub', 'retsub', 'err', 'return'])

/** The values of the constant blocks as far as they are known, and whether the program wrote them itself. */
type Block = { positions: Map<string, number>; size: number; manual: number; used: boolean }

class Assembly {
  version: number | undefined
  readonly errors: Diagnostic[] = []
  readonly warnings: Diagnostic[] = []
  readonly pieces: Piece[] = []
  readonly labels = new Map<string, number>()
  private readonly blocks: Record<'int' | 'byte', Block> = {
    int: { positions: new Map(), size: 0, manual: 0, used: false },
    byte: { positions: new Map(), size: 0, manual: 0, used: false },
  }
  private readonly known = new Knowledge()
  private typeTracking = true
  private stateful = false
  private at: SourceLocation | undefined
  private readonly directives: DirectiveState

  constructor() {
    const report = (at: Token, message: string) => void this.report(complain(at, message))
    const setTypeTracking = (on: boolean) => {
      if (on && !this.typeTracking) this.known.forget()
      this.typeTracking = on
    }
    this.directives = {
      version: undefined,
      started: false,
      labels: this.labels,
      macros: new Macros(),
      autoSalt: undefined,
      setTypeTracking,
      report,
    }
  }

  report({ line, column, message }: Complaint): void {
    this.errors.push({ line, column, message })
  }

  private typeError(at: Token, message: string): void {
    if (this.typeTracking) this.report(complain(at, message))
  }

  line(tokens: Token[]): void {
    if (tokens[0]?.text.startsWith('#')) {
      this.directives.version = this.version
      directive(this.directives, tokens)
      this.version = this.directives.version
      return
    }
    let statement: Token[] = []
    for (const token of this.directives.macros.expand(tokens)) {
      if (token.text !== ';') {
        statement.push(token)
        continue
      }
      this.statement(statement)
      statement = []
    }
    this.statement(statement)
  }

  private statement(tokens: Token[]): void {
    if (tokens.length === 0) return
    if (this.version === undefined) {
      this.version = DEFAULT_VERSION
      this.directives.version = DEFAULT_VERSION
      recheckMacros(this.directives)
    }
    let [first, ...immediates] = tokens
    if (first?.text.endsWith(':')) {
      this.label(first)
      ;[first, ...immediates] = immediates
    }
    if (!first) return
    this.instruction(this.version, first, immediates)
  }

  private label(token: Token): void {
    const name = token.text.slice(0, -1)
    if (this.directives.macros.has(name)) {
      this.report(complain(token, `Cannot create label with same name as macro: ${name}`))
      return
    }
    if (this.labels.has(name)) this.report(complain(token, `duplicate label ${quote(name)}`))
    this.labels.set(name, this.pieces.length)
    this.known.label()
  }

  private instruction(version: number, mnemonic: Token, immediates: Token[]): void {
    const name = mnemonic.text
    this.at = { line: mnemonic.line - 1, column: mnemonic.column }
    const shown = (isLiteralOp(name) || isCountedOp(name)) && immediates.length === 0
    const label = [shown ? `${name} without immediates` : name, ...immediates.map(({ text }) => text)].join(' ')
    const context: EncodeContext = { version, mnemonic, immediates, returns: (op, type) => this.returns(op, type) }
    if (isLiteralOp(name)) {
      this.track(LITERAL_EFFECTS[name], name, label, context)
      this.attempt(() => this.literal(name, context))
      return
    }
    const op = isCountedOp(name) ? this.countedOp(name, context, label) : opsByName(version).get(name)
    if (!op) {
      if (!isCountedOp(name)) this.report(complain(mnemonic, unknownOp(name, version)))
      return
    }
    if (op.mode === 'app') this.stateful = true
    this.track(op, op.name, label, context)
    this.attempt(() => this.encode(op, context))
    if (UNCONDITIONAL.has(op.name)) this.known.deaden()
    // The subroutine comes back to what follows the call.
    if (op.name === 'callsub') this.known.label()
  }

  /** Whatever goes wrong in one instruction is reported and the rest of the program still looked at. */
  private attempt(encode: () => void): void {
    try {
      encode()
    } catch (error) {
      if (!(error instanceof Complaint)) throw error
      // The node has written the opcode by now, which settles the version.
      this.directives.started = true
      this.report(error)
    }
  }

  private countedOp(name: string, context: EncodeContext, label: string): Op | undefined {
    const { mnemonic, immediates, version } = context
    const variants = variantsOf(name, version)
    const op = variants.get(immediates.length)
    const since = op?.since ?? Math.min(...[...variants.values()].map((variant) => variant.since))
    if (!op) {
      const counts = countPhrase('immediate argument', [...variants.keys()])
      this.report(complain(mnemonic, `${name} expects ${counts}`))
    }
    const all = [...variants.values()]
    const alike = all.every(({ args, returns }) => sameShape(all[0]!, { args, returns }))
    if (!op && !alike) return undefined
    if (since > Math.max(version, 1)) {
      const count = countPhrase('immediate', [immediates.length])
      this.report(complain(mnemonic, `${name} opcode with ${count} was introduced in v${since}`))
    }
    // None takes this many immediates, but all have the same effect: types are still followed.
    if (!op) this.track(all[0]!, '', label, context)
    return op
  }

  /** Follows the types through an instruction. */
  private track(effect: Pick<Op, 'args' | 'returns'>, name: string, label: string, context: EncodeContext): void {
    const { mnemonic, immediates } = context
    const refined = refine(name, this.known, immediates)
    if (refined.error !== undefined) this.typeError(mnemonic, refined.error)
    if (this.known.dead) return
    const byTable = typesOf(effect)
    const args = refined.args ?? byTable.args
    const { stack, below } = this.known
    const wanted = args.reduce((sum, { count }) => sum + count, 0)
    if (wanted > stack.height && below.kind === 'none') {
      this.typeError(mnemonic, `${label} expects ${wanted} stack arguments but stack height is ${stack.height}`)
    } else {
      this.popTypes(args, wanted, label, mnemonic)
    }
    stack.push(refined.returns ?? byTable.returns)
  }

  private popTypes(args: readonly Run[], wanted: number, label: string, mnemonic: Token): void {
    let left = wanted
    for (const { type, count } of [...args].reverse()) {
      left -= count
      // Whatever there is will do, and there may be a lot of it.
      if (type === ANY) this.known.stack.drop(count)
      else for (let i = count - 1; i >= 0; i--) this.popType(type, left + i, label, mnemonic)
    }
  }

  private popType(want: StackType, index: number, label: string, mnemonic: Token): void {
    const have = this.known.pop()
    if (overlaps(have, want)) return
    this.typeError(mnemonic, `${label} arg ${index} wanted type ${want.name} got ${have.name}`)
  }

  /** Replaces the result that the table leaves open by what the field says. */
  private returns(op: Op, type: string): void {
    if (this.known.dead) return
    const { stack } = this.known
    for (let i = Math.max(0, stack.height - op.returns.length); i < stack.height; i++) {
      if (stack.at(i)?.kind !== 'any') continue
      stack.set(i, typeNamed(type))
      return
    }
  }

  private emit(piece: Piece): void {
    this.directives.started = true
    this.pieces.push(this.at ? { ...piece, at: this.at } : piece)
  }

  private encode(op: Op, context: EncodeContext): void {
    const { immediates } = context
    if (JUMPS.has(op.name)) {
      expectCount(op.name, context, 1)
      this.emit({ kind: 'branch', code: op.code, label: immediates[0]! })
    } else if (op.name === 'switch' || op.name === 'match') {
      const tooMany = immediates[MAX_SWITCH_LABELS]
      if (tooMany) throw complain(tooMany, `${op.name} cannot take more than ${MAX_SWITCH_LABELS} labels`)
      this.emit({ kind: 'switch', code: op.code, labels: immediates })
    } else {
      this.emit({ kind: 'bytes', bytes: this.bytesOf(op, context) })
    }
  }

  private bytesOf(op: Op, context: EncodeContext): number[] {
    const { immediates, mnemonic } = context
    const onError = (complaint: Complaint) => this.report(complaint)
    switch (op.name) {
      case 'pushint':
        return [op.code, ...encodePushInt(op.name, context)]
      case 'pushbytes':
        return [op.code, ...lengthPrefixed(oneLiteral(mnemonic.text, context))]
      case 'intcblock':
      case 'pushints': {
        const values = integerList(immediates, onError)
        if (op.name === 'intcblock') this.manualBlock('int', values.map(String), context)
        return [op.code, ...encodeUvarint(values.length), ...values.flatMap((value) => encodeUvarint(value))]
      }
      case 'bytecblock':
      case 'pushbytess': {
        const values = literalList(op.name, immediates)
        if (op.name === 'bytecblock') this.manualBlock('byte', values.map(keyOf), context)
        return [op.code, ...encodeUvarint(values.length), ...values.flatMap(lengthPrefixed)]
      }
      case 'intc':
      case 'bytec':
        return this.indexed(op.name === 'intc' ? 'int' : 'byte', context)
      default:
        return encodeInstruction(op, context.mnemonic.text, context)
    }
  }

  /** An explicit `intc 5`: shortened where a one-byte form exists, refused where the block is known to be shorter. */
  private indexed(block: 'int' | 'byte', context: EncodeContext): number[] {
    const name = block === 'int' ? 'intc' : 'bytec'
    expectCount(name, context, 1)
    const token = context.immediates[0]!
    const index = attempt(token, () => byteImmediate(token.text, 'constant'))
    if (index >= this.blocks[block].size) throw complain(token, `${name} ${index} is not defined`)
    return loadConstant(block, index)
  }

  private manualBlock(name: 'int' | 'byte', values: string[], { mnemonic }: EncodeContext): void {
    // In dead code it is data, not a block.
    if (this.known.dead) return
    const block = this.blocks[name]
    if (block.used) {
      const [what, after] = name === 'int' ? ['intcblock', 'int'] : ['bytecblock', 'byte/addr/method']
      throw complain(mnemonic, `${what} following ${after}`)
    }
    block.positions.clear()
    values.forEach((value, i) => block.positions.has(value) || block.positions.set(value, i))
    block.size = values.length
    block.manual++
  }

  private literal(name: LiteralOp, context: EncodeContext): void {
    if (name === 'int') this.intLiteral(context)
    else this.constant(context.immediates[0] ?? context.mnemonic, this.byteConstant(name, context))
  }

  private intLiteral(context: EncodeContext): void {
    expectCount('int', context, 1)
    const token = context.immediates[0]!
    const { manual } = this.blocks.int
    if (this.mustPush(manual, context.version)) {
      if (!opsByName(context.version).has('pushint')) {
        throw complain(context.mnemonic, `int ${token.text} used with manual intcblocks. Use intc.`)
      }
      if (context.version >= PUSH_INSTEAD_VERSION) {
        this.warn(token, `int ${token.text} used with explicit intcblock. must pushint`)
      }
      this.emit({ kind: 'bytes', bytes: [0x81, ...encodePushInt('pushint', context)] })
      return
    }
    const parsed = parseUint(token.text)
    const value = namedConstant(token.text) ?? ('value' in parsed ? parsed.value : undefined)
    if (value === undefined) throw complain(token, `unable to parse ${quote(token.text)} as integer`)
    this.constant(token, { block: 'int', key: String(value), body: encodeUvarint(value) })
  }

  /** A block of the program's own that the assembler cannot follow: twice, or with jumps that go backwards. */
  private mustPush(manualBlocks: number, version: number): boolean {
    return manualBlocks > 1 || (manualBlocks > 0 && version >= PUSH_INSTEAD_VERSION)
  }

  private byteConstant(name: Exclude<LiteralOp, 'int'>, context: EncodeContext): Constant | Uint8Array {
    const token = context.immediates[0]
    if (name === 'byte') {
      if (token && this.mustPush(this.blocks.byte.manual, context.version)) return this.pushedBytes(token, context)
      return byteConstant(oneLiteral('byte', context))
    }
    expectCount(name, context, 1)
    if (name === 'addr') {
      const key = parseAddress(token!.text)
      if (!key) throw complain(token!, addressFault(token!.text))
      return byteConstant(key)
    }
    if (!isString(token!.text)) throw complain(token!, 'unable to parse method signature')
    const signature = String.fromCharCode(...attempt(token!, () => parseString(token!.text)))
    const fault = signatureFault(signature)
    if (fault !== undefined) this.warn(token!, `invalid ARC-4 ABI method signature for method op: ${fault}`)
    return byteConstant(methodSelector(signature))
  }

  private pushedBytes(token: Token, context: EncodeContext): Uint8Array {
    if (!opsByName(context.version).has('pushbytes')) {
      throw complain(token, `byte ${token.text} used with manual bytecblocks. Use bytec.`)
    }
    if (context.version >= PUSH_INSTEAD_VERSION) {
      this.warn(token, `byte ${token.text} used with explicit bytecblock. must pushbytes`)
    }
    return oneLiteral('byte', context)
  }

  /** Loads a constant from a block, or pushes bytes that cannot come from one. */
  private constant(token: Token, constant: Constant | Uint8Array): void {
    if (constant instanceof Uint8Array) {
      this.emit({ kind: 'bytes', bytes: [0x80, ...lengthPrefixed(constant)] })
      return
    }
    const block = this.blocks[constant.block]
    block.used = true
    let index = block.positions.get(constant.key)
    if (index === undefined) {
      const [value, name] = constant.block === 'int' ? [constant.key, 'intcblock'] : [`0x${constant.key}`, 'bytecblock']
      if (block.manual > 0) throw complain(token, `value ${value} does not appear in existing ${name}`)
      index = block.size++
      block.positions.set(constant.key, index)
    }
    if (index > 255) throw complain(token, `cannot have more than 256 ${constant.block} constants`)
    this.emit({ kind: 'constant', constant, index })
  }

  private warn({ line, column }: Token, message: string): void {
    this.warnings.push({ line, column, message })
  }

  layOut(): Layout {
    const manual = { int: this.blocks.int.manual > 0, byte: this.blocks.byte.manual > 0 }
    const version = this.version ?? Number.MAX_SAFE_INTEGER
    const layout = layOut({ pieces: this.pieces, labels: this.labels, version, manual })
    this.errors.push(...layout.errors)
    return layout
  }

  /** The whole program, with a value that moves its hash off the curve where that is wanted. */
  finish(layout: Layout): Assembled {
    const build = (int: Constant[]) => {
      const before = preamble(this.version === undefined ? NO_VERSION : BigInt(this.version), {
        ...layout.constants,
        int,
      })
      return { program: Uint8Array.from([...before, ...layout.body]), prefix: before.length }
    }
    const plain = build(layout.constants.int)
    const { program, prefix } = this.needsSalt(plain.program) ? salted(plain, layout.constants.int, build) : plain
    const locations = new Map([...layout.locations].map(([pc, location]) => [pc + prefix, location]))
    return { program, locations }
  }

  private needsSalt(program: Uint8Array): boolean {
    const { autoSalt } = this.directives
    if (autoSalt === false || this.version === undefined) return false
    if (autoSalt === undefined && (this.version < OFF_CURVE_VERSION || this.stateful)) return false
    return hashIsOnCurve(program)
  }
}

type Built = { program: Uint8Array; prefix: number }

/** The salt goes to the end of the constant block the assembler made, or into one after the program. */
function salted(plain: Built, ints: Constant[], build: (ints: Constant[]) => Built): Built {
  for (let salt = 0; salt < SALT_CANDIDATES; salt++) {
    const built =
      ints.length > 0
        ? build([...ints, { block: 'int', key: 'salt', body: [salt] }])
        : { program: Uint8Array.from([...plain.program, INTCBLOCK, 1, salt]), prefix: plain.prefix }
    if (!hashIsOnCurve(built.program)) return built
  }
  throw new Error('could not find a salt that yields an off-curve program')
}

const keyOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const byteConstant = (bytes: Uint8Array): Constant => ({
  block: 'byte',
  key: keyOf(bytes),
  body: lengthPrefixed(bytes),
})

const sameShape = (a: Pick<Op, 'args' | 'returns'>, b: Pick<Op, 'args' | 'returns'>): boolean =>
  a.args.length === b.args.length && a.returns.length === b.returns.length

function unknownOp(name: string, version: number): string {
  const since = opsByName(MAX_AVM_VERSION).get(name)?.since
  return since !== undefined && since > version
    ? `${name} opcode was introduced in v${since}`
    : `unknown opcode: ${name}`
}

/**
 * Assembles TEAL as the node's compile endpoint does, byte for byte.
 * @throws TealError with the node's text when the source has errors
 */
export function assemble(source: string | Uint8Array): Assembled {
  const text = toByteString(source)
  // The node looks for Unicode blanks too.
  if (fromByteString(text).trim() === '') {
    throw new TealError([{ line: 0, column: 0, message: 'Cannot assemble empty program text' }])
  }
  const assembly = new Assembly()
  const { lines, tooLong } = splitLines(text)
  lines.forEach((line, i) => assembly.line(tokenize(line, i + 1)))
  if (tooLong !== undefined) assembly.report(new Complaint(tooLong, 0, 'line too long'))
  const layout = assembly.layOut()
  if (assembly.errors.length > 0) throw new TealError(assembly.errors, assembly.warnings)
  return assembly.finish(layout)
}
