/** What an app is shown of an engagement: its status, what everybody can do now, and what time will change. */
import { describe, expect, test } from 'vitest'
import type { World } from '../../src/pure/calls'
import { cancelAt } from '../../src/pure/cancel-plan'
import { boxDepositOf, viewOf, worldOf } from '../../src/pure/engagement'
import { nextActions, type NextAction } from '../../src/pure/next-actions'
import { timeline } from '../../src/pure/timeline'
import type { Engagement, Verb } from '../../src/pure/types'
import {
  ARBITER,
  CANCELABLE_UNTIL,
  CLIENT,
  DAY,
  DEADLINE,
  departed,
  DISPUTED,
  disputed,
  ended,
  FREELANCER,
  type Given,
  HOUR,
  offered,
  PROPOSAL,
  REVIEW_OVER,
  running,
  START,
  STRANGER,
  SUBMITTED,
  submitted,
  USDC,
  waiting,
} from './worlds'

function shown(world: World): Engagement {
  const record = world.engagements[FREELANCER] ?? expect.unreachable('no engagement')
  return viewOf({ ...record, project: world.project, joined: world.optedIn.has(FREELANCER) })
}

const idle = { project: { active: 0n } }
const noArbiter = { project: { arbiter: undefined } }

describe('a view', () => {
  test.each([
    ['offered', offered, 'offered'],
    ['hired', waiting, 'waiting'],
    ['running', running, 'running'],
    ['submitted', submitted, 'for_review'],
    ['disputed', disputed, 'disputed'],
    ['ended', ended, 'ended'],
  ] as const)('of one that is %s', (_state, world, status) => {
    expect(shown(world())).toMatchObject({ status, departed: false, approved: false })
  })

  test('says who departed', () => {
    expect(shown(departed(running()))).toMatchObject({ status: 'running', departed: true, joined: false })
    expect(shown(running())).toMatchObject({ departed: false, joined: true })
    expect(shown(offered())).toMatchObject({ departed: false, joined: false })
  })

  test('says when all is done', () => {
    expect(shown(waiting({ record: { accomplished: 2n } })).approved).toBe(true)
    expect(shown(waiting({ record: { accomplished: 1n } })).approved).toBe(false)
    expect(shown(submitted({ record: { accomplished: 2n } })).approved).toBe(false)
  })

  test('goes back to the world it was made from, as far as one engagement goes', () => {
    for (const world of [running(), departed(running())]) {
      const { now, project } = world
      const joined = world.optedIn.has(FREELANCER)
      expect(worldOf(project, now, shown(world))).toEqual({
        now,
        project,
        engagements: { [FREELANCER]: shown(world) },
        optedIn: new Set(joined ? [FREELANCER] : []),
        unpayable: new Set(),
        frozen: false,
        donated: 0n,
      })
    }
    const { now, project } = running()
    expect(worldOf(project, now)).toMatchObject({ engagements: {}, optedIn: new Set() })
  })

  test('of a box says its deposit: 2,500 + 400 a byte of 33 and 177 + 16 a milestone', () => {
    expect([1, 2, 50].map(boxDepositOf)).toEqual([92_900n, 99_300n, 406_500n])
  })
})

describe('what can be done', () => {
  const CAN: [string, () => World, string, Verb[]][] = [
    ['an offer', () => offered(idle), CLIENT, ['withdrawOffer', 'pause']],
    ['an offer', () => offered(idle), FREELANCER, ['accept']],
    ['an offer', () => offered(idle), STRANGER, []],
    [
      'an offer to who is in already',
      () => offered({ ...idle, world: { optedIn: new Set([FREELANCER]) } }),
      FREELANCER,
      ['accept', 'leave'],
    ],
    ['waiting', () => waiting(idle), CLIENT, ['start', 'pause', 'dismiss']],
    ['waiting', () => waiting(idle), FREELANCER, ['leave']],
    [
      'waiting for the second',
      () => waiting({ ...idle, record: { accomplished: 1n } }),
      CLIENT,
      ['start', 'pause', 'dismiss'],
    ],
    ['all accomplished', () => waiting({ ...idle, record: { accomplished: 2n } }), CLIENT, ['pause', 'dismiss']],
    ['waiting, paused', () => waiting({ project: { active: 0n, state: 'paused' } }), CLIENT, ['resume', 'dismiss']],
    ['waiting, departed', () => departed(waiting(idle)), FREELANCER, ['rejoin']],
    ['running', running, CLIENT, ['extend', 'post', 'cancelByClient', 'proposeSettlement']],
    ['running', running, FREELANCER, ['post', 'submit', 'cancelByFreelancer', 'proposeSettlement']],
    ['running', running, ARBITER, []],
    ['late', () => running({ now: DEADLINE }), CLIENT, ['extend', 'post', 'refund', 'proposeSettlement']],
    ['submitted', submitted, CLIENT, ['post', 'requestChanges', 'approve', 'dispute', 'proposeSettlement']],
    ['submitted', submitted, FREELANCER, ['post', 'dispute', 'proposeSettlement']],
    [
      'submitted, no arbiter',
      () => submitted(noArbiter),
      CLIENT,
      ['post', 'requestChanges', 'approve', 'burn', 'proposeSettlement'],
    ],
    ['submitted, review over', () => submitted({ now: REVIEW_OVER }), STRANGER, ['claim']],
    ['disputed', disputed, ARBITER, ['post', 'resolve']],
    ['disputed for 30 days', () => disputed({ now: DISPUTED + 30n * DAY }), STRANGER, ['resolveByDefault']],
    [
      'an offered settlement',
      () => running({ record: { proposal: PROPOSAL } }),
      FREELANCER,
      ['post', 'submit', 'cancelByFreelancer', 'proposeSettlement', 'acceptSettlement'],
    ],
    ['a credit', () => waiting({ ...idle, record: { credit: 1n } }), FREELANCER, ['withdraw', 'leave']],
    ['ended', () => ended(idle), CLIENT, ['pause', 'dismiss']],
  ]
  test.each(CAN)('%s: %s', (_what, world, actor, verbs) => {
    const given = world()
    const engagement = shown(given)
    const verdicts = nextActions(engagement, actor, given.now)
    // The fees of somebody else's milestone can be swept by anyone at any time.
    const expected = new Set<Verb>([...verbs, 'sweepFees'])
    expect(verdicts).toHaveLength(26)
    expect(new Set(verdicts.filter(({ possible }) => possible).map(({ verb }) => verb))).toEqual(expected)
  })

  test('names what plain JavaScript leaves out', () => {
    const engagement = shown(running())
    const nothing = undefined as never
    expect(() => nextActions(nothing, CLIENT, START)).toThrow('`engagement` cannot be')
    expect(() => nextActions(engagement, nothing, START)).toThrow('The actor "undefined" is not')
    expect(() => nextActions(engagement, CLIENT, nothing)).toThrow('`now` cannot be')
    expect(() => timeline(nothing)).toThrow('`engagement` cannot be')
  })

  test('says the code of each that cannot be done', () => {
    const verdicts = nextActions(shown(running()), STRANGER, START + HOUR)
    expect(Object.fromEntries(verdicts.map((verdict) => [verdict.verb, verdict.possible || verdict.code]))).toEqual({
      ...{ offer: 'notClient', withdrawOffer: 'notClient', accept: 'noEngagement', rejoin: 'noEngagement' },
      ...{ start: 'notClient', extend: 'notClient', post: 'notParty', submit: 'noEngagement' },
      ...{ requestChanges: 'notClient', approve: 'notClient', claim: 'notSubmitted', cancelByClient: 'notClient' },
      ...{ cancelByFreelancer: 'noEngagement', refund: 'notClient', burn: 'notClient', dispute: 'notParty' },
      ...{ resolve: 'notArbiter', resolveByDefault: 'notDisputed', proposeSettlement: 'notParty' },
      ...{ acceptSettlement: 'notParty', withdraw: 'nothingToWithdraw', sweepFees: true, pause: 'notClient' },
      ...{ resume: 'notClient', leave: 'refusedByLedger', dismiss: 'notClient' },
    })
  })

  test('what is offered again is refused because it exists, and a settlement of nobody because there is none', () => {
    const verdicts = nextActions(shown(running()), CLIENT, START + HOUR)
    const codeOf = (verb: Verb) => verdicts.find((verdict) => verdict.verb === verb)
    expect(codeOf('offer')).toMatchObject({ code: 'engagementExists' })
    expect(codeOf('acceptSettlement')).toMatchObject({ code: 'noProposal' })
    expect(codeOf('start')).toMatchObject({ code: 'notWaiting' })
  })
})

describe('when', () => {
  function verdictOn(verb: Verb, world: World, actor: string): NextAction {
    const found = nextActions(shown(world), actor, world.now).find((verdict) => verdict.verb === verb)
    return found ?? expect.unreachable(`no ${verb}`)
  }
  const possible = (verb: Verb, until?: bigint) => ({ verb, possible: true, ...(until === undefined ? {} : { until }) })
  const open = { terms: { reviewWindow: 0n } }

  test.each<[Verb, () => World, string, bigint | undefined]>([
    ['cancelByClient', running, CLIENT, CANCELABLE_UNTIL],
    ['requestChanges', submitted, CLIENT, REVIEW_OVER - 1n],
    ['requestChanges', () => submitted(open), CLIENT, undefined],
    ['burn', () => submitted(noArbiter), CLIENT, REVIEW_OVER - 1n],
    ['burn', () => submitted({ ...open, ...noArbiter }), CLIENT, undefined],
    ['dispute', submitted, CLIENT, REVIEW_OVER - 1n],
    ['dispute', () => submitted(open), CLIENT, undefined],
    ['dispute', submitted, FREELANCER, undefined],
    ['acceptSettlement', () => running({ record: { proposal: PROPOSAL } }), FREELANCER, PROPOSAL.expiresAt],
    ['approve', submitted, CLIENT, undefined],
    ['refund', () => running({ now: DEADLINE }), CLIENT, undefined],
    ['claim', () => submitted({ now: REVIEW_OVER }), STRANGER, undefined],
    ['dismiss', waiting, CLIENT, undefined],
  ])('%s ends', (verb, world, actor, until) => {
    expect(verdictOn(verb, world(), actor)).toStrictEqual(possible(verb, until))
  })

  test.each<[Verb, () => World, string, string, bigint | undefined]>([
    ['refund', running, CLIENT, 'deadlineNotReached', DEADLINE],
    ['refund', running, FREELANCER, 'notClient', undefined],
    ['claim', submitted, STRANGER, 'reviewNotOver', REVIEW_OVER],
    ['claim', () => submitted(open), STRANGER, 'noReviewWindow', undefined],
    ['dispute', () => submitted({ now: SUBMITTED }), FREELANCER, 'disputeTooEarly', SUBMITTED + DAY],
    ['resolveByDefault', disputed, STRANGER, 'arbitrationNotOver', DISPUTED + 30n * DAY],
    ['cancelByClient', () => running({ now: CANCELABLE_UNTIL + 1n }), CLIENT, 'cancelWindowClosed', undefined],
  ])('%s begins', (verb, world, actor, code, from) => {
    const expected = { verb, possible: false, code, ...(from === undefined ? {} : { from }) }
    expect(verdictOn(verb, world(), actor)).toStrictEqual(expected)
  })
})

describe('a timeline', () => {
  const entries = (world: World) => timeline(shown(world))
  const inTime = (world: World) => entries(world).map(({ at, kind }) => [at, kind])
  const payouts = (client: number, freelancer: number, protocol = 18n * USDC) => ({
    ...{ client: BigInt(client * 1e6), freelancer: BigInt(freelancer * 1e6), burn: 0n, protocol },
  })

  test('of a running milestone tells what cancelling pays, until it ends, and the deadline', () => {
    const cancel = (client: string, freelancer: string) =>
      `From here the client can cancel and get ${client} USDC; the freelancer gets ${freelancer}.`
    expect(entries(running())).toEqual([
      { at: START, kind: 'cancelTier', text: cancel('291', '0'), payouts: payouts(291, 0) },
      { at: START + HOUR, kind: 'cancelTier', text: cancel('240', '51'), payouts: payouts(240, 51) },
      { at: START + 4n * HOUR + 1n, kind: 'cancelTier', text: cancel('210', '81'), payouts: payouts(210, 81) },
      { at: START + DAY + 1n, kind: 'cancelTier', text: cancel('165', '126'), payouts: payouts(165, 126) },
      { at: CANCELABLE_UNTIL + 1n, kind: 'cancelEnds', text: 'From here the client can no longer cancel.' },
      {
        at: DEADLINE,
        kind: 'refundOpens',
        text: 'The deadline: from here the client can take 291 USDC back, until the freelancer submits.',
        payouts: payouts(291, 0),
      },
    ])
  })

  test('has a tier that begins in the last second of cancelling, and none that begins later', () => {
    const ending = (cancelableUntil: bigint) => inTime(running({ milestone: { cancelableUntil } })).length
    expect(ending(START + HOUR)).toBe(4)
    expect(ending(START + HOUR - 1n)).toBe(3)
    expect(ending(0n)).toBe(1)
  })

  test('of a submitted one tells when the arbiter can be called and when it is released', () => {
    expect(entries(submitted())).toEqual([
      {
        at: SUBMITTED + DAY,
        kind: 'freelancerMayDispute',
        text: 'From here the freelancer can take the milestone to the arbiter.',
      },
      {
        at: REVIEW_OVER,
        kind: 'reviewEnds',
        text: 'The review is over: from here anyone can release the milestone, and the freelancer gets 291 USDC.',
        payouts: payouts(0, 291),
      },
    ])
    expect(inTime(submitted(noArbiter))).toEqual([[REVIEW_OVER, 'reviewEnds']])
  })

  test('says that nothing releases a milestone without a window, after what has a date', () => {
    const endless: Given = { terms: { reviewWindow: 0n }, record: { proposal: PROPOSAL } }
    const all = entries(submitted(endless))
    expect(all.map(({ at, kind }) => [at, kind])).toEqual([
      [SUBMITTED + DAY, 'freelancerMayDispute'],
      [PROPOSAL.expiresAt + 1n, 'proposalExpires'],
      [undefined, 'onlyClientReleases'],
    ])
    expect(all[2]).toMatchObject({
      text: 'No review window was agreed: nothing releases the milestone without the client. If the client approves, the freelancer gets 291 USDC.',
      payouts: payouts(0, 291),
    })
    expect(all[1]?.text).toBe('The proposal to release 100 USDC ends here.')
  })

  test('of a dispute tells when the arbiter’s silence ends it', () => {
    expect(entries(disputed({ terms: { silenceRelease: 2_000n } }))).toEqual([
      {
        at: DISPUTED + 30n * DAY,
        kind: 'arbiterDefaults',
        text: 'The arbiter has been silent for 30 days: from here anyone can close the milestone, the client gets 240 USDC and the freelancer 58.2.',
        payouts: payouts(240, 58.2, 10_800_000n),
      },
    ])
  })

  test('is sorted, and keeps the order of what falls on one second', () => {
    const proposal = { ...PROPOSAL, expiresAt: START + HOUR - 1n }
    expect(inTime(running({ record: { proposal } })).slice(0, 4)).toEqual([
      [START, 'cancelTier'],
      [START + HOUR, 'cancelTier'],
      [START + HOUR, 'proposalExpires'],
      [START + 4n * HOUR + 1n, 'cancelTier'],
    ])
  })

  test('of anything else is empty', () => {
    for (const world of [offered(), waiting(), ended()]) expect(entries(world)).toEqual([])
  })

  test('without a milestone that should be open has nothing to say', () => {
    for (const state of [running, submitted, disputed])
      expect(entries(state({ record: { milestone: undefined } }))).toEqual([])
  })
})

describe('cancelling', () => {
  const at = (seconds: bigint, world = running()) => cancelAt(shown(world), START + seconds)
  const split = (client: bigint, freelancer: bigint) => ({
    ...{ client: client * USDC, freelancer: freelancer * USDC, burn: 0n, protocol: 18n * USDC },
  })

  test('pays by the tier, and says when the next begins', () => {
    const until = CANCELABLE_UNTIL
    const next = (seconds: bigint, client: bigint, freelancer: bigint) => ({
      at: START + seconds,
      payouts: split(client, freelancer),
    })
    expect(at(0n)).toEqual({ payouts: split(291n, 0n), next: next(HOUR, 240n, 51n), until })
    expect(at(HOUR - 1n)).toEqual({ payouts: split(291n, 0n), next: next(HOUR, 240n, 51n), until })
    expect(at(HOUR)).toEqual({ payouts: split(240n, 51n), next: next(4n * HOUR + 1n, 210n, 81n), until })
    expect(at(DAY)).toEqual({ payouts: split(210n, 81n), next: next(DAY + 1n, 165n, 126n), until })
    expect(at(DAY + 1n)).toEqual({ payouts: split(165n, 126n), next: undefined, until })
  })

  test('has no next tier that would begin too late', () => {
    const short = (cancelableUntil: bigint) => at(0n, running({ milestone: { cancelableUntil } }))?.next?.at
    expect(short(START + HOUR)).toBe(START + HOUR)
    expect(short(START + HOUR - 1n)).toBeUndefined()
  })

  test('is possible to the last second, of a running milestone alone', () => {
    expect(cancelAt(shown(running()), CANCELABLE_UNTIL)).toBeDefined()
    expect(cancelAt(shown(running()), CANCELABLE_UNTIL + 1n)).toBeUndefined()
    expect(at(0n, waiting())).toBeUndefined()
    expect(at(0n, submitted({ milestone: { cancelableUntil: CANCELABLE_UNTIL } }))).toBeUndefined()
  })
})
