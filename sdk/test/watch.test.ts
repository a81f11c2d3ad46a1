/** `events.watch` behind a live subscriber: every event of ours once, in order; nothing of anybody else. */
import { AlgorandSubscriber } from '@algorandfoundation/algokit-subscriber'
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { EscrowContext, EscrowEvent, ProjectState, WatchedEvent } from '@holdfast/sdk'
import { createEscrowClient, decodeEvents, events } from '@holdfast/sdk'
import { deployProtocol } from '@holdfast/sdk/deploy'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import type { Algodv2 } from 'algosdk'
import { OnApplicationComplete, TransactionType } from 'algosdk'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'
import { createForeignApp, logBytes, sweepThrough } from './foreign-app'
import type { Call } from './life'
import { lifeOf, stateOf } from './life'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

/** What outlives a watcher that stops. */
interface Kept {
  watermark: bigint
  events: WatchedEvent[]
}

const lastRound = async () => (await fixture.algorand.client.algod.status().do()).lastRound
const keptFromNow = async (): Promise<Kept> => ({ watermark: await lastRound(), events: [] })

interface Setting {
  context?: EscrowContext
  appId?: bigint
  known?: Iterable<bigint>
  roundsAtOnce?: number
  onEvent?: (event: WatchedEvent) => void
}

/** A subscriber with a watcher on it, both with no memory but what is kept. */
function watcherOf(kept: Kept, { context = fixture.escrow, appId, known, roundsAtOnce = 500, onEvent }: Setting = {}) {
  const subscriber = new AlgorandSubscriber(
    {
      filters: [
        { name: 'holdfast', filter: { type: TransactionType.appl, ...(appId === undefined ? {} : { appId }) } },
      ],
      syncBehaviour: 'sync-oldest',
      frequencyInSeconds: 0.02,
      maxRoundsToSync: roundsAtOnce,
      watermarkPersistence: {
        get: () => Promise.resolve(kept.watermark),
        set: (watermark) => {
          kept.watermark = watermark
          return Promise.resolve()
        },
      },
    },
    fixture.algorand.client.algod,
  )
  events.watch(
    context,
    subscriber,
    'holdfast',
    onEvent ?? ((event) => void kept.events.push(event)),
    ...(known ? [{ known }] : []),
  )
  return subscriber
}

/** Runs the subscriber until it has seen the chain as it is now. */
async function follow(subscriber: AlgorandSubscriber, kept: Kept): Promise<void> {
  const tip = await lastRound()
  let failure: unknown
  subscriber.onError((error) => {
    failure = error
  })
  subscriber.start(undefined, true)
  while (kept.watermark < tip && failure === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
  await subscriber.stop('seen enough')
  if (failure !== undefined) throw failure
}

type Sent = Awaited<ReturnType<Call>>

/** The events of these calls as a watcher should deliver them. */
function deliveredBy(results: readonly Sent[]): Omit<WatchedEvent, 'id'>[] {
  return results.flatMap(({ events: logged, transactionId, confirmedRound }) =>
    logged.map((event) => ({ ...event, transactionId, confirmedRound })),
  )
}

/** Exactly these, in this order, and no two with one id. */
function expectDelivered({ events: delivered }: Kept, expected: readonly Omit<WatchedEvent, 'id'>[]): void {
  expect(delivered.map(({ id: _, ...event }) => event)).toEqual(expected)
  expect(new Set(delivered.map(({ id }) => id)).size).toBe(expected.length)
}

async function run(calls: readonly Call[]): Promise<Sent[]> {
  const results: Sent[] = []
  for (const call of calls) results.push(await call())
  return results
}

const reduced = (all: readonly EscrowEvent[]) =>
  all.reduce<Record<string, ProjectState>>((states, event) => events.reduce(fixture.protocol.id, states, event), {})

test('a whole life, watched while it happens: every event once, in order, and the state they add up to', async () => {
  const kept = await keptFromNow()
  const subscriber = watcherOf(kept)
  subscriber.start(undefined, true)
  const { client, arbiter, admin } = fixture
  const created = await client.createProject({ arbiter: arbiter.address, terms: 'watched' })
  const sent: Sent[] = [created]
  for (const call of lifeOf(fixture, created.id)) {
    sent.push(await call())
    const tip = await lastRound()
    while (kept.watermark < tip) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(reduced(kept.events)[String(created.id)]).toEqual(await stateOf(fixture, created.id))
  }
  sent.push(await admin.collectFees(), await client.closeProject(created.id))
  const tip = await lastRound()
  while (kept.watermark < tip) await new Promise((resolve) => setTimeout(resolve, 20))
  await subscriber.stop('seen enough')
  expectDelivered(kept, deliveredBy(sent))
  expect(new Set(kept.events.map(({ name }) => name)).size).toBe(22)
  expect(reduced(kept.events)[String(created.id)]?.closed).toBe(true)
})

test('a watcher that was away: what is kept and what comes later are the whole, nothing twice', async () => {
  const { client, freelancer, arbiter } = fixture
  const kept = await keptFromNow()
  const created = await client.createProject({ arbiter: arbiter.address, terms: 'watched with pauses' })
  const life = lifeOf(fixture, created.id)
  const sent: Sent[] = [created]
  for (const part of [life.slice(0, 7), life.slice(7, 20), [], life.slice(20)]) {
    sent.push(...(await run(part)))
    await follow(watcherOf(kept), kept)
    expectDelivered(kept, deliveredBy(sent))
  }
  expect(reduced(kept.events)[String(created.id)]).toEqual(await stateOf(fixture, created.id))
  // The project is gone before the watcher comes back: its last events are still there to be read.
  const schedule = [{ amount: 300_000_000n, duration: 86_400n }]
  const offered = await client.offer({ project: created, freelancer: freelancer.address, schedule })
  const again = await run([() => client.withdrawOffer(offered), () => client.closeProject(created)])
  await follow(watcherOf(kept), kept)
  expectDelivered(kept, deliveredBy([...sent, offered, ...again]))
  expect(reduced(kept.events)[String(created.id)]?.closed).toBe(true)
})

test('a project that came and went while nobody watched', async () => {
  const kept = await keptFromNow()
  const { client } = fixture
  const created = await client.createProject({ terms: 'a short life' })
  const rest = await run([() => client.pause(created), () => client.closeProject(created)])
  await follow(watcherOf(kept), kept)
  expectDelivered(kept, deliveredBy([created, ...rest]))
})

test('a project that was closed long before the watcher came back is ours if the watcher says that it knew it', async () => {
  const { client } = fixture
  const created = await client.createProject({ terms: 'known' })
  const [kept, forgetful] = [await keptFromNow(), await keptFromNow()]
  const sent = await run([() => client.pause(created), () => client.closeProject(created)])
  await follow(watcherOf(kept, { known: [created.id], roundsAtOnce: 1 }), kept)
  expectDelivered(kept, deliveredBy(sent))
  await follow(watcherOf(forgetful, { roundsAtOnce: 1 }), forgetful)
  expectDelivered(forgetful, deliveredBy(sent.slice(1)))
})

test('the same bytes out of any other app are no events, nor are those of another Protocol', async () => {
  const { client, escrow, usdc, newAccount, algorand, protocol } = fixture
  const stranger = await newAccount()
  const engagement = await fixture.engagementIn('submitted')
  const approved = await client.approve(engagement)
  const info = await algorand.client.algod.pendingTransactionInformation(approved.transactionId).do()
  const forged = info.logs?.at(-1) ?? new Uint8Array()
  const foreign = await createForeignApp(stranger)
  const founder = createEscrowClient({ algorand, protocol: 0n }).as(stranger)
  const other = await deployProtocol(founder, {
    usdc: usdc.id,
    burn: protocol.burn,
    treasury: protocol.treasury,
    feeBps: 1n,
  })

  const kept = await keptFromNow()
  await logBytes(stranger, foreign, forged)
  await logBytes(stranger, await createForeignApp(stranger), forged, OnApplicationComplete.DeleteApplicationOC)
  expect(decodeEvents({ app: foreign, logs: [forged], inner: [] })).toMatchObject([{ name: 'MilestoneClosed' }])
  const elsewhere = createEscrowClient({ algorand, protocol: other.id })
  const theirs = await elsewhere.as(client).createProject({ terms: 'elsewhere' })
  await elsewhere.as(client).pause(theirs)
  const mine = await client.pause(engagement.project)
  const transactionId = await sweepThrough(stranger, foreign, engagement.project, forged)
  const { confirmedRound = 0n } = await algorand.client.algod.pendingTransactionInformation(transactionId).do()

  await follow(watcherOf(kept), kept)
  const app = engagement.project.id
  const swept: Omit<WatchedEvent, 'id'> = {
    app,
    name: 'FeesSwept',
    args: { amount: 18_000_000n },
    transactionId,
    confirmedRound,
  }
  expectDelivered(kept, [...deliveredBy([mine]), swept])
  expect((await escrow.getProject(app)).buckets.fees).toBe(0n)
})

test('a filter for one project finds its events also inside the calls of others', async () => {
  const { client, admin } = fixture
  const created = await client.createProject({ terms: 'filtered' })
  const kept = await keptFromNow()
  const lowered = await admin.lowerProjectFee(created, 100n)
  const paused = await client.pause(created)
  await follow(watcherOf(kept, { appId: created.id }), kept)
  expect(kept.events.map(({ name }) => name)).toEqual(['FeeLowered', 'ProjectPaused'])
  expect(kept.events[0]?.transactionId).toBe(lowered.transactionId)
  expect(kept.events[1]?.transactionId).toBe(paused.transactionId)
})

test('a project of ours with a program that was never published is not believed', async () => {
  const { client, algorand, escrow } = fixture
  const created = await client.createProject({ terms: 'not believed' })
  const kept = await keptFromNow()
  await client.pause(created)
  const tampered = withApps(algorand, async (request) => {
    const app = await request.do()
    return { ...app, params: { ...app.params, approvalProgram: Uint8Array.of(10, 0x81, 1) } }
  })
  await follow(watcherOf(kept, { context: { ...escrow, algorand: tampered } }), kept)
  expectDelivered(kept, [])
})

test('what was not taken is offered again: a reader that fails, and a node that does not say whose app it is', async () => {
  const { client, algorand, escrow } = fixture
  const created = await client.createProject({ terms: 'offered again' })
  const kept = await keptFromNow()
  const { watermark } = kept
  const sent = await run([() => client.pause(created), () => client.resume(created)])
  const taken: string[] = []
  const full = ({ id }: WatchedEvent) => {
    if (taken.push(id) === 2) throw new Error('the disk is full')
  }
  await expect(follow(watcherOf(kept, { onEvent: full }), kept)).rejects.toThrow('the disk is full')
  const silent = withApps(algorand, () => Promise.reject(new TypeError('fetch failed')))
  const unreachable = watcherOf(kept, { context: { ...escrow, algorand: silent } })
  await expect(follow(unreachable, kept)).rejects.toMatchObject({ name: 'NodeError' })
  expect(kept).toEqual({ watermark, events: [] })
  await follow(watcherOf(kept), kept)
  expectDelivered(kept, deliveredBy(sent))
  expect(kept.events.map(({ id }) => id)).toEqual(taken)
})

type AppRequest = ReturnType<Algodv2['getApplicationByID']>

/** The same node, with another answer whenever it is asked about an app. */
function withApps({ client }: AlgorandClient, answer: (request: AppRequest) => Promise<unknown>): AlgorandClient {
  const { algod } = client
  const proxied = new Proxy(algod, {
    get: (target, property) =>
      property === 'getApplicationByID'
        ? (id: bigint) => ({ do: () => answer(algod.getApplicationByID(id)) })
        : (Reflect.get(target, property) as unknown),
  })
  return AlgorandClient.fromClients({ algod: proxied })
}
