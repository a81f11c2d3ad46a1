/**
 * Row 2: one wrong field at a time.
 * given a deposit or payment that is right but for one field
 *   it is refused, and nothing changes
 * given a call that is right but for its completion
 *   it is refused
 * given a call that is right but for the length of one argument (threat T34)
 *   it is refused
 */
import algosdk from 'algosdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALLOWED, VERBS } from '../engine/allowed'
import { attempt, must, transfer, type Signed } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import { serial } from '../engine/chain'
import { observe } from '../engine/observe'
import { boxDeposit, createProject, createProjectGroup, projectDeposit, type Project } from '../engine/project'
import { AMOUNT, buildScene, FEE, type Scene } from '../engine/scenes'
import { recordFigures } from '../engine/settings'
import { openWorld, protocolCall, type World } from '../engine/world'
import { canonical } from '../invariants/trace'
import { COMPLETIONS, withArgs, withCompletion, wrongDeposits, wrongPayments } from './requirements'

let world: World
let other: Project
let twin: bigint
const count = { deposits: 0, payments: 0, completions: 0, arguments: 0 }

beforeAll(async () => {
  world = await openWorld({ clawback: true })
  other = await createProject(world, { arbiter: false, client: world.people.rival })
  twin = await createTwin(world)
})
afterAll(() => {
  const negatives = Object.values(count).reduce((sum, one) => sum + one, 0)
  recordFigures('02-fields', { negatives, ...count })
  expect(negatives).toBeGreaterThanOrEqual(200)
})

/** An asset that looks like USDC and that everybody who pays holds; the client may claw USDC back, as TestNet's issuer can. */
async function createTwin({ chain, people, usdc }: World): Promise<bigint> {
  const common = { suggestedParams: chain.params(), note: serial() }
  const create = algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
    sender: people.client.addr,
    total: 1_000_000_000_000n,
    decimals: 6,
    defaultFrozen: false,
    unitName: 'USDC',
    assetName: 'USDC',
    ...common,
  })
  const give = algosdk.makeAssetConfigTxnWithSuggestedParamsFromObject({
    sender: people.issuer.addr,
    assetIndex: usdc,
    manager: people.issuer.addr,
    freeze: people.issuer.addr,
    clawback: people.client.addr,
    strictEmptyAddressChecking: false,
    ...common,
  })
  const { txns } = await must(chain, [
    [create, people.client],
    [give, people.issuer],
  ])
  return txns[0]?.assetIndex ?? 0n
}

const look = async (project: Project) => {
  const { world: seen, raw, accounts } = await observe(project)
  return canonical([
    seen,
    raw,
    Object.values(accounts).map(({ usdc, minBalance, authorizer }) => [usdc, minBalance, authorizer]),
  ])
}

async function refuse(project: Project, group: readonly Signed[], what: string): Promise<string> {
  const outcome = await attempt(project.world.chain, group)
  return outcome.ok ? `${what}: allowed` : refusalText(project, outcome)
}

describe('given a deposit that is right but for one field, when the client starts', () => {
  test.each([
    ['T11', ['asset']],
    ['T12', ['amount']],
    ['T13', ['receiver', 'sender']],
    ['T14', ['rekeyTo', 'closeRemainderTo']],
    ['T15', ['assetSender']],
    ['T16', ['position']],
  ])('%s: a wrong %s is refused and changes nothing', async (_threat, fields) => {
    const scene = await buildScene(world, 'waiting')
    const before = await look(scene.project)
    const call = ALLOWED.start.call(scene)
    const wrong = wrongDeposits(AMOUNT + FEE, { asset: twin, project: other }).filter(({ field }) =>
      fields.includes(field),
    )
    expect(wrong.length).toBeGreaterThan(0)
    for (const { field, value, make } of wrong) {
      const group = groupOf(scene.project, call, { before: make(scene.project) })
      const said = await refuse(scene.project, group, `${field} ${value}`)
      // A payment or a missing deposit fails in the router, which knows no code; a transfer that the ledger itself refuses never gets there.
      const router = field === 'position' || value === 'ALGO'
      expect(said, `${field}: ${value}`).toMatch(
        router ? /^(pc \d+|transaction type|refusedByLedger)/ : /^(wrongDeposit|refusedByLedger)$/,
      )
      count.deposits += 1
    }
    expect(await look(scene.project)).toBe(before)
  })
})

test('given a payment that is right but for one field, when the client offers, it is refused and nothing changes', async () => {
  const scene = await buildScene(world, 'none')
  const before = await look(scene.project)
  const call = ALLOWED.offer.call(scene)
  for (const { field, value, make } of wrongPayments(boxDeposit(2), other)) {
    const said = await refuse(
      scene.project,
      groupOf(scene.project, call, { before: make(scene.project) }),
      `${field} ${value}`,
    )
    expect(said, `${field}: ${value}`).toMatch(
      field === 'position' || value === 'USDC'
        ? /^(pc \d+|transaction type|refusedByLedger|wrongPayment)/
        : /^(wrongPayment|refusedByLedger)$/,
    )
    count.payments += 1
  }
  expect(await look(scene.project)).toBe(before)
})

test('given a payment that is right but for one field, when a project is created, it is refused', async () => {
  const [, call] = createProjectGroup(world, world.people.client, undefined)
  if (call === undefined) throw new Error('there is no call in the group')
  for (const { field, value, make } of wrongPayments(projectDeposit(world), other)) {
    const target = { ...other, address: world.protocol.address, client: world.people.client }
    if (value === 'the Protocol') continue
    const [fresh] = createProjectGroup(world, world.people.client, undefined).slice(1)
    const outcome = await attempt(world.chain, [...make(target), ...(fresh === undefined ? [] : [fresh])])
    expect(outcome.ok, `${field}: ${value}`).toBe(false)
    count.payments += 1
  }
})

describe('given a call that is right but for its completion', () => {
  test.each(VERBS)('%s is refused', async (verb) => {
    const { scene: name, call } = ALLOWED[verb]
    const scene = await buildScene(world, name)
    const completions = world.project.methods.get(verb)?.completions ?? []
    for (const [completion, code] of Object.entries(COMPLETIONS)) {
      if (completions.includes(completion)) continue
      const group = groupOf(scene.project, call(scene))
      const last = group.pop()
      if (last === undefined) throw new Error('an empty group')
      const said = await refuse(scene.project, [...group, withCompletion(last, code, world.project)], completion)
      expect(said, completion).not.toMatch(/allowed/)
      count.completions += 1
    }
    expect(await allowedAfterAll(scene, verb), 'the right call still works').toBe(true)
  })
})

describe('given a call that is right but for the length of one argument', () => {
  test.each(VERBS)('T34: %s is refused', async (verb) => {
    const { scene: name, call } = ALLOWED[verb]
    const scene = await buildScene(world, name)
    const args = groupOf(scene.project, call(scene)).at(-1)?.[0].applicationCall?.appArgs ?? []
    for (let index = 1; index < args.length; index++) {
      for (const bent of [longer, shorter]) {
        const group = groupOf(scene.project, call(scene))
        const last = group.pop()
        if (last === undefined) throw new Error('an empty group')
        const changed = args.map((arg, at) => (at === index ? bent(arg) : arg))
        const said = await refuse(scene.project, [...group, withArgs(last, changed)], `argument ${index}`)
        expect(said, `argument ${index}`).not.toMatch(/allowed/)
        count.arguments += 1
      }
    }
    expect(await allowedAfterAll(scene, verb), 'the right call still works').toBe(true)
  })
})

const longer = (arg: Uint8Array) => new Uint8Array([...arg, 0])
const shorter = (arg: Uint8Array) => arg.slice(0, -1)

async function allowedAfterAll(scene: Scene, verb: (typeof VERBS)[number]): Promise<boolean> {
  const outcome = await attempt(world.chain, groupOf(scene.project, ALLOWED[verb].call(scene)))
  return outcome.ok
}

test('given a donation of the other asset, the project cannot even hold it', async () => {
  const outcome = await attempt(world.chain, [transfer(world.chain, world.people.client, other.address, twin, 1n)])
  expect(outcome.ok).toBe(false)
})

test('given the Protocol is initialised, when anybody initialises it again, it is refused', async () => {
  const again = await attempt(world.chain, [
    ...createProjectGroup(world, world.people.admin, undefined).slice(0, 1),
    protocolCall(world, 'init', [], world.people.admin),
  ])
  expect(again.ok).toBe(false)
})
