/** One project app and the calls on it. */
import algosdk, { type ABIValue } from 'algosdk'
import { attempt, callTxn, payment, transfer, type Request, type Signed } from './call'
import type { Key } from './keys'
import type { Confirmed, Failure, Success } from './outcome'
import type { Event } from './program'
import { codeOf, mustProtocol, protocolCall, templateBoxes, type World, ZERO_ADDRESS } from './world'

export type Project = {
  world: World
  id: bigint
  address: string
  client: Key
  arbiter: Key | undefined
  burn: string
  /** the transaction that created it: its events begin here */
  created: Confirmed
}

export const PROJECT_HASH = new Uint8Array(32).fill(7)

/** Deposit of the app on the Protocol's account and of the project's own account; it all comes back at closing. */
export function projectDeposit({ project }: World): bigint {
  const { ints, bytes } = project.schema.global
  const pages = Math.floor((project.approval.length + project.clear.length - 1) / 2_048)
  return BigInt(100_000 * (1 + pages) + 28_500 * ints + 50_000 * bytes + 200_000)
}

export function createProjectGroup(world: World, client: Key, arbiter: Key | undefined, maxFeeBps = 300n): Signed[] {
  const { chain, protocol, template, usdc } = world
  const args = [template, maxFeeBps, PROJECT_HASH, arbiter?.addr ?? ZERO_ADDRESS]
  return [
    payment(chain, client, protocol.address, projectDeposit(world)),
    protocolCall(world, 'createProject', args, client, {
      boxes: templateBoxes(world, template),
      accounts: arbiter === undefined ? [] : [arbiter.addr],
      assets: [usdc],
    }),
  ]
}

export async function createProject(world: World, options: { arbiter: boolean; client?: Key }): Promise<Project> {
  const client = options.client ?? world.people.client
  const arbiter = options.arbiter ? world.people.arbiter : undefined
  const outcome = await attempt(world.chain, createProjectGroup(world, client, arbiter))
  if (!outcome.ok) throw new Error(`createProject failed: ${codeOf(world, outcome) ?? ''} ${outcome.text}`)
  const created = outcome.txns.at(-1)
  const id = created?.innerTxns?.[0]?.applicationIndex
  if (created === undefined || id === undefined) throw new Error('createProject created no app')
  const address = algosdk.getApplicationAddress(id).toString()
  const burn = world.people.burn.addr
  return { world, id, address, client, arbiter, burn, created }
}

export const boxName = (freelancer: string) =>
  new Uint8Array([0x65, ...algosdk.Address.fromString(freelancer).publicKey])

type Extra = Partial<Omit<Request, 'method' | 'args' | 'sender' | 'program'>>

/** A call of the project about one freelancer, with every reference that any method needs. */
export function projectCall(
  project: Project,
  method: string,
  args: readonly ABIValue[],
  sender: Key,
  freelancer: string = sender.addr,
  extra: Extra = {},
): Signed {
  const { world, id, client, burn } = project
  const accounts = [...new Set([client.addr, burn, freelancer, world.protocol.address])].filter(
    (one) => one !== sender.addr,
  )
  const references = { accounts, assets: [world.usdc], boxes: [{ app: id, name: boxName(freelancer) }] }
  return callTxn(world.chain, { app: id, program: world.project, method, args, sender, ...references, ...extra })
}

// 2,500 + 400 a byte of name (33) and value (177 and 16 a milestone).
export const boxDeposit = (milestones: number) => 2_500n + 400n * BigInt(33 + 177 + 16 * milestones)

export function depositTxn({ world, client, address }: Project, amount: bigint): Signed {
  return transfer(world.chain, client, address, world.usdc, amount)
}

export function boxPayment({ world, client, address }: Project, milestones: number): Signed {
  return payment(world.chain, client, address, boxDeposit(milestones))
}

export const send = (project: Project, group: readonly Signed[]): Promise<Success | Failure> =>
  attempt(project.world.chain, group)

export function closeCall({ world, id, client, burn, address }: Project, sender = client): Signed {
  const accounts = [...new Set([client.addr, burn, address])].filter((one) => one !== sender.addr)
  return protocolCall(world, 'closeProject', [id], sender, { apps: [id], accounts, assets: [world.usdc] })
}

export async function closeProject(project: Project, sender: Key): Promise<Success | Failure> {
  return attempt(project.world.chain, [closeCall(project, sender)])
}

export async function lowerFee(project: Project, bps: bigint): Promise<Success> {
  return mustProtocol(project.world, 'lowerProjectFee', [project.id, bps], project.world.people.admin, {
    apps: [project.id],
  })
}

/** The events of one app in a confirmed group, inner calls included, in the order they were logged. */
export function eventsOf({ world, id }: Project, txns: readonly Confirmed[]): Event[] {
  const found: Event[] = []
  const walk = (confirmed: Confirmed) => {
    for (const inner of confirmed.innerTxns ?? []) walk(inner)
    const call = confirmed.txn.txn.applicationCall
    if (call?.appIndex !== id) return
    for (const log of confirmed.logs ?? []) {
      const event = world.project.decodeEvent(log)
      if (event !== undefined) found.push(event)
    }
  }
  txns.forEach(walk)
  return found
}
