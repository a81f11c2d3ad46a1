import type { Bytes } from './txn'
import { fromLatin1, MAX_UINT64, utf8 } from './bytes'

/** The canonical form: map keys in order (the caller's duty), integers and lengths in their shortest encoding. */
export class Writer {
  private buffer = new Uint8Array(512)
  private at = 0

  bytesSoFar(): Bytes {
    return this.buffer.slice(0, this.at)
  }

  private room(n: number): number {
    const at = this.at
    if (at + n > this.buffer.length) {
      const grown = new Uint8Array(Math.max(2 * this.buffer.length, at + n))
      grown.set(this.buffer)
      this.buffer = grown
    }
    this.at = at + n
    return at
  }

  /** `code` followed by `size` bytes of n */
  private tagged(code: number, n: number, size: number): void {
    let at = this.room(1 + size)
    this.buffer[at++] = code
    for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) this.buffer[at++] = (n >>> shift) & 255
  }

  uint(n: bigint | number): void {
    if (n < 0x80) this.tagged(Number(n), 0, 0)
    else if (n < 0x100) this.tagged(0xcc, Number(n), 1)
    else if (n < 0x10000) this.tagged(0xcd, Number(n), 2)
    else if (n < 0x1_0000_0000) this.tagged(0xce, Number(n), 4)
    else {
      const at = this.room(9)
      this.buffer[at] = 0xcf
      new DataView(this.buffer.buffer).setBigUint64(at + 1, BigInt(n))
    }
  }

  bool(b: boolean): void {
    this.tagged(b ? 0xc3 : 0xc2, 0, 0)
  }

  raw(bytes: Bytes): void {
    const at = this.room(bytes.length) // may replace the buffer
    this.buffer.set(bytes, at)
  }

  bin(bytes: Bytes): void {
    const n = bytes.length
    if (n < 0x100) this.tagged(0xc4, n, 1)
    else if (n < 0x10000) this.tagged(0xc5, n, 2)
    else this.tagged(0xc6, n, 4)
    this.raw(bytes)
  }

  /** bytes in a msgpack string: names of assets, keys and values of application state */
  str(bytes: Bytes): void {
    const n = bytes.length
    if (n < 32) this.tagged(0xa0 | n, 0, 0)
    else if (n < 0x100) this.tagged(0xd9, n, 1)
    else if (n < 0x10000) this.tagged(0xda, n, 2)
    else this.tagged(0xdb, n, 4)
    this.raw(bytes)
  }

  text(text: string): void {
    this.str(utf8(text))
  }

  /** an ASCII key */
  key(name: string): void {
    this.str(fromLatin1(name))
  }

  map(n: number): void {
    if (n < 16) this.tagged(0x80 | n, 0, 0)
    else if (n < 0x10000) this.tagged(0xde, n, 2)
    else this.tagged(0xdf, n, 4)
  }

  array(n: number): void {
    if (n < 16) this.tagged(0x90 | n, 0, 0)
    else if (n < 0x10000) this.tagged(0xdc, n, 2)
    else this.tagged(0xdd, n, 4)
  }
}

export class DecodeError extends Error {
  override readonly name = 'DecodeError'
}

/** The input ends inside a value: the node takes what came before it, so callers must be able to tell. */
export class EndOfInput extends Error {
  override readonly name = 'EndOfInput'
}

/**
 * Reads what the node's decoder reads, which is more than the canonical form: nil for zero, strings for bytes, byte
 * arrays of other lengths padded or cut. Positions in messages count the bytes read so far, as the node's do.
 */
export class Reader {
  at = 0
  constructor(private readonly input: Bytes) {}

  get done(): boolean {
    return this.at >= this.input.length
  }

  fail(message: string): never {
    throw new DecodeError(`msgpack decode error [pos ${this.at}]: ${message}`)
  }

  peek(): number {
    if (this.done) throw new EndOfInput('input ends inside a value')
    return this.input[this.at]!
  }

  private code(): number {
    const code = this.peek()
    this.at++
    return code
  }

  private number(size: number): number {
    return Number(this.big(size))
  }

  private big(size: number): bigint {
    let n = 0n
    for (const b of this.take(size)) n = (n << 8n) | BigInt(b)
    return n
  }

  private take(n: number): Bytes {
    if (this.at + n > this.input.length) throw new EndOfInput('input ends inside a value')
    this.at += n
    return this.input.slice(this.at - n, this.at)
  }

  /** true when nil was there, and is now read */
  nil(): boolean {
    if (this.peek() !== 0xc0) return false
    this.at++
    return true
  }

  uint(limit = MAX_UINT64): bigint {
    if (this.nil()) return 0n
    const code = this.code()
    let n: bigint
    if (code < 0x80) n = BigInt(code)
    else if (code >= 0xe0) return this.fail(`assigning negative signed value: ${code}, to unsigned type`)
    else if (code >= 0xcc && code <= 0xcf) n = this.big(1 << (code - 0xcc))
    else if (code >= 0xd0 && code <= 0xd3) {
      const size = 1 << (code - 0xd0)
      n = BigInt.asIntN(8 * size, this.big(size))
      if (n < 0n) return this.fail(`assigning negative signed value: ${n}, to unsigned type`)
    } else
      return this.fail(
        `cannot decode unsigned integer: unrecognized descriptor byte: ${code.toString(16)}/${kindOf(code)}`,
      )
    if (n > limit) return this.fail(`uint64 overflow: ${n}`)
    return n
  }

  bool(): boolean {
    if (this.nil()) return false
    const code = this.code()
    if (code === 0xc3 || code === 1) return true
    if (code === 0xc2 || code === 0) return false
    return this.fail(`cannot decode bool: unrecognized descriptor byte: ${code.toString(16)}/${kindOf(code)}`)
  }

  /** bin or str, or an array of the bytes as numbers; a slice may be a map of them too */
  bytes(what: 'slice' | 'text' = 'slice'): Bytes {
    if (this.nil()) return new Uint8Array(0)
    const code = this.code()
    if (code >= 0xa0 && code <= 0xbf) return this.take(code & 31)
    if (code >= 0xc4 && code <= 0xc6) return this.take(this.number(1 << (code - 0xc4)))
    if (code >= 0xd9 && code <= 0xdb) return this.take(this.number(1 << (code - 0xd9)))
    const isMap = kindOf(code) === 'map'
    if (what === 'text' && isMap) return this.fail(`${NOT_TEXT}9`)
    const count = this.itemsOf(code)
    if (count === undefined) return this.fail(what === 'text' ? `${NOT_TEXT}0` : NOT_LIST)
    const found: number[] = []
    for (let i = 0; i < count; i++) found.push(Number(this.uint(0xffn)))
    return Uint8Array.from(found)
  }

  /** the name of a field */
  key(): Bytes {
    if (this.nil()) return this.fail(`${NOT_TEXT}1`)
    const name = this.bytes('text')
    // the node's decoder trips over it
    return name.length > 0 ? name : this.fail('runtime error: index out of range [0] with length 0')
  }

  /** exactly `size` bytes: padded with zeros or cut, as the node does */
  fixed(size: number): Bytes {
    const bytes = this.bytes()
    if (bytes.length === size) return bytes
    const out = new Uint8Array(size)
    out.set(bytes.subarray(0, size))
    return out
  }

  mapSize(): number {
    if (this.nil()) return 0
    const code = this.code()
    if (code >= 0x80 && code <= 0x8f) return code & 15
    if (code === 0xde || code === 0xdf) return this.number(code === 0xde ? 2 : 4)
    if ((code >= 0x90 && code <= 0x9f) || code === 0xdc || code === 0xdd)
      return this.fail('structs encoded as arrays are not read by the embedded chain')
    return this.fail('only encoded map or array can be decoded into a struct')
  }

  arraySize(): number {
    return this.nil() ? 0 : (this.itemsOf(this.code()) ?? this.fail(NOT_LIST))
  }

  /** How many values follow the head of an array, or of a map: one that is read as a list gives its keys and its values. */
  private itemsOf(code: number): number | undefined {
    if (code >= 0x90 && code <= 0x9f) return code & 15
    if (code >= 0x80 && code <= 0x8f) return 2 * (code & 15)
    if (code >= 0xdc && code <= 0xdf) return this.number(code & 1 ? 4 : 2) * (code >= 0xde ? 2 : 1)
    return undefined
  }
}

const NOT_TEXT = 'invalid container type: expecting bin|str|array, got: 0x'
const NOT_LIST = 'only encoded map or array can be decoded into a slice (0)'

function kindOf(code: number): string {
  if (code >= 0x80 && code <= 0x8f) return 'map'
  if (code >= 0x90 && code <= 0x9f) return 'array'
  if ((code >= 0xa0 && code <= 0xbf) || (code >= 0xd9 && code <= 0xdb)) return 'string|bytes'
  if (code >= 0xc4 && code <= 0xc6) return 'bytes'
  if (code === 0xc2 || code === 0xc3) return 'bool'
  if (code === 0xca || code === 0xcb) return 'float'
  if (code === 0xdc || code === 0xdd) return 'array'
  if (code === 0xde || code === 0xdf) return 'map'
  return (code >= 0xd4 && code <= 0xd8) || (code >= 0xc7 && code <= 0xc9) ? 'ext' : 'unknown'
}
