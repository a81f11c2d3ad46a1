/** Where in the source an instruction comes from, both counted from 0. */
export type SourceLocation = { line: number; column: number }

/** Version 3 source map with one `;`-separated segment per program byte. */
export type SourceMap = { version: 3; sources: string[]; names: string[]; mappings: string }

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let out = ''
  while (rest >= 32) {
    out += DIGITS[32 | (rest & 31)]
    rest >>= 5
  }
  return out + DIGITS[rest]
}

/** The map of a program whose instructions start at the given program counters. */
export function encodeSourceMap(locations: ReadonlyMap<number, SourceLocation>, source = '<body>'): SourceMap {
  const segments: string[] = []
  // A source of 512 KiB can hold more instructions than a call takes arguments.
  let last = 0
  for (const pc of locations.keys()) last = Math.max(last, pc)
  let previous: SourceLocation = { line: 0, column: 0 }
  for (let pc = 0; pc <= last; pc++) {
    const at = locations.get(pc)
    segments.push(at ? `AA${vlq(at.line - previous.line)}${vlq(at.column - previous.column)}` : '')
    if (at) previous = at
  }
  return { version: 3, sources: [source], names: [], mappings: segments.join(';') }
}

/** Base64 digits of five bits each, the sixth bit says that more follow; the lowest bit of a number is its sign. */
export function vlqNumbers(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const char of segment) {
    const digit = DIGITS.indexOf(char)
    value |= (digit & 31) << shift
    shift += 5
    if (digit & 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}

/** The inverse, for tools that only have the JSON. */
export function decodeSourceMap(map: Pick<SourceMap, 'mappings'>): Map<number, SourceLocation> {
  const locations = new Map<number, SourceLocation>()
  let line = 0
  let column = 0
  map.mappings.split(';').forEach((segment, pc) => {
    if (segment === '') return
    const numbers = vlqNumbers(segment)
    line += numbers[2] ?? 0
    column += numbers[3] ?? 0
    locations.set(pc, { line, column })
  })
  return locations
}
