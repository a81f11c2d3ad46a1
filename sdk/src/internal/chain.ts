import type { modelsv2 } from 'algosdk'
import { encodeAddress, getApplicationAddress } from 'algosdk'
import { contractError } from '../errors/contract'
import { NotGenuineError, WrongNetworkError } from '../errors/input'
import { RELEASES } from '../generated/releases'
import { ZERO_ADDRESS } from '../pure/constants'
import { viewOf } from '../pure/engagement'
import { hashOf } from '../pure/hash'
import type {
  Address,
  Engagement,
  EngagementRecord,
  EngagementRef,
  EngagementState,
  Milestone,
  MilestoneState,
  OpenMilestone,
  Project,
  ProjectRef,
  Proposal,
} from '../pure/types'
import { decodeStruct, engagementBox, toBase64, toHex } from './codec'
import type { Decoded } from './codec'
import type { EscrowContext } from './context'
import { algodOf, ask, askFor, checkAddress, idOf } from './context'

/** The integers of a decoded struct by their names. */
type Numbers = Record<string, bigint>

/** Global state by its one-letter keys. */
export type GlobalState = ReadonlyMap<string, { bytes: Uint8Array; uint: bigint }>

/** Reads global state as algod gives it. */
export function globalStateOf({ globalState = [] }: modelsv2.ApplicationParams): GlobalState {
  return new Map(globalState.map(({ key, value }) => [toHex(key), { bytes: value.bytes, uint: BigInt(value.uint) }]))
}

/** An entry of global state that has to be there. */
export function entryOf(state: GlobalState, letter: string): { bytes: Uint8Array; uint: bigint } | undefined {
  return state.get(letter.charCodeAt(0).toString(16))
}

/** Reads a project and refuses whatever is not one of this Protocol. */
export async function readProject(context: EscrowContext, ref: ProjectRef): Promise<Project> {
  const id = idOf(ref)
  const app = await ask(algodOf(context).getApplicationByID(id))
  const params = app?.params
  if (!params) throw new NotGenuineError(id, 'there is no such app')
  const protocolAddress = getApplicationAddress(context.protocol).toString()
  if (params.creator.toString() !== protocolAddress) {
    throw new NotGenuineError(id, `it was not created by Protocol ${context.protocol}`)
  }
  if (!(await isPublished(params.approvalProgram, params.clearStateProgram))) {
    throw new NotGenuineError(id, 'its program is not one of a published release')
  }
  return decodeProject(id, context.protocol, globalStateOf(params))
}

/** Whether a program is byte for byte one of a release. */
export async function isPublished(approval: Uint8Array, clear: Uint8Array): Promise<boolean> {
  const [approvalHash, clearHash] = [toHex(await hashOf(approval)), toHex(await hashOf(clear))]
  return RELEASES.some(({ MilestoneProject: known }) => known.approval === approvalHash && known.clear === clearHash)
}

function decodeProject(id: bigint, protocol: bigint, state: GlobalState): Project {
  const bytes = (letter: string) => entryOf(state, letter)?.bytes ?? new Uint8Array()
  const parties = decodeStruct('Parties', bytes('p')) as Record<'client' | 'burn' | 'arbiter', Address>
  const ledger = decodeStruct('Ledger', bytes('l')) as Numbers & LedgerNumbers
  const { escrowed, disputed, fees, credits, ...counts } = ledger
  return {
    id,
    address: getApplicationAddress(id).toString(),
    protocol,
    protocolAddress: getApplicationAddress(protocol).toString(),
    state: entryOf(state, 's')?.uint === 2n ? 'paused' : 'running',
    client: parties.client,
    arbiter: parties.arbiter === ZERO_ADDRESS ? undefined : parties.arbiter,
    burn: parties.burn,
    usdc: entryOf(state, 'u')?.uint ?? 0n,
    projectHash: bytes('h'),
    ...counts,
    buckets: { escrowed, disputed, fees, credits },
  }
}

type LedgerNumbers = Record<
  | 'escrowed'
  | 'disputed'
  | 'fees'
  | 'credits'
  | 'clientCredit'
  | 'burnCredit'
  | 'offers'
  | 'engagements'
  | 'active'
  | 'feeBps',
  bigint
>

/** Reads an engagement; undefined when it has no box. */
export async function findEngagement(
  context: EscrowContext,
  ref: EngagementRef,
  known?: Project,
): Promise<Engagement | undefined> {
  const freelancer = checkAddress('freelancer', ref.freelancer)
  const algod = algodOf(context)
  const id = idOf(ref.project)
  const [project, box, local] = await Promise.all([
    known ?? readProject(context, id),
    ask(algod.getApplicationBoxByName(id, engagementBox(freelancer))),
    ask(algod.accountApplicationInformation(freelancer, id)),
  ])
  if (!box) return undefined
  return viewOf(project, decodeEngagement(project, freelancer, box.value), local?.appLocalState !== undefined)
}

/** Reads an engagement that has to exist. */
export async function readEngagement(context: EscrowContext, ref: EngagementRef): Promise<Engagement> {
  const engagement = await findEngagement(context, ref)
  if (!engagement) throw contractError('noEngagement')
  return engagement
}

const STATES: readonly EngagementState[] = ['offered', 'offered', 'hired', 'ended']
const MILESTONE_STATES: readonly MilestoneState[] = [
  'none',
  'waiting_to_start_new_milestone',
  'running_milestone',
  'submitted_milestone',
  'disputed_milestone',
]

/** The record in the bytes of a box. */
export function decodeEngagement(project: Project, freelancer: Address, bytes: Uint8Array): EngagementRecord {
  const box = decodeStruct('Engagement', bytes)
  const number = (name: string) => box[name] as bigint
  const milestoneState = MILESTONE_STATES[Number(number('milestoneState'))] ?? 'none'
  const isOpen = number('milestoneState') > 1n
  return {
    freelancer,
    version: number('version'),
    state: STATES[Number(number('state'))] ?? 'ended',
    milestoneState,
    terms: {
      schedule: box.schedule as readonly Milestone[],
      termsHash: box.termsHash as Uint8Array,
      reviewWindow: number('reviewWindow'),
      maxRevisions: number('maxRevisions'),
      silenceRelease: number('silenceRelease'),
    },
    accomplished: number('accomplished'),
    clientCancels: number('clientCancels'),
    revisions: number('revisions'),
    milestone: isOpen ? openMilestoneOf(box) : undefined,
    credit: number('credit'),
    proposal: proposalOf(box, project.client, freelancer),
  }
}

function openMilestoneOf(box: Record<string, Decoded>): OpenMilestone {
  const { accomplished, amount, feeLocked, startedAt, deadline, cancelableUntil, submittedAt, disputedAt, evidence } =
    box as Record<Exclude<keyof OpenMilestone, 'evidence'> | 'accomplished', bigint> & { evidence: Uint8Array }
  const times = { startedAt, deadline, cancelableUntil, submittedAt, disputedAt }
  return { number: accomplished, amount, feeLocked, ...times, evidence }
}

/** A proposal counts at the version it was made at, and as none at any other. */
function proposalOf(box: Record<string, Decoded>, client: Address, freelancer: Address): Proposal | undefined {
  if (box.proposalVersion !== box.version) return undefined
  return {
    author: box.proposalByClient ? client : freelancer,
    release: box.proposalRelease as bigint,
    accomplished: box.proposalAccomplished as boolean,
    expiresAt: box.proposalExpiresAt as bigint,
    version: box.proposalVersion as bigint,
  }
}

/** The time a call would see now: that of the last block. */
export async function readNow(context: EscrowContext): Promise<bigint> {
  const algod = algodOf(context)
  const { lastRound } = await askFor(algod.status())
  const { block } = await askFor(algod.block(lastRound).headerOnly(true))
  return BigInt(block.header.timestamp)
}

/** What an account holds of USDC. */
export interface Holding {
  optedIn: boolean
  frozen: boolean
  amount: bigint
}

/** Reads what an account holds of an asset. */
export async function readHolding(context: EscrowContext, account: Address, asset: bigint): Promise<Holding> {
  const info = await ask(algodOf(context).accountAssetInformation(account, asset))
  const holding = info?.assetHolding
  return { optedIn: holding !== undefined, frozen: holding?.isFrozen ?? false, amount: BigInt(holding?.amount ?? 0) }
}

/** The accounts among these that cannot receive USDC. */
export async function readUnpayable(
  context: EscrowContext,
  accounts: readonly Address[],
  asset: bigint,
): Promise<ReadonlySet<Address>> {
  const holdings = await Promise.all(accounts.map((account) => readHolding(context, account, asset)))
  return new Set(accounts.filter((_, i) => !holdings[i]?.optedIn || holdings[i]?.frozen))
}

/** Refuses a node of another network than the named one. */
export function checkNetwork(context: EscrowContext, params: { genesisHash?: Uint8Array; genesisID?: string }): void {
  if (context.genesisHash === undefined || !params.genesisHash) return
  const actual = toBase64(params.genesisHash)
  if (actual !== context.genesisHash) throw new WrongNetworkError(context.genesisHash, params.genesisID ?? actual)
}

/** Nobody, in the form the contracts take for "none". */
export const nobody = encodeAddress(new Uint8Array(32))
