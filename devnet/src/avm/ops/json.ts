import { fromLatin1, latin1, MAX_UINT64, utf8 } from '../../protocol/bytes'
import { fail } from '../errors'
import type { Handler } from '../machine'
import { checkStrictJson } from './json-strict'

/**
 * `json_ref`. The node reads the outer object with one JSON library, which is generous about numbers and about control
 * characters in strings, and the value of the wanted key with a strict one: so does this. Texts are handled as one
 * character per byte.
 */

const TYPES = ['JSONString', 'JSONUint64', 'JSONObject'] as const

const INVALID = 'error while parsing JSON text, invalid json text'
const NOT_AN_OBJECT = `${INVALID}, only json object is allowed`
const DUPLICATE = `${INVALID}, duplicate keys not allowed`

const SPACE = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /[-+0-9.eE]+/y
const WORD = /true|false|null/y

/** Finds where values start and end; what they mean is asked later. */
class Scanner {
  at = 0
  constructor(private readonly text: string) {}

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** the next character that is not blank, not yet passed */
  peek(): string | undefined {
    this.take(SPACE)
    return this.text[this.at]
  }

  accept(char: string): boolean {
    if (this.peek() !== char) return false
    this.at++
    return true
  }

  private expect(char: string): void {
    if (!this.accept(char)) fail(INVALID)
  }

  string(): string {
    return this.peek() === '"' ? (this.take(STRING) ?? fail(INVALID)) : fail(INVALID)
  }

  private number(): void {
    const digits = this.take(NUMBER)
    if (digits === undefined || !Number.isFinite(Number(digits))) fail(INVALID)
  }

  value(): string {
    const first = this.peek()
    const start = this.at
    if (first === '"') this.string()
    else if (first === '{') this.list('{', '}', () => this.pair())
    else if (first === '[') this.list('[', ']', () => this.value())
    else if (first !== undefined && /[-+0-9.]/.test(first)) this.number()
    else if (this.take(WORD) === undefined) fail(INVALID)
    return this.text.slice(start, this.at)
  }

  pair(): { key: string; value: string } {
    const key = this.string()
    this.expect(':')
    return { key, value: this.value() }
  }

  list(open: string, close: string, item: () => unknown): void {
    this.expect(open)
    if (this.accept(close)) return
    do item()
    while (this.accept(','))
    this.expect(close)
  }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The text a JSON string stands for, as bytes. Anything that is no text becomes the replacement character. */
function unquote(quoted: string): Uint8Array {
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromLatin1(quoted))
  // The scanner let control characters through, which the platform's parser does not.
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  const escaped = Array.from(raw, (char) => (char < ' ' ? escape(char) : char)).join('')
  return utf8((JSON.parse(escaped) as string).replaceAll(LONE_SURROGATE, '\ufffd'))
}

/** The raw text of each key's value. What follows the object is not looked at. */
function parseObject(text: string): Map<string, string> {
  const scanner = new Scanner(text)
  const first = scanner.peek()
  if (first === undefined) fail(INVALID)
  if (first === 'n') fail(text.startsWith('null', scanner.at) ? NOT_AN_OBJECT : INVALID)
  if (first !== '{') fail(NOT_AN_OBJECT)
  const values = new Map<string, string>()
  scanner.list('{', '}', () => {
    const { key, value } = scanner.pair()
    const name = latin1(unquote(key))
    if (values.has(name)) fail(DUPLICATE)
    // A null is read as no text at all.
    values.set(name, value === 'null' ? '' : value)
  })
  return values
}

function kindOf(value: string): 'object' | 'array' | 'string' | 'bool' | 'number' {
  switch (value[0]) {
    case '{':
      return 'object'
    case '[':
      return 'array'
    case '"':
      return 'string'
    case 't':
    case 'f':
      return 'bool'
    default:
      return 'number'
  }
}

const GO_TYPES = { JSONString: 'string', JSONUint64: 'uint64', JSONObject: 'map[string]json.RawMessage' }

export const jsonRef: Handler = (m, { imm }) => {
  const key = m.popBytes()
  const text = latin1(m.popBytes())
  const type = TYPES[imm[0]!] ?? fail(`invalid json_ref type JSONRefType(${imm[0]})`)
  const value = parseObject(text).get(latin1(key))
  if (value === undefined) fail(`key ${new TextDecoder().decode(key)} not found in JSON text`)
  checkStrictJson(value)
  const kind = kindOf(value)
  const mismatch = (what: string) => fail(`json: cannot unmarshal ${what} into Go value of type ${GO_TYPES[type]}`)
  if (type === 'JSONString' && kind === 'string') m.push(unquote(value))
  else if (type === 'JSONObject' && kind === 'object') m.push(fromLatin1(value))
  else if (type === 'JSONUint64' && kind === 'number') {
    const isUint64 = /^\d+$/.test(value) && BigInt(value) <= MAX_UINT64
    m.push(isUint64 ? BigInt(value) : mismatch(`number ${value}`))
  } else mismatch(kind)
}
