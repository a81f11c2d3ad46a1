/** T16 to T33, T46, T48, T49, T53, T54, T60: groups, roles, deposits, admin, keys and costs. */
import { readFileSync } from 'node:fs'
import algosdk from 'algosdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { act, callOf, close, heldBy } from '../engine/act'
import { ALLOWED, VERBS } from '../engine/allowed'
import { attempt, must, payment } from '../engine/call'
import { groupOf, refusalText } from '../engine/calls'
import { serial } from '../engine/chain'
import { newKey } from '../engine/keys'
import { observe } from '../engine/observe'
import { loadProgram } from '../engine/program'
import { boxName, createProject, createProjectGroup, depositTxn, lowerFee, projectCall } from '../engine/project'
import { createRandom } from '../engine/random'
import { AMOUNT, buildScene, FEE } from '../engine/scenes'
import { SEED } from '../engine/settings'
import { codeOf, mustProtocol, onProtocol, openWorld, protocolCall, type World, ZERO_ADDRESS } from '../engine/world'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

test.each([2, 3, 4])('T16: one deposit cannot start %d milestones', async (calls) => {
  const scene = await buildScene(world, 'waiting')
  const { project, freelancer, version } = scene
  const start = () => projectCall(project, 'start', [freelancer.addr, version], project.client, freelancer.addr)
  const outcome = await attempt(world.chain, [
    depositTxn(project, AMOUNT + FEE),
    ...Array.from({ length: calls }, start),
  ])
  expect(outcome.ok).toBe(false)
  expect((await heldBy(project)).milestones).toBe(0n)
})

test('T18: a group that pays too little in fees fails whole, and the escrow pays none', async () => {
  const scene = await buildScene(world, 'submitted')
  const before = (await observe(scene.project)).accounts.escrow.algo
  const outcome = await attempt(world.chain, groupOf(scene.project, callOf(scene, 'approve'), { fee: 1_000n }))
  expect(outcome.ok).toBe(false)
  expect((await observe(scene.project)).accounts.escrow.algo).toBe(before)
})

test('T21: nobody but the client makes a record', async () => {
  const scene = await buildScene(world, 'none')
  const { stranger } = world.people
  for (const verb of ['offer', 'accept', 'rejoin'] as const) {
    const change = verb === 'offer' ? { before: [payment(world.chain, stranger, scene.project.address, 92_900n)] } : {}
    const group = groupOf(scene.project, callOf(scene, verb, { sender: stranger.addr }), change)
    expect((await attempt(world.chain, group)).ok).toBe(false)
  }
  expect((await observe(scene.project)).raw.size).toBe(0)
})

test('T22: what a project costs comes back to the last microALGO, on both accounts', async () => {
  const before = (await observe(await createProject(world, { arbiter: false }))).accounts
  const scene = await buildScene(world, 'submitted')
  expect(await act(scene, 'approve')).toBe('done')
  expect(await act(scene, 'dismiss')).toBe('done')
  const open = (await observe(scene.project)).accounts
  const fees = 8_000n
  expect(await close(scene.project)).toBe('done')
  const after = (await observe(scene.project)).accounts
  const deposit = open.protocol.minBalance - after.protocol.minBalance + 200_000n
  expect(after.protocol.minBalance).toBe(before.protocol.minBalance)
  expect(after.client.algo - open.client.algo).toBe(deposit - fees)
  expect([after.escrow.algo, after.escrow.usdc]).toEqual([0n, 0n])
})

test.each([
  ['offered', 'engagementsLeft'],
  ['waiting', 'engagementsLeft'],
  ['running', 'engagementsLeft'],
  ['credited', 'engagementsLeft'],
] as const)('T23: a project with an engagement that is %s cannot be closed: %s', async (name, code) => {
  const scene = await buildScene(world, name)
  expect(await close(scene.project)).toBe(code)
})

test('T24: an update is refused in every state, also to the Protocol', async () => {
  for (const name of ['none', 'running', 'submitted', 'ended'] as const) {
    const { project } = await buildScene(world, name)
    const { approval, clear } = world.project
    const update = (app: bigint, key: typeof project.client) =>
      algosdk.makeApplicationUpdateTxnFromObject({
        sender: key.addr,
        appIndex: app,
        approvalProgram: approval,
        clearProgram: clear,
        suggestedParams: world.chain.params(),
        note: serial(),
      })
    const { client, admin } = { client: project.client, admin: world.people.admin }
    expect((await attempt(world.chain, [[update(project.id, client), client]])).ok).toBe(false)
    expect((await attempt(world.chain, [[update(world.protocol.id, admin), admin]])).ok).toBe(false)
  }
})

test('T26: no call of the admin moves what a project holds', async () => {
  const scene = await buildScene(world, 'submitted')
  const before = await heldBy(scene.project)
  const { admin, treasury } = world.people
  for (const [method, args] of [
    ['setFee', [0n]],
    ['setFee', [300n]],
    ['setTreasury', [admin.addr]],
    ['setTreasury', [treasury.addr]],
    ['setPaused', [true]],
    ['setPaused', [false]],
    ['proposeAdmin', [ZERO_ADDRESS]],
  ] as const)
    await mustProtocol(world, method, args, admin, { accounts: [admin.addr, treasury.addr] })
  await lowerFee(scene.project, 100n)
  const after = await heldBy(scene.project)
  expect(after.milestones).toBe(before.milestones)
  expect(after.view.accounts.escrow.usdc).toBe(before.view.accounts.escrow.usdc)
  expect(after.view.world?.engagements).toEqual(before.view.world?.engagements)
})

test('T27: the admin hands over in two steps, and only the one named can take over', async () => {
  const { admin, stranger } = world.people
  const heir = newKey('heir')
  await must(world.chain, [payment(world.chain, world.chain.dispenser, heir.addr, 1_000_000n)])
  await mustProtocol(world, 'proposeAdmin', [heir.addr], admin)
  const stolen = await onProtocol(world, 'acceptAdmin', [], stranger)
  expect(stolen.ok ? 'done' : codeOf(world, stolen)).toBe('notPendingAdmin')
  await mustProtocol(world, 'acceptAdmin', [], heir)
  const late = await onProtocol(world, 'setFee', [1n], admin)
  expect(late.ok ? 'done' : codeOf(world, late)).toBe('notAdmin')
  await mustProtocol(world, 'proposeAdmin', [admin.addr], heir)
  await mustProtocol(world, 'acceptAdmin', [], admin)
})

test('T28: a higher fee reaches no existing project; a lower one pays more and gives the rest back', async () => {
  await mustProtocol(world, 'setFee', [200n], world.people.admin)
  const scene = await buildScene(world, 'none')
  await mustProtocol(world, 'setFee', [300n], world.people.admin)
  expect((await observe(scene.project)).world?.project.feeBps).toBe(200n)

  const cut = await buildScene(world, 'submitted')
  const before = (await observe(cut.project)).accounts
  await lowerFee(cut.project, 100n)
  expect(await act(cut, 'approve')).toBe('done')
  const after = (await observe(cut.project)).accounts
  expect(after.freelancer.usdc - before.freelancer.usdc).toBe(297_000_000n)
  expect(after.client.usdc - before.client.usdc).toBe(6_000_000n)
})

test('T29: no method lets its caller say who is paid, but withdraw, whose account owns the credit', () => {
  const { methods } = loadProgram('MilestoneProject')
  const accounts = [...methods].flatMap(([name, { abi }]) =>
    abi.args.filter(({ type }) => String(type) === 'address').map((arg) => `${name}(${arg.name ?? ''})`),
  )
  const others = accounts.filter((arg) => !arg.endsWith('(freelancer)') && !arg.startsWith('create('))
  expect(others).toEqual(['withdraw(account)'])
})

test('T30: the Protocol knows no app that it did not create', async () => {
  const { client } = world.people
  const fake = world.protocol.id
  const outcome = await attempt(world.chain, [
    protocolCall(world, 'closeProject', [fake + 1_000_000n], client, { apps: [fake + 1_000_000n] }),
  ])
  expect(outcome.ok ? 'done' : codeOf(world, outcome)).toBe('unknownProject')
})

test('T31: a project takes its own calls from the Protocol alone', async () => {
  const scene = await buildScene(world, 'waiting')
  const { project } = scene
  for (const [method, args] of [
    ['lowerFee', [0n]],
    ['close', []],
    ['init', []],
  ] as const)
    for (const key of [project.client, world.people.admin, world.people.stranger]) {
      const outcome = await attempt(world.chain, [projectCall(project, method, args, key)])
      expect(outcome.ok ? 'done' : refusalText(project, outcome)).toBe('notProtocol')
    }
})

test('T32: an app id is a number and an account is an address: neither is read as the other', () => {
  const { methods } = loadProgram('Protocol')
  for (const method of ['closeProject', 'lowerProjectFee'])
    expect(String(methods.get(method)?.abi.args[0]?.type)).toBe('uint64')
  const random = createRandom(SEED)
  for (let i = 0; i < 1_000; i++) {
    const id = 1n + random.bigint(1n << 60n)
    const address = algosdk.getApplicationAddress(id)
    expect(algosdk.decodeAddress(address.toString()).publicKey).toEqual(address.publicKey)
    expect(address.publicKey.length).not.toBe(algosdk.encodeUint64(id).length)
  }
})

test('T33: 10,000 random keys of every kind never meet', () => {
  const random = createRandom(SEED)
  const seen = new Set<string>()
  for (let i = 0; i < 10_000; i++) {
    const freelancer = new algosdk.Address(random.bytes(32)).toString()
    const number = algosdk.encodeUint64(random.bigint(1n << 62n))
    const keys = [boxName(freelancer), new Uint8Array([0x74, ...number]), new Uint8Array([0x70, ...number, ...number])]
    for (const key of keys) seen.add(Buffer.from(key).toString('hex'))
  }
  // Prefix and length differ by kind; two equal draws of one kind are the same thing twice.
  const lengths = new Set([...seen].map((key) => `${key.slice(0, 2)}/${key.length}`))
  expect([...lengths].sort()).toEqual(['65/66', '70/34', '74/18'])
})

test.each(['client', 'freelancer'] as const)(
  'T46: a rekeyed %s acts by address: the new key signs, the old one cannot',
  async (role) => {
    const scene = await buildScene(world, role === 'client' ? 'submitted' : 'running')
    const { chain, people } = world
    const old = people[role]
    const fresh = newKey('fresh')
    const rekey = (from: typeof old, to: string, signer: typeof old) => {
      const txn = algosdk.makePaymentTxnWithSuggestedParamsFromObject({
        sender: from.addr,
        receiver: from.addr,
        amount: 0,
        rekeyTo: to,
        suggestedParams: chain.params(),
        note: serial(),
      })
      return must(chain, [[txn, signer]])
    }
    await rekey(old, fresh.addr, old)
    const verb = role === 'client' ? 'approve' : 'submit'
    const group = () => groupOf(scene.project, callOf(scene, verb))
    expect((await attempt(chain, group())).ok).toBe(false)
    const signed = group().map(([txn, key]) => [txn, key === old ? fresh : key] as const)
    expect((await attempt(chain, signed)).ok).toBe(true)
    await rekey(old, old.addr, fresh)
  },
)

test('T48: nobody takes two roles', async () => {
  const { people, protocol } = world
  const scene = await buildScene(world, 'none')
  const { project } = scene
  for (const freelancer of [
    people.client.addr,
    people.arbiter.addr,
    people.burn.addr,
    ZERO_ADDRESS,
    project.address,
    protocol.address,
  ])
    expect(await act(scene, 'offer', { freelancer })).toBe('badParty')
  for (const [client, arbiter] of [
    [people.burn, undefined],
    [people.arbiter, people.arbiter],
  ] as const) {
    const outcome = await attempt(world.chain, createProjectGroup(world, client, arbiter))
    expect(outcome.ok ? 'done' : codeOf(world, outcome)).toBe('badParty')
  }
})

describe('T49: nothing is sent for nothing', () => {
  test.each([
    ['approve', 1],
    ['claim', 1],
    ['cancelByClient', 1],
    ['cancelByFreelancer', 1],
    ['refund', 1],
    ['burn', 1],
    ['resolve', 2],
    ['acceptSettlement', 2],
    ['withdraw', 1],
    ['sweepFees', 1],
  ] as const)('%s sends %d transfers', async (verb, transfers) => {
    const scene = await buildScene(world, ALLOWED[verb].scene)
    const { txns } = await must(world.chain, groupOf(scene.project, callOf(scene, verb)))
    const inner = txns.at(-1)?.innerTxns ?? []
    expect(inner.length).toBe(transfers)
    for (const { txn } of inner) {
      expect(txn.txn.fee).toBe(0n)
      expect(txn.txn.assetTransfer?.amount).toBeGreaterThan(0n)
    }
  })
})

test.each(VERBS)('T53 T54: %s fits the 700 opcodes and 8 references of its own transaction', async (verb) => {
  const scene = await buildScene(world, ALLOWED[verb].scene)
  // Sent without extra budget and without sharing: the group holds no other call.
  const group = groupOf(scene.project, callOf(scene, verb))
  const call = group.at(-1)?.[0].applicationCall
  const references = [call?.accounts, call?.foreignApps, call?.foreignAssets, call?.boxes].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  )
  expect(references).toBeLessThanOrEqual(8)
  expect(group.filter(([txn]) => txn.applicationCall !== undefined).length).toBe(1)
  expect((await attempt(world.chain, group)).ok).toBe(true)
})

test('T56: the log of another app is no event of ours', async () => {
  const { decodeEvents } = await import('../../sdk/src/events/decode')
  const { reduceEvents } = await import('../../sdk/src/events/reduce')
  const scene = await buildScene(world, 'submitted')
  const { txns } = await must(world.chain, groupOf(scene.project, callOf(scene, 'approve')))
  const logs = txns.at(-1)?.logs ?? []
  const forged = decodeEvents({ app: 999_999n, logs, inner: [] })
  expect(forged.length).toBeGreaterThan(0)
  expect(forged.reduce((states, event) => reduceEvents(world.protocol.id, states, event), {})).toEqual({})
})

test('T60: the SDK depends on nothing but peers, the devnet on three named packages, all in one lockfile', () => {
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >
  expect(Object.keys(read('sdk/package.json')['dependencies'] ?? {})).toEqual([])
  const devnet = Object.keys(read('devnet/package.json')['dependencies'] ?? {})
  expect(devnet.filter((name) => !['algosdk', '@noble/curves', '@noble/hashes'].includes(name))).toEqual([])
  const exact = Object.entries(read('package.json')['devDependencies'] ?? {}).filter(
    ([, version]) => !/^\d/.test(version),
  )
  expect(exact).toEqual([])
})
