import { ABIType, decodeAddress, encodeUint64, getApplicationAddress } from 'algosdk'
import { NAMES } from '../generated/abi'
import type { Address, Milestone } from '../pure/types'

type ValueOf<T> = T extends `uint${string}`
  ? bigint
  : T extends 'bool'
    ? boolean
    : T extends 'address'
      ? Address
      : T extends 'string'
        ? string
        : T extends `byte${string}`
          ? Uint8Array
          : readonly Milestone[]

/** What `name type;place.name type` from the generated tables decodes to. */
export type Decoded<Fields> = Fields extends `${infer First};${infer Rest}`
  ? Decoded<First> & Decoded<Rest>
  : Fields extends `${infer Place}.${infer Rest}`
    ? { [K in Place]: Decoded<Rest> }
    : Fields extends `${infer Name} ${infer Type}`
      ? Record<Name, Name extends keyof typeof NAMES ? NamesOf<Name> : ValueOf<Type>>
      : never

type NamesOf<Name extends keyof typeof NAMES> = (typeof NAMES)[Name][keyof (typeof NAMES)[Name]]

/** Decodes a tuple into an object: every field by its name, in its place. */
export function decodeFields<Fields extends string>(fields: Fields, bytes: Uint8Array): Decoded<Fields> {
  const pairs = fields.split(';').map((field) => field.split(' '))
  const values = ABIType.from(`(${pairs.map(([, type]) => type).join()})`).decode(bytes) as unknown[]
  const decoded: Tree = {}
  pairs.forEach(([path = ''], i) => {
    const names = (NAMES as Tree)[path] as Record<string, string> | undefined
    const [name = '', place] = path.split('.').reverse()
    const target = place ? ((decoded[place] ??= {}) as Tree) : decoded
    target[name] = names?.[String(values[i])] ?? valueOf(values[i])
  })
  return decoded as Decoded<Fields>
}
type Tree = Record<string, unknown>

/** algosdk decodes integers, texts and addresses; a list of pairs is a schedule, which is never empty, any other is bytes. */
function valueOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const pairs = value as [bigint, bigint][]
  return Array.isArray(pairs[0]) ? pairs.map(([amount, duration]) => ({ amount, duration })) : Uint8Array.from(value)
}

/** The box of an engagement: `e` and the freelancer's public key. */
export function engagementBox(freelancer: Address): Uint8Array {
  return Uint8Array.of(0x65, ...decodeAddress(freelancer).publicKey)
}

/** A key or box name: a letter and uint64 numbers. */
export function keyOf(letter: string, ...numbers: bigint[]): Uint8Array {
  return Uint8Array.of(letter.charCodeAt(0), ...numbers.flatMap((number) => [...encodeUint64(number)]))
}

/** The account of an app. */
export function accountOf(app: bigint): Address {
  return getApplicationAddress(app).toString()
}
