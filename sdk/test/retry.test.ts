/** However often an intent is sent, and wherever the program or the connection breaks off, it has one effect. */
import type { AccountClient, EscrowAccount, PreparedAction } from '@holdfast/sdk'
import { approve, complete, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'
import { withFaults } from './faults'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

const paidTo = async (who: AccountClient) => (await fixture.usdc.balanceOf(who.address)) ?? 0n

test('one prepared action completed ten times at once: ten equal results, one payment', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const before = await paidTo(fixture.freelancer)
  const prepared = await fixture.client.approve.prepare(engagement)
  const results = await Promise.all(Array.from({ length: 10 }, () => fixture.client.complete(prepared)))
  expect(new Set(results.map(({ transactionId }) => transactionId)).size).toBe(1)
  expect(results.every(({ paid }) => paid.freelancer === usdc('291'))).toBe(true)
  expect((await paidTo(fixture.freelancer)) - before).toBe(usdc('291'))
})

test('the same verb called ten times: one payment, nine errors', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const before = await paidTo(fixture.freelancer)
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => fixture.client.approve(engagement)))
  const won = new Set(outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value.transactionId] : [])))
  expect(won.size).toBe(1)
  expect((await paidTo(fixture.freelancer)) - before).toBe(usdc('291'))
})

test('the same project asked for ten times is created once; on purpose, twice', async () => {
  const projects = async () => (await fixture.escrow.listProjects({ client: fixture.client.address })).length
  const before = await projects()
  const outcomes = []
  for (let i = 0; i < 10; i++) {
    outcomes.push(await fixture.client.createProject({ terms: 'once' }).catch((error: unknown) => error))
  }
  expect((await projects()) - before).toBe(1)
  expect(outcomes.slice(1)).toMatchObject(Array.from({ length: 9 }, () => ({ name: 'AlreadySentError' })))
  await fixture.client.createProject({ terms: 'once', intent: 'a second one' })
  expect((await projects()) - before).toBe(2)
})

/** The places a process can die at, each followed by a new process that has only the stored text. */
test.each(['prepared', 'signed', 'sent', 'confirmed'] as const)('a crash once it is %s', async (reached) => {
  const engagement = await fixture.engagementIn('submitted')
  const before = await paidTo(fixture.freelancer)
  const { client, algorand } = fixture
  const stored = (await client.approve.prepare(engagement)).stored
  const { transactions } = await fixture.client.approve.prepare(engagement)
  expect(transactions).toHaveLength(1)
  if (reached !== 'prepared') {
    const dying = dyingAt(reached, fixture.client)
    await complete(dying, stored).catch(() => undefined)
  }
  const result = await client.complete(stored)
  expect(result.paid.freelancer).toBe(usdc('291'))
  expect((await client.complete(stored)).transactionId).toBe(result.transactionId)
  expect((await paidTo(fixture.freelancer)) - before).toBe(usdc('291'))
  expect(algorand).toBe(fixture.algorand)
})

/** An account whose process dies after a step. */
function dyingAt(step: 'signed' | 'sent' | 'confirmed', account: EscrowAccount): EscrowAccount {
  if (step === 'confirmed') return account
  const die = () => {
    throw new Error('the process died')
  }
  if (step === 'signed') {
    return {
      ...account,
      signer: async (group, indexes) => {
        await account.signer(group, indexes)
        return die()
      },
    }
  }
  return { ...account, algorand: withFaults(fixture.algorand, { afterSend: die }) }
}

test('answers that are lost and sends that never leave: tried again, one effect', async () => {
  for (const where of ['beforeSend', 'afterSend'] as const) {
    const engagement = await fixture.engagementIn('submitted')
    const before = await paidTo(fixture.freelancer)
    let left = 2
    const lose = () => {
      if (left-- > 0) throw new TypeError('fetch failed')
    }
    const account = { ...fixture.client, algorand: withFaults(fixture.algorand, { [where]: lose }) }
    const result = await approve(account, engagement)
    expect(result.paid.freelancer).toBe(usdc('291'))
    expect((await paidTo(fixture.freelancer)) - before).toBe(usdc('291'))
  }
})

test('a second copy, refused while the first is on its way: waited for, one effect', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const before = await paidTo(fixture.freelancer)
  let [asked, sends] = [0, 0]
  const moreBlocks: Promise<void>[] = []
  const faults = {
    beforeSend: () => void sends++,
    // A node that is busy takes the first copy, and its answer is lost; what it knows of it is lost once, too.
    afterSend: () => {
      throw new TypeError('fetch failed')
    },
    answer: (_id: string, info: unknown) => {
      asked++
      if (asked === 1) throw Object.assign(new Error('unknown'), { status: 404 })
      if (asked > 3) return info
      // Who waits for a block on a chain that makes one for each send waits for somebody else's.
      if (asked === 3) setTimeout(() => moreBlocks.push(fixture.clock.advance(1n)), 50)
      return { ...(info as object), confirmedRound: undefined }
    },
  }
  const account = { ...fixture.client, algorand: withFaults(fixture.algorand, faults) }
  expect((await approve(account, engagement)).paid.freelancer).toBe(usdc('291'))
  await Promise.all(moreBlocks)
  expect([sends, asked, (await paidTo(fixture.freelancer)) - before]).toEqual([2, 4, usdc('291')])
})

test('a connection that stays dead says so, and the action can be completed later', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const prepared: PreparedAction = await fixture.client.approve.prepare(engagement)
  const dead = () => {
    throw new TypeError('fetch failed')
  }
  const account = { ...fixture.client, algorand: withFaults(fixture.algorand, { beforeSend: dead }) }
  await expect(complete(account, prepared)).rejects.toMatchObject({
    name: 'UnconfirmedError',
    transactionId: prepared.transactionId,
  })
  expect((await fixture.client.complete(prepared)).paid.freelancer).toBe(usdc('291'))
})

test('a node that confirms something else is not believed', async () => {
  const first = await fixture.engagementIn('submitted')
  const other = await fixture.client.approve(first)
  const engagement = await fixture.engagementIn('submitted')
  const elsewhere = await fixture.algorand.client.algod.pendingTransactionInformation(other.transactionId).do()
  const lies = { answer: () => elsewhere }
  const account = { ...fixture.client, algorand: withFaults(fixture.algorand, lies) }
  await expect(approve(account, engagement)).rejects.toMatchObject({ name: 'LyingNodeError' })
})

test('a node that hides the events of a payment is not believed', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const strip = (_id: string, body: unknown) => Object.assign(body as object, { logs: [] })
  const account = { ...fixture.client, algorand: withFaults(fixture.algorand, { answer: strip }) }
  await expect(approve(account, engagement)).rejects.toMatchObject({ name: 'LyingNodeError' })
})

test('an action that was never sent expires, and says that it can have no effect any more', async () => {
  if (!fixture.devnet) return
  const engagement = await fixture.engagementIn('submitted')
  const prepared = await fixture.client.approve.prepare(engagement)
  fixture.devnet.mine(301)
  await expect(fixture.client.complete(prepared)).rejects.toMatchObject({ name: 'ExpiredError' })
})

test('a text that is no prepared action', async () => {
  await expect(fixture.client.complete('{"holdfast":2}')).rejects.toMatchObject({ code: 'badInput' })
  await expect(fixture.client.complete('nonsense')).rejects.toMatchObject({ code: 'badInput' })
})
