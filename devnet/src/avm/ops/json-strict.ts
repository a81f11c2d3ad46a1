import { fail } from '../errors'

/**
 * Checks one JSON value by the letter of the standard, with the wording of the node's strict library. The text has
 * already passed the generous scanner, so brackets and quotes match and escapes are good; left to find are numbers that
 * are none and control characters in strings.
 */
export function checkStrictJson(text: string): void {
  if (text === '') fail('unexpected end of JSON input')
  let at = 0
  /** where a value stands, for the message about what must not follow it */
  const parents: ('object key:value pair' | 'array element')[] = []
  while (at < text.length) {
    const char = text[at]!
    if (char === '"') at = stringEnd(text, at)
    else if (char === '{') parents.push('object key:value pair')
    else if (char === '[') parents.push('array element')
    else if (char === '}' || char === ']') parents.pop()
    else if (/[-+0-9.]/.test(char)) {
      at = numberEnd(text, at, parents.at(-1))
      continue
    } else if (/[tfn]/.test(char)) {
      at += char === 'f' ? 5 : 4
      continue
    }
    at++
  }
}

/** A character as the messages quote it. */
function shown(char: string): string {
  const named: Record<string, string> = {
    '\t': '\\t',
    '\n': '\\n',
    '\r': '\\r',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
    '\x07': '\\a',
  }
  if (named[char] !== undefined) return `'${named[char]}'`
  return char < ' ' ? `'\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}'` : `'${char}'`
}

/** The position of the closing quote. */
function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') {
    if (text[at] === '\\') at++
    else if (text[at]! < ' ') fail(`invalid character ${shown(text[at]!)} in string literal`)
    at++
  }
  return at
}

function numberEnd(text: string, start: number, parent: string | undefined): number {
  let at = start
  const isDigit = () => /[0-9]/.test(text[at] ?? '')
  // The end of the text is reported as a blank.
  const refuse = (where: string): never => fail(`invalid character ${shown(text[at] ?? ' ')} ${where}`)
  const digits = () => {
    while (isDigit()) at++
  }
  if (text[at] === '-') {
    at++
    if (!isDigit()) refuse('in numeric literal')
  }
  if (!isDigit()) refuse('looking for beginning of value')
  if (text[at] === '0') at++
  else digits()
  if (text[at] === '.') {
    at++
    if (!isDigit()) refuse('after decimal point in numeric literal')
    digits()
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++
    if (text[at] === '+' || text[at] === '-') at++
    if (!isDigit()) refuse('in exponent of numeric literal')
    digits()
  }
  if (/[-+0-9.eE]/.test(text[at] ?? '')) refuse(`after ${parent ?? 'top-level value'}`)
  return at
}
