/** What a person reads before signing: amounts, times and rates as people say them, and every term that is agreed to. */
import { days, hashOf, hours, usdc } from '@holdfast/sdk'
import { bytesToHex } from 'algosdk'
import { expect, test } from 'vitest'
import { count, dateOf, interval, percent } from '../src/internal/words'
import { openFixture } from './chain'

test('accept shows every term once more, in plain words', async () => {
  const { client, freelancer, arbiter } = await openFixture()
  const { id: project } = await client.createProject({ terms: 'a summary', arbiter: arbiter.address })
  const schedule = [
    { amount: usdc('300'), duration: days(14) },
    { amount: usdc('500'), duration: hours(36) },
  ]
  const terms = { terms: 'what we agreed', review: 'openEnded', silenceRelease: 7_500n, maxRevisions: 1n } as const
  const offer = { project, freelancer: freelancer.address, schedule, ...terms }
  const hash = bytesToHex(await hashOf('what we agreed'))
  const offered = await client.offer.prepare(offer)
  expect(offered.summary.lines).toContain(
    'You pay a deposit of 0.0993 ALGO; it comes back when the engagement is dismissed.',
  )
  const agreed = [
    'OPEN-ENDED REVIEW: after a submit, only the client or a dispute can release the payment.',
    'Up to 1 round of changes per milestone.',
    `Disputes go to ${arbiter.address}; after 30 days of its silence the freelancer gets 75 %, less the fee.`,
    `Terms hash ${hash}.`,
  ]
  expect(offered.summary.lines.slice(2, -1)).toEqual(agreed)

  const { summary } = await freelancer.accept.prepare(await client.offer(offer))
  expect(summary).toEqual({
    title: 'Accept the offer of 2 milestones',
    lines: [
      'Milestone 1: 300 USDC in 14 days; you get 291 of it.',
      'Milestone 2: 500 USDC in 36 hours; you get 485 of it.',
      ...agreed,
      '0.157 ALGO of your account are locked until you leave.',
    ],
  })
})

test('without an arbiter, an open end is one', async () => {
  const { engagementIn, freelancer } = await openFixture()
  const offered = await engagementIn('offered', { review: 'openEnded' })
  const { summary } = await freelancer.accept.prepare(offered)
  expect(summary.lines).toContain('OPEN-ENDED REVIEW: after a submit, only the client can release the payment.')
  expect(summary.lines).toContain('There is no arbiter: the client can burn what it refuses.')
})

test('a division says whether the milestone counts, and a payment how much it is', async () => {
  const { admin, arbiter, client, engagementIn, freelancer, usdc: asset } = await openFixture()
  const engagement = await engagementIn('disputed')
  const ruling = await arbiter.resolve.prepare(engagement, { release: usdc('150'), accomplished: false, note: 'half' })
  expect(ruling.summary.title).toBe('Rule on milestone 1 of 1: release 150 USDC; it counts as not accomplished')
  const proposed = await freelancer.proposeSettlement.prepare(engagement, { release: usdc('200') })
  expect(proposed.summary.title).toBe('Propose to settle milestone 1 of 1: release 200 USDC; it counts as accomplished')
  await freelancer.proposeSettlement(engagement, { release: usdc('200') })
  const settlement = await client.acceptSettlement.prepare(engagement)
  expect(settlement.summary.title).toBe('Settle milestone 1 of 1: release 200 USDC; it counts as accomplished')

  await asset.freeze(freelancer.address, true)
  await client.acceptSettlement(engagement)
  await asset.freeze(freelancer.address, false)
  const withdrawal = await freelancer.withdraw.prepare(engagement.project)
  expect(withdrawal.summary.title).toMatch(/^Pay the credit of .* out: 194 USDC$/)
  const lowered = await admin.lowerProjectFee.prepare(engagement.project, 250n)
  expect(lowered.summary.title).toMatch(/ to 2.5 %$/)
})

test.each([
  [percent(300n), '3 %'],
  [percent(5n), '0.05 %'],
  [count(1n, 'milestone'), '1 milestone'],
  [count(50, 'milestone'), '50 milestones'],
  [interval(days(1)), '1 day'],
  [interval(hours(25)), '25 hours'],
  [interval(5_399n), '1.4 hours'],
  [dateOf(1_795_260_337n), '2026-11-21 11:25 UTC'],
  [dateOf(2n ** 64n - 1n), 'the end of time'],
])('%s', (said, expected) => expect(said).toBe(expected))
