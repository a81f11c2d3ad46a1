import type { modelsv2 } from 'algosdk'
import { bytesToHex, bytesToString } from 'algosdk'
import { contractError } from '../errors/contract'
import { NotGenuineError, ProjectGoneError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { STRUCT_FIELDS } from '../generated/abi'
import { RELEASES } from '../generated/releases'
import { checkAddress, checkGiven } from '../pure/check'
import { ZERO_ADDRESS } from '../pure/constants'
import { sha256 } from '../pure/hash'
import type { Address, EngagementOnChain, EngagementRef, Project, ProjectRef } from '../pure/types'
import { accountOf, decodeFields, engagementBox } from './codec'
import type { EscrowContext } from './context'
import { algodOf, ask, askFor, idOf } from './context'

/** Global state by its keys. */
export type GlobalState = Readonly<Record<string, modelsv2.TealValue | undefined>>

/** Reads global state as algod gives it. */
export function globalStateOf({ globalState = [] }: modelsv2.ApplicationParams): GlobalState {
  return Object.fromEntries(globalState.map(({ key, value }) => [bytesToString(key), value]))
}

/** Reads a project and refuses whatever is not one of this Protocol. */
export async function readProject(context: EscrowContext, ref: ProjectRef): Promise<Project> {
  const id = idOf(ref)
  const { protocol } = context
  const protocolAddress = accountOf(protocol)
  const params = (await ask(algodOf(context).getApplicationByID(id)))?.params
  if (!params) throw new ProjectGoneError(id)
  if (params.creator.toString() !== protocolAddress) throw new NotGenuineError(id, REASONS.otherCreator, protocol)
  if (!(await isPublished(params.approvalProgram, params.clearStateProgram)))
    throw new NotGenuineError(id, REASONS.otherProgram)
  // A genuine program has written all of these.
  const { p, l, s, u, h } = globalStateOf(params) as Record<'p' | 'l' | 's' | 'u' | 'h', modelsv2.TealValue>
  const { arbiter, ...parties } = decodeFields(STRUCT_FIELDS.Parties, p.bytes)
  return {
    id,
    address: accountOf(id),
    protocol,
    protocolAddress,
    state: s.uint === 2n ? 'paused' : 'running',
    arbiter: arbiter === ZERO_ADDRESS ? undefined : arbiter,
    usdc: u.uint,
    projectHash: h.bytes,
    ...parties,
    ...decodeFields(STRUCT_FIELDS.Ledger, l.bytes),
  }
}

/** The hash of a program as the releases state it. */
export async function programHash(program: Uint8Array): Promise<string> {
  return bytesToHex(await sha256(program))
}

/** Whether a project's programs are byte for byte those of a release. */
export async function isPublished(approvalProgram: Uint8Array, clearProgram: Uint8Array): Promise<boolean> {
  const [approval, clear] = [await programHash(approvalProgram), await programHash(clearProgram)]
  return RELEASES.some(({ MilestoneProject: known }) => known.approval === approval && known.clear === clear)
}

/** Reads an engagement; undefined when it has no box. */
export async function findEngagement(
  context: EscrowContext,
  ref: EngagementRef,
  known?: Project,
): Promise<EngagementOnChain | undefined> {
  const freelancer = checkAddress('freelancer', checkGiven('engagement', ref).freelancer)
  const algod = algodOf(context)
  const id = idOf(ref.project)
  const [project, box, local] = await Promise.all([
    known ?? readProject(context, id),
    ask(algod.getApplicationBoxByName(id, engagementBox(freelancer))),
    ask(algod.accountApplicationInformation(freelancer, id)),
  ])
  if (!box) return undefined
  const { milestone, proposal, ...record } = decodeFields(STRUCT_FIELDS.Engagement, box.value)
  const { byClient, ...offered } = proposal
  return {
    ...record,
    freelancer,
    project,
    joined: !!local?.appLocalState,
    // The bytes of a milestone are zero while none is open; a proposal counts at the version it was made at.
    milestone: milestone.amount > 0n ? { number: record.accomplished, ...milestone } : undefined,
    proposal:
      offered.version === record.version ? { author: byClient ? project.client : freelancer, ...offered } : undefined,
  }
}

/** Reads an engagement that has to exist. */
export async function readEngagement(context: EscrowContext, ref: EngagementRef): Promise<EngagementOnChain> {
  const engagement = await findEngagement(context, ref)
  if (!engagement) throw contractError('noEngagement')
  return engagement
}

/** The time a call would see now: that of the last block, unless the question is about another one. */
export async function readNow(context: EscrowContext): Promise<bigint> {
  if (context.asOf !== undefined) return context.asOf
  const algod = algodOf(context)
  const { lastRound } = await askFor(algod.status())
  const { block } = await askFor(algod.block(lastRound).headerOnly(true))
  return block.header.timestamp
}

/** What an account holds of an asset; undefined when it has not opted in. */
export async function holdingOf(context: EscrowContext, account: Address, asset: bigint) {
  return (await ask(algodOf(context).accountAssetInformation(account, asset)))?.assetHolding
}

/** The accounts among these that cannot receive USDC. */
export async function readUnpayable(
  context: EscrowContext,
  accounts: readonly Address[],
  asset: bigint,
): Promise<ReadonlySet<Address>> {
  const holdings = await Promise.all(accounts.map((account) => holdingOf(context, account, asset)))
  return new Set(accounts.filter((_, i) => holdings[i]?.isFrozen !== false))
}
