/**
 * Row 2 for the Protocol: one wrong field at a time.
 * given a call that is right but for its completion, the length of one argument, or its payment
 *   it is refused, and nothing changes
 * given a deposit or payment that hurts its sender, in a group that the ledger alone would let pass
 *   the contract itself refuses it
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt, type Signed } from '../engine/call'
import { refusalText } from '../engine/calls'
import { buildScene } from '../engine/scenes'
import { recordFigures } from '../engine/settings'
import { codeOf, openWorld, readGlobal, templateDeposit, type World } from '../engine/world'
import { projectDeposit, type Project } from '../engine/project'
import { canonical } from '../invariants/trace'
import { ALLOWED_IN, PROTOCOL_CALLS, PROTOCOL_METHODS, type ProtocolMethod } from '../protocol/calls'
import { buildProtocolScene, TINY, type ProtocolScene } from '../protocol/scenes'
import { harmful } from '../teal/harmful-probes'
import { COMPLETIONS, withArgs, withCompletion, wrongPayments } from './requirements'

let world: World
let home: (() => void) | undefined
const count = { payments: 0, completions: 0, arguments: 0, harmful: 0 }

beforeAll(async () => {
  world = await openWorld({ clawback: true })
  home = world.chain.snapshot?.()
})
afterAll(() => {
  const negatives = Object.values(count).reduce((sum, one) => sum + one, 0)
  recordFigures('02-fields-protocol', { negatives, ...count })
})

/** A node cannot go back: there each call meets a Protocol of its own. */
async function fresh(): Promise<void> {
  if (home === undefined) world = await openWorld({ chain: world.chain, clawback: true })
  else home()
}

async function sceneOf(method: ProtocolMethod): Promise<ProtocolScene> {
  await fresh()
  return buildProtocolScene(world, ALLOWED_IN[method][0])
}
const rightCall = (method: ProtocolMethod, scene: ProtocolScene, before?: readonly Signed[]) =>
  PROTOCOL_CALLS[method](scene, scene.world.people[ALLOWED_IN[method][1]], before === undefined ? {} : { before })

async function refused({ world: own }: ProtocolScene, group: readonly Signed[], what: string): Promise<string> {
  const before = canonical(await readGlobal(own.chain, own.protocol.id))
  const outcome = await attempt(own.chain, group)
  expect(outcome.ok, what).toBe(false)
  expect(canonical(await readGlobal(own.chain, own.protocol.id)), what).toBe(before)
  return outcome.ok ? 'allowed' : (codeOf(own, outcome) ?? 'refusedByLedger')
}

/** The group of the right call with its last transaction changed. */
function bent(method: ProtocolMethod, scene: ProtocolScene, change: (call: Signed) => Signed): Signed[] {
  const group = rightCall(method, scene)
  const call = group.pop()
  if (call === undefined) throw new Error('an empty group')
  return [...group, change(call)]
}

describe.each(PROTOCOL_METHODS)('given a call of Protocol.%s', (method) => {
  test('it is refused with any other completion', async () => {
    const scene = await sceneOf(method)
    const { program } = scene.world.protocol
    const right = program.methods.get(method)?.completions ?? []
    for (const [name, code] of Object.entries(COMPLETIONS)) {
      if (right.includes(name)) continue
      await refused(
        scene,
        bent(method, scene, (call) => withCompletion(call, code, program)),
        name,
      )
      count.completions += 1
    }
    expect((await attempt(world.chain, rightCall(method, scene))).ok, 'the right call still works').toBe(true)
  })

  test('T34: it is refused with any argument a byte longer or shorter', async () => {
    const scene = await sceneOf(method)
    const args = rightCall(method, scene).at(-1)?.[0].applicationCall?.appArgs ?? []
    for (let index = 1; index < args.length; index++)
      for (const change of [(arg: Uint8Array) => new Uint8Array([...arg, 0]), (arg: Uint8Array) => arg.slice(0, -1)]) {
        const changed = args.map((arg, at) => (at === index ? change(arg) : arg))
        await refused(
          scene,
          bent(method, scene, (call) => withArgs(call, changed)),
          `argument ${index}`,
        )
        count.arguments += 1
      }
    expect((await attempt(world.chain, rightCall(method, scene))).ok, 'the right call still works').toBe(true)
  })
})

test.each([
  ['init', () => 200_000n],
  ['addTemplate', () => templateDeposit(TINY)],
  ['createProject', (scene: ProtocolScene) => projectDeposit(scene.world)],
] as const)('given a payment that is right but for one field, Protocol.%s is refused', async (method, amountOf) => {
  const scene = await sceneOf(method)
  const own = scene.world
  const client = own.people[ALLOWED_IN[method][1]]
  const target = { world: own, client, address: own.protocol.address } as Project
  const other = { ...target, address: own.people.second.addr }
  for (const { field, value, make } of wrongPayments(amountOf(scene), other)) {
    // The Protocol is the right receiver here.
    if (value === 'the Protocol') continue
    const said = await refused(scene, rightCall(method, scene, make(target)), `${field}: ${value}`)
    if (field === 'amount' && !value.startsWith('-')) expect(said, `${field}: ${value}`).toBe('wrongPayment')
    count.payments += 1
  }
})

describe('given a transaction that hurts its sender and that the ledger lets pass', () => {
  const transfers = harmful().filter(({ name }) => / behind /.test(name))
  test.each(transfers)('T14 T15: $name: the contract refuses it', async (probe) => {
    await fresh()
    const scene = await buildScene(world, probe.scene)
    await probe.prepare?.(scene)
    const outcome = await attempt(world.chain, probe.group(scene))
    expect(outcome.ok ? 'allowed' : refusalText(scene.project, outcome)).toMatch(/^wrong(Deposit|Payment)$/)
    count.harmful += 1
  })
})
