import type { Bytes } from '../protocol/txn'
import { fromLatin1, fromLosslessText, isZero, latin1, losslessText } from '../protocol/bytes'
import type { Reader, Writer } from '../protocol/msgpack'

/** How one kind of value is read, written, and left out of a canonical map when it is zero. */
export type Wire<T> = {
  read(r: Reader): T
  write(w: Writer, value: T): void
  isZero(value: T): boolean
}

export const uint: Wire<bigint> = {
  read: (r) => r.uint(),
  write: (w, n) => {
    w.uint(n)
  },
  isZero: (n) => n === 0n,
}

export const uint32 = small(0xffff_ffffn)
export const uint8 = small(0xffn)
/** a uint64 that every rule bounds far below 2^53 */
export const smallUint = small(0xffff_ffff_ffff_ffffn)

function small(limit: bigint): Wire<number> {
  return {
    read: (r) => Number(r.uint(limit)),
    write: (w, n) => {
      w.uint(n)
    },
    isZero: (n) => n === 0,
  }
}

export const bool: Wire<boolean> = {
  read: (r) => r.bool(),
  write: (w, b) => {
    w.bool(b)
  },
  isZero: (b) => !b,
}

export const bytes: Wire<Bytes> = {
  read: (r) => r.bytes(),
  write: (w, b) => {
    w.bin(b)
  },
  isZero: (b) => b.length === 0,
}

/** bytes that travel as a msgpack string */
export const strBytes: Wire<Bytes> = {
  read: (r) => r.bytes('text'),
  write: (w, b) => {
    w.str(b)
  },
  isZero: (b) => b.length === 0,
}

export const text: Wire<string> = {
  read: (r) => losslessText(r.bytes('text')),
  write: (w, t) => {
    w.str(fromLosslessText(t))
  },
  isZero: (t) => t === '',
}

export function fixed(size: number): Wire<Bytes> {
  return {
    read: (r) => r.fixed(size),
    write: (w, b) => {
      w.bin(b)
    },
    isZero,
  }
}

/** 64 bytes, or none at all when they are zero */
export const signature: Wire<Bytes> = {
  read: (r) => {
    const sig = r.fixed(64)
    return isZero(sig) ? new Uint8Array(0) : sig
  },
  write: (w, b) => {
    w.bin(b)
  },
  isZero: (b) => b.length === 0,
}

export function list<T>(item: Wire<T>): Wire<T[]> {
  return {
    read: (r) => {
      const n = r.arraySize()
      const out: T[] = []
      for (let i = 0; i < n; i++) out.push(item.read(r))
      return out
    },
    write: (w, items) => {
      w.array(items.length)
      for (const i of items) item.write(w, i)
    },
    isZero: (items) => items.length === 0,
  }
}

/** A map with byte keys (written as strings), in byte order; keys are latin-1 text in memory. */
export function byKey<T>(item: Wire<T>): Wire<Map<string, T>> {
  return {
    read: (r) => {
      const n = r.mapSize()
      const out = new Map<string, T>()
      for (let i = 0; i < n; i++) out.set(latin1(r.bytes('text')), item.read(r))
      return out
    },
    write: (w, map) => {
      w.map(map.size)
      for (const k of [...map.keys()].sort()) {
        w.str(fromLatin1(k))
        item.write(w, map.get(k)!)
      }
    },
    isZero: (map) => map.size === 0,
  }
}

export function byNumber<T>(item: Wire<T>): Wire<Map<number, T>> {
  return {
    read: (r) => {
      const n = r.mapSize()
      const out = new Map<number, T>()
      for (let i = 0; i < n; i++) out.set(Number(r.uint()), item.read(r))
      return out
    },
    write: (w, map) => {
      w.map(map.size)
      for (const k of [...map.keys()].sort((a, b) => a - b)) {
        w.uint(k)
        item.write(w, map.get(k)!)
      }
    },
    isZero: (map) => map.size === 0,
  }
}

type AnyField<T> = {
  name: string
  read(r: Reader, into: T): void
  write(w: Writer, of: T): void
  isZero(of: T): boolean
}

/** One entry of a struct: its wire name, where its value lives, how it is encoded. */
export function field<T, K extends keyof T>(name: string, prop: K, wire: Wire<T[K]>): AnyField<T> {
  return {
    name,
    read: (r, into) => {
      into[prop] = wire.read(r)
    },
    write: (w, of) => {
      wire.write(w, of[prop])
    },
    isZero: (of) => wire.isZero(of[prop]),
  }
}

/** A struct, written as a map in order of names without its zero fields. */
export function struct<T>(zero: () => T, fields: AnyField<T>[], refuse?: (name: string) => void): Wire<T> {
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1))
  const byName = new Map(fields.map((f) => [f.name, f]))
  return {
    read: (r) => {
      const value = zero()
      const n = r.mapSize()
      for (let i = 0; i < n; i++) {
        const name = r.key()
        const f = byName.get(latin1(name))
        if (f) f.read(r, value)
        else {
          refuse?.(latin1(name))
          r.fail(`no matching struct field found when decoding stream map with key ${losslessText(name)}`)
        }
      }
      return value
    },
    write: (w, value) => {
      const present = sorted.filter((f) => !f.isZero(value))
      w.map(present.length)
      for (const f of present) {
        w.key(f.name)
        f.write(w, value)
      }
    },
    isZero: (value) => fields.every((f) => f.isZero(value)),
  }
}

/** A struct that is absent when it is all zero. */
export function optional<T>(wire: Wire<T>): Wire<T | undefined> {
  return {
    read: (r) => {
      const value = wire.read(r)
      return wire.isZero(value) ? undefined : value
    },
    write: (w, value) => {
      if (value !== undefined) wire.write(w, value)
    },
    isZero: (value) => value === undefined || wire.isZero(value),
  }
}
