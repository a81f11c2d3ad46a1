/**
 * The text side of the assembler. TEAL is bytes to the node: columns count bytes and literals may hold any byte, so
 * inside the assembler a source is a string of one character per byte.
 */

export type Token = { text: string; line: number; column: number }

/** One finding, printed as the node does: `line:column: message`, without the column when it is 0. */
export type Diagnostic = { line: number; column: number; message: string }

const MAX_REPORTED = 10
const MAX_LINE_BYTES = 65_535

export class TealError extends Error {
  override readonly name = 'TealError'
  constructor(
    readonly errors: readonly Diagnostic[],
    readonly warnings: readonly Diagnostic[] = [],
  ) {
    super(report(errors, warnings))
  }
}

function report(errors: readonly Diagnostic[], warnings: readonly Diagnostic[]): string {
  const show = ({ line, column, message }: Diagnostic) =>
    `${column === 0 ? `${line}` : `${line}:${column}`}: ${fromByteString(message)}\n`
  const [first] = errors
  if (first && errors.length === 1 && warnings.length === 0) return `1 error: ${show(first)}`
  return [...errors.slice(0, MAX_REPORTED), ...warnings.slice(0, MAX_REPORTED)].map(show).join('')
}

export function toByteString(source: string | Uint8Array): string {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  let out = ''
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return out
}

export function bytesOf(byteString: string): Uint8Array {
  return Uint8Array.from(byteString, (char) => char.charCodeAt(0))
}

export function fromByteString(byteString: string): string {
  return new TextDecoder().decode(bytesOf(byteString))
}

const ESCAPES: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}
const PLAIN = /^[ !#-[\]-~]*$/
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** A byte string in double quotes, with the escapes the node's messages use. */
export function quote(byteString: string): string {
  if (PLAIN.test(byteString)) return `"${byteString}"`
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')
  const shown = Array.from(fromByteString(byteString), (rune) => {
    const code = rune.codePointAt(0) ?? 0
    if (ESCAPES[rune] !== undefined) return ESCAPES[rune]
    if (PRINTABLE.test(rune)) return rune
    if (code < 0x80) return `\\x${hex(code, 2)}`
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
  })
  return `"${toByteString(shown.join(''))}"`
}

/** The lines of a source; `tooLong` is how many lines precede one the node's reader gives up on. */
export function splitLines(source: string): { lines: string[]; tooLong: number | undefined } {
  const lines = source.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const tooLong = lines.findIndex((line) => line.length > MAX_LINE_BYTES)
  const readable = tooLong < 0 ? lines : lines.slice(0, tooLong)
  return {
    lines: readable.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)),
    tooLong: tooLong < 0 ? undefined : tooLong,
  }
}

const isSeparator = (char: string | undefined) => char === ' ' || char === '\t' || char === ';'
const isBase64Prefix = (text: string) => text === 'base64' || text === 'b64'

/**
 * Splits a line at blanks and semicolons (which are tokens) and drops the comment. A `//` does not start a comment inside
 * a string or a base64 literal, whose alphabet has the slash.
 */
export function tokenize(text: string, line: number): Token[] {
  const tokens: Token[] = []
  let start = 0
  let at = 0
  let inString = false
  let inBase64 = false
  const skipSeparators = () => {
    while (at < text.length && isSeparator(text[at])) {
      if (text[at] === ';') tokens.push({ text: ';', line, column: at })
      at++
    }
    start = at
  }
  const cut = () => tokens.push({ text: text.slice(start, at), line, column: start })

  skipSeparators()
  while (at < text.length) {
    const char = text[at]
    if (isSeparator(char)) {
      if (inString) {
        at++
        continue
      }
      const word = text.slice(start, at)
      cut()
      // `base64 AAA//A==`: the word after the prefix is data
      inBase64 = inBase64 ? false : isBase64Prefix(word)
      skipSeparators()
      continue
    }
    if (char === '"') {
      if (inString) inString = text[at - 1] === '\\'
      else inString = at === 0 || isSeparator(text[at - 1])
    } else if (char === '/' && text[at + 1] === '/' && !inString && !inBase64) {
      if (start !== at) cut()
      return tokens
    } else if (char === '(' && isBase64Prefix(text.slice(start, at))) {
      inBase64 = true
    } else if (char === ')') {
      inBase64 = false
    }
    at++
  }
  if (start < text.length) cut()
  return tokens
}
