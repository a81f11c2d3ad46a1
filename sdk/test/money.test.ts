/**
 * Every exit, run on the chain: what the quote said is what happened, to the base unit, in the result and in the accounts.
 */
import type { AccountClient, ActionResult, Engagement, Quote } from '@holdfast/sdk'
import { days, formatUsdc, hours, usdc } from '@holdfast/sdk'
import type { EscrowFixture, FixtureState } from '@holdfast/sdk/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

interface Exit {
  title: string
  state: FixtureState
  /** seconds after the state was reached */
  after?: bigint
  arbiter?: boolean
  prepare?: (engagement: Engagement) => Promise<unknown>
  quote: (engagement: Engagement) => Promise<Quote>
  run: (engagement: Engagement) => Promise<ActionResult>
  /** USDC for the client, the freelancer, burned, for the Protocol */
  expected: [client: string, freelancer: string, burned: string, protocol: string]
  fee: bigint
}

const by = (who: 'client' | 'freelancer' | 'arbiter'): AccountClient => fixture[who]
const cancel = {
  quote: (e: Engagement) => by('client').cancelByClient.quote(e),
  run: (e: Engagement) => by('client').cancelByClient(e),
}
const half = usdc('150')

const EXITS: Exit[] = [
  {
    title: 'approve',
    state: 'submitted',
    quote: (e) => by('client').approve.quote(e),
    run: (e) => by('client').approve(e),
    expected: ['0', '291', '0', '18'],
    fee: 2_000n,
  },
  {
    title: 'approve a disputed milestone',
    state: 'disputed',
    quote: (e) => by('client').approve.quote(e),
    run: (e) => by('client').approve(e),
    expected: ['0', '291', '0', '18'],
    fee: 2_000n,
  },
  {
    title: 'claim',
    state: 'submitted',
    after: days(14),
    quote: (e) => by('arbiter').claim.quote(e),
    run: (e) => by('arbiter').claim(e),
    expected: ['0', '291', '0', '18'],
    fee: 2_000n,
  },
  { title: 'cancel under 1 h', state: 'running', ...cancel, expected: ['291', '0', '0', '18'], fee: 2_000n },
  {
    title: 'cancel at 1 h',
    state: 'running',
    after: hours(1),
    ...cancel,
    expected: ['240', '51', '0', '18'],
    fee: 3_000n,
  },
  {
    title: 'cancel at 4 h',
    state: 'running',
    after: hours(4),
    ...cancel,
    expected: ['240', '51', '0', '18'],
    fee: 3_000n,
  },
  {
    title: 'cancel past 4 h',
    state: 'running',
    after: hours(4) + 1n,
    ...cancel,
    expected: ['210', '81', '0', '18'],
    fee: 3_000n,
  },
  {
    title: 'cancel past 24 h',
    state: 'running',
    after: hours(24) + 1n,
    ...cancel,
    expected: ['165', '126', '0', '18'],
    fee: 3_000n,
  },
  {
    title: 'cancel by the freelancer',
    state: 'running',
    quote: (e) => by('freelancer').cancelByFreelancer.quote(e),
    run: (e) => by('freelancer').cancelByFreelancer(e),
    expected: ['291', '0', '0', '18'],
    fee: 2_000n,
  },
  {
    title: 'refund after the deadline',
    state: 'running',
    after: days(14),
    quote: (e) => by('client').refund.quote(e),
    run: (e) => by('client').refund(e),
    expected: ['291', '0', '0', '18'],
    fee: 2_000n,
  },
  {
    title: 'refund from a departed freelancer',
    state: 'departed',
    quote: (e) => by('client').refund.quote(e),
    run: (e) => by('client').refund(e),
    expected: ['291', '0', '0', '18'],
    fee: 2_000n,
  },
  {
    title: 'burn',
    state: 'submitted',
    quote: (e) => by('client').burn.quote(e),
    run: (e) => by('client').burn(e),
    expected: ['0', '0', '291', '18'],
    fee: 2_000n,
  },
  {
    title: 'settle for half',
    state: 'submitted',
    prepare: (e) => by('freelancer').proposeSettlement(e, { release: half }),
    quote: (e) => by('client').acceptSettlement.quote(e),
    run: (e) => by('client').acceptSettlement(e),
    expected: ['150', '145.5', '0', '13.5'],
    fee: 3_000n,
  },
  {
    title: 'resolve for half',
    state: 'disputed',
    quote: (e) => by('arbiter').resolve.quote(e, { release: half, accomplished: true }),
    run: (e) => by('arbiter').resolve(e, { release: half, accomplished: true, note: 'half was delivered' }),
    expected: ['150', '145.5', '0', '13.5'],
    fee: 3_000n,
  },
  {
    title: 'resolve by default',
    state: 'disputed',
    after: days(30),
    quote: (e) => by('freelancer').resolveByDefault.quote(e),
    run: (e) => by('freelancer').resolveByDefault(e),
    expected: ['150', '145.5', '0', '13.5'],
    fee: 3_000n,
  },
]

describe.each(EXITS)('$title', (exit) => {
  test('pays what the quote says, and every account shows it', async () => {
    const engagement = await fixture.engagementIn(exit.state)
    await exit.prepare?.(engagement)
    if (exit.after !== undefined) await fixture.clock.advance(exit.after)
    const { client, freelancer, protocol } = fixture
    const accounts = [client.address, freelancer.address, protocol.burn, engagement.project.address]
    const balances = () => Promise.all(accounts.map(async (account) => (await fixture.usdc.balanceOf(account)) ?? 0n))

    const quote = await exit.quote(engagement)
    expect(quote.blockers).toEqual([])
    const before = await balances()
    const result = await exit.run(engagement)
    const after = await balances()

    const { payouts } = quote
    expect(result.paid).toEqual(payouts)
    expect(result.fee).toBe(exit.fee)
    expect(quote.fee).toBe(exit.fee)
    const amounts = [payouts.client, payouts.freelancer, payouts.burn, payouts.protocol]
    expect(amounts.map(formatUsdc)).toEqual(exit.expected)
    const moved = after.map((amount, i) => amount - (before[i] ?? 0n))
    // The Protocol's part stays in the project until it is swept.
    expect(moved).toEqual([payouts.client, payouts.freelancer, payouts.burn, payouts.protocol - usdc('309')])
  })
})

test('start takes what its quote says: 309 USDC, of which 291 would come back at once', async () => {
  const engagement = await fixture.engagementIn('waiting')
  const quote = await fixture.escrow.quote.start(engagement)
  expect([quote.deposit.usdc, quote.refundable.usdc, quote.fee]).toEqual([usdc('309'), usdc('291'), 2_000n])
  const before = await fixture.usdc.balanceOf(fixture.client.address)
  await fixture.client.start(engagement)
  expect(await fixture.usdc.balanceOf(fixture.client.address)).toBe((before ?? 0n) - usdc('309'))
  const { milestone } = await fixture.escrow.getEngagement(engagement)
  expect((milestone?.cancelableUntil ?? 0n) - (milestone?.startedAt ?? 0n)).toBe(quote.cancelInterval)
})

test('a cancel quote for later is what the cancel pays then', async () => {
  const engagement = await fixture.engagementIn('running')
  const startedAt = (await fixture.escrow.getEngagement(engagement)).milestone?.startedAt ?? 0n
  const later = await fixture.escrow.quote.cancel(engagement, { at: startedAt + hours(5) })
  expect(later.next?.at).toBe(startedAt + hours(24) + 1n)
  await fixture.clock.advance(hours(5))
  const { paid, fee } = await fixture.client.cancelByClient(engagement)
  expect([paid, fee]).toEqual([later.payouts, later.fee])
})

test('a cancel quote for a time when nothing can be cancelled says so', async () => {
  const engagement = await fixture.engagementIn('running')
  const until = (await fixture.escrow.getEngagement(engagement)).milestone?.cancelableUntil ?? 0n
  const codes = async (at: bigint) => {
    const { blockers } = await fixture.escrow.quote.cancel(engagement, { at })
    return blockers.map(({ code }) => code)
  }
  expect(await codes(until)).toEqual([])
  expect(await codes(until + 1n)).toEqual(['cancelWindowClosed'])
})

test('what an opted-out freelancer is owed becomes a credit, as the quote says, and is withdrawn later', async () => {
  const engagement = await fixture.engagementIn('submitted')
  await fixture.usdc.optOut(fixture.freelancer)
  const quote = await fixture.client.approve.quote(engagement)
  expect(quote.credited.freelancer).toBe(usdc('291'))
  const result = await fixture.client.approve(engagement)
  expect(result.credited).toEqual(quote.credited)
  expect(result.paid.freelancer).toBe(0n)
  await expect(
    fixture.client.withdraw(engagement.project, { account: fixture.freelancer.address }),
  ).rejects.toMatchObject({
    code: 'payeeNotReady',
  })
  await fixture.usdc.optIn(fixture.freelancer)
  expect((await fixture.freelancer.withdraw(engagement.project)).paid.freelancer).toBe(usdc('291'))
})

test('a project gives every microALGO of its deposit back', async () => {
  const { client, freelancer, escrow } = fixture
  const quote = await escrow.quote.project(client.address)
  const balance = async () => (await fixture.algorand.account.getInformation(client.address)).balance.microAlgo
  const start = await balance()
  const created = await client.createProject({ intent: 'deposits' })
  expect(start - (await balance())).toBe(quote.deposit.algo + quote.fee)
  const schedule = [{ amount: usdc('300'), duration: days(14) }]
  const offered = await client.offer({ project: created, freelancer: freelancer.address, schedule })
  await freelancer.accept(offered)
  await client.start(offered)
  await freelancer.submit(offered, { evidence: 'done' })
  await client.approve(offered)
  await freelancer.leave(created)
  await client.dismiss(offered)
  const closed = await client.closeProject(created)
  expect(closed.fee).toBe(5_000n)
  const fees = 6_000n + 2_000n + 2_000n + 2_000n + 2_000n + 5_000n
  expect(start - (await balance())).toBe(fees)
})
