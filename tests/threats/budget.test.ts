/** T53: what the ways out cost at their dearest, alone and beside calls that spend all they can of the pooled budget. */
import algosdk, { decodeSignedTransaction, modelsv2, OnApplicationComplete } from 'algosdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { callOf, clearState, close } from '../engine/act'
import { attempt, must, type Signed } from '../engine/call'
import { groupOf } from '../engine/calls'
import { serial } from '../engine/chain'
import { observe } from '../engine/observe'
import { closeCall, lowerFee } from '../engine/project'
import { buildScene, HOUR, type Scene, type SceneName, setFrozen } from '../engine/scenes'
import { openWorld, type World } from '../engine/world'

/** What an app call brings, and the most that one of ours may take of it. */
const BROUGHT = 700
const ALLOWED = 560

let world: World
let glutton: bigint
beforeAll(async () => {
  world = await openWorld()
  glutton = await createGlutton()
})

type Way = { title: string; scene: SceneName; verb: Parameters<typeof callOf>[1]; after?: bigint; departs?: true }

/** Every way out of every state that holds money, the client's cancellation in each tier. */
const WAYS: Way[] = [
  { title: 'approve', scene: 'submitted', verb: 'approve' },
  { title: 'approve while disputed', scene: 'disputed', verb: 'approve' },
  { title: 'claim', scene: 'reviewOver', verb: 'claim' },
  { title: 'cancelByClient below an hour', scene: 'running', verb: 'cancelByClient' },
  { title: 'cancelByClient up to 4 hours', scene: 'running', verb: 'cancelByClient', after: 2n * HOUR },
  { title: 'cancelByClient up to 24 hours', scene: 'running', verb: 'cancelByClient', after: 5n * HOUR },
  { title: 'cancelByClient after 24 hours', scene: 'running', verb: 'cancelByClient', after: 25n * HOUR },
  { title: 'cancelByFreelancer', scene: 'running', verb: 'cancelByFreelancer' },
  { title: 'refund', scene: 'overdue', verb: 'refund' },
  { title: 'refund of a departed freelancer', scene: 'running', verb: 'refund', departs: true },
  { title: 'burn', scene: 'plainSubmitted', verb: 'burn' },
  { title: 'acceptSettlement', scene: 'proposed', verb: 'acceptSettlement' },
  { title: 'resolve', scene: 'disputed', verb: 'resolve' },
  { title: 'resolveByDefault', scene: 'arbiterSilent', verb: 'resolveByDefault' },
]

/** Who cannot be paid: a credit takes another way through the program than a transfer. */
const BLOCKED = [[], ['freelancer'], ['client'], ['client', 'freelancer', 'burn']] as const

async function sceneOf({ scene: name, after, departs }: Way): Promise<Scene> {
  const scene = await buildScene(world, name)
  if (departs) await clearState(scene)
  if (after !== undefined) await world.chain.setTime(world.chain.now() + after)
  return scene
}

/** The state in which it costs most: the fee was lowered, and its excess goes back. */
async function dearestOf(way: Way): Promise<Scene> {
  const scene = await sceneOf(way)
  await lowerFee(scene.project, 100n)
  return scene
}

/** What it costs with each of the payees blocked, without doing it. */
async function costsOf({ verb }: Way, scene: Scene): Promise<number[]> {
  const costs: number[] = []
  for (const roles of BLOCKED) {
    const freeze = async (frozen: boolean) => {
      for (const role of roles) await setFrozen(world, world.people[role].addr, frozen)
    }
    await freeze(true)
    costs.push(await costOf(groupOf(scene.project, callOf(scene, verb))))
    await freeze(false)
  }
  return costs
}

/** Opcodes of a group, from a run without effect. */
async function costOf(group: readonly Signed[]): Promise<number> {
  const txns = group.map(([txn]) => txn)
  if (txns.length > 1) algosdk.assignGroupID(txns)
  const signed = group.map(([txn, key]) => decodeSignedTransaction(key.sign(txn)))
  const request = new modelsv2.SimulateRequest({
    txnGroups: [new modelsv2.SimulateRequestTransactionGroup({ txns: signed })],
  })
  const answer = await world.chain.algod.simulateTransactions(request).do()
  const [result] = answer.txnGroups
  expect(result?.failureMessage).toBeUndefined()
  return result?.appBudgetConsumed ?? 0
}

/** An app that spends budget until at most so much of the group's is left. */
async function createGlutton(): Promise<bigint> {
  const source = `#pragma version 10
    txn NumAppArgs
    bz done
    again:
    global OpcodeBudget
    txna ApplicationArgs 0
    btoi
    >
    bnz again
    done:
    int 1`
  const { stranger } = world.people
  const compiled = await Promise.all(
    [source, '#pragma version 10\nint 1'].map((text) => world.chain.algod.compile(text).do()),
  )
  const [approvalProgram, clearProgram] = compiled.map(({ result }) => new Uint8Array(Buffer.from(result, 'base64')))
  const txn = algosdk.makeApplicationCreateTxnFromObject({
    sender: stranger.addr,
    onComplete: OnApplicationComplete.NoOpOC,
    approvalProgram: approvalProgram ?? new Uint8Array(),
    clearProgram: clearProgram ?? new Uint8Array(),
    ...{ numGlobalInts: 0, numGlobalByteSlices: 0, numLocalInts: 0, numLocalByteSlices: 0 },
    suggestedParams: world.chain.params(),
  })
  const [created] = (await must(world.chain, [[txn, stranger]])).txns
  return created?.applicationIndex ?? 0n
}

/** The glutton's call: it stops as soon as at most `left` is left; its last round takes up to ten of that. */
const STEP = 10
function devour(left: number): Signed {
  const { stranger } = world.people
  const txn = algosdk.makeApplicationNoOpTxnFromObject({
    sender: stranger.addr,
    appIndex: glutton,
    appArgs: [algosdk.encodeUint64(left)],
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  return [txn, stranger]
}

describe.each(WAYS)('$title', (way) => {
  let costs: number[]
  let dearest: number
  beforeAll(async () => {
    const scene = await sceneOf(way)
    const whole = await costsOf(way, scene)
    await lowerFee(scene.project, 100n)
    const lowered = await costsOf(way, scene)
    costs = [...whole, ...lowered]
    dearest = lowered[0] ?? 0
  })

  test('T53: costs at most 560 of the 700 that its own call brings, whoever is paid or cannot be', () => {
    expect(Math.min(...costs)).toBeGreaterThan(100)
    expect(Math.max(...costs)).toBe(dearest)
    expect(dearest).toBeLessThanOrEqual(ALLOWED)
  })

  test('T53: runs beside calls that spend all they bring, before it and after it', async () => {
    const scene = await dearestOf(way)
    const before = [devour(BROUGHT + STEP), devour(BROUGHT + STEP)]
    const group = [...before, ...groupOf(scene.project, callOf(scene, way.verb)), devour(2 * STEP)]
    expect(await attempt(world.chain, group)).toMatchObject({ ok: true })
  })

  test('T53: needs no more than was measured, fails whole with less, and runs alone after that', async () => {
    const scene = await dearestOf(way)
    const exit = () => groupOf(scene.project, callOf(scene, way.verb))
    const before = (await observe(scene.project)).raw
    const starved = await attempt(world.chain, [devour(dearest - 1), ...exit()])
    expect(starved).toMatchObject({
      ok: false,
      text: expect.stringContaining('dynamic cost budget exceeded') as string,
    })
    expect((await observe(scene.project)).raw).toEqual(before)
    expect(await attempt(world.chain, exit())).toMatchObject({ ok: true })

    const other = await dearestOf(way)
    const fed = [devour(dearest + STEP), ...groupOf(other.project, callOf(other, way.verb))]
    expect(await attempt(world.chain, fed)).toMatchObject({ ok: true })
  })
})

test('T53: the last ways out, of a credit, of an engagement and of a project, stay below that too', async () => {
  for (const [name, verb] of [
    ['credited', 'withdraw'],
    ['waiting', 'leave'],
    ['waiting', 'dismiss'],
    ['ended', 'dismiss'],
    ['finished', 'sweepFees'],
  ] as const) {
    const scene = await buildScene(world, name)
    const cost = await costOf(groupOf(scene.project, callOf(scene, verb)))
    expect(cost).toBeLessThanOrEqual(ALLOWED)
  }
  const scene = await buildScene(world, 'ended')
  await must(world.chain, groupOf(scene.project, callOf(scene, 'dismiss')))
  expect(await costOf([closeCall(scene.project)])).toBeLessThanOrEqual(ALLOWED)
  expect(await close(scene.project)).toBe('done')
})
