/** What the reader of events makes of a creation, of events it has no use for, and of those that are not the Protocol's. */
import { describe, expect, test } from 'vitest'
import type { EscrowEvent } from '../../src/events/decode'
import { reduceEvents } from '../../src/events/reduce'
import type { ProjectState } from '../../src/pure/after-event'
import type { World } from '../../src/pure/calls'
import { transition } from '../../src/pure/model'
import {
  ARBITER,
  BURN,
  CALLS,
  CLIENT,
  EVIDENCE,
  FREELANCER,
  offered,
  PROJECT,
  PROTOCOL,
  running,
  STRANGER,
  submitted,
  VERSION,
  waiting,
} from './worlds'

const ZERO = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'
const projectHash = new Uint8Array(32).fill(9)
const creation = (arbiter: string, app = 1n): EscrowEvent => ({
  app,
  name: 'ProjectCreated',
  args: { project: 7n, client: CLIENT, template: 1n, usdc: 2n, burn: BURN, arbiter, feeBps: 300n, projectHash },
})
const stateOf = ({ project, engagements }: World): Record<string, ProjectState> => ({
  '7': { project, engagements, closed: false },
})

describe('a creation', () => {
  const project = {
    ...{ id: 7n, address: PROJECT, protocol: 1n, protocolAddress: PROTOCOL, state: 'running' },
    ...{ client: CLIENT, arbiter: ARBITER, burn: BURN, usdc: 2n, feeBps: 300n, projectHash },
    ...{ offers: 0n, engagements: 0n, active: 0n, clientCredit: 0n, burnCredit: 0n },
    buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
  }

  test('is a project without engagements, beside those there are', () => {
    const before = { '8': stateOf(waiting())['7'] ?? expect.unreachable() }
    const after = reduceEvents(1n, before, creation(ARBITER))
    expect(after).toEqual({ ...before, '7': { project, engagements: {}, closed: false } })
  })

  test('with the zero address has no arbiter', () => {
    const after = reduceEvents(1n, {}, creation(ZERO))
    expect(after['7']?.project).toEqual({ ...project, arbiter: undefined })
  })

  test('by an app that is not the Protocol is nothing', () => {
    expect(reduceEvents(1n, {}, creation(ARBITER, 9n))).toEqual({})
  })
})

test('other events of the Protocol, and those of apps it did not create, change nothing', () => {
  const states = stateOf(running())
  const lowered = { name: 'FeeLowered', args: { feeBps: 1n } } as const
  expect(reduceEvents(1n, states, { app: 1n, name: 'FeeSet', args: { feeBps: 1n } })).toEqual(states)
  expect(reduceEvents(1n, states, { app: 8n, ...lowered })).toEqual(states)
  expect(reduceEvents(1n, states, { app: 7n, name: 'FeeSet', args: { feeBps: 1n } })).toEqual(states)
  expect(reduceEvents(1n, states, { app: 7n, ...lowered })['7']?.project.feeBps).toBe(1n)
})

test('a project that closes has nothing left', () => {
  const states = stateOf(waiting({ project: { clientCredit: 1n, burnCredit: 2n } }))
  const args = { client: CLIENT, toClient: 1n, toProtocol: 2n }
  const after = reduceEvents(1n, states, { app: 7n, name: 'ProjectClosed', args })['7']
  expect(after).toEqual({
    project: {
      ...states['7']?.project,
      ...{ buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }, clientCredit: 0n, burnCredit: 0n },
    },
    engagements: states['7']?.engagements,
    closed: true,
  })
})

describe('a credit of', () => {
  const rich = () => waiting({ project: { clientCredit: 10n, burnCredit: 20n }, record: { credit: 30n } })
  test.each([
    [CLIENT, 10n, [0n, 20n, 30n]],
    [BURN, 20n, [10n, 0n, 30n]],
    [FREELANCER, 30n, [10n, 20n, 0n]],
    // Of somebody whose engagement these events do not know, the sum is all there is to say.
    [STRANGER, 40n, [10n, 20n, 30n]],
  ] as const)('%s is withdrawn', (account, amount, left) => {
    const states = stateOf(rich())
    const after = reduceEvents(1n, states, { app: 7n, name: 'CreditWithdrawn', args: { account, amount } })['7']
    expect(after?.project.buckets.credits).toBe(4_000n - amount)
    const credits = [after?.project.clientCredit, after?.project.burnCredit, after?.engagements[FREELANCER]?.credit]
    expect(credits).toEqual(left)
    expect(Object.keys(after?.engagements ?? {})).toEqual(Object.keys(rich().engagements))
  })
})

describe('an event about nothing', () => {
  const on = { freelancer: FREELANCER, version: VERSION + 1n }
  const said = { evidence: EVIDENCE, note: '' }
  const times = { startedAt: 1n, deadline: 2n, cancelableUntil: 3n }
  const noAmounts = { toClient: 0n, toFreelancer: 0n, toBurn: 0n, toProtocol: 5n }
  const noCredits = { clientCredit: 0n, freelancerCredit: 0n, burnCredit: 0n }
  const closed = { actor: CLIENT, milestone: 0n, outcome: 'approved', accomplished: true } as const
  const onMilestone: EscrowEvent[] = [
    { app: 7n, name: 'DeadlineExtended', args: { ...on, deadline: 5n } },
    { app: 7n, name: 'MilestoneSubmitted', args: { ...on, submittedAt: 5n, ...said } },
    { app: 7n, name: 'ChangesRequested', args: { ...on, deadline: 5n, ...said } },
    { app: 7n, name: 'MilestoneDisputed', args: { ...on, actor: CLIENT, disputedAt: 5n, ...said } },
    { app: 7n, name: 'MilestoneClosed', args: { ...on, ...closed, ...noAmounts, ...noCredits } },
  ]
  const onEngagement: EscrowEvent[] = [
    ...onMilestone,
    { app: 7n, name: 'OfferAccepted', args: on },
    { app: 7n, name: 'FreelancerLeft', args: on },
    { app: 7n, name: 'OfferWithdrawn', args: on },
    { app: 7n, name: 'EngagementDismissed', args: on },
    { app: 7n, name: 'MilestoneStarted', args: { ...on, milestone: 0n, amount: 1n, feeLocked: 0n, ...times } },
    {
      app: 7n,
      name: 'SettlementProposed',
      args: { ...on, actor: CLIENT, release: 0n, accomplished: true, expiresAt: 5n },
    },
  ]

  test.each(onMilestone)('$name, with no milestone open, changes nothing', (event) => {
    const states = stateOf(waiting())
    expect(reduceEvents(1n, states, event)).toEqual(states)
  })

  test.each(onEngagement)('$name, of somebody who was offered nothing, changes nothing', (event) => {
    const { project, engagements } = waiting()
    const { [FREELANCER]: _, ...others } = engagements
    const states = stateOf({ ...waiting(), project, engagements: others })
    expect(reduceEvents(1n, states, event)).toEqual(states)
  })
})

test('events that only inform change nothing', () => {
  const on = { freelancer: FREELANCER, version: 99n }
  const states = stateOf(running())
  const posted = { ...on, actor: CLIENT, evidence: EVIDENCE, note: '' }
  expect(reduceEvents(1n, states, { app: 7n, name: 'ProgressPosted', args: posted })).toEqual(states)
  expect(reduceEvents(1n, states, { app: 7n, name: 'Rejoined', args: on })).toEqual(states)
})

test('the states that were passed stay as they were', () => {
  for (const [world, call] of [
    [offered(), CALLS.accept],
    [waiting(), CALLS.start],
    [submitted(), CALLS.approve],
  ] as const) {
    const states = stateOf(world)
    const before = structuredClone(states)
    const outcome = transition(world, call)
    if (typeof outcome === 'string') throw new Error(outcome)
    const after = outcome.events.reduce((all, event) => reduceEvents(1n, all, { app: 7n, ...event }), states)
    expect(states).toEqual(before)
    expect(after).toEqual(stateOf(outcome.world))
    expect(after).not.toEqual(states)
  }
})
