import { losslessText, shown } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import { Reader } from '../protocol/msgpack'

/** Any msgpack value: maps as objects, binary as bytes, text as text (what is no UTF-8 in it becomes U+FFFD). */
export type MsgpackValue =
  bigint | boolean | string | null | Bytes | readonly MsgpackValue[] | { readonly [key: string]: MsgpackValue }

export function readValue(bytes: Bytes): MsgpackValue {
  return next(new Reader(bytes))
}

/** One value, without knowing beforehand what it is. */
export function next(r: Reader): MsgpackValue {
  const code = r.peek()
  if (code === 0xc0) {
    r.nil()
    return null
  }
  if (code === 0xc2 || code === 0xc3) return r.bool()
  if ((code >= 0x80 && code <= 0x8f) || code === 0xde || code === 0xdf) {
    const size = r.mapSize()
    const map: Record<string, MsgpackValue> = {}
    for (let i = 0; i < size; i++) {
      const key = next(r)
      map[typeof key === 'bigint' ? key.toString() : typeof key === 'string' ? key : r.fail('a key that is no text')] =
        next(r)
    }
    return map
  }
  if ((code >= 0x90 && code <= 0x9f) || code === 0xdc || code === 0xdd) {
    const size = r.arraySize()
    const list: MsgpackValue[] = []
    for (let i = 0; i < size; i++) list.push(next(r))
    return list
  }
  if (code >= 0xc4 && code <= 0xc6) return r.bytes()
  if ((code >= 0xa0 && code <= 0xbf) || (code >= 0xd9 && code <= 0xdb)) return shown(losslessText(r.bytes()))
  return r.uint()
}
