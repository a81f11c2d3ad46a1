/**
 * Who may call what about a project and an engagement, and when: for each verb a call that is possible, then each reason
 * against it, one unit beyond its edge.
 */
import { expect, test } from 'vitest'
import type { Call, World } from '../../src/pure/calls'
import { exitOf } from '../../src/pure/exits'
import { refusalOf } from '../../src/pure/refusals'
import { creditOf, freelancerOf, isDeparted, refusalOfTerms } from '../../src/pure/rules'
import type { Milestone } from '../../src/pure/types'
import { checkRules, clientOnly, engagement, hiredOnly, only, paused, type Row } from './rows'
import {
  AMOUNT,
  ARBITER,
  BURN,
  CALLS,
  CLIENT,
  DAY,
  departed,
  disputed,
  empty,
  ended,
  FEE,
  FREELANCER,
  HOUR,
  offered,
  PROJECT,
  PROTOCOL,
  running,
  SECOND,
  STRANGER,
  submitted,
  TERMS,
  USDC,
  waiting,
} from './worlds'

const MAX_DURATION = 730n * DAY
const ZERO = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAY5HFKQ'
const milestones = (count: number) => ({
  terms: { ...TERMS, schedule: Array.from({ length: count }, () => ({ amount: USDC, duration: HOUR })) },
  payment: 86_500n + 6_400n * BigInt(count),
})
const withTerms = (change: object) => ({ terms: { ...TERMS, ...change } })
const planned = (change: object) => ({ terms: { schedule: [{ amount: AMOUNT, duration: DAY, ...change }] } })

const NO_MONEY = { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n }

function closing(project: Partial<World['project']>, around: { unpayable?: string[]; frozen?: boolean }): World {
  const { unpayable = [], frozen = false } = around
  return empty({ project: { engagements: 0n, ...project }, world: { unpayable: new Set(unpayable), frozen } })
}

checkRules({
  offer: [
    ['a first one', empty, {}, 'done'],
    ['by the freelancer', empty, { sender: FREELANCER }, 'notClient'],
    ['in a paused project', () => empty(paused), {}, 'projectPaused'],
    ['to the freelancer who has one', offered, {}, 'engagementExists'],
    ['before the freelancer dismissed', ended, withTerms({ schedule: [] }), 'engagementExists'],
    ...[CLIENT, ARBITER, BURN, ZERO, PROJECT, PROTOCOL].map((freelancer): Row => [
      `to ${freelancer}`,
      empty,
      { freelancer, ...withTerms({ schedule: [] }) },
      'badParty',
    ]),
    ['of no milestone', empty, withTerms({ schedule: [], reviewWindow: 1n }), 'badSchedule'],
    ['of one', empty, milestones(1), 'done'],
    ['of 50', empty, milestones(50), 'done'],
    ['of 51', empty, milestones(51), 'badSchedule'],
    [
      'of a milestone that start would refuse',
      empty,
      withTerms({ schedule: [...TERMS.schedule].fill({ amount: 0n, duration: 0n }) }),
      'done',
    ],
    ['without a review window', empty, withTerms({ reviewWindow: 0n }), 'done'],
    ['with a window of a second less than a day', empty, withTerms({ reviewWindow: DAY - 1n }), 'badReviewWindow'],
    ['with a window of a day', empty, withTerms({ reviewWindow: DAY }), 'done'],
    ['with a window of 90 days', empty, withTerms({ reviewWindow: 90n * DAY }), 'done'],
    [
      'with a window of a second more',
      empty,
      withTerms({ reviewWindow: 90n * DAY + 1n, maxRevisions: 11n }),
      'badReviewWindow',
    ],
    ['with 10 rounds', empty, withTerms({ maxRevisions: 10n }), 'done'],
    ['with 11 rounds', empty, withTerms({ maxRevisions: 11n, silenceRelease: 10_001n }), 'badRevisions'],
    ['with all for the freelancer', empty, withTerms({ silenceRelease: 10_000n }), 'done'],
    ['with more than all', empty, { ...withTerms({ silenceRelease: 10_001n }), payment: 0n }, 'badSilenceRelease'],
    ['with a microALGO too few', empty, { payment: 99_299n }, 'wrongPayment'],
    ['with a microALGO too many', empty, { payment: 99_301n }, 'wrongPayment'],
    ['with a payment of the wrong kind', empty, { payment: 'malformed' }, 'wrongPayment'],
  ],
  withdrawOffer: [
    ['an open offer', offered, {}, 'done'],
    ['in a paused project', () => offered(paused), {}, 'done'],
    ...clientOnly,
    ...engagement(),
    ...only('notOffered', waiting, running, ended),
  ],
  accept: [
    ['an open offer', offered, {}, 'done'],
    ['in a paused project', () => offered(paused), { version: 0n }, 'projectPaused'],
    ...engagement(),
    ['somebody else’s', offered, { sender: STRANGER }, 'noEngagement'],
    ...only('notOffered', waiting, running, ended),
    [
      'without an opt-in, being in',
      () => offered({ world: { optedIn: new Set([FREELANCER]) } }),
      { optIn: false },
      'done',
    ],
    ['without an opt-in, not being in', offered, { optIn: false }, 'freelancerDeparted'],
    ['with an opt-in, being in', () => offered({ world: { optedIn: new Set([FREELANCER]) } }), {}, 'refusedByLedger'],
  ],
  rejoin: [
    ['after leaving', () => departed(running()), {}, 'done'],
    ['without an engagement', empty, {}, 'noEngagement'],
    ['while offered', offered, {}, 'notHired'],
    ['once ended', ended, {}, 'notHired'],
    ['without having left', running, {}, 'refusedByLedger'],
  ],
  start: [
    ['the first milestone', waiting, {}, 'done'],
    ['the second', () => waiting({ record: { accomplished: 1n } }), { deposit: 103n * USDC }, 'done'],
    ['by the freelancer', waiting, { sender: FREELANCER }, 'notClient'],
    ['in a paused project', () => waiting(paused), { version: 0n }, 'projectPaused'],
    ...hiredOnly(),
    ['with a departed freelancer', () => departed(waiting()), {}, 'freelancerDeparted'],
    ...only('notWaiting', running, submitted, disputed),
    ['a third of two', () => waiting({ record: { accomplished: 2n } }), {}, 'noMilestoneLeft'],
    ['of the least amount', () => waiting(planned({ amount: USDC })), { deposit: 1_030_000n }, 'done'],
    ['of less', () => waiting(planned({ amount: USDC - 1n })), { deposit: 0n }, 'badSchedule'],
    ['of the largest amount', () => waiting(planned({ amount: 10n ** 15n })), { deposit: 103n * 10n ** 13n }, 'done'],
    ['of more', () => waiting(planned({ amount: 10n ** 15n + 1n })), {}, 'badSchedule'],
    ['for an hour', () => waiting(planned({ duration: HOUR })), {}, 'done'],
    ['for less', () => waiting(planned({ duration: HOUR - 1n })), {}, 'badSchedule'],
    ['for two years', () => waiting(planned({ duration: MAX_DURATION })), {}, 'done'],
    ['for more', () => waiting(planned({ duration: MAX_DURATION + 1n })), {}, 'badSchedule'],
    ['with a unit too few', waiting, { deposit: AMOUNT + FEE - 1n }, 'wrongDeposit'],
    ['with a unit too many', waiting, { deposit: AMOUNT + FEE + 1n }, 'wrongDeposit'],
    ['with a deposit of the wrong kind', waiting, { deposit: 'malformed' }, 'wrongDeposit'],
    ['out of a frozen account', () => waiting({ world: { frozen: true } }), {}, 'refusedByLedger'],
  ],
  dismiss: [
    ['one that waits', waiting, {}, 'done'],
    ['one that ended', ended, {}, 'done'],
    ['one whose freelancer departed', () => departed(waiting()), {}, 'done'],
    ...clientOnly,
    ...engagement(),
    ['an offer', offered, {}, 'notHired'],
    ...only('notWaiting', running, submitted, disputed),
    ['one with a credit', () => waiting({ record: { credit: 1n } }), {}, 'creditLeft'],
  ],
  withdraw: [
    ['the client’s credit', () => empty({ project: { clientCredit: 1n } }), {}, 'done'],
    ['the burn address’s', () => empty({ project: { burnCredit: 1n } }), { account: BURN }, 'done'],
    ['the freelancer’s', () => waiting({ record: { credit: 1n } }), { account: FREELANCER }, 'done'],
    ['nothing of the client’s', () => empty({ project: { burnCredit: 1n } }), {}, 'nothingToWithdraw'],
    ['nothing of a freelancer’s', waiting, { account: FREELANCER }, 'nothingToWithdraw'],
    ['of somebody unknown', empty, { account: STRANGER }, 'nothingToWithdraw'],
    [
      'for an account that cannot receive',
      () => empty({ project: { clientCredit: 1n }, world: { unpayable: new Set([CLIENT]), frozen: true } }),
      {},
      'payeeNotReady',
    ],
    [
      'out of a frozen account',
      () => empty({ project: { clientCredit: 1n }, world: { frozen: true } }),
      {},
      'refusedByLedger',
    ],
  ],
  sweepFees: [
    ['by anyone', empty, {}, 'done'],
    [
      'without a fee',
      () => empty({ project: { buckets: { escrowed: 1n, disputed: 1n, fees: 0n, credits: 1n } } }),
      {},
      'nothingToSweep',
    ],
    [
      'to a Protocol that cannot receive',
      () => empty({ world: { unpayable: new Set([PROTOCOL]) } }),
      {},
      'refusedByLedger',
    ],
    ['while only others cannot receive', () => empty({ world: { unpayable: new Set([CLIENT]) } }), {}, 'done'],
    ['out of a frozen account', () => empty({ world: { frozen: true } }), {}, 'refusedByLedger'],
  ],
  lowerFee: [
    ['by the Protocol', empty, {}, 'done'],
    ['by the client', empty, { sender: CLIENT, bps: 300n }, 'notProtocol'],
    ['to the same', empty, { bps: 300n }, 'feeNotLower'],
    ['to more', empty, { bps: 301n }, 'feeNotLower'],
    ['to nothing', empty, { bps: 0n }, 'done'],
  ],
  pause: [
    ['with nothing open', () => waiting({ project: { active: 0n } }), {}, 'done'],
    ['by the freelancer', running, { sender: FREELANCER }, 'notClient'],
    ['twice', () => running(paused), {}, 'projectPaused'],
    ['with a milestone open', running, {}, 'milestoneOpen'],
  ],
  resume: [
    ['a paused project', () => empty(paused), {}, 'done'],
    ['by a stranger', empty, { sender: STRANGER }, 'notClient'],
    ['a running one', empty, {}, 'projectRunning'],
  ],
  leave: [
    ['while waiting', waiting, {}, 'done'],
    ['with a milestone open', running, {}, 'milestoneOpen'],
    ['with a milestone open, having departed', () => departed(running()), {}, 'milestoneOpen'],
    ['without having joined', offered, {}, 'refusedByLedger'],
    [
      'without an engagement, being in',
      () => empty({ world: { optedIn: new Set([STRANGER]) } }),
      { sender: STRANGER },
      'done',
    ],
    ['without an engagement', empty, { sender: STRANGER }, 'refusedByLedger'],
  ],
  close: [
    ['an empty project', () => empty({ project: { engagements: 0n } }), {}, 'done'],
    ['by the client', () => empty({ project: { engagements: 0n } }), { sender: CLIENT }, 'notProtocol'],
    ['with an engagement', empty, {}, 'engagementsLeft'],
    [
      'with a credit of a client who cannot receive',
      () => closing({ clientCredit: 1n }, { unpayable: [CLIENT] }),
      {},
      'creditLeft',
    ],
    ['of a client who cannot receive and has none', () => closing({}, { unpayable: [CLIENT] }), {}, 'done'],
    ['with a credit of the client', () => closing({ clientCredit: 1n }, {}), {}, 'done'],
    [
      'with fees for a Protocol that cannot receive',
      () => closing({}, { unpayable: [PROTOCOL] }),
      {},
      'refusedByLedger',
    ],
    [
      'with nothing for a Protocol that cannot receive',
      () => closing({ buckets: NO_MONEY }, { unpayable: [PROTOCOL] }),
      {},
      'done',
    ],
    ['with nothing, frozen', () => closing({ buckets: NO_MONEY }, { frozen: true }), {}, 'done'],
    [
      'with the client’s credit alone, frozen',
      () => closing({ buckets: NO_MONEY, clientCredit: 1n }, { frozen: true }),
      {},
      'refusedByLedger',
    ],
    ['with fees, frozen', () => closing({}, { frozen: true }), {}, 'refusedByLedger'],
  ],
  clearState: [
    ['with a milestone open', running, {}, 'done'],
    ['by anyone', empty, { sender: STRANGER }, 'done'],
  ],
})

test('a withdrawal and a closing out of a frozen account are refused before they are tried', () => {
  const frozen = { world: { frozen: true } }
  expect(refusalOf(empty({ ...frozen, project: { clientCredit: 1n } }), CALLS.withdraw)).toBe('refusedByLedger')
  const owing = { engagements: 0n, clientCredit: 1n, buckets: NO_MONEY }
  expect(refusalOf(empty({ ...frozen, project: owing }), CALLS.close)).toBe('refusedByLedger')
  expect(refusalOf(empty({ ...frozen, project: { ...owing, clientCredit: 0n } }), CALLS.close)).toBeUndefined()
})

test('terms are sound if start would fund each milestone of a schedule that can be offered', () => {
  const sound = { amount: USDC, duration: HOUR }
  const codeOf = (...schedule: Milestone[]) => refusalOfTerms({ ...TERMS, schedule })
  expect(codeOf(...Array.from({ length: 50 }, () => sound))).toBeUndefined()
  expect(codeOf(...Array.from({ length: 51 }, () => sound))).toBe('badSchedule')
  expect(codeOf(sound, { ...sound, amount: USDC - 1n })).toBe('badSchedule')
  expect(codeOf({ ...sound, duration: HOUR - 1n }, sound)).toBe('badSchedule')
  expect(codeOf()).toBe('badSchedule')
})

test('only a call that closes has an exit, and only where something is open', () => {
  const exitIn = (world: World, call: Call) => {
    const record = world.engagements[FREELANCER] ?? expect.unreachable('no engagement')
    return exitOf(call, record, world.project, world.now)
  }
  expect(exitIn(submitted(), CALLS.approve)?.outcome).toBe('approved')
  expect(exitIn(submitted(), CALLS.post)).toBeUndefined()
  expect(exitIn(waiting(), CALLS.approve)).toBeUndefined()
  expect(exitIn(waiting(), CALLS.post)).toBeUndefined()
})

test('a call without a freelancer is about its sender', () => {
  expect(freelancerOf(CALLS.submit)).toBe(FREELANCER)
  expect(freelancerOf({ ...CALLS.claim, sender: STRANGER })).toBe(FREELANCER)
})

test('departed is who is hired and not in', () => {
  const record = (world: World) => world.engagements[FREELANCER] ?? expect.unreachable('no engagement')
  expect(isDeparted(running(), record(running()))).toBe(false)
  expect(isDeparted(departed(running()), record(running()))).toBe(true)
  expect(isDeparted(offered(), record(offered()))).toBe(false)
  expect(isDeparted(ended(), record(ended()))).toBe(false)
})

test('a credit is looked up where it is kept', () => {
  const world = waiting({ record: { credit: 3n }, project: { clientCredit: 1n, burnCredit: 2n } })
  expect([CLIENT, BURN, FREELANCER, SECOND, STRANGER].map((account) => creditOf(world, account))).toEqual([
    ...[1n, 2n, 3n, 0n, 0n],
  ])
})
