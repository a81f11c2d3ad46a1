/**
 * In every state, for every party: each verb that `nextActions` calls possible goes through a simulation of the real
 * program, and each other one fails there with exactly the error that was named.
 */
import type { AccountClient, Engagement, ErrorCode, NextAction, Verb } from '@holdfast/sdk'
import { contractError, days, decodeError, EscrowError, nextActions, usdc } from '@holdfast/sdk'
import type { EscrowFixture, FixtureState } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
let stranger: AccountClient
beforeAll(async () => {
  fixture = await openFixture()
  stranger = await fixture.newAccount({ usdc: usdc('1000') })
  // Whoever starts must have the deposit: the ledger would refuse the transfer before the contract is asked.
  for (const { address } of [fixture.freelancer, fixture.arbiter]) await fixture.usdc.give(address, usdc('1000'))
})

interface Situation {
  title: string
  state: FixtureState
  after?: bigint
  arbiter?: boolean
  review?: 'openEnded'
  maxRevisions?: bigint
  prepare?: (engagement: Engagement) => Promise<unknown>
}

const SITUATIONS: Situation[] = [
  { title: 'offered', state: 'offered' },
  { title: 'waiting', state: 'waiting' },
  { title: 'waiting in a paused project', state: 'waiting', prepare: (e) => fixture.client.pause(e.project) },
  { title: 'running', state: 'running' },
  { title: 'running past MAX_CL', state: 'running', after: days(10) },
  { title: 'running past the deadline', state: 'running', after: days(14) },
  { title: 'running, the freelancer departed', state: 'departed' },
  {
    title: 'running again after requested changes',
    state: 'submitted',
    prepare: (e) => fixture.client.requestChanges(e),
  },
  { title: 'submitted', state: 'submitted' },
  { title: 'submitted, no rounds left', state: 'submitted', maxRevisions: 0n },
  { title: 'submitted, a day ago, with an arbiter', state: 'submitted', arbiter: true, after: days(1) },
  { title: 'submitted, with an arbiter', state: 'submitted', arbiter: true },
  { title: 'submitted, review over', state: 'submitted', arbiter: true, after: days(14) },
  { title: 'submitted, open-ended', state: 'submitted', review: 'openEnded', after: days(90) },
  {
    title: 'submitted, a proposal of the freelancer',
    state: 'submitted',
    prepare: (e) => fixture.freelancer.proposeSettlement(e, { release: usdc('100') }),
  },
  { title: 'disputed', state: 'disputed' },
  { title: 'disputed for 30 days', state: 'disputed', after: days(30) },
  { title: 'ended', state: 'ended' },
  {
    title: 'waiting, all accomplished',
    state: 'submitted',
    prepare: (e) => fixture.client.approve(e),
  },
]

test.each(SITUATIONS)('given $title', async ({ state, after, prepare, ...options }) => {
  const arbiter = options.arbiter ?? state === 'disputed'
  const given = await fixture.engagementIn(state, { arbiter, ...terms(options) })
  await prepare?.(given)
  if (after !== undefined) await fixture.clock.advance(after)
  const engagement = await fixture.escrow.getEngagement(given)
  const now = await fixture.escrow.getTime()
  const { client, freelancer, arbiter: judge } = fixture
  // To a project without an arbiter the fixture's arbiter is a stranger: one of the two is enough.
  const third = arbiter ? { judge, stranger } : { stranger }
  for (const [role, actor] of Object.entries({ client, freelancer, ...third })) {
    const verdicts = nextActions(engagement, actor.address, now)
    const tried: string[] = []
    for (const verdict of verdicts) tried.push(`${role}, ${verdict.verb}: ${await attempt(actor, engagement, verdict)}`)
    expect(tried).toEqual(verdicts.map((verdict) => `${role}, ${verdict.verb}: ${named(verdict)}`))
  }
})

function terms({ review, maxRevisions }: Pick<Situation, 'review' | 'maxRevisions'>) {
  return { ...(review ? { review } : {}), ...(maxRevisions === undefined ? {} : { maxRevisions }) }
}

function named(verdict: NextAction): string {
  return verdict.possible ? 'done' : verdict.code
}

/** What the chain says to the call itself: without any check of ours, without a signature. */
async function attempt(actor: AccountClient, engagement: Engagement, { verb }: NextAction): Promise<string> {
  try {
    await simulationOf(actor, engagement, verb)
    return 'done'
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return error.code === 'unexpected' ? 'refusedByLedger' : error.code
  }
}

function simulationOf(actor: AccountClient, engagement: Engagement, verb: Verb): Promise<unknown> {
  const { project, freelancer, terms, milestone, proposal, version } = engagement
  const raw = { unchecked: true, version }
  const said = { evidence: 'something', note: '' }
  switch (verb) {
    case 'offer':
      return actor.offer.simulate({ project, freelancer, schedule: terms.schedule, ...raw })
    case 'extend':
      return actor.extend.simulate(engagement, { deadline: (milestone?.deadline ?? 0n) + 1n, ...raw })
    case 'submit':
      return actor.submit.simulate(engagement, { ...said, ...raw })
    case 'post':
    case 'requestChanges':
    case 'dispute':
      return actor[verb].simulate(engagement, { ...said, ...raw })
    case 'resolve':
      return actor.resolve.simulate(engagement, { release: 0n, accomplished: false, ...said, ...raw })
    case 'proposeSettlement':
      return actor.proposeSettlement.simulate(engagement, { release: 0n, accomplished: false, ...raw })
    case 'acceptSettlement':
      return actor.acceptSettlement.simulate(engagement, { ...(proposal ? { release: proposal.release } : {}), ...raw })
    case 'cancelByClient':
      return actor.cancelByClient.simulate(engagement, { minRefund: 0n, ...raw })
    case 'withdraw':
      return actor.withdraw.simulate(project, raw)
    case 'sweepFees':
    case 'pause':
    case 'resume':
    case 'leave':
      return actor[verb].simulate(project, raw)
    default:
      return actor[verb].simulate(engagement, raw)
  }
}

test('every code has an error with its own sentence and a remedy', () => {
  const error = contractError('cancelWindowClosed' satisfies ErrorCode)
  expect(error.remedy.length).toBeGreaterThan(10)
  expect(decodeError(error)).toBe(error)
})
