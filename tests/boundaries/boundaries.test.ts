/**
 * Row 9: every moment and limit that a rule names, one before, on it, and one after.
 * T39: a cancel whose tier turned over in flight is refused when it would bring less than was accepted
 * T40: deadlines; T37 and T38: the smallest and the largest milestone
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { act, heldBy } from '../engine/act'
import { must } from '../engine/call'
import { groupOf } from '../engine/calls'
import { ALLOWED } from '../engine/allowed'
import { AMOUNT, buildScene, DAY, FEE, HOUR, TERMS, type Scene, type SceneName } from '../engine/scenes'
import { recordFigures } from '../engine/settings'
import { openWorld, type World } from '../engine/world'

let world: World
let count = 0
beforeAll(async () => {
  world = await openWorld()
})

/** A scene with other terms; the version is its own business. */
async function sceneWith(terms: Partial<typeof TERMS>, upTo: 'waiting' | 'running' | 'submitted'): Promise<Scene> {
  const scene = await buildScene(world, 'none')
  const steps = (['offer', 'accept', 'start', 'submit'] as const).slice(
    0,
    { waiting: 2, running: 3, submitted: 4 }[upTo],
  )
  const merged = { ...TERMS, ...terms }
  const deposit = ((merged.schedule[0]?.amount ?? 0n) * 10_300n) / 10_000n
  for (const verb of steps) {
    const change = verb === 'offer' ? { terms: merged, payment: 0n } : verb === 'start' ? { deposit } : {}
    await must(world.chain, groupOf(scene.project, { ...ALLOWED[verb].call(scene), ...change } as never))
    scene.version = verb === 'offer' ? 1n << 32n : scene.version + 1n
  }
  return scene
}

const after = async (seconds: bigint) => world.chain.setTime(world.chain.now() + seconds)
const MINUS_ZERO_PLUS = [-1n, 0n, 1n]

describe.each([
  ['1 h', HOUR, ['291000000', '240000000', '240000000']],
  ['4 h', 4n * HOUR, ['240000000', '240000000', '210000000']],
  ['24 h', DAY, ['210000000', '210000000', '165000000']],
] as const)('T39: a cancel around %s', (_name, edge, refunds) => {
  test.each([0, 1, 2])('pays by the tier of that second (%d)', async (index) => {
    const scene = await buildScene(world, 'running')
    const before = (await heldBy(scene.project)).view.accounts.client.usdc
    await after(edge + (MINUS_ZERO_PLUS[index] ?? 0n))
    const wanted = BigInt(refunds[index] ?? '0')
    expect(await act(scene, 'cancelByClient', { minRefund: wanted + 1n })).toBe('refundBelowMinimum')
    expect(await act(scene, 'cancelByClient', { minRefund: wanted })).toBe('done')
    expect((await heldBy(scene.project)).view.accounts.client.usdc - before).toBe(wanted)
    count += 1
  })
})

// 60 % of 14 days is below 30 days and above a day; a duration below a day ends with the milestone; a long one at 30 days.
describe.each([
  ['60 % of the duration', 14n * DAY, (14n * DAY * 6n) / 10n],
  ['the duration', 2n * HOUR, 2n * HOUR],
  ['24 h', 30n * HOUR, DAY],
  ['30 days', 100n * DAY, 30n * DAY],
])('MAX_CL at %s', (_name, duration, edge) => {
  test.each([
    [-1n, 'done'],
    [0n, 'done'],
    [1n, 'cancelWindowClosed'],
  ])('%d s: %s', async (offset, said) => {
    const scene = await sceneWith({ schedule: [{ amount: AMOUNT, duration }] }, 'running')
    await after(edge + offset)
    expect(await act(scene, 'cancelByClient')).toBe(said)
    count += 1
  })
})

type Edge = [
  name: string,
  scene: SceneName,
  verb: keyof typeof ALLOWED,
  edge: bigint,
  said: readonly [string, string, string],
  change?: (scene: Scene) => object,
]
const EDGES: Edge[] = [
  ['the deadline', 'running', 'refund', 14n * DAY, ['deadlineNotReached', 'done', 'done']],
  ['the review window for anyone', 'submitted', 'claim', 7n * DAY, ['reviewNotOver', 'done', 'done']],
  ['the review window for changes', 'submitted', 'requestChanges', 7n * DAY, ['done', 'reviewOver', 'reviewOver']],
  ['the review window for a burn', 'plainSubmitted', 'burn', 7n * DAY, ['done', 'reviewOver', 'reviewOver']],
  ['the review window for a dispute', 'submitted', 'dispute', 7n * DAY, ['done', 'reviewOver', 'reviewOver']],
  [
    'a day before the freelancer disputes',
    'submitted',
    'dispute',
    DAY,
    ['disputeTooEarly', 'done', 'done'],
    ({ freelancer }) => ({ sender: freelancer.addr }),
  ],
  ['30 days of a silent arbiter', 'disputed', 'resolveByDefault', 30n * DAY, ['arbitrationNotOver', 'done', 'done']],
  ['the expiry of a proposal', 'proposed', 'acceptSettlement', 400n * DAY, ['done', 'done', 'proposalExpired']],
]

describe.each(EDGES)('%s', (_name, name, verb, edge, said, change) => {
  test.each([0, 1, 2])('turns over on its second (%d)', async (index) => {
    const scene = await buildScene(world, name)
    await after(edge + (MINUS_ZERO_PLUS[index] ?? 0n))
    expect(await act(scene, verb, change?.(scene))).toBe(said[index])
    count += 1
  })
})

test.each([
  [0n, 'badDeadline'],
  [1n, 'done'],
])('T40: a deadline %d s later than the present one: %s', async (offset, said) => {
  const scene = await buildScene(world, 'running')
  expect(await act(scene, 'extend', { deadline: world.chain.now() + 14n * DAY + offset })).toBe(said)
  count += 1
})

test.each([
  [-1n, 'done'],
  [0n, 'done'],
  [1n, 'badDeadline'],
])('T40: a deadline %d s beyond two years: %s', async (offset, said) => {
  const scene = await buildScene(world, 'running')
  expect(await act(scene, 'extend', { deadline: world.chain.now() + 730n * DAY + offset })).toBe(said)
  count += 1
})

test.each([
  [999_999n, DAY, 'badSchedule'],
  [1_000_000n, DAY, 'done'],
  [1_000_001n, DAY, 'done'],
  [999_999_999_999_999n, DAY, 'done'],
  [1_000_000_000_000_000n, DAY, 'done'],
  [1_000_000_000_000_001n, DAY, 'badSchedule'],
  [AMOUNT, HOUR - 1n, 'badSchedule'],
  [AMOUNT, HOUR, 'done'],
  [AMOUNT, 730n * DAY, 'done'],
  [AMOUNT, 730n * DAY + 1n, 'badSchedule'],
])('T37 T38: a milestone of %d base units in %d s: %s', async (amount, duration, said) => {
  const scene = await sceneWith({ schedule: [{ amount, duration }] }, 'waiting')
  expect(await act(scene, 'start', { deposit: amount + (amount * 300n) / 10_000n })).toBe(said)
  count += 1
})

test('T41: a clock that creeps in steps of 25 s decides as one that jumps', async () => {
  const scene = await buildScene(world, 'running')
  for (let step = 0; step < 20; step++) {
    await after(25n)
    expect(await act(scene, 'refund')).toBe('deadlineNotReached')
  }
  const paid = await heldBy(scene.project)
  expect(paid.milestones).toBe(AMOUNT + FEE)
  expect(await act(scene, 'cancelByClient', { minRefund: 291_000_000n })).toBe('done')
  recordFigures('09-boundaries', { cases: count })
})
