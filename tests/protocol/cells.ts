/** What the rules say about every method of the Protocol, by state and caller: a code, or all its effects. */
import algosdk from 'algosdk'
import type { Key } from '../engine/keys'
import type { Role } from '../engine/world'
import type { ProtocolCaller, ProtocolMethod } from './calls'
import type { ProtocolScene, ProtocolSceneName } from './scenes'

export type Effect = {
  /** the Protocol's own, in their order */
  events: readonly string[]
  /** global values written, by key */
  global?: Readonly<Record<string, bigint | Uint8Array>>
  /** gains in USDC base units */
  usdc?: Partial<Record<Role | 'protocol' | 'project', bigint>>
}
export type Cell = string | Effect | ((scene: ProtocolScene, caller: Key) => Effect)
type Row = Cell | ({ rest?: Cell } & Partial<Record<ProtocolSceneName, Cell>>)
type Rows = Partial<Record<ProtocolCaller, Row>> & { others: Row }

const NOTHING: Effect = { events: [] }
const ZERO = new Uint8Array(32)
const keyOf = (key: Key) => algosdk.Address.fromString(key.addr).publicKey
/** Global key of the active template of a kind. */
const kindKey = (kind: number) => Buffer.from([0x6b, 0, 0, 0, 0, 0, 0, 0, kind]).toString('latin1')

/** Only the admin may, always with the same effect. */
const forAdmin = (cell: Row): Rows => ({ admin: cell, others: 'notAdmin' })
// Two milestones of 300 and 100 USDC at 3 %, both halves.
const SWEPT = 24_000_000n

const created: Effect = { events: ['ProjectCreated'] }
const registered: Effect = { events: ['ArbiterRegistered'] }
const collected: Effect = { events: ['FeesCollected'], usdc: { protocol: -SWEPT, treasury: SWEPT } }
/** Projects can be created everywhere but in a Protocol without templates, in a paused one, and from a template whose time is over. */
const creation = {
  fresh: 'noTemplate',
  paused: 'protocolPaused',
  superseded: 'templateNotActive',
  rest: created,
}

export const TABLE: Record<ProtocolMethod, Rows> = {
  init: forAdmin({ fresh: NOTHING, rest: 'alreadyInitialised' }),
  setFee: forAdmin({ events: ['FeeSet'], global: { f: 200n } }),
  setTreasury: forAdmin(({ world }) => ({ events: ['TreasurySet'], global: { t: keyOf(world.people.second) } })),
  setPaused: forAdmin({
    paused: { events: ['CreationPaused'] },
    rest: { events: ['CreationPaused'], global: { s: 1n } },
  }),
  proposeAdmin: forAdmin(({ world }) => ({ events: ['AdminProposed'], global: { n: keyOf(world.people.second) } })),
  acceptAdmin: {
    rival: {
      handover: (_, caller) => ({ events: ['AdminChanged'], global: { a: keyOf(caller), n: ZERO } }),
      rest: 'notPendingAdmin',
    },
    others: 'notPendingAdmin',
  },
  registerArbiter: {
    // Who is in already cannot opt in again; that is the ledger's to say.
    arbiter: { fresh: registered, rest: 'refusedByLedger' },
    others: registered,
  },
  addTemplate: {
    admin: {
      fresh: 'refusedByLedger',
      rest: ({ template }) => ({ events: ['TemplateAdded'], global: { c: template + 1n } }),
    },
    // An account without ALGO of its own cannot take a payment for boxes alone: the ledger says so before the program.
    others: { fresh: 'refusedByLedger', rest: 'notAdmin' },
  },
  writeTemplate: forAdmin({ fresh: 'noTemplate', drafted: NOTHING, written: NOTHING, rest: 'templateSealed' }),
  sealTemplate: forAdmin({
    fresh: 'noTemplate',
    drafted: 'templateHashWrong',
    written: { events: ['TemplateSealed'] },
    rest: 'templateSealed',
  }),
  activateTemplate: forAdmin({
    fresh: 'noTemplate',
    drafted: 'templateNotSealed',
    written: 'templateNotSealed',
    sealed: { events: ['TemplateActivated'], global: { [kindKey(2)]: 2n } },
    rest: { events: ['TemplateActivated'] },
  }),
  createProject: {
    burn: { ...creation, rest: 'badParty' },
    others: creation,
  },
  lowerProjectFee: forAdmin({
    project: NOTHING,
    engaged: NOTHING,
    owing: NOTHING,
    fees: NOTHING,
    blocked: NOTHING,
    rest: 'unknownProject',
  }),
  closeProject: {
    client: {
      project: NOTHING,
      engaged: 'engagementsLeft',
      owing: 'creditLeft',
      fees: 'engagementsLeft',
      blocked: 'engagementsLeft',
      rest: 'unknownProject',
    },
    others: {
      project: 'notClient',
      engaged: 'notClient',
      owing: 'notClient',
      fees: 'notClient',
      blocked: 'notClient',
      rest: 'unknownProject',
    },
  },
  collectFees: {
    others: {
      fresh: 'account opted into asset',
      fees: collected,
      blocked: 'treasuryNotReady',
      rest: 'nothingToSweep',
    },
  },
}
