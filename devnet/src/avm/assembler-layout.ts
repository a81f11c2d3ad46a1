import { VARINT_BRANCH_VERSION } from '../protocol/ops'
import { narrowJumps, startsOf, type Jump } from './assembler-branches'
import type { Diagnostic, Token } from './assembler-text'
import { quote } from './assembler-text'
import type { SourceLocation } from './sourcemap'
import { encodeUvarint, encodeVarint } from './varint'

/** A constant that a pseudo-operation loads, before it is known whether it goes into the block. */
export type Constant = { block: 'int' | 'byte'; key: string; body: readonly number[] }

/** One instruction as the parser leaves it. Jumps and constants get their bytes when the whole program is known. */
export type Piece = { at?: SourceLocation } & (
  | { kind: 'bytes'; bytes: readonly number[] }
  | { kind: 'constant'; constant: Constant; index: number }
  | { kind: 'branch'; code: number; label: Token }
  | { kind: 'switch'; code: number; labels: readonly Token[] }
)

/** From this version on the order and place of constants is chosen by how often they are used. */
const OPTIMIZED_CONSTANTS_VERSION = 4
const BACK_BRANCH_VERSION = 4
/** what a varint branch may take: an offset of 21 bits */
const MAX_VARINT_OFFSET_BYTES = 3

const LOAD = {
  int: { block: 0x20, indexed: 0x21, short: 0x22, push: 0x81 },
  byte: { block: 0x26, indexed: 0x27, short: 0x28, push: 0x80 },
} as const

/** The instruction that loads the `index`-th constant: the first four have one of a single byte. */
export function loadConstant(block: 'int' | 'byte', index: number): number[] {
  return index < 4 ? [LOAD[block].short + index] : [LOAD[block].indexed, index]
}

/** A constant block as an instruction. */
function constantBlock(block: 'int' | 'byte', constants: readonly Constant[]): number[] {
  if (constants.length === 0) return []
  return [LOAD[block].block, ...encodeUvarint(constants.length), ...constants.flatMap(({ body }) => body)]
}

type Placement = { constants: Constant[]; load: (piece: { constant: Constant; index: number }) => number[] }

/**
 * Decides which constants go into the block at the start of the program: those used more than once, most used first, in
 * order of first use among equals. One used once is pushed where it is needed.
 */
function placeConstants(block: 'int' | 'byte', pieces: readonly Piece[], version: number, manual: boolean): Placement {
  const uses = new Map<string, { constant: Constant; count: number }>()
  for (const piece of pieces) {
    if (piece.kind !== 'constant' || piece.constant.block !== block) continue
    const use = uses.get(piece.constant.key)
    if (use) use.count++
    else uses.set(piece.constant.key, { constant: piece.constant, count: 1 })
  }
  const all = [...uses.values()]
  if (manual || version < OPTIMIZED_CONSTANTS_VERSION) {
    return {
      constants: manual ? [] : all.map(({ constant }) => constant),
      load: ({ index }) => loadConstant(block, index),
    }
  }
  // sort() is stable, so equals stay in order of first use.
  const shared = all.filter(({ count }) => count > 1).sort((a, b) => b.count - a.count)
  const index = new Map(shared.map(({ constant }, i) => [constant.key, i]))
  return {
    constants: shared.map(({ constant }) => constant),
    load: ({ constant }) => {
      const at = index.get(constant.key)
      return at === undefined ? [LOAD[block].push, ...constant.body] : loadConstant(block, at)
    },
  }
}

export type Layout = {
  /** the body, without version and constant blocks */
  body: number[]
  constants: { int: Constant[]; byte: Constant[] }
  /** of each instruction, by its position in the body */
  locations: Map<number, SourceLocation>
  errors: Diagnostic[]
}

export type LayoutInput = {
  pieces: readonly Piece[]
  /** label to the index of the piece it stands before */
  labels: ReadonlyMap<string, number>
  version: number
  /** blocks the program wrote itself, which are then left alone */
  manual: { int: boolean; byte: boolean }
}

/** Gives every instruction its bytes and position. */
export function layOut({ pieces, labels, version, manual }: LayoutInput): Layout {
  const placement = {
    int: placeConstants('int', pieces, version, manual.int),
    byte: placeConstants('byte', pieces, version, manual.byte),
  }
  const varint = version >= VARINT_BRANCH_VERSION
  const fixed = pieces.map((piece): number[] => {
    if (piece.kind === 'bytes') return [...piece.bytes]
    if (piece.kind === 'constant') return placement[piece.constant.block].load(piece)
    return []
  })
  const sizes = pieces.map((piece, i) => {
    if (piece.kind === 'branch') return 1 + (varint ? MAX_VARINT_OFFSET_BYTES : 2)
    return piece.kind === 'switch' ? 2 + 2 * piece.labels.length : fixed[i]!.length
  })
  if (varint) narrowJumps(jumpsOf(pieces, labels), sizes)
  const starts = startsOf(sizes)
  const errors: Diagnostic[] = []
  const resolve = resolver(labels, starts, version, errors)
  const body: number[] = []
  const locations = new Map<number, SourceLocation>()
  pieces.forEach((piece, i) => {
    const start = starts[i]!
    const end = starts[i + 1]!
    if (piece.at) locations.set(start, piece.at)
    if (piece.kind === 'branch') {
      body.push(piece.code)
      if (varint) body.push(...resolve.varint(piece.label, start, end))
      else body.push(...resolve.short(piece.label, end))
    } else if (piece.kind === 'switch') {
      body.push(piece.code, piece.labels.length)
      for (const label of piece.labels) body.push(...resolve.short(label, end))
    } else {
      body.push(...fixed[i]!)
    }
  })
  return { body, constants: { int: placement.int.constants, byte: placement.byte.constants }, locations, errors }
}

/** A forward jump counts from the end of the instruction, a backward one from its start. */
const varintOffset = (target: number, start: number, end: number): number => target - (target < start ? start : end)

/** The jumps with one label that is there. */
function jumpsOf(pieces: readonly Piece[], labels: ReadonlyMap<string, number>): Jump[] {
  return pieces.flatMap((piece, at) => {
    const target = piece.kind === 'branch' ? labels.get(piece.label.text) : undefined
    return target === undefined ? [] : [{ at, target }]
  })
}

function resolver(
  labels: ReadonlyMap<string, number>,
  starts: readonly number[],
  version: number,
  errors: Diagnostic[],
) {
  const reported = new Set<string>()
  const programEnd = starts[starts.length - 1]!
  const fail = ({ line, column }: Token, message: string) => void errors.push({ line, column, message })

  /** Where the label is, or undefined after reporting why it cannot be jumped to. */
  const targetOf = (label: Token, end: number): number | undefined => {
    const piece = labels.get(label.text)
    if (piece === undefined) {
      if (!reported.has(label.text)) fail(label, `reference to undefined label ${quote(label.text)}`)
      reported.add(label.text)
      return undefined
    }
    const target = starts[piece]!
    if (version <= 1 && target === programEnd) fail(label, `label ${quote(label.text)} is too far away`)
    if (version < BACK_BRANCH_VERSION && target < end) {
      fail(label, `label ${quote(label.text)} is a back reference, back jump support was introduced in v4`)
      return undefined
    }
    return target
  }
  return {
    short(label: Token, end: number): number[] {
      const target = targetOf(label, end)
      if (target === undefined) return [0, 0]
      const offset = target - end
      if (offset > 0x7fff || offset < -0x8000) fail(label, `label ${quote(label.text)} is too far away`)
      return [(offset >> 8) & 0xff, offset & 0xff]
    },
    varint(label: Token, start: number, end: number): number[] {
      const room = end - start - 1
      const padded = (bytes: number[]) => [...bytes, ...new Array<number>(room).fill(0)].slice(0, room)
      const target = targetOf(label, end)
      if (target === undefined) return padded([])
      if (target === start) {
        // An offset of 0 means the next instruction, so an instruction cannot name itself.
        fail(label, `branch to start of same instruction: ${quote(label.text)} `)
        return padded([])
      }
      const bytes = encodeVarint(varintOffset(target, start, end))
      if (bytes.length > room) fail(label, `label ${quote(label.text)} is too far away`)
      return padded(bytes)
    },
  }
}

/** What stands before the body: the version and the constant blocks. */
export function preamble(version: bigint, constants: Layout['constants']): number[] {
  return [...encodeUvarint(version), ...constantBlock('int', constants.int), ...constantBlock('byte', constants.byte)]
}
