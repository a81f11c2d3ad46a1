/**
 * Writes what the SDK needs of the contracts' ARC-56 files: slim app specs, typed clients made from them, compact tables
 * of events and structs, and the programs with their hashes. `--check` only compares with what is committed.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as constants from '@holdfast/contracts/shared/constants'
import { emitGenerated, here } from './lib/generated'

interface Field {
  name: string
  type: string
}
interface Arc56 {
  name: string
  structs: Record<string, Field[]>
  methods: { name: string; args: Field[]; returns: { type: string }; actions: unknown; readonly: boolean }[]
  state: {
    schema: { global: Schema; local: Schema }
    keys: { local: Record<string, { desc?: string } | undefined> }
    maps: unknown
  }
  bareActions: unknown
  events: { name: string; args: Field[] }[]
  sourceInfo: { approval: { sourceInfo: { pc: number[]; errorMessage?: string }[] } }
  byteCode: { approval: string; clear: string }
}
interface Schema {
  ints: number
  bytes: number
}

const CONTRACTS = ['MilestoneProject', 'Protocol'] as const
const specs = CONTRACTS.map((name) => {
  const file = here(`../../contracts/artifacts/${name}/${name}.arc56.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Arc56
})

/** What a client needs at run time: no sources, programs or prose. */
function slim(spec: Arc56) {
  const { name, structs, state, bareActions, events } = spec
  const methods = spec.methods.map(({ name, args, returns, actions, readonly }) => ({
    ...{
      name,
      args: args.map(({ name, type, ...rest }) => ({ name, type, ...structOf(rest) })),
      returns,
      actions,
      readonly,
    },
    recommendations: {},
  }))
  const errors = spec.sourceInfo.approval.sourceInfo.filter(({ errorMessage }) => errorMessage?.startsWith('ERR:'))
  const sourceInfo = {
    approval: { sourceInfo: errors.map(({ pc, errorMessage }) => ({ pc, errorMessage })), pcOffsetMethod: 'none' },
    clear: { sourceInfo: [], pcOffsetMethod: 'none' },
  }
  const described = { name, structs, methods, arcs: [4, 22, 28], networks: {}, state: withoutProse(state), bareActions }
  return { ...described, sourceInfo, events }
}

function structOf(rest: object) {
  return 'struct' in rest ? { struct: rest.struct } : {}
}

function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'desc')
      .map(([key, inner]) => [key, withoutProse(inner)]),
  )
}

/** `name type` pairs in one string: short in a bundle, and as readable as the struct. */
const compact = (fields: readonly Field[]) => fields.map(({ name, type }) => `${name} ${type}`).join(';')

function selectorOf(name: string, args: readonly Field[]): string {
  const signature = `${name}(${args.map(({ type }) => type).join(',')})`
  return createHash('sha512-256').update(signature).digest('hex').slice(0, 8)
}

/** Where the SDK puts a field of a struct: `milestone.amount` is the amount of the open milestone. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  milestone: [
    ...['amount', 'feeLocked', 'startedAt', 'deadline', 'cancelableUntil', 'submittedAt', 'disputedAt', 'evidence'],
  ],
  terms: ['termsHash', 'reviewWindow', 'maxRevisions', 'silenceRelease', 'schedule'],
  buckets: ['escrowed', 'disputed', 'fees', 'credits'],
}

function placed({ name, type }: Field): Field {
  const place = Object.keys(PLACES).find((key) => PLACES[key]?.includes(name))
  if (place) return { name: `${place}.${name}`, type }
  const [, ofProposal] = /^proposal(.+)/.exec(name) ?? []
  return ofProposal
    ? { name: `proposal.${ofProposal.charAt(0).toLowerCase()}${ofProposal.slice(1)}`, type }
    : { name, type }
}

/** The constants whose names begin alike, by their numbers: 3 is `cancelledByClient` for `OUTCOME_CANCELLED_BY_CLIENT`. */
function namesOf(prefix: string): [string, string][] {
  const camelCase = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  const named = Object.entries(constants).filter(([name]) => name.startsWith(prefix))
  return named.map(([name, number]) => [String(number), camelCase(name.slice(prefix.length))])
}

/** The description in the ARC-56 file is where the names of a milestone's states are: `1 waiting_to_start, 2 ...`. */
function milestoneStates({ state }: Arc56): [string, string][] {
  const names = [...(state.keys.local.milestoneState?.desc ?? '').matchAll(/(\d) (\w+)/g)]
  if (names.length !== constants.MILESTONE_DISPUTED) throw new Error('the states of a milestone are not described')
  return [
    [String(constants.MILESTONE_NONE), 'none'],
    ...names.map(([, n = '', name = '']): [string, string] => [n, name]),
  ]
}

function emitTables(): void {
  const events = specs.flatMap((spec) => spec.events).sort((a, b) => (a.name < b.name ? -1 : 1))
  const table = (rows: [string, string][]) => JSON.stringify(Object.fromEntries(rows), undefined, 2)
  const structs = specs.flatMap((spec) => Object.entries(spec.structs))
  const wanted = ['Engagement', 'Ledger', 'Parties', 'Template']
  const [project] = specs as [Arc56]
  emitGenerated(
    '../src/generated/abi.ts',
    `/** The fields of every ARC-28 event, by its name: \`name type\`, in the order of their bytes. */
export const EVENT_FIELDS = ${table(events.map(({ name, args }) => [name, compact(args)]))} as const

/** The first four bytes of an event's log (SHA-512/256 of its signature), and its name. */
export const EVENT_SELECTORS: Readonly<Record<string, keyof typeof EVENT_FIELDS>> = ${table(events.map(({ name, args }) => [selectorOf(name, args), name]))}

/** The fields of what boxes and packed global state hold, each with its place: milestone.amount is in milestone. */
export const STRUCT_FIELDS = ${table(structs.filter(([name]) => wanted.includes(name)).map(([name, fields]) => [name, compact(fields.map(placed))]))} as const

/** What the number in a field of this name stands for. */
export const NAMES = ${JSON.stringify(
      {
        state: Object.fromEntries(namesOf('ENGAGEMENT_')),
        milestoneState: Object.fromEntries(milestoneStates(project)),
        outcome: Object.fromEntries(namesOf('OUTCOME_')),
      },
      undefined,
      2,
    )} as const
`,
  )
}

function emitSpecs(): void {
  for (const spec of specs) {
    const name = spec.name.charAt(0).toLowerCase() + spec.name.slice(1)
    emitGenerated(
      `../src/generated/${name}-spec.ts`,
      `/**
 * ARC-56 of ${spec.name}, without sources and programs.
 * @example
 * \`\`\`ts
 * import { ${name}Spec } from '@holdfast/sdk'
 * console.log(${name}Spec.methods.map((method) => method.name))
 * \`\`\`
 */
export const ${name}Spec = ${JSON.stringify(slim(spec), undefined, 1)} as const
`,
    )
  }
}

function emitClients(): void {
  const generator = createRequire(import.meta.url).resolve('@algorandfoundation/algokit-client-generator/package.json')
  const bin = join(dirname(generator), 'bin', 'cli.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sdk-'))
  try {
    for (const spec of specs) {
      const [input, output] = [join(folder, `${spec.name}.arc56.json`), join(folder, `${spec.name}.ts`)]
      writeFileSync(input, JSON.stringify(slim(spec)))
      execFileSync(process.execPath, [bin, 'generate', '-m', 'minimal', '-a', input, '-o', output], { stdio: 'ignore' })
      emitGenerated(`../src/generated/${spec.name}.client.ts`, `// @ts-nocheck\n${readFileSync(output, 'utf8')}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** The hash a template is sealed against: of its pages of 4,096 bytes and its clear program. */
function templateHash(approval: Buffer, clear: Buffer): string {
  const pages = [approval.subarray(0, 4_096), approval.subarray(4_096)]
  return sha256(...pages.map((page) => sha256(page)), sha256(clear)).toString('hex')
}

function emitPrograms(): void {
  const version = (JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }).version
  const entries = specs.map(({ name, byteCode, state }) => {
    const approval = Buffer.from(byteCode.approval, 'base64')
    const clear = Buffer.from(byteCode.clear, 'base64')
    const program = { approval: byteCode.approval, clear: byteCode.clear, schema: state.schema }
    const hashes = {
      approval: sha256(approval).toString('hex'),
      clear: sha256(clear).toString('hex'),
      template: templateHash(approval, clear),
    }
    return { name, program, hashes }
  })
  const pick = (key: 'program' | 'hashes') => Object.fromEntries(entries.map((entry) => [entry.name, entry[key]]))
  emitGenerated(
    '../src/generated/programs.ts',
    `/** The programs of this release in base64, and their state: what a deployment needs. */
export const PROGRAMS = ${JSON.stringify(pick('program'), undefined, 2)} as const
`,
  )
  emitGenerated(
    '../src/generated/releases.ts',
    `/**
 * SHA-256 of the programs of every published release: what makes an app genuine.
 * @example
 * \`\`\`ts
 * import { RELEASES } from '@holdfast/sdk'
 * for (const { version, MilestoneProject } of RELEASES) console.log(version, MilestoneProject.approval)
 * \`\`\`
 */
export const RELEASES = [
  ${JSON.stringify({ version, ...pick('hashes') }, undefined, 2)},
] as const
`,
  )
}

emitTables()
emitSpecs()
emitPrograms()
emitClients()
