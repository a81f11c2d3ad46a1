import { expect, test } from 'vitest'
import { cancelAt } from './cancel-plan'
import { viewOf } from './engagement'
import { timeline } from './timeline'
import { formatUsdc } from './format'
import { days, hours, usdc } from './units'
import type { EngagementRecord, MilestoneState, OpenMilestone, Project, Terms } from './types'

const START = 1_700_000_000n
const project: Project = {
  ...{ id: 7n, address: 'P', protocol: 1n, protocolAddress: 'R', state: 'running', client: 'C', burn: 'B', usdc: 2n },
  ...{ feeBps: 300n, arbiter: 'A', projectHash: new Uint8Array(32), offers: 1n, engagements: 1n, active: 1n },
  ...{ clientCredit: 0n, burnCredit: 0n },
  buckets: { escrowed: usdc('309'), disputed: 0n, fees: 0n, credits: 0n },
}
const terms: Terms = {
  schedule: [{ amount: usdc('300'), duration: days(14) }],
  termsHash: new Uint8Array(32),
  ...{ reviewWindow: days(14), maxRevisions: 2n, silenceRelease: 5_000n },
}

function engagement(state: MilestoneState, milestone: Partial<OpenMilestone> = {}, change: Partial<Terms> = {}) {
  const open: OpenMilestone = {
    ...{ number: 0n, amount: usdc('300'), feeLocked: usdc('9'), startedAt: START, deadline: START + days(14) },
    ...{ cancelableUntil: START + days(8), submittedAt: 0n, disputedAt: 0n, evidence: new Uint8Array(32) },
    ...milestone,
  }
  const record: EngagementRecord = {
    ...{ freelancer: 'F', version: 1n, state: 'hired', milestoneState: state, terms: { ...terms, ...change } },
    ...{ accomplished: 0n, clientCancels: 0n, revisions: 0n, milestone: open, credit: 0n, proposal: undefined },
  }
  return viewOf({ ...record, project, joined: true })
}

test('a running milestone: the tiers, the end of cancelling, the deadline', () => {
  const entries = timeline(engagement('running_milestone'))
  expect(entries.map(({ at, kind }) => [(at ?? 0n) - START, kind])).toEqual([
    [0n, 'cancelTier'],
    [hours(1), 'cancelTier'],
    [hours(4) + 1n, 'cancelTier'],
    [hours(24) + 1n, 'cancelTier'],
    [days(8) + 1n, 'cancelEnds'],
    [days(14), 'refundOpens'],
  ])
  expect(entries.map(({ payouts }) => payouts && formatUsdc(payouts.client))).toEqual([
    ...['291', '240', '210', '165', undefined, '291'],
  ])
})

test('after requested changes the right to cancel is gone', () => {
  const kinds = timeline(engagement('running_milestone', { cancelableUntil: 0n })).map(({ kind }) => kind)
  expect(kinds).toEqual(['refundOpens'])
})

test('a submitted milestone: the freelancer may dispute, then anyone may release it', () => {
  const entries = timeline(engagement('submitted_milestone', { submittedAt: START }))
  expect(entries.map(({ at, kind }) => [(at ?? 0n) - START, kind])).toEqual([
    [hours(24), 'freelancerMayDispute'],
    [days(14), 'reviewEnds'],
  ])
})

test('without a review window there is no date, and the entry says so', () => {
  const entries = timeline(engagement('submitted_milestone', { submittedAt: START }, { reviewWindow: 0n }))
  expect(entries.at(-1)).toMatchObject({ at: undefined, kind: 'onlyClientReleases' })
})

test('a dispute ends by date, for the agreed half', () => {
  const [entry] = timeline(engagement('disputed_milestone', { submittedAt: START, disputedAt: START }))
  expect(entry).toMatchObject({ at: START + days(30), kind: 'arbiterDefaults' })
  expect([entry?.payouts?.client, entry?.payouts?.freelancer]).toEqual([usdc('150'), usdc('145.5')])
})

test('cancelling at any second, and when it gets dearer', () => {
  const running = engagement('running_milestone')
  expect(cancelAt(running, START)?.next).toMatchObject({ at: START + hours(1) })
  expect(cancelAt(running, START + days(8))?.next).toBeUndefined()
  expect(cancelAt(running, START + days(8) + 1n)).toBeUndefined()
  expect(cancelAt(engagement('submitted_milestone'), START)).toBeUndefined()
})
