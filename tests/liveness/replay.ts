/** A state of the abstract machine, reached on a chain by the same actions, and left there by the plan the search found. */
import type { Call, World as Model } from '../../sdk/src/pure/calls'
import { optOut } from '../engine/act'
import { must, transfer } from '../engine/call'
import { perform, refusalText } from '../engine/calls'
import { observe } from '../engine/observe'
import { createProject, type Project } from '../engine/project'
import { setFrozen } from '../engine/scenes'
import type { World } from '../engine/world'
import {
  ARBITER,
  CLIENT,
  EPOCH,
  FREELANCER,
  heldIn,
  keyOf,
  PROTOCOL,
  recordOf,
  STRANGER,
  termsOf,
  type Action,
  type Variant,
} from './machine'
import type { Payout } from './plan'

/** One way out of one state: whose, how the state was reached, and what the plan brings. */
export type Way = { variant: Variant; actor: string; key: string; path: readonly Action[]; exit: Payout }

/** What a client needs for both milestones of the machine's schedule. */
const PURSE = 1_000_000_000_000n

/** Replays the way; what went differently, if anything did. */
export async function replay(world: World, way: Way, blocking: 'frozen' | 'opted out'): Promise<string | undefined> {
  const { chain, people, protocol, usdc } = world
  const project = await createProject(world, { arbiter: way.variant.arbiter })
  const addresses: Record<string, string> = {
    [CLIENT]: people.client.addr,
    [FREELANCER]: people.freelancer.addr,
    [ARBITER]: people.arbiter.addr,
    [STRANGER]: people.stranger.addr,
    [PROTOCOL]: protocol.address,
  }
  const later = chain.now() - EPOCH
  const send = async (call: Call): Promise<string | undefined> => {
    const outcome = await perform(project, onChain(call, addresses, later))
    return outcome.ok ? undefined : `${call.verb} said ${refusalText(project, outcome)}`
  }
  const block = async (payee: string, blocked: boolean) => {
    const key = payee === CLIENT ? people.client : people.freelancer
    if (blocking === 'frozen') return setFrozen(world, key.addr, blocked)
    if (blocked) return optOut(world, key)
    const back = [transfer(chain, key, key.addr, usdc, 0n), transfer(chain, people.issuer, key.addr, usdc, PURSE)]
    await must(chain, payee === CLIENT ? back : back.slice(0, 1))
  }

  const offer: Call = {
    verb: 'offer',
    sender: CLIENT,
    freelancer: FREELANCER,
    terms: termsOf(way.variant),
    payment: 0n,
  }
  for (const action of [offer, ...way.path]) {
    if ('until' in action) await chain.setTime(action.until + later)
    else if ('payee' in action) await block(action.payee, action.verb === 'block')
    else {
      const refused = await send(action)
      if (refused !== undefined) return `on the way: ${refused}`
    }
  }
  const before = await abstracted(project, addresses)
  if (keyOf(before.model) !== way.key) return `the chain is in ${keyOf(before.model)}`
  for (const { at, call } of way.exit.calls) {
    if (at + later > chain.now()) await chain.setTime(at + later)
    const refused = await send(call)
    if (refused !== undefined) return `on the way out: ${refused}`
  }
  const after = await abstracted(project, addresses)
  if (heldIn(after.model) !== 0n) return `${heldIn(after.model)} are left in the escrow`
  const gained = { client: after.client - before.client, freelancer: after.freelancer - before.freelancer }
  const { client, freelancer } = way.exit
  if (gained.client === client && gained.freelancer === freelancer) return undefined
  return `it brought ${gained.client} and ${gained.freelancer}, not ${client} and ${freelancer}`
}

/** The call with real accounts, at the times of this chain. */
function onChain(call: Call, addresses: Record<string, string>, later: bigint): Call {
  const real = (name: string) => addresses[name] ?? name
  return {
    ...call,
    sender: real(call.sender),
    ...('freelancer' in call ? { freelancer: real(call.freelancer) } : {}),
    ...('account' in call ? { account: real(call.account) } : {}),
    ...('deadline' in call ? { deadline: call.deadline + later } : {}),
    ...('expiresAt' in call ? { expiresAt: call.expiresAt + later } : {}),
  } as Call
}

type Seen = { model: Model; client: bigint; freelancer: bigint }

/** What the chain says, in the machine's words, and what the parties own: USDC and credit. */
async function abstracted(project: Project, addresses: Record<string, string>): Promise<Seen> {
  const { world, accounts } = await observe(project)
  if (world === undefined) throw new Error('the project is gone')
  const names = new Map(Object.entries(addresses).map(([name, address]) => [address, name]))
  const named = (address: string) => names.get(address) ?? address
  const all = (set: ReadonlySet<string>) => new Set([...set].map(named))
  const [record] = Object.values(world.engagements)
  const { proposal } = record ?? {}
  const engagements = record && {
    [FREELANCER]: {
      ...record,
      freelancer: FREELANCER,
      proposal: proposal && { ...proposal, author: named(proposal.author) },
    },
  }
  const model = {
    ...world,
    engagements: engagements ?? {},
    optedIn: all(world.optedIn),
    unpayable: all(world.unpayable),
  }
  return {
    model,
    client: accounts.client.usdc + world.project.clientCredit,
    freelancer: accounts.freelancer.usdc + (recordOf(model)?.credit ?? 0n),
  }
}
