/** T01 to T10 and T47: parties that leave, payees that cannot be paid, an issuer that freezes or claws back. */
import algosdk from 'algosdk'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, clearState, heldBy, optOut } from '../engine/act'
import { attempt, must, transfer } from '../engine/call'
import { serial } from '../engine/chain'
import { newKey } from '../engine/keys'
import { observe } from '../engine/observe'
import { buildScene, DAY, HOUR, setFrozen, type SceneName } from '../engine/scenes'
import { openWorld, type World } from '../engine/world'

let world: World
let back: (() => void) | undefined
beforeAll(async () => {
  world = await openWorld()
  back = world.chain.snapshot?.()
})
beforeEach(async () => {
  // What one threat does to the payees must not reach the next; on a node that takes a new world.
  if (back !== undefined) back()
  else world = await openWorld({ chain: world.chain })
})

const CLIENT_EXITS: [SceneName, 'cancelByClient' | 'refund' | 'approve' | 'burn' | 'claim' | 'resolveByDefault'][] = [
  ['running', 'cancelByClient'],
  ['running', 'refund'],
  ['submitted', 'approve'],
  ['plainSubmitted', 'burn'],
  ['reviewOver', 'claim'],
  ['disputed', 'approve'],
  ['arbiterSilent', 'resolveByDefault'],
]

describe('given the freelancer erased the local state', () => {
  test.each(CLIENT_EXITS)('T01: from %s, %s still empties the escrow', async (name, verb) => {
    const scene = await buildScene(world, name)
    await clearState(scene)
    expect(await act(scene, verb)).toBe('done')
    expect((await heldBy(scene.project)).milestones).toBe(0n)
  })

  test('T02: coming back starts nothing twice', async () => {
    const scene = await buildScene(world, 'running')
    await clearState(scene)
    expect(await act(scene, 'accept')).toBe('notOffered')
    expect(await act(scene, 'rejoin')).toBe('done')
    expect(await act(scene, 'start')).toBe('notWaiting')
    expect((await heldBy(scene.project)).view.world?.project.active).toBe(1n)
  })

  test.each([
    ['submitted', 'approve'],
    ['plainSubmitted', 'burn'],
  ] as const)('T03: a %s milestone cannot be dodged: %s ends it', async (name, verb) => {
    const scene = await buildScene(world, name)
    await clearState(scene)
    expect(await act(scene, verb)).toBe('done')
    expect((await heldBy(scene.project)).milestones).toBe(0n)
  })
})

test.each(['running', 'submitted', 'disputed'] as const)('T04: closing out is no exit while %s', async (name) => {
  const scene = await buildScene(world, name)
  expect(await act(scene, 'leave')).toBe('milestoneOpen')
})

test.each([
  [HOUR, 51_000_000n],
  [5n * HOUR, 81_000_000n],
  [25n * HOUR, 126_000_000n],
])('T05: a freelancer who left USDC cannot block a cancel after %d s: the share waits', async (later, share) => {
  const { chain, people, usdc } = world
  const scene = await buildScene(world, 'running')
  await optOut(world, people.freelancer)
  await chain.setTime(chain.now() + later)
  expect(await act(scene, 'cancelByClient')).toBe('done')
  expect((await heldBy(scene.project)).credits).toBe(share)
  expect(await act(scene, 'withdraw')).toBe('payeeNotReady')
  await must(chain, [transfer(chain, people.freelancer, people.freelancer.addr, usdc, 0n)])
  expect(await act(scene, 'withdraw')).toBe('done')
  expect((await observe(scene.project)).accounts.freelancer.usdc).toBe(share)
})

test.each(['cancelByFreelancer', 'refund'] as const)('T06: a client who left USDC cannot block %s', async (verb) => {
  const { chain, people, usdc } = world
  const scene = await buildScene(world, verb === 'refund' ? 'overdue' : 'running')
  await optOut(world, people.client)
  expect(await act(scene, verb)).toBe('done')
  const { milestones, credits } = await heldBy(scene.project)
  expect([milestones, credits]).toEqual([0n, 291_000_000n])
  await must(chain, [transfer(chain, people.client, people.client.addr, usdc, 0n)])
  expect(await act(scene, 'withdraw', { account: people.client.addr })).toBe('done')
})

const EXITS: [
  SceneName,
  'approve' | 'claim' | 'cancelByClient' | 'cancelByFreelancer' | 'refund' | 'burn' | 'resolve',
][] = [
  ['submitted', 'approve'],
  ['reviewOver', 'claim'],
  ['running', 'cancelByClient'],
  ['running', 'cancelByFreelancer'],
  ['overdue', 'refund'],
  ['plainSubmitted', 'burn'],
  ['disputed', 'resolve'],
]

test.each(EXITS)('T07: from %s, %s works while burn address, Protocol and treasury are frozen', async (name, verb) => {
  const { people, protocol } = world
  const scene = await buildScene(world, name)
  for (const target of [people.burn.addr, protocol.address, people.treasury.addr]) await setFrozen(world, target, true)
  expect(await act(scene, verb)).toBe('done')
  expect((await heldBy(scene.project)).milestones).toBe(0n)
  expect(await act(scene, 'sweepFees')).toBe('refusedByLedger')
})

test('T08: one frozen party does not keep the other from its money', async () => {
  const scene = await buildScene(world, 'disputed')
  await setFrozen(world, world.people.client.addr, true)
  expect(await act(scene, 'resolve', { release: 150_000_000n })).toBe('done')
  const { credits, view } = await heldBy(scene.project)
  expect([credits, view.accounts.freelancer.usdc]).toEqual([150_000_000n, 145_500_000n])
})

test('T09: a frozen escrow fails whole, and the same call works afterwards', async () => {
  const scene = await buildScene(world, 'submitted')
  await setFrozen(world, scene.project.address, true)
  const before = await heldBy(scene.project)
  expect(await act(scene, 'approve')).toBe('refusedByLedger')
  const after = await heldBy(scene.project)
  expect([after.milestones, after.view.world?.engagements]).toEqual([before.milestones, before.view.world?.engagements])
  await setFrozen(world, scene.project.address, false)
  expect(await act(scene, 'approve')).toBe('done')
})

test('T10: a clawback empties one project; its exits fail and change nothing, another project is untouched', async () => {
  const { chain } = world
  const clawed = await openWorld({ chain, clawback: true })
  const [victim, other] = [await buildScene(clawed, 'submitted'), await buildScene(clawed, 'plainSubmitted')]
  const { issuer } = clawed.people
  const claw = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    sender: issuer.addr,
    receiver: clawed.people.rival.addr,
    assetSender: victim.project.address,
    assetIndex: clawed.usdc,
    amount: 309_000_000n,
    suggestedParams: chain.params(),
    note: serial(),
  })
  await must(chain, [[claw, issuer]])
  expect(await act(victim, 'approve')).toBe('refusedByLedger')
  expect((await heldBy(victim.project)).milestones).toBe(309_000_000n)
  expect(await act(other, 'approve')).toBe('done')
})

test('T47: a payee who closed the account is owed a credit', async () => {
  const { chain, people, usdc } = world
  const scene = await buildScene(world, 'submitted')
  const gone = people.freelancer
  await clearState(scene)
  await optOut(world, gone)
  const close = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
    sender: gone.addr,
    receiver: people.rival.addr,
    closeRemainderTo: people.rival.addr,
    amount: 0,
    suggestedParams: chain.params(),
    note: serial(),
  })
  await must(chain, [[close, gone]])
  expect(await act(scene, 'approve')).toBe('done')
  expect((await heldBy(scene.project)).credits).toBe(291_000_000n)
  const stranger = newKey('nobody')
  const stolen = await attempt(chain, [transfer(chain, people.stranger, stranger.addr, usdc, 1n)])
  expect(stolen.ok).toBe(false)
})

test('a review that ran out cannot be undone by the client', async () => {
  const scene = await buildScene(world, 'plainReviewOver')
  for (const verb of ['burn', 'requestChanges'] as const) expect(await act(scene, verb)).toBe('reviewOver')
  await world.chain.setTime(world.chain.now() + 30n * DAY)
  expect(await act(scene, 'claim')).toBe('done')
})
