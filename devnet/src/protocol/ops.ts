import { FIELD_ROWS } from './fields-data'
import { OP_ROWS } from './ops-data'

/** The highest program version this chain knows; a later one is refused as the node refuses it. */
export const MAX_AVM_VERSION = 13

/** From this version on `b`, `bz`, `bnz` and `callsub` carry a zig-zag varint instead of two bytes. */
export const VARINT_BRANCH_VERSION = 13

export type Mode = 'any' | 'app' | 'sig'

/** `base`, plus `step` for every started `chunk` bytes of the argument `depth` below the top of the stack. */
export type LinearCost = { base: number; step: number; chunk: number; depth: number }

/** One number, one rule, or one of either per field of the immediate (indexed by field number). */
export type Cost = number | LinearCost | readonly (number | LinearCost)[]

/** Names as in the assembler's diagnostics: `[]byte`, `[32]byte`, `uint64`, `bool`, `any`, `bigint`, `stateKey`, ... */
export type TypeName = string

/** What a type name means to the running machine. */
export type StackKind = 'uint64' | '[]byte' | 'any'

export type ImmediateKind =
  | 'byte'
  | 'int8'
  | 'label' // two bytes, from the end of the instruction
  | 'varlabel' // zig-zag varint: from the end of the instruction when not negative, else from its start
  | 'labels'
  | 'int'
  | 'bytes'
  | 'ints'
  | 'bytess'

export type Immediate = { name: string; kind: ImmediateKind; group?: FieldGroup }

export type Field = {
  name: string
  number: number
  /** first version that can read (for `itxn_field` and `app_params_set`: set) it */
  since: number
  mode: Mode
  type: TypeName
  kind: StackKind
  array: boolean
  /** known only after the transaction was applied */
  effect: boolean
  /** first version whose `itxn_field` sets it, 0 for never */
  settableSince: number
}

export type FieldGroup = {
  name: string
  byNumber: readonly (Field | undefined)[]
  byName: ReadonlyMap<string, Field>
}

export type Op = {
  name: string
  code: number
  /** the second byte of a two-byte operation, else 0 */
  sub: number
  /** the version that introduced this name (not this row) */
  since: number
  mode: Mode
  cost: Cost
  immediates: readonly Immediate[]
  /** bytes of the whole instruction, 0 when the immediates decide */
  size: number
  args: readonly TypeName[]
  argKinds: readonly StackKind[]
  returns: readonly TypeName[]
  returnKinds: readonly StackKind[]
  /** the program never continues after it */
  exits: boolean
}

/** What a program's first byte of an instruction selects: an operation, or a family that the next byte decides. */
export type OpEntry = { op: Op; subs?: undefined } | { op?: undefined; subs: readonly (Op | undefined)[] }

function kindOf(type: TypeName): StackKind {
  if (type === 'any' || type === 'none') return 'any'
  return type === 'uint64' || type === 'bool' ? 'uint64' : '[]byte'
}

const rowsOf = (text: string): string[] => text.trim().split('\n')

function parseFields(): Map<string, FieldGroup> {
  const lists = new Map<string, Field[]>()
  const add = (group: string, field: Field) => {
    const list = lists.get(group)
    if (list) list.push(field)
    else lists.set(group, [field])
  }
  for (const row of rowsOf(FIELD_ROWS)) {
    const [group = '', number, name = '', since, mode, type = '', ...flags] = row.split(' ')
    const settable = flags.find((flag) => flag.startsWith('set'))
    const field: Field = {
      name,
      number: Number(number),
      since: Number(since),
      mode: mode as Mode,
      type,
      kind: kindOf(type),
      array: flags.includes('array'),
      effect: flags.includes('effect'),
      settableSince: settable ? Number(settable.slice(3)) : 0,
    }
    add(group, field)
    if (group !== 'txn') continue
    if (field.array) add('txna', field)
    if (field.settableSince > 0) add('itxn_field', { ...field, since: field.settableSince, mode: 'app' })
  }
  const groups = new Map<string, FieldGroup>()
  for (const [name, list] of lists) {
    const byNumber: (Field | undefined)[] = new Array<undefined>(256).fill(undefined)
    for (const field of list) byNumber[field.number] = field
    groups.set(name, { name, byNumber, byName: new Map(list.map((field) => [field.name, field])) })
  }
  return groups
}

const GROUPS = parseFields()

/**
 * A table of fields: `txn` (all of them; `txna` the arrays, `itxn_field` the settable ones), `global`, `asset_holding`,
 * `asset_params`, `app_params`, `app_params_set`, `acct_params`, `voter_params`, `block`, `ecdsa`, `ec`, `base64`,
 * `json_ref`, `vrf`, `mimc`, `poseidon2`.
 */
export function fieldGroup(name: string): FieldGroup {
  const group = GROUPS.get(name)
  if (!group) throw new Error(`there is no field group ${name}`)
  return group
}

function parseCost(text: string): Cost {
  if (text.includes(',')) return text.split(',').map((part) => parseCost(part) as number | LinearCost)
  const rule = /^(\d+)\+(\d+)\/(\d+)@(\d+)$/.exec(text)
  if (!rule) return Number(text)
  return { base: Number(rule[1]), step: Number(rule[2]), chunk: Number(rule[3]), depth: Number(rule[4]) }
}

function parseImmediate(text: string): Immediate {
  const [name = '', kind = ''] = text.split('=')
  return kind.startsWith('@')
    ? { name, kind: 'byte', group: fieldGroup(kind.slice(1)) }
    : { name, kind: kind as ImmediateKind }
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

function parseOp(row: string): Op {
  const [head = '', signature = ''] = row.split(' : ')
  const [codes = '', name = '', since, mode, cost = '', imms = ''] = head.split(' ')
  const [code = '', sub = '0'] = codes.split('.')
  const [before = '', after = ''] = ` ${signature} `.split('->')
  const immediates = imms === '-' ? [] : imms.split(',').map(parseImmediate)
  const args = words(before)
  const results = words(after)
  const exits = results[0] === 'none'
  const returns = exits ? [] : results
  const oneByte = immediates.every(({ kind }) => kind === 'byte' || kind === 'int8')
  const opcodeBytes = codes.includes('.') ? 2 : 1
  const fixed = oneByte ? opcodeBytes + immediates.length : immediates[0]?.kind === 'label' ? 3 : 0
  return {
    name,
    code: parseInt(code, 16),
    sub: parseInt(sub, 16),
    since: Number(since),
    mode: mode as Mode,
    cost: parseCost(cost),
    immediates,
    size: fixed,
    args,
    argKinds: args.map(kindOf),
    returns,
    returnKinds: returns.map(kindOf),
    exits,
  }
}

type VersionTable = { byCode: readonly (OpEntry | undefined)[]; byName: ReadonlyMap<string, Op> }

function buildTables(): VersionTable[] {
  const rows = rowsOf(OP_ROWS).map(parseOp)
  const first = new Map<string, number>()
  for (const row of rows) first.set(row.name, Math.min(row.since, first.get(row.name) ?? row.since))
  const tables: VersionTable[] = []
  for (let version = 0; version <= MAX_AVM_VERSION; version++) {
    // Programs of version 0 are those of version 1.
    const visible = rows.filter((row) => row.since <= Math.max(version, 1))
    const byName = new Map<string, Op>()
    for (const row of visible) byName.set(row.name, { ...row, since: first.get(row.name) ?? row.since })
    const byCode: (OpEntry | undefined)[] = new Array<undefined>(256).fill(undefined)
    for (const op of byName.values()) {
      if (op.sub === 0) {
        byCode[op.code] = { op }
      } else {
        const subs: (Op | undefined)[] = [...(byCode[op.code]?.subs ?? [])]
        subs[op.sub] = op
        byCode[op.code] = { subs }
      }
    }
    tables.push({ byCode, byName })
  }
  return tables
}

const TABLES = buildTables()

function tableOf(version: number): VersionTable {
  const table = TABLES[version]
  if (!table) throw new Error(`AVM version ${version} is above ${MAX_AVM_VERSION}`)
  return table
}

/** The operations of a version by first byte: always 256 entries, undefined where the byte is illegal. */
export function opsByCode(version: number): readonly (OpEntry | undefined)[] {
  return tableOf(version).byCode
}

/** The operations of a version by name. */
export function opsByName(version: number): ReadonlyMap<string, Op> {
  return tableOf(version).byName
}

/** Every row of the table, as it was introduced: for tools and tests that walk over all versions. */
export function allOps(): readonly Op[] {
  const seen = new Map<string, Op>()
  for (const table of TABLES) for (const op of table.byName.values()) if (!seen.has(op.name)) seen.set(op.name, op)
  return [...seen.values()]
}
