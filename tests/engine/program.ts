/** The committed programs as the proof sees them: ABI, state layout and error positions from the ARC-56 file, nothing generated. */
import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { ABIMethod, ABIType, type ABIValue, Address } from 'algosdk'

type Named = { name: string; type: string }
type Arc56 = {
  name: string
  structs: Record<string, Named[]>
  methods: { name: string; args: Named[]; returns: { type: string }; actions: { create: string[]; call: string[] } }[]
  events: { name: string; args: Named[] }[]
  state: { schema: Record<'global' | 'local', { ints: number; bytes: number }> }
  byteCode: { approval: string; clear: string }
  sourceInfo: { approval: { sourceInfo: { pc: number[]; errorMessage?: string }[] } }
}

/** What decoded values look like: integers as bigint, accounts as text, byte strings as bytes, structs by name. */
export type Value = bigint | boolean | string | Uint8Array | readonly Value[] | { readonly [name: string]: Value }
export type Fields = Readonly<Record<string, Value>>
export type Event = { name: string; args: Fields }

export type Program = {
  name: string
  approval: Uint8Array
  clear: Uint8Array
  schema: Arc56['state']['schema']
  methods: ReadonlyMap<string, { abi: ABIMethod; completions: readonly string[] }>
  /** selector and encoded arguments; transaction arguments are left out, they stand before the call */
  encode(method: string, args: readonly ABIValue[]): Uint8Array[]
  decodeStruct(name: string, bytes: Uint8Array): Fields
  encodeStruct(name: string, fields: Fields): Uint8Array
  decodeEvent(log: Uint8Array): Event | undefined
  /** the error code or compiler's message at a program counter of the approval program */
  errorAt(pc: number): string | undefined
  errors: ReadonlyMap<number, string>
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

export function loadProgram(name: 'MilestoneProject' | 'Protocol'): Program {
  const file = new URL(`../../contracts/artifacts/${name}/${name}.arc56.json`, import.meta.url)
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Arc56
  const methods = new Map(
    spec.methods.map((method) => [
      method.name,
      {
        abi: new ABIMethod({ name: method.name, args: method.args, returns: method.returns }),
        completions: [...method.actions.call, ...method.actions.create],
      },
    ]),
  )
  const typeOf = (type: string): string => {
    const struct = spec.structs[type]
    return struct === undefined ? type : `(${struct.map((field) => typeOf(field.type)).join(',')})`
  }
  const tuples = new Map<readonly Named[], ABIType>()
  const tupleOf = (fields: readonly Named[]): ABIType => {
    const known = tuples.get(fields) ?? ABIType.from(`(${fields.map((field) => typeOf(field.type)).join(',')})`)
    tuples.set(fields, known)
    return known
  }
  const decodeFields = (fields: readonly Named[], bytes: Uint8Array): Fields => {
    const values = tupleOf(fields).decode(bytes) as ABIValue[]
    return Object.fromEntries(fields.map((field, index) => [field.name, toValue(field.type, values[index])]))
  }
  const events = new Map(
    spec.events.map((event) => {
      const signature = `${event.name}(${event.args.map((arg) => typeOf(arg.type)).join(',')})`
      return [createHash('sha512-256').update(signature).digest('hex').slice(0, 8), event]
    }),
  )
  const errors = new Map<number, string>()
  for (const { pc, errorMessage } of spec.sourceInfo.approval.sourceInfo) {
    if (errorMessage === undefined) continue
    for (const at of pc) errors.set(at, errorMessage.replace(/^ERR:/, ''))
  }
  return {
    name,
    approval: new Uint8Array(Buffer.from(spec.byteCode.approval, 'base64')),
    clear: new Uint8Array(Buffer.from(spec.byteCode.clear, 'base64')),
    schema: spec.state.schema,
    methods,
    encode(method, args) {
      const { abi } = methods.get(method) ?? fail(`${name} has no method ${method}`)
      const types = abi.args.map((arg) => arg.type).filter((type): type is ABIType => typeof type !== 'string')
      if (types.length !== args.length) fail(`${method} takes ${types.length} arguments, not ${args.length}`)
      return [abi.getSelector(), ...types.map((type, index) => type.encode(args[index] ?? 0))]
    },
    decodeStruct: (struct, bytes) =>
      decodeFields(spec.structs[struct] ?? fail(`${name} has no struct ${struct}`), bytes),
    encodeStruct(struct, values) {
      const fields = spec.structs[struct] ?? fail(`${name} has no struct ${struct}`)
      return tupleOf(fields).encode(fields.map((field) => values[field.name] as ABIValue))
    },
    decodeEvent(log) {
      const event = events.get(hex(log.slice(0, 4)))
      return event && { name: event.name, args: decodeFields(event.args, log.slice(4)) }
    },
    errorAt: (pc) => errors.get(pc),
    errors,
  }
}

function fail(message: string): never {
  throw new Error(message)
}

function toValue(type: string, value: ABIValue | undefined): Value {
  if (value === undefined) return fail(`nothing was decoded where ${type} was expected`)
  if (value instanceof Address) return value.toString()
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'string') return value
  if (value instanceof Uint8Array) return value
  if (type.startsWith('byte[')) return new Uint8Array(value as number[])
  return (value as ABIValue[]).map((item) => toValue('', item))
}
