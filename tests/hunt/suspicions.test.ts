/**
 * The hunt, part 2: what a hostile client, freelancer, stranger or admin might try that no table has a column for. Each was a
 * suspicion about the source and is now a test; docs/findings.md lists them with what came of them.
 */
import algosdk from 'algosdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { act, callOf, heldBy, refreshed } from '../engine/act'
import { attempt, must, payment, transfer, type Signed } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import type { Key } from '../engine/keys'
import {
  boxPayment,
  closeProject,
  createProject,
  createProjectGroup,
  depositTxn,
  eventsOf,
  projectCall,
  projectDeposit,
  type Project,
} from '../engine/project'
import { AMOUNT, buildScene, DAY, FEE, setFrozen, type Scene } from '../engine/scenes'
import { CHAIN } from '../engine/settings'
import { buildProtocolScene, TINY } from '../protocol/scenes'
import {
  addTemplate,
  codeOf,
  mustProtocol,
  onProtocol,
  openWorld,
  templateBoxes,
  type World,
  ZERO_ADDRESS,
} from '../engine/world'

const MOST = (1n << 64n) - 1n
const NO_STATE = { global: { ints: 0, bytes: 0 }, local: { ints: 0, bytes: 0 } }

let world: World
let home: (() => void) | undefined
beforeEach(async () => {
  if (home !== undefined) return home()
  world = await openWorld()
  home = world.chain.snapshot?.()
})

const algoOf = async (address: string) => {
  const { amount, minBalance } = await world.chain.algod.accountInformation(address).do()
  return { amount, least: BigInt(minBalance) }
}
const said = async (project: Project, group: readonly Signed[]) => {
  const outcome = await attempt(world.chain, group)
  return outcome.ok ? 'done' : refusalText(project, outcome)
}
const give = (to: string, microAlgo: bigint, from: Key = world.people.stranger) =>
  must(world.chain, [payment(world.chain, from, to, microAlgo)])

describe('ALGO that nobody asked for', () => {
  test('given a stranger pays ALGO into a project, every exit pays what it would, and closing gives all of it to the client', async () => {
    const scene = await buildScene(world, 'submitted')
    const { project } = scene
    await give(project.address, 1_234_567n)
    expect(await act(scene, 'approve')).toBe('done')
    expect(await act(scene, 'dismiss')).toBe('done')
    expect(await algoOf(project.address)).toEqual({ amount: 200_000n + 1_234_567n, least: 200_000n })
    const before = (await algoOf(project.client.addr)).amount
    expect((await closeProject(project, project.client)).ok).toBe(true)
    // The close costs the fee that `callTxn` pays, and brings the whole deposit and the gift.
    const gained = (await algoOf(project.client.addr)).amount - before
    expect(gained).toBe(projectDeposit(world) + 1_234_567n - 8_000n)
    expect((await algoOf(project.address)).amount).toBe(0n)
  })

  test('given the address of the next project was paid into before it exists, it is created and closed as ever', async () => {
    // Ids are counted by transactions, and the next project takes as many; a node's own state proof may be one of them.
    const shifts = [-1n, 0n, 1n]
    const first = await createProject(world, { arbiter: false })
    for (const _ of shifts) await give(world.people.second.addr, 0n)
    const second = await createProject(world, { arbiter: false })
    const likely = shifts.map((shift) => algosdk.getApplicationAddress(2n * second.id - first.id + shift).toString())
    for (const address of likely) await give(address, 500_000n)
    const third = await createProject(world, { arbiter: false })
    const next = third.address
    expect(likely).toContain(next)
    expect((await algoOf(next)).amount).toBe(700_000n)
    expect((await closeProject(third, third.client)).ok).toBe(true)
    expect((await algoOf(next)).amount).toBe(0n)
  })

  test('given the Protocol holds ALGO of others, deposits go in and out as ever', async () => {
    const { protocol } = world
    await give(protocol.address, 777n)
    const surplus = async () => {
      const { amount, least } = await algoOf(protocol.address)
      return amount - least
    }
    const project = await createProject(world, { arbiter: false })
    expect(await surplus()).toBe(777n)
    expect((await closeProject(project, project.client)).ok).toBe(true)
    expect(await surplus()).toBe(777n)
  })
})

describe('numbers at the end of uint64', () => {
  test.each([
    ['cancelByClient', { minRefund: MOST }, 'refundBelowMinimum'],
    ['extend', { deadline: MOST }, 'badDeadline'],
    ['proposeSettlement', { release: MOST }, 'releaseTooHigh'],
    ['resolve', { release: MOST }, 'releaseTooHigh'],
    ['proposeSettlement', { expiresAt: MOST }, 'done'],
    ['start', { version: MOST }, 'versionConflict'],
  ] as const)('%s with %o: %s', async (verb, change, wanted) => {
    const scenes = { start: 'waiting', resolve: 'disputed' } as const
    const scene = await buildScene(world, verb in scenes ? scenes[verb as keyof typeof scenes] : 'running')
    expect(await said(scene.project, groupOf(scene.project, callOf(scene, verb, change)))).toBe(wanted)
  })

  test('a proposal that never expires is accepted a hundred years later', async () => {
    const scene = await buildScene(world, 'running')
    expect(await act(scene, 'proposeSettlement', { expiresAt: MOST, release: AMOUNT, accomplished: true })).toBe('done')
    await world.chain.setTime(world.chain.now() + 36_500n * DAY)
    expect(await act(scene, 'acceptSettlement', { release: AMOUNT, accomplished: true })).toBe('done')
    expect((await heldBy(scene.project)).milestones).toBe(0n)
  })

  test.each([
    ['setFee', [MOST], 'feeAboveCap'],
    ['activateTemplate', [MOST], 'noTemplate'],
  ] as const)('Protocol.%s', async (method, args, wanted) => {
    const boxes = method === 'activateTemplate' ? { boxes: templateBoxes(world, MOST) } : {}
    const outcome = await onProtocol(world, method, args, world.people.admin, boxes)
    expect(outcome.ok ? 'done' : codeOf(world, outcome)).toBe(wanted)
  })
})

describe('one transaction for two', () => {
  test('given one deposit, when two starts stand behind it, nothing happens', async () => {
    const scene = await buildScene(world, 'waiting')
    const [, start] = groupOf(scene.project, callOf(scene, 'start'))
    const twice = groupOf(scene.project, callOf(scene, 'start'))
    expect(await said(scene.project, [...twice, start!])).not.toBe('done')
    expect((await heldBy(scene.project)).milestones).toBe(0n)
  })

  test('given one box deposit, when two offers stand behind it, nothing happens', async () => {
    const scene = await buildScene(world, 'none')
    const { project } = scene
    const offer = groupOf(project, callOf(scene, 'offer'), { before: [] })
    const other = { ...scene, freelancer: world.people.second }
    const second = groupOf(project, callOf(other, 'offer'), { before: [] })
    expect(await said(project, [boxPayment(project, 2), ...offer, ...second])).not.toBe('done')
    expect((await heldBy(project)).view.raw.size).toBe(0)
  })

  test('given the deposit of one project, when another project starts with it, nothing happens', async () => {
    const scene = await buildScene(world, 'waiting')
    const elsewhere = await createProject(world, { arbiter: false })
    const group = groupOf(scene.project, callOf(scene, 'start'), { before: [depositTxn(elsewhere, AMOUNT + FEE)] })
    expect(await said(scene.project, group)).toBe('wrongDeposit')
  })

  test('given one deposit of a project, when two projects are created behind it, nothing happens', async () => {
    const [paid, create] = createProjectGroup(world, world.people.client, undefined)
    const [, again] = createProjectGroup(world, world.people.client, undefined)
    const outcome = await attempt(world.chain, [paid!, create!, again!])
    expect(outcome.ok).toBe(false)
  })
})

describe('an engagement that ends and begins in one group', () => {
  /** Everything that undoes an engagement and makes the next one, with versions as they follow from each other. */
  async function reborn(scene: Scene): Promise<Signed[]> {
    const { project, version } = await refreshed(scene)
    const again = 2n << 32n
    const at = (value: bigint) => ({ ...scene, version: value })
    return [
      ...groupOf(project, callOf(at(version), 'dismiss')),
      ...groupOf(project, callOf(scene, 'offer')),
      ...groupOf(project, callOf(at(again), 'accept', { optIn: false })),
      ...groupOf(project, callOf(at(again + 1n), 'start')),
    ]
  }

  test('given it was dismissed, offered, accepted and started again at once, the old versions are dead', async () => {
    const scene = await buildScene(world, 'waiting')
    const old = scene.version
    expect(await said(scene.project, await reborn(scene))).toBe('done')
    const stale = { ...scene, version: old }
    for (const verb of ['submit', 'cancelByFreelancer', 'cancelByClient', 'refund'] as const)
      expect(await said(scene.project, groupOf(scene.project, callOf(stale, verb)))).toBe('versionConflict')
    expect((await heldBy(scene.project)).milestones).toBe(AMOUNT + FEE)
  })

  test('given a proposal of the old engagement, it is none in the new one', async () => {
    const scene = await buildScene(world, 'proposed')
    expect(await act(scene, 'cancelByFreelancer')).toBe('done')
    expect(await said(scene.project, await reborn(scene))).toBe('done')
    expect(await act(scene, 'acceptSettlement')).toBe('noProposal')
  })

  test('given the freelancer clears in the very group that starts, the client has the money back at once', async () => {
    const scene = await buildScene(world, 'waiting')
    const { project, freelancer } = scene
    const clear = groupOf(project, { verb: 'clearState', sender: freelancer.addr })
    expect(await said(project, [...groupOf(project, callOf(scene, 'start')), ...clear])).toBe('done')
    expect(await act(scene, 'refund')).toBe('done')
    expect((await heldBy(project)).milestones).toBe(0n)
  })

  test('given the freelancer clears before the start in one group, nothing is started', async () => {
    const scene = await buildScene(world, 'waiting')
    const { project, freelancer } = scene
    const clear = groupOf(project, { verb: 'clearState', sender: freelancer.addr })
    expect(await said(project, [...clear, ...groupOf(project, callOf(scene, 'start'))])).toBe('freelancerDeparted')
  })
})

describe('credits', () => {
  test('given the freelancer is owed and blocked, the client cannot make the credit vanish by any call', async () => {
    const scene = await buildScene(world, 'submitted')
    await setFrozen(world, scene.freelancer.addr, true)
    expect(await act(scene, 'approve')).toBe('done')
    expect(await act(scene, 'dismiss')).toBe('creditLeft')
    expect(await act(scene, 'withdrawOffer')).toBe('notOffered')
    expect(await act(scene, 'offer')).toBe('engagementExists')
    const closing = await closeProject(scene.project, scene.project.client)
    expect(closing.ok ? 'done' : refusalText(scene.project, closing)).toBe('engagementsLeft')
    expect(await act(scene, 'leave')).toBe('done')
    expect(await act(scene, 'dismiss')).toBe('creditLeft')
    await setFrozen(world, scene.freelancer.addr, false)
    expect(await act(scene, 'withdraw')).toBe('done')
    expect(await act(scene, 'withdraw')).toBe('nothingToWithdraw')
    expect(await act(scene, 'dismiss')).toBe('done')
  })

  test('given the client is owed at closing and a stranger donated, both go to the client and the fees to the Protocol', async () => {
    const scene = await buildScene(world, 'running')
    const { project } = scene
    await setFrozen(world, project.client.addr, true)
    expect(await act(scene, 'cancelByFreelancer')).toBe('done')
    await must(world.chain, [transfer(world.chain, world.people.stranger, project.address, world.usdc, 17n)])
    expect(await act(scene, 'dismiss')).toBe('done')
    await setFrozen(world, project.client.addr, false)
    const before = (await heldBy(project)).view.accounts
    const closing = await closeProject(project, project.client)
    const after = (await heldBy(project)).view.accounts
    const [toClient, toProtocol] = [291_000_000n + 17n, 18_000_000n]
    expect(after.client.usdc - before.client.usdc).toBe(toClient)
    expect(after.protocol.usdc - before.protocol.usdc).toBe(toProtocol)
    const client = project.client.addr
    const events = closing.ok ? eventsOf(project, closing.txns) : closing.text
    expect(events).toEqual([{ name: 'ProjectClosed', args: { client, toClient, toProtocol } }])
  })

  test('given a stranger withdraws for everybody, nobody but the owner of a credit is paid', async () => {
    const scene = await buildScene(world, 'credited')
    const { people } = world
    for (const account of [people.arbiter.addr, people.stranger.addr, scene.project.address, ZERO_ADDRESS])
      expect(await act(scene, 'withdraw', { sender: people.stranger.addr, account })).toBe('nothingToWithdraw')
    expect(await act(scene, 'withdraw', { sender: people.stranger.addr })).toBe('done')
  })
})

describe('the Protocol', () => {
  test('given the fee falls to nothing in the middle of a milestone, the client gets the whole excess and nobody pays', async () => {
    const scene = await buildScene(world, 'submitted')
    const { project } = scene
    await mustProtocol(world, 'lowerProjectFee', [project.id, 0n], world.people.admin, { apps: [project.id] })
    const { accounts } = (await heldBy(project)).view
    const outcome = await attempt(world.chain, groupOf(project, callOf(await refreshed(scene), 'approve')))
    if (!outcome.ok) throw new Error(outcome.text)
    expect(eventsOf(project, outcome.txns)[0]?.args).toMatchObject({
      toClient: FEE,
      toFreelancer: AMOUNT,
      toProtocol: 0n,
    })
    const after = (await heldBy(project)).view.accounts
    expect(after.freelancer.usdc - accounts.freelancer.usdc).toBe(AMOUNT)
    expect(await act(scene, 'sweepFees')).toBe('nothingToSweep')
  })

  test('given a new template is active, a project of the old one lives, is discounted and closes', async () => {
    const scene = await buildScene(world, 'submitted')
    const { project } = scene
    expect(await addTemplate(world, world.project)).toBe(2n)
    const late = await attempt(world.chain, createProjectGroup(world, world.people.client, undefined))
    expect(late.ok ? 'done' : codeOf(world, late)).toBe('templateNotActive')
    await mustProtocol(world, 'setPaused', [true], world.people.admin)
    await mustProtocol(world, 'setFee', [0n], world.people.admin)
    await mustProtocol(world, 'lowerProjectFee', [project.id, 100n], world.people.admin, { apps: [project.id] })
    for (const verb of ['approve', 'dismiss'] as const) expect(await act(scene, verb)).toBe('done')
    expect((await closeProject(project, project.client)).ok).toBe(true)
  })

  test('given the admin names the Protocol itself as treasury, the fees stay where they are for the next one', async () => {
    const { protocol, people } = world
    const scene = await buildScene(world, 'finished')
    expect(await act(scene, 'sweepFees')).toBe('done')
    await mustProtocol(world, 'setTreasury', [protocol.address], people.admin, { accounts: [protocol.address] })
    await mustProtocol(world, 'collectFees', [], people.stranger, { accounts: [protocol.address] })
    expect((await heldBy(scene.project)).view.accounts.protocol.usdc).toBe(24_000_000n)
    await mustProtocol(world, 'setTreasury', [people.treasury.addr], people.admin)
    await mustProtocol(world, 'collectFees', [], people.stranger)
    const { accounts } = (await heldBy(scene.project)).view
    expect([accounts.protocol.usdc, accounts.treasury.usdc]).toEqual([0n, 24_000_000n])
  })

  test('given a program that is no project, of a kind nobody has seen, it takes no deposit but its own', async () => {
    const { world: own } = await buildProtocolScene(world, 'otherKind')
    const { people, protocol, chain } = own
    const project = await createProject(own, { arbiter: false })
    const odd = { ...own, template: 2n, project: { ...own.project, ...TINY, schema: NO_STATE } }
    const made = await createProject(odd, { arbiter: false })
    const closing = await closeProject(made, made.client)
    // It names no client in its global state, so nobody can close it: its deposit is lost to its maker, and to nobody else.
    expect(closing.ok).toBe(false)
    const lowered = await onProtocol(own, 'lowerProjectFee', [made.id, 0n], people.admin, { apps: [made.id] })
    expect(lowered.ok).toBe(true)
    expect((await closeProject(project, project.client)).ok).toBe(true)
    const { amount, minBalance } = await chain.algod.accountInformation(protocol.address).do()
    expect(amount).toBe(BigInt(minBalance))
  })

  test('given a closed project, when it is closed or discounted again, it is unknown', async () => {
    const project = await createProject(world, { arbiter: false })
    expect((await closeProject(project, project.client)).ok).toBe(true)
    const again = await closeProject(project, project.client)
    expect(again.ok ? 'done' : codeOf(world, again)).toBe('unknownProject')
  })

  test.skipIf(CHAIN === 'node')('given an app account is offered work, it takes nobody’s deposit with it', async () => {
    const scene = await buildScene(world, 'none')
    const elsewhere = await createProject(world, { arbiter: false })
    const before = (await algoOf(scene.project.client.addr)).amount
    const offer = callOf(scene, 'offer', { freelancer: elsewhere.address })
    expect(await said(scene.project, groupOf(scene.project, offer))).toBe('done')
    const version = 1n << 32n
    const back = projectCall(
      scene.project,
      'withdrawOffer',
      [elsewhere.address, version],
      scene.project.client,
      elsewhere.address,
    )
    expect(await said(scene.project, [back])).toBe('done')
    const cost = before - (await algoOf(scene.project.client.addr)).amount
    // The payment, and what the two calls pay for themselves and their inner ones.
    expect(cost).toBe(1_000n + 8_000n + 8_000n)
  })
})
