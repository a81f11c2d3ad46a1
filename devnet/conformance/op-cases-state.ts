import { MAX_AVM_VERSION, fieldGroup } from '../src/protocol/ops'
import { anyBytes, anyUint, hex, push, valueOf } from './op-values'
import type { ProgramCase } from './program-runner'
import { program } from './program-text'
import { Random } from './random'

/**
 * Operations on state: programs that do a few of them in a row, as the creation of an app whose account has money, whose
 * creator opts in, after an asset was created.
 */

type Context = { random: Random; version: number }
type Step = { since: number; write: (context: Context) => string }

const pickVersion = (since: number, i: number, random: Random): number =>
  i === 0 ? since : i === 1 ? MAX_AVM_VERSION : since + random.below(MAX_AVM_VERSION + 1 - since)

function account({ random, version }: Context): string {
  const list = ['int 0', 'int 0', 'int 0', 'int 0', 'int 1']
  if (version >= 4) list.push('txn Sender', 'txn Sender', 'txn Sender', 'global ZeroAddress', 'byte 0x0102')
  if (version >= 5) list.push('global CurrentApplicationAddress', 'global CurrentApplicationAddress')
  return random.pick(list)
}

const app = ({ random }: Context): string =>
  random.pick(['int 0', 'int 0', 'int 1', 'int 77777', ...new Array<string>(4).fill('global CurrentApplicationID')])

const asset = ({ random, version }: Context): string =>
  random.pick(['int 0', 'int 77777', ...(version >= 4 ? [...new Array<string>(6).fill('gaid 1')] : [])])

const key = ({ random }: Context): string => push(valueOf('stateKey', random))
const value = ({ random }: Context): string =>
  push(random.chance(0.5) ? anyUint(random) : anyBytes(random).slice(0, 70))

const fieldOf = (group: string, { random, version }: Context): string =>
  random.pick([...fieldGroup(group).byName.values()].filter(({ since }) => since <= version)).name

const APP_STATE: Record<string, Step> = {
  app_global_put: { since: 2, write: (c) => `${key(c)}; ${value(c)}; app_global_put` },
  app_global_get: { since: 2, write: (c) => `${key(c)}; app_global_get` },
  app_global_get_ex: { since: 2, write: (c) => `${app(c)}; ${key(c)}; app_global_get_ex` },
  app_global_del: { since: 2, write: (c) => `${key(c)}; app_global_del` },
  app_local_put: { since: 2, write: (c) => `${mostly('int 0', account(c), c)}; ${key(c)}; ${value(c)}; app_local_put` },
  app_local_get: { since: 2, write: (c) => `${mostly('int 0', account(c), c)}; ${key(c)}; app_local_get` },
  app_local_get_ex: {
    since: 2,
    write: (c) => `${mostly('int 0', account(c), c)}; ${app(c)}; ${key(c)}; app_local_get_ex`,
  },
  app_local_del: { since: 2, write: (c) => `${mostly('int 0', account(c), c)}; ${key(c)}; app_local_del` },
  app_opted_in: { since: 2, write: (c) => `${account(c)}; ${app(c)}; app_opted_in` },
}

const mostly = (usual: string, other: string, { random }: Context): string => (random.chance(0.8) ? usual : other)

const PARAMS: Record<string, Step> = {
  balance: { since: 2, write: (c) => `${account(c)}; balance` },
  min_balance: { since: 3, write: (c) => `${account(c)}; min_balance` },
  asset_holding_get: {
    since: 2,
    write: (c) => `${account(c)}; ${asset(c)}; asset_holding_get ${fieldOf('asset_holding', c)}`,
  },
  asset_params_get: { since: 2, write: (c) => `${asset(c)}; asset_params_get ${fieldOf('asset_params', c)}` },
  app_params_get: { since: 5, write: (c) => `${app(c)}; app_params_get ${fieldOf('app_params', c)}` },
  acct_params_get: { since: 6, write: (c) => `${account(c)}; acct_params_get ${fieldOf('acct_params', c)}` },
  voter_params_get: { since: 11, write: (c) => `${account(c)}; voter_params_get ${fieldOf('voter_params', c)}` },
  online_stake: { since: 11, write: () => 'online_stake; pop; int 1' },
  app_params_set: {
    since: 13,
    write: (c) => `int ${c.random.pick([0, 1, 1, 2])}; app_params_set ${fieldOf('app_params_set', c)}`,
  },
  log: { since: 5, write: (c) => `${push(anyBytes(c.random))}; log` },
}

const name = ({ random }: Context): string => push(valueOf('boxName', random))
const small = ({ random }: Context): string => `int ${random.pick([0, 0, 1, 2, 4, 8, 16, 17, 40])}`
const size = ({ random }: Context): string =>
  `int ${random.pick([0, 8, 16, 16, 16, 16, 16, 16, 32, 2048, 4096, 32_768, 32_769])}`
const content = ({ random }: Context): string => `byte ${hex(random.bytes(random.pick([0, 1, 4, 8, 16, 16, 16, 32])))}`

const BOX_ARGUMENTS: [op: string, since: number, write: (c: Context) => string][] = [
  ['create', 8, size],
  ['extract', 8, (c) => `${small(c)}; ${small(c)}`],
  ['replace', 8, (c) => `${small(c)}; ${content(c)}`],
  ['del', 8, () => ''],
  ['len', 8, () => ''],
  ['get', 8, () => ''],
  ['put', 8, content],
  ['splice', 10, (c) => `${small(c)}; ${small(c)}; ${content(c)}`],
  ['resize', 10, size],
]

const join = (...parts: string[]): string => parts.filter(Boolean).join('; ')

const BOXES: Record<string, Step> = Object.fromEntries(
  BOX_ARGUMENTS.map(([op, since, write]) => [
    `box_${op}`,
    { since, write: (c: Context) => join(name(c), write(c), `box_${op}`) },
  ]),
)

const APP_BOXES: Record<string, Step> = Object.fromEntries(
  BOX_ARGUMENTS.map(([op, , write]): [string, Step] => [
    `app_box_${op}`,
    {
      since: 13,
      write: (c) => join(mostly('global CurrentApplicationID', app(c), c), name(c), write(c), `app_box_${op}`),
    },
  ]),
)

/** A few steps, most of them after one that makes them likely to find something. */
function walks(
  steps: Record<string, Step>,
  seed: number,
  first: (c: Context) => string[],
  perStep = 24,
): ProgramCase[] {
  const names = Object.keys(steps)
  return names.flatMap((op, n) => {
    const random = new Random(seed + n)
    return Array.from({ length: perStep }, (_, i): ProgramCase => {
      const version = pickVersion(steps[op]!.since, i, random)
      const context = { random, version }
      const others = names.filter((other) => steps[other]!.since <= version)
      const before = Array.from({ length: random.below(4) }, () => steps[random.pick(others)]!.write(context))
      const lines = [...(random.chance(0.7) ? first(context) : []), ...before, steps[op]!.write(context)]
      return { name: `${op} ${i}`, mode: 'app', source: program(version, lines), setting: 'funded' }
    })
  })
}

const TYPES = ['pay', 'axfer', 'acfg', 'afrz', 'appl', 'keyreg']

/** A value for a settable field: of its type, and often one that is allowed. */
function fieldValue(field: string, type: string, c: Context): string {
  const { random } = c
  const fixed: Record<string, string[]> = {
    TypeEnum: ['int pay', 'int axfer', 'int acfg', 'int afrz', 'int appl', 'int keyreg', 'int 0', 'int 9'],
    Type: TYPES.map((kind) => `byte "${kind}"`),
    Fee: ['int 0', 'int 0', 'int 1000', 'int 5'],
    Amount: ['int 0', 'int 1', 'int 1000', 'int 99999999999'],
    OnCompletion: ['int NoOp', 'int OptIn', 'int DeleteApplication', 'int 6'],
    XferAsset: ['gaid 1', 'int 0', 'int 77777'],
    ConfigAsset: ['gaid 1', 'int 0'],
    FreezeAsset: ['gaid 1', 'int 0'],
    ApplicationID: ['int 0', 'global CurrentApplicationID', 'int 77777'],
    ApprovalProgram: ['byte 0x068101', 'byte 0x068100', 'byte 0x0600', 'byte 0x'],
    ClearStateProgram: ['byte 0x068101'],
    ApprovalProgramPages: ['byte 0x068101', 'byte 0x0681'],
    ClearStateProgramPages: ['byte 0x068101'],
    Note: ['byte "note"', 'byte 0x'],
    ExtraProgramPages: ['int 0', 'int 1', 'int 4', 'int 8'],
    ConfigAssetDecimals: ['int 6', 'int 20'],
    ConfigAssetUnitName: ['byte "USDC"', 'byte "ninechars"'],
  }
  if (random.chance(0.85) && fixed[field]) return random.pick(fixed[field])
  if (type === 'address')
    return random.pick(['txn Sender', 'global CurrentApplicationAddress', 'global ZeroAddress', 'byte 0x01'])
  if (type === 'bool') return `int ${random.below(3)}`
  if (/^\[\d+\]byte$/.test(type)) return `byte ${hex(random.bytes(parseInt(type.slice(1))))}`
  return random.chance(0.9) ? push(valueOf(type, random)) : push(valueOf('any', random))
}

function setField(c: Context): string {
  const settable = [...fieldGroup('itxn_field').byName.values()].filter(({ since }) => since <= c.version)
  const { name: field, type } = c.random.pick(settable)
  return `${fieldValue(field, type, c)}; itxn_field ${field}`
}

/** Inner transactions that are likely to be good. */
const GOOD_INNER: [since: number, lines: string][] = [
  [5, 'int pay; itxn_field TypeEnum; txn Sender; itxn_field Receiver; int 1000; itxn_field Amount'],
  [5, 'int pay; itxn_field TypeEnum; txn Sender; itxn_field CloseRemainderTo'],
  [5, 'int acfg; itxn_field TypeEnum; int 100; itxn_field ConfigAssetTotal; byte "inner"; itxn_field ConfigAssetName'],
  [
    6,
    'int appl; itxn_field TypeEnum; byte 0x068101; itxn_field ApprovalProgram; byte 0x068101; itxn_field ClearStateProgram',
  ],
  [
    6,
    'int appl; itxn_field TypeEnum; byte 0x0680036869218101b08101; itxn_field ApprovalProgram; byte 0x068101; itxn_field ClearStateProgram',
  ],
  [
    6,
    'int axfer; itxn_field TypeEnum; gaid 1; itxn_field XferAsset; global CurrentApplicationAddress; itxn_field AssetReceiver',
  ],
  [6, 'int keyreg; itxn_field TypeEnum'],
]

function inner(c: Context): string {
  const { random, version } = c
  const good = GOOD_INNER.filter(([since]) => since <= version)
  const fields = random.chance(0.75)
    ? [random.pick(good)[1]]
    : Array.from({ length: 1 + random.below(3) }, () => setField(c))
  const extra = random.chance(0.4) ? [setField(c)] : []
  const fee = random.chance(0.7) ? ['int 0; itxn_field Fee'] : []
  const next = version >= 6 && random.chance(0.3) ? [`itxn_next; ${random.pick(good)[1]}; int 0; itxn_field Fee`] : []
  return ['itxn_begin', ...fields, ...extra, ...fee, ...next, ...(random.chance(0.9) ? ['itxn_submit'] : [])].join('; ')
}

/** Fields that tell nothing of the chain. */
const SHOWN = [
  'Amount',
  'Fee',
  'TypeEnum',
  'NumLogs',
  'Note',
  'ConfigAssetTotal',
  'ConfigAssetName',
  'GroupIndex',
  'NumAppArgs',
  'Sender',
  'Receiver',
]

const shown = ({ random, version }: Context): string =>
  random.pick(SHOWN.filter((field) => (fieldGroup('txn').byName.get(field)?.since ?? 0) <= version))

const INNER: Record<string, Step> = {
  itxn_begin: { since: 5, write: (c) => c.random.pick(['itxn_begin', 'itxn_begin; itxn_begin', inner(c)]) },
  itxn_field: { since: 5, write: (c) => `itxn_begin; ${setField(c)}` },
  itxn_submit: { since: 5, write: (c) => (c.random.chance(0.1) ? 'itxn_submit' : inner(c)) },
  itxn_next: {
    since: 6,
    write: (c) => c.random.pick(['itxn_next', 'itxn_begin; itxn_next', `${inner(c)}; itxn_begin; itxn_next`]),
  },
  itxn: { since: 5, write: (c) => `itxn ${shown(c)}` },
  gitxn: { since: 6, write: (c) => `gitxn ${c.random.below(3)} ${shown(c)}` },
  itxna: {
    since: 5,
    write: (c) => `itxna ${c.random.pick(['Logs', 'ApplicationArgs', 'Accounts'])} ${c.random.below(2)}`,
  },
  itxnas: {
    since: 6,
    write: (c) => `int ${c.random.below(2)}; itxnas ${c.random.pick(['Logs', 'ApplicationArgs', 'Accounts'])}`,
  },
  gitxna: {
    since: 6,
    write: (c) => `gitxna ${c.random.below(2)} ${c.random.pick(['Logs', 'Accounts'])} ${c.random.below(2)}`,
  },
  gitxnas: {
    since: 6,
    write: (c) => `int ${c.random.below(2)}; gitxnas ${c.random.below(2)} ${c.random.pick(['Logs', 'Accounts'])}`,
  },
}

/** One program for each settable field, with values that fit and values that do not. */
function everyField(): ProgramCase[] {
  const random = new Random(6_000)
  return [...fieldGroup('itxn_field').byName.values()].flatMap(({ name: field, type, since }) =>
    Array.from({ length: 6 }, (_, i): ProgramCase => {
      const version = pickVersion(since, i, random)
      const lines = ['itxn_begin', `${fieldValue(field, type, { random, version })}; itxn_field ${field}`, 'int 1']
      return { name: `itxn_field ${field} ${i}`, mode: 'app', source: program(version, lines), setting: 'funded' }
    }),
  )
}

export function STATE_CASES(): ProgramCase[] {
  return [
    ...walks(APP_STATE, 3_000, (c) => [
      'byte "k"; int 1; app_global_put',
      `int 0; byte "k"; ${value(c)}; app_local_put`,
    ]),
    ...walks(PARAMS, 3_100, () => []),
  ]
}

export function BOX_CASES(): ProgramCase[] {
  const created = () => ['byte "a"; int 16; box_create; byte "b"; byte 0x000102030405060708090a0b0c0d0e0f; box_put']
  return [...walks(BOXES, 4_000, created), ...walks(APP_BOXES, 4_100, created)]
}

export function INNER_CASES(): ProgramCase[] {
  return [...everyField(), ...walks(INNER, 5_000, (c) => [inner(c)], 30)]
}
