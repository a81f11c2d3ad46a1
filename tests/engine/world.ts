/** A Protocol with its template, test USDC, and people: everything a project needs before it is created. */
import { createHash } from 'node:crypto'
import algosdk, { ABIType, type ABIValue } from 'algosdk'
import { attempt, callTxn, must, payment, transfer, type Request, type Signed } from './call'
import { openChain, serial, type Chain } from './chain'
import { newKey, type Key } from './keys'
import type { Failure, Success } from './outcome'
import { loadProgram, type Program } from './program'

const ROLES = [
  'admin',
  'issuer',
  'burn',
  'treasury',
  'client',
  'freelancer',
  'second',
  'arbiter',
  'stranger',
  'rival',
] as const
export type Role = (typeof ROLES)[number]

export type World = {
  chain: Chain
  usdc: bigint
  protocol: { id: bigint; address: string; program: Program }
  /** what projects are made of; a mutated one where a test asks for it */
  project: Program
  template: bigint
  people: Record<Role, Key>
}

export type Options = { chain?: Chain; project?: Program; protocol?: Program; feeBps?: bigint; clawback?: boolean }

export const ZERO_ADDRESS = algosdk.Address.zeroAddress().toString()
const RICH = 1_000_000_000_000_000_000n
/** What the people who pay own: enough for the largest milestones there are. */
const PURSE = 10_000_000_000_000_000n

export async function openWorld(options: Options = {}): Promise<World> {
  const chain = options.chain ?? (await openChain())
  const people = Object.fromEntries(ROLES.map((role) => [role, newKey(role)])) as Record<Role, Key>
  const everybody = Object.values(people)
  await must(
    chain,
    everybody.map((key) => payment(chain, chain.dispenser, key.addr, 1_000_000_000n)),
  )
  const usdc = await createUsdc(chain, people.issuer, options.clawback ?? false)
  const holders = everybody.filter((key) => key !== people.issuer)
  await must(
    chain,
    holders.map((key) => transfer(chain, key, key.addr, usdc, 0n)),
  )
  await must(
    chain,
    [people.client, people.rival, people.stranger].map((key) => transfer(chain, people.issuer, key.addr, usdc, PURSE)),
  )

  const program = options.protocol ?? loadProgram('Protocol')
  const project = options.project ?? loadProgram('MilestoneProject')
  const id = await createProtocol(chain, program, people, usdc, options.feeBps ?? 300n)
  const protocol = { id, address: algosdk.getApplicationAddress(id).toString(), program }
  const world: World = { chain, usdc, protocol, project, template: 1n, people }
  await mustProtocol(world, 'init', [], people.admin, {}, [payment(chain, people.admin, protocol.address, 200_000n)])
  world.template = await addTemplate(world, project)
  await mustProtocol(world, 'registerArbiter', [], people.arbiter)
  return world
}

async function createUsdc(chain: Chain, issuer: Key, clawback: boolean): Promise<bigint> {
  const txn = algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
    sender: issuer.addr,
    total: RICH,
    decimals: 6,
    defaultFrozen: false,
    unitName: 'USDC',
    assetName: 'USDC',
    manager: issuer.addr,
    freeze: issuer.addr,
    ...(clawback ? { clawback: issuer.addr } : {}),
    suggestedParams: chain.params(),
    note: serial(),
  })
  const [created] = (await must(chain, [[txn, issuer]])).txns
  return created?.assetIndex ?? 0n
}

/** Creates the app; it is not opted in to USDC before its `init`. */
export async function createProtocol(
  chain: Chain,
  program: Program,
  { admin, burn, treasury }: World['people'],
  usdc: bigint,
  feeBps: bigint,
): Promise<bigint> {
  const { ints: numGlobalInts, bytes: numGlobalByteSlices } = program.schema.global
  const txn = algosdk.makeApplicationCreateTxnFromObject({
    sender: admin.addr,
    onComplete: algosdk.OnApplicationComplete.NoOpOC,
    approvalProgram: program.approval,
    clearProgram: program.clear,
    numGlobalInts,
    numGlobalByteSlices,
    numLocalInts: 0,
    numLocalByteSlices: 0,
    extraPages: Math.floor((program.approval.length + program.clear.length - 1) / 2_048),
    appArgs: program.encode('create', [usdc, burn.addr, treasury.addr, feeBps]),
    accounts: [burn.addr, treasury.addr],
    foreignAssets: [usdc],
    suggestedParams: chain.params(),
    note: serial(),
  })
  const [created] = (await must(chain, [[txn, admin]])).txns
  return created?.applicationIndex ?? 0n
}

const uint64 = ABIType.from('uint64')
const text = (value: string) => new TextEncoder().encode(value)
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** The boxes of a template, the second page also where there is none; the empty names only buy the input and output that pages need. */
export function templateBoxes({ protocol }: World, template: bigint) {
  const page = (n: bigint) => join(text('p'), uint64.encode(template), uint64.encode(n))
  const names = [join(text('t'), uint64.encode(template)), page(0n), page(1n)]
  while (names.length < 5) names.push(new Uint8Array())
  return names.map((name) => ({ app: name.length === 0 ? 0n : protocol.id, name }))
}

const pagesOf = ({ approval }: Pick<Program, 'approval'>) => [approval.slice(0, 4_096), approval.slice(4_096)]

/** Box deposits: 2,500 + 400 a byte of name and value. The record has 6 numbers, a hash, and the clear program behind an offset and a length. */
export function templateDeposit(program: Pick<Program, 'approval' | 'clear'>): bigint {
  const box = (name: number, value: number) => 2_500n + 400n * BigInt(name + value)
  const [first, second] = pagesOf(program).map((page) => page.length)
  return box(9, 6 * 8 + 32 + 2 + 2 + program.clear.length) + box(17, first ?? 0) + (second ? box(17, second) : 0n)
}

/** What `sealTemplate` has to name. */
export const templateHash = (program: Pick<Program, 'approval' | 'clear'>): Uint8Array =>
  sha256(join(...[...pagesOf(program), program.clear].map(sha256)))

/** Adds, writes, seals and activates a template of the milestone kind, as a release does. */
export async function addTemplate(world: World, program: Program): Promise<bigint> {
  const { chain, people, protocol } = world
  const { admin } = people
  const { approval, clear, schema } = program
  const pages = pagesOf(program)
  const { global, local } = schema
  const count = (await readGlobal(chain, protocol.id)).get('c')
  const template = (typeof count === 'bigint' ? count : 0n) + 1n
  const boxes = templateBoxes(world, template)
  const deposit = templateDeposit(program)
  const args = [1n, approval.length, global.ints, global.bytes, local.ints, local.bytes, clear]
  await mustProtocol(world, 'addTemplate', args, admin, { boxes }, [payment(chain, admin, protocol.address, deposit)])
  for (const [index, page] of pages.entries())
    for (let offset = 0; offset < page.length; offset += 1_900)
      await mustProtocol(world, 'writeTemplate', [template, index, offset, page.slice(offset, offset + 1_900)], admin, {
        boxes,
      })
  await mustProtocol(world, 'sealTemplate', [template, templateHash(program)], admin, { boxes })
  await mustProtocol(world, 'activateTemplate', [template], admin, { boxes })
  return template
}

type Extra = Partial<Omit<Request, 'method' | 'args' | 'sender' | 'program'>>

/** A call of the Protocol, with the references its methods need. */
export function protocolCall(
  world: World,
  method: string,
  args: readonly ABIValue[],
  sender: Key,
  extra: Extra = {},
): Signed {
  const { protocol, usdc, people, chain } = world
  const { treasury, arbiter } = people
  const references = { accounts: [treasury.addr, arbiter.addr], assets: [usdc] }
  return callTxn(chain, { app: protocol.id, program: protocol.program, method, args, sender, ...references, ...extra })
}

export async function onProtocol(
  world: World,
  method: string,
  args: readonly ABIValue[],
  sender: Key,
  extra: Extra = {},
  before: readonly Signed[] = [],
): Promise<Success | Failure> {
  return attempt(world.chain, [...before, protocolCall(world, method, args, sender, extra)])
}

export async function mustProtocol(...args: Parameters<typeof onProtocol>): Promise<Success> {
  const outcome = await onProtocol(...args)
  if (!outcome.ok) throw new Error(`Protocol.${args[1]} failed: ${codeOf(args[0], outcome) ?? ''} ${outcome.text}`)
  return outcome
}

/** The code of a failure: found by program counter, so that it is the program that says it and not the node's prose. */
export function codeOf(world: World, failure: Failure): string | undefined {
  if (failure.pc === undefined) return undefined
  const program = failure.app === world.protocol.id ? world.protocol.program : world.project
  return program.errorAt(failure.pc)
}

/** Global state by key; keys of the contracts are short and printable. */
export async function readGlobal(chain: Chain, app: bigint): Promise<Map<string, bigint | Uint8Array>> {
  const { params } = await chain.algod.getApplicationByID(app).do()
  return new Map(
    (params?.globalState ?? []).map(({ key, value }) => [
      Buffer.from(key).toString('latin1'),
      value.type === 2 ? value.uint : value.bytes,
    ]),
  )
}
