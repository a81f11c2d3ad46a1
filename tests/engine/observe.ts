/** What the chain says about a project, in the words of the model, so that the two can be compared field by field. */
import { encodeAddress, type modelsv2 } from 'algosdk'
import type { World as ModelWorld } from '../../sdk/src/pure/calls'
import type {
  EngagementRecord,
  EngagementState,
  MilestoneState,
  Project as ModelProject,
} from '../../sdk/src/pure/types'
import type { Fields } from './program'
import type { Project } from './project'
import { readGlobal, type Role, ZERO_ADDRESS } from './world'

export type AccountView = {
  algo: bigint
  minBalance: bigint
  usdc: bigint
  /** opted in to USDC and not frozen */
  payable: boolean
  frozen: boolean
  local: { engagement: bigint; milestone: bigint } | undefined
  authorizer: string | undefined
}

export type View = {
  /** undefined once the project is closed */
  world: ModelWorld | undefined
  /** boxes as they are on chain, before any reading */
  raw: ReadonlyMap<string, Fields>
  accounts: Readonly<Record<Role | 'escrow' | 'protocol', AccountView>>
  programHash: string
}

const ENGAGEMENT: readonly EngagementState[] = ['offered', 'hired', 'ended']
const MILESTONE: readonly MilestoneState[] = [
  'none',
  'waiting_to_start_new_milestone',
  'running_milestone',
  'submitted_milestone',
  'disputed_milestone',
]

export async function observe(project: Project): Promise<View> {
  const { world, id, address } = project
  const { chain, people, protocol, usdc } = world
  const look = async (addr: string) => viewOf(await chain.algod.accountInformation(addr).do(), usdc, id)
  const names = [...Object.keys(people), 'escrow', 'protocol'] as (keyof View['accounts'])[]
  const addressOf = (name: keyof View['accounts']) =>
    name === 'escrow' ? address : name === 'protocol' ? protocol.address : people[name].addr
  const views = await Promise.all(names.map((name) => look(addressOf(name))))
  const accounts = Object.fromEntries(names.map((name, index) => [name, views[index]])) as View['accounts']

  const app = await found(chain.algod.getApplicationByID(id).do())
  if (app === undefined) return { world: undefined, raw: new Map(), accounts, programHash: '' }
  const programHash = Buffer.from(app.params?.approvalProgram ?? []).toString('base64')
  const raw = new Map<string, Fields>()
  const { boxes } = await chain.algod.getApplicationBoxes(id).do()
  // A node lists boxes in no particular order.
  for (const { name } of boxes.toSorted((a, b) => Buffer.compare(a.name, b.name))) {
    const { value } = await chain.algod.getApplicationBoxByName(id, name).do()
    // Box keys are `e` and the freelancer's 32 bytes.
    raw.set(encodeAddress(name.slice(1)), world.project.decodeStruct('Engagement', value))
  }
  const shared = await sharedPart(project)
  const { escrowed, disputed, fees, credits } = shared.buckets
  const everyone = Object.entries(people)
  const view: ModelWorld = {
    now: chain.now(),
    project: shared,
    engagements: Object.fromEntries([...raw].map(([addr, box]) => [addr, recordOf(addr, box, project)])),
    optedIn: new Set(
      everyone.filter(([role]) => accounts[role as Role].local !== undefined).map(([, key]) => key.addr),
    ),
    unpayable: new Set([
      ...everyone.filter(([role]) => !accounts[role as Role].payable).map(([, key]) => key.addr),
      ...(accounts.protocol.payable ? [] : [protocol.address]),
    ]),
    frozen: accounts.escrow.frozen,
    donated: accounts.escrow.usdc - escrowed - disputed - fees - credits,
  }
  return { world: view, raw, accounts, programHash }
}

/** The answer, or undefined for what is not there. */
async function found<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request
  } catch (error) {
    if (error instanceof Error && /404/.test(error.message)) return undefined
    throw error
  }
}

function viewOf(account: modelsv2.Account, usdc: bigint, app: bigint): AccountView {
  const holding = account.assets?.find(({ assetId }) => assetId === usdc)
  const state = account.appsLocalState?.find(({ id }) => id === app)
  const uint = (key: string) =>
    state?.keyValue?.find((entry) => Buffer.from(entry.key).toString('latin1') === key)?.value.uint ?? 0n
  return {
    algo: account.amount,
    minBalance: BigInt(account.minBalance),
    usdc: BigInt(holding?.amount ?? 0),
    payable: holding !== undefined && !holding.isFrozen,
    frozen: holding?.isFrozen === true,
    local: state && { engagement: uint('e'), milestone: uint('m') },
    authorizer: account.authAddr?.toString(),
  }
}

async function sharedPart({ world, id, address }: Project): Promise<ModelProject> {
  const state = await readGlobal(world.chain, id)
  const struct = (key: string, name: string) => {
    const value = state.get(key)
    if (!(value instanceof Uint8Array)) throw new Error(`global key ${key} holds no bytes`)
    return world.project.decodeStruct(name, value)
  }
  const ledger = struct('l', 'Ledger') as Readonly<Record<string, bigint>>
  const parties = struct('p', 'Parties') as Readonly<Record<string, string>>
  const of = (name: string): bigint => ledger[name] ?? 0n
  const arbiter = parties['arbiter']
  const hash = state.get('h')
  return {
    id,
    address,
    protocol: world.protocol.id,
    protocolAddress: world.protocol.address,
    state: state.get('s') === 1n ? 'running' : 'paused',
    client: parties['client'] ?? '',
    arbiter: arbiter === ZERO_ADDRESS ? undefined : arbiter,
    burn: parties['burn'] ?? '',
    usdc: BigInt((state.get('u') as bigint | undefined) ?? 0n),
    feeBps: of('feeBps'),
    projectHash: hash instanceof Uint8Array ? hash : new Uint8Array(),
    offers: of('offers'),
    engagements: of('engagements'),
    active: of('active'),
    buckets: { escrowed: of('escrowed'), disputed: of('disputed'), fees: of('fees'), credits: of('credits') },
    clientCredit: of('clientCredit'),
    burnCredit: of('burnCredit'),
  }
}

function recordOf(freelancer: string, box: Fields, project: Project): EngagementRecord {
  const int = (name: string) => box[name] as bigint
  const bytes = (name: string) => box[name] as Uint8Array
  const number = int('accomplished')
  const open = int('milestoneState') > 1n
  return {
    freelancer,
    version: int('version'),
    state: ENGAGEMENT[Number(int('state')) - 1] ?? 'ended',
    milestoneState: MILESTONE[Number(int('milestoneState'))] ?? 'none',
    terms: {
      schedule: (box['schedule'] as bigint[][]).map(([amount = 0n, duration = 0n]) => ({ amount, duration })),
      termsHash: bytes('termsHash'),
      reviewWindow: int('reviewWindow'),
      maxRevisions: int('maxRevisions'),
      silenceRelease: int('silenceRelease'),
    },
    accomplished: number,
    clientCancels: int('clientCancels'),
    revisions: int('revisions'),
    credit: int('credit'),
    milestone: open
      ? {
          number,
          amount: int('amount'),
          feeLocked: int('feeLocked'),
          startedAt: int('startedAt'),
          deadline: int('deadline'),
          cancelableUntil: int('cancelableUntil'),
          submittedAt: int('submittedAt'),
          disputedAt: int('disputedAt'),
          evidence: bytes('evidence'),
        }
      : undefined,
    // A proposal made at another version counts as none.
    proposal:
      int('proposalVersion') === int('version')
        ? {
            author: box['proposalByClient'] === true ? project.client.addr : freelancer,
            release: int('proposalRelease'),
            accomplished: box['proposalAccomplished'] === true,
            expiresAt: int('proposalExpiresAt'),
            version: int('proposalVersion'),
          }
        : undefined,
  }
}
