import { bytesToString, encodeAddress } from 'algosdk'
import { contractError } from '../errors/contract'
import { UnknownProtocolError } from '../errors/input'
import { STRUCT_FIELDS } from '../generated/abi'
import { RELEASES } from '../generated/releases'
import { ZERO_ADDRESS } from '../pure/constants'
import type { Address } from '../pure/types'
import type { BoxReference } from './call'
import { boxOf } from './call'
import { globalStateOf, programHash } from './chain'
import { accountOf, decodeFields, keyOf } from './codec'
import type { EscrowContext } from './context'
import { algodOf, ask } from './context'

/** The Protocol as its global state says. */
export interface Protocol {
  /** app id */
  id: bigint
  address: Address
  admin: Address
  pendingAdmin: Address | undefined
  treasury: Address
  burn: Address
  /** asset id */
  usdc: bigint
  /** fee of new projects in basis points */
  feeBps: bigint
  /** whether new projects are refused */
  paused: boolean
  templates: bigint
  /** id of the template new milestone projects are made from */
  activeTemplate: bigint | undefined
}

/** Kinds of project, as the Protocol numbers them. */
export const MILESTONE_PROJECT = 1n

/** Reads the Protocol and refuses what is none. */
export async function readProtocol(context: EscrowContext, id = context.protocol): Promise<Protocol> {
  const app = id > 0n ? await ask(algodOf(context).getApplicationByID(id)) : undefined
  if (!app?.params || !(await isProtocol(app.params.approvalProgram))) throw new UnknownProtocolError(String(id))
  const state = globalStateOf(app.params)
  const address = (key: string) => encodeAddress(state[key]?.bytes ?? new Uint8Array(32))
  const number = (key: string) => state[key]?.uint ?? 0n
  const pendingAdmin = address('n')
  return {
    id,
    address: accountOf(id),
    admin: address('a'),
    pendingAdmin: pendingAdmin === ZERO_ADDRESS ? undefined : pendingAdmin,
    treasury: address('t'),
    burn: address('b'),
    usdc: number('u'),
    feeBps: number('f'),
    paused: number('s') !== 0n,
    templates: number('c'),
    activeTemplate: state[bytesToString(keyOf('k', MILESTONE_PROJECT))]?.uint,
  }
}

async function isProtocol(approval: Uint8Array): Promise<boolean> {
  const hash = await programHash(approval)
  return RELEASES.some((release) => release.Protocol.approval === hash)
}

/** Whether an account has registered as an arbiter. */
export async function isArbiter(context: EscrowContext, account: Address): Promise<boolean> {
  return (await ask(algodOf(context).accountApplicationInformation(account, context.protocol))) !== undefined
}

/** A template: what projects are created from. */
export interface Template {
  id: bigint
  kind: bigint
  approvalSize: bigint
  globalUints: bigint
  globalBytes: bigint
  localUints: bigint
  localBytes: bigint
  /** undefined until it is sealed */
  hash: Uint8Array | undefined
  clearProgram: Uint8Array
}

/** Reads a template. */
export async function readTemplate(context: EscrowContext, id: bigint): Promise<Template> {
  const box = await ask(algodOf(context).getApplicationBoxByName(context.protocol, keyOf('t', id)))
  if (!box) throw contractError('noTemplate')
  const { hash, ...fields } = decodeFields(STRUCT_FIELDS.Template, box.value)
  return { id, ...fields, hash: hash.some((byte) => byte !== 0) ? hash : undefined }
}

/** Bytes of a program page: the AVM has no longer value. */
export const PAGE_SIZE = 4_096n

/** What creating a project takes from its client in microALGO: the app's deposit and that of its account with USDC. */
export function projectDepositOf(template: Template): bigint {
  const programs = template.approvalSize + BigInt(template.clearProgram.length)
  const extraPages = (programs - 1n) / 2_048n
  const app = 100_000n * (1n + extraPages) + 28_500n * template.globalUints + 50_000n * template.globalBytes
  return app + 200_000n
}

/** The boxes of a template, with as many references as their bytes need: each brings 2,048 bytes of reading. */
export function templateBoxes({
  id,
  approvalSize,
  clearProgram,
}: Pick<Template, 'id' | 'approvalSize' | 'clearProgram'>): BoxReference[] {
  // Its fixed part: 2 + 5 * 8 + 2 + 32 + 8 + 2.
  const record = 86n + BigInt(clearProgram.length)
  const references = Number((approvalSize + record + 2_047n) / 2_048n)
  const named = [boxOf(keyOf('t', id)), boxOf(keyOf('p', id, 0n))]
  if (approvalSize > PAGE_SIZE) named.push(boxOf(keyOf('p', id, 1n)))
  const unnamed = Array.from({ length: Math.max(0, references - named.length) }, () => boxOf(new Uint8Array()))
  return [...named, ...unnamed]
}
