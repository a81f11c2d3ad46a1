/**
 * Sources made to cost more than their length: each shape fills the compile endpoint's 512 KiB, or any other size, with
 * one thing that an assembler can be careless about.
 */

import { Random } from './random'

export type HostileShape = { name: string; source: (bytes: number) => string }

/** what the longest line may have, without its end */
const LONGEST_LINE = 65_535

/** Lines by number until the source is full; `start` and `end` stand once. */
function lines(bytes: number, line: (i: number) => string, start = '#pragma version 10', end = ''): string {
  const out = [start]
  let room = bytes - start.length - end.length - 2
  for (let i = 0; ; i++) {
    const next = line(i)
    room -= next.length + 1
    if (room < 0) return [...out, end].join('\n')
    out.push(next)
  }
}

/** Words side by side, in lines as long as they may be, after the same first words on each. */
function wideLines(bytes: number, first: string, word: (i: number) => string, version = 10): string {
  const out = [`#pragma version ${version}`]
  let left = bytes - out[0]!.length - 1
  for (let i = 0; left > first.length + 100;) {
    const width = Math.min(LONGEST_LINE, left - 1)
    let line = first
    for (let next = word(i); line.length + next.length <= width; next = word(++i)) line += next
    out.push(line)
    left -= line.length + 1
  }
  return out.join('\n')
}

const untyped = (version: number) => `#pragma version ${version}\n#pragma typetrack false`
const shape = (name: string, source: (bytes: number) => string): HostileShape => ({ name, source })

const CONSTANTS: HostileShape[] = [
  shape('int constants, all different', (n) => lines(n, (i) => `int ${i}`)),
  shape('int constants, all different, in version 3', (n) => lines(n, (i) => `int ${i}`, '#pragma version 3')),
  shape('byte constants, all different', (n) => lines(n, (i) => `byte "${i}"`)),
  shape('one int constant', (n) => lines(n, () => 'int 7')),
  shape('an own block of many ints, searched', (n) =>
    lines(
      n,
      (i) => `int ${i % 20_000}`,
      `#pragma version 3\nintcblock ${Array.from({ length: Math.min(n / 16, 10_000) }, (_, i) => i).join(' ')}`,
    ),
  ),
  shape('blocks of many ints', (n) => wideLines(n, 'intcblock', (i) => ` ${i % 10}`)),
  shape('blocks of many byte values', (n) => wideLines(n, 'bytecblock', () => ' 0x')),
  shape('pushints of many', (n) => wideLines(n, 'pushints', (i) => ` ${i % 10}`)),
  shape('pushbytess of many', (n) => wideLines(n, 'pushbytess', () => ' 0x')),
  shape('addresses that are none', (n) => lines(n, (i) => `addr A${i}`)),
  shape('methods', (n) => lines(n, (i) => `method "m${i}()void"`)),
]

const LABELS: HostileShape[] = [
  shape('labels', (n) => lines(n, (i) => `l${i}:`)),
  shape('one label again and again', (n) => lines(n, () => 'l:')),
  shape('labels and the jumps to them', (n) => lines(n, (i) => `l${i}: b l${i}`)),
  shape('jumps to the end', (n) => lines(n, () => 'b end', untyped(13), 'end:')),
  shape('jumps to nowhere', (n) => lines(n, (i) => `b l${i}`)),
  // Each jump becomes narrower only after the one it passes over has.
  shape('jumps that narrow one after the other', (n) => lines(n, (i) => `b l${i}\n${PASSED}\nl${i - 1}:`, untyped(13))),
  shape('jumps near and far', (n) => scattered(n)),
  shape('jumps over jumps', (n) => lines(n, (i) => `b l${i}\nl${i - 25}:`, untyped(13))),
  shape('switches over one label', (n) => lines(n, () => `switch${' e'.repeat(255)}`, untyped(10), 'e:')),
  shape('matches over many labels', (n) => wideLines(n, 'match', (i) => ` l${i}`)),
]

/** what each jump passes over: together with the next jump 63 bytes when that one is narrow */
const PASSED = `pushbytes 0x${'00'.repeat(59)}`

/** Jumps whose labels are dense enough that each decides about the width of others. */
function scattered(bytes: number): string {
  const random = new Random(13)
  const count = Math.floor(bytes / 18)
  const label = (i: number) => `l${Math.min(count - 1, Math.max(0, i + random.pick([-1, 1]) * random.below(60)))}`
  return [untyped(13), ...Array.from({ length: count }, (_, i) => `l${i}:b ${label(i)}`)].join('\n')
}

const TEXT: HostileShape[] = [
  shape('semicolons', (n) => wideLines(n, '', () => ';')),
  shape('statements in long lines', (n) => wideLines(n, '', () => 'int 1;')),
  shape('short statements in long lines', (n) => wideLines(n, '', () => '+;')),
  shape('blank lines', (n) => lines(n, () => '')),
  shape('spaces', (n) => wideLines(n, '', () => ' ')),
  shape('comments', (n) => lines(n, () => '// nothing')),
  shape('one long comment a line', (n) => wideLines(n, '//', () => '/ / //')),
  shape('short comments behind instructions', (n) => lines(n, () => 'int 1//')),
  shape('a line that is too long', (n) => `int 1\n${'a'.repeat(n - 6)}`),
  shape('opening parentheses', (n) => wideLines(n, 'byte ', () => '(')),
  shape('quotation marks', (n) => wideLines(n, 'byte ', () => '"')),
  shape('escaped quotation marks', (n) => wideLines(n, 'byte "', () => '\\"')),
  shape('a word of the longest line', (n) => wideLines(n, '', () => 'a')),
  shape('carriage returns', (n) => wideLines(n, '', () => '\r')),
  shape('letters of three bytes', (n) => wideLines(n, '', () => '\u4e16\u754c ').slice(0, Math.floor(n / 3))),
]

const LITERALS: HostileShape[] = [
  shape('long decimals', (n) => wideLines(n, 'int ', () => '9')),
  shape('long runs of zero', (n) => wideLines(n, 'int ', () => '0')),
  shape('long hexadecimals', (n) => wideLines(n, 'int 0x', () => 'f')),
  shape('numbers with many bars', (n) => wideLines(n, 'int 0', () => '_1')),
  shape('long hex bytes', (n) => wideLines(n, 'byte 0x', () => '0a')),
  shape('long base 64', (n) => wideLines(n, 'byte base64 ', () => 'AAAA')),
  shape('long base 32', (n) => wideLines(n, 'byte base32 ', () => 'AAAAAAAA')),
  shape('base 32 ending in many padding characters', (n) => wideLines(n, 'byte base32 A', () => '=')),
  shape('base 32 with padding in between', (n) => wideLines(n, 'byte base32 ', () => '=A')),
  shape('strings of escapes', (n) => wideLines(n, 'byte "', () => '\\x00')),
  shape('closing parentheses', (n) => lines(n, () => 'byte b64(AAAA))')),
  shape('the longest bytes there are', (n) => lines(n, () => `byte 0x${'ab'.repeat(4096)}`)),
]

const ERRORS: HostileShape[] = [
  shape('unknown operations', (n) => lines(n, (i) => `x${i}`)),
  shape('operations of a later version', (n) => lines(n, () => 'sha512', '#pragma version 1')),
  shape('an empty stack', (n) => lines(n, () => '+')),
  shape('types that do not fit', (n) => lines(n, () => 'int 1; len; pop')),
  shape('missing immediates', (n) => lines(n, () => 'txn')),
  shape('many superfluous immediates', (n) => wideLines(n, 'txn', () => ' a')),
  shape('unknown fields', (n) => lines(n, (i) => `txn F${i}`)),
  shape('bad numbers', (n) => wideLines(n, 'pushints', () => ' x')),
  shape('unknown directives', (n) => lines(n, () => '#x')),
  shape('version pragmas too late', (n) => lines(n, () => '#pragma version 10', 'int 1')),
  shape('pragmas with extra words', (n) => wideLines(n, '#pragma version 1', () => ' a')),
  shape('warnings', (n) => lines(n, () => 'int 1', '#pragma version 10\nintcblock 1')),
]

const TYPES: HostileShape[] = [
  shape('a stack that grows', (n) => lines(n, () => 'dupn 255', '#pragma version 10\nint 1')),
  shape('a stack of pairs', (n) => lines(n, () => 'dup2', '#pragma version 10\nint 1\nint 1')),
  shape('digging deep', (n) => lines(n, () => 'dig 255', '#pragma version 10\nint 1\ndupn 255')),
  shape('covering deep', (n) => lines(n, () => 'cover 255', '#pragma version 10\nint 1\ndupn 255')),
  shape('popping many', (n) => lines(n, () => 'popn 255', '#pragma version 10\nb l\nl:')),
  shape('burying under a stack that grows', (n) =>
    lines(n, (i) => (i % 2 ? 'frame_bury 0' : 'dupn 255'), '#pragma version 10\nint 1'),
  ),
  shape('burying deep in a frame', (n) =>
    lines(n, (i) => (i < n / 30 ? 'dupn 255' : 'frame_bury 0'), '#pragma version 10\nb l\nl:\nproto 1 1\nint 1'),
  ),
  shape('storing at an unknown place', (n) => lines(n, () => 'stores', '#pragma version 10\nb l\nl:\nint 1\nint 2')),
  shape('storing different values at unknown places', (n) =>
    lines(n, (i) => `txn Fee; int ${i}; stores`, '#pragma version 10\nb l\nl:'),
  ),
  shape('loading from an unknown place', (n) => lines(n, () => 'txn Fee; loads', '#pragma version 10')),
  shape('dead code and labels', (n) => lines(n, (i) => `err; l${i}:`)),
  shape('type tracking on and off', (n) => lines(n, (i) => `#pragma typetrack ${i % 2 === 0}`)),
]

const MACROS: HostileShape[] = [
  shape('macros', (n) => lines(n, (i) => `#define m${i} 1`)),
  shape('macros, each the next', (n) => lines(n, (i) => `#define m${i} m${i + 1}`, '#pragma version 10', 'm0')),
  shape('macros, each the one before', (n) => lines(n, (i) => `#define m${i + 1} m${i}`)),
  shape('a macro defined again and again', (n) => lines(n, (i) => `#define m ${i}`)),
  shape('a macro in a circle', (n) => lines(n, () => '#define m m')),
  shape('a macro before a chain of macros, again and again', (n) =>
    lines(n, (i) => (i < n / 40 ? `#define m${i + 1} m${i}` : `#define x m${Math.floor(n / 40)}`), '#define y x'),
  ),
  shape('a macro used often in one line', (n) => wideLines(n, '', () => 'm ').replace('\n', '\n#define m int 1 ;\n')),
  shape('macros of long bodies', (n) => wideLines(n, '#define m', () => ' 1')),
  shape('macros that are refused', (n) => lines(n, () => '#define int 1')),
  shape('names of macros with forbidden characters', (n) => lines(n, (i) => `#define a.${i} 1`)),
]

export const HOSTILE: readonly HostileShape[] = [
  ...CONSTANTS,
  ...LABELS,
  ...TEXT,
  ...LITERALS,
  ...ERRORS,
  ...TYPES,
  ...MACROS,
]
