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
  expect(offered.summary.lines).toContain(`Terms hash ${hash}.`)

  const { summary } = await freelancer.accept.prepare(await client.offer(offer))
  expect(summary).toEqual({
    title: 'Accept the offer of 2 milestones',
    lines: [
      'Milestone 1: 300 USDC in 14 days; you get 291 of it.',
      'Milestone 2: 500 USDC in 36 hours; you get 485 of it.',
      'OPEN-ENDED REVIEW: without the client nothing is ever released after a submit.',
      'Up to 1 round of changes per milestone.',
      `Disputes go to ${arbiter.address}; after 30 days of its silence 75 % are yours, less the fee.`,
      `Terms hash ${hash}.`,
      '0.157 ALGO of your account are locked until you leave.',
    ],
  })
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
