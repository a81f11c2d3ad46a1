import { describe, expect, test } from 'vitest'
import * as shared from '@holdfast/contracts/shared/constants'
import * as errors from '../errors/contract'
import { ERROR_FAMILIES, ERROR_SENTENCES, ERRORS } from '../generated/errors'
import type { ErrorCode } from '../generated/errors'
import type { Call, World } from './calls'
import * as own from './constants'
import { boxDepositOf, worldOf } from './engagement'
import { transition } from './model'
import type { Transition } from './model'
import { maxCancelInterval } from './money'
import { refusalOfTerms } from './rules'
import { formatUsdc } from './format'
import { days, hours, usdc } from './units'
import type { Project, Terms } from './types'

const [client, freelancer, arbiter, burn, address, protocolAddress] = ['C', 'F', 'A', 'B', 'P', 'R'] as const
const NOW = 1_700_000_000n
const terms: Terms = {
  schedule: [{ amount: usdc('300'), duration: days(14) }],
  termsHash: new Uint8Array(32),
  reviewWindow: days(14),
  maxRevisions: 1n,
  silenceRelease: 5_000n,
}
const project: Project = {
  ...{ id: 7n, address, protocol: 1n, protocolAddress, state: 'running', client, burn, usdc: 2n, feeBps: 300n },
  arbiter: undefined,
  projectHash: new Uint8Array(32),
  ...{ offers: 0n, engagements: 0n, active: 0n, clientCredit: 0n, burnCredit: 0n },
  buckets: { escrowed: 0n, disputed: 0n, fees: 0n, credits: 0n },
}

function after(world: World, ...calls: Call[]): Transition {
  let last: Transition | undefined
  for (const call of calls) {
    const outcome: Transition | string = transition(last?.world ?? world, call)
    if (typeof outcome === 'string') throw new Error(`${call.verb}: ${outcome}`)
    last = outcome
  }
  return last ?? expect.unreachable('no calls')
}

const said = { evidence: new Uint8Array(32).fill(1), note: '' }
const V = own.VERSIONS_PER_OFFER
const offer: Call = { verb: 'offer', sender: client, freelancer, terms, payment: boxDepositOf(1) }
const accept: Call = { verb: 'accept', sender: freelancer, version: V, optIn: true }
const start: Call = { verb: 'start', sender: client, freelancer, version: V + 1n, deposit: usdc('309') }
const submit: Call = { verb: 'submit', sender: freelancer, version: V + 2n, ...said }
const world = (change: Partial<Project> = {}): World => worldOf({ ...project, ...change }, NOW)
const running = (change: Partial<Project> = {}) => after(world(change), offer, accept, start).world
const submitted = (change: Partial<Project> = {}) => after(world(change), offer, accept, start, submit).world

test('the numbers are those the contracts were compiled with', () => {
  expect(own.MAX_MILESTONES).toBe(shared.MAX_MILESTONES)
  expect([own.MIN_AMOUNT, own.MAX_AMOUNT]).toEqual(
    [shared.MIN_MILESTONE_AMOUNT, shared.MAX_MILESTONE_AMOUNT].map(BigInt),
  )
  expect([own.MIN_DURATION, own.MAX_DURATION]).toEqual([shared.MIN_DURATION, shared.MAX_DURATION].map(BigInt))
  expect([own.MIN_REVIEW_WINDOW, own.MAX_REVIEW_WINDOW]).toEqual(
    [shared.MIN_REVIEW_WINDOW, shared.MAX_REVIEW_WINDOW].map(BigInt),
  )
  expect([own.DISPUTE_DELAY, own.ARBITRATION_PERIOD, V]).toEqual(
    [shared.FREELANCER_DISPUTE_AFTER, shared.ARBITRATION_PERIOD, shared.VERSIONS_PER_OFFER].map(BigInt),
  )
  expect([own.MAX_FEE_BPS, own.MAX_REVISIONS, own.CLIENT_CANCELS_CAP, own.BPS]).toEqual(
    [shared.MAX_FEE_BPS, shared.MAX_REVISIONS, shared.CLIENT_CANCELS_CAP, shared.BPS].map(BigInt),
  )
})

describe('300 USDC at 3 %', () => {
  const version = V + 2n
  const on = { sender: client, freelancer, version }
  const cancelAfter = (elapsed: bigint): (() => [World, Call]) => {
    return () => [
      { ...running(), now: NOW + elapsed },
      { verb: 'cancelByClient', ...on, minRefund: 0n },
    ]
  }
  // Worlds are made in the test and not in the table: what breaks in making one is then a test that fails.
  const rows: [string, () => [World, Call], string[]][] = [
    ['approve', () => [submitted(), { verb: 'approve', ...on, version: V + 3n }], ['0', '291', '0', '18']],
    ['cancel in the first second', cancelAfter(0n), ['291', '0', '0', '18']],
    ['cancel a second before 1 h', cancelAfter(hours(1) - 1n), ['291', '0', '0', '18']],
    ['cancel at 1 h', cancelAfter(hours(1)), ['240', '51', '0', '18']],
    ['cancel at 4 h', cancelAfter(hours(4)), ['240', '51', '0', '18']],
    ['cancel a second past 4 h', cancelAfter(hours(4) + 1n), ['210', '81', '0', '18']],
    ['cancel at 24 h', cancelAfter(hours(24)), ['210', '81', '0', '18']],
    ['cancel a second past 24 h', cancelAfter(hours(24) + 1n), ['165', '126', '0', '18']],
    [
      'give up',
      () => [running(), { verb: 'cancelByFreelancer', sender: freelancer, version }],
      ['291', '0', '0', '18'],
    ],
    [
      'refund',
      () => [
        { ...running(), now: NOW + days(14) },
        { verb: 'refund', ...on },
      ],
      ['291', '0', '0', '18'],
    ],
    ['burn', () => [submitted(), { verb: 'burn', ...on, version: V + 3n }], ['0', '0', '291', '18']],
  ]
  test.each(rows)('%s', (_title, given, expected) => {
    const { paid, world: then } = after(...given())
    expect([paid.client, paid.freelancer, paid.burn, paid.protocol].map(formatUsdc)).toEqual(expected)
    expect(then.project.buckets).toEqual({ escrowed: 0n, disputed: 0n, fees: usdc('18'), credits: 0n })
    expect(then.engagements[freelancer]?.milestone).toBeUndefined()
  })

  test('seed 002: refunding 500 of 1,000 at 10 % of its pending fee gives the client the amount back whole', () => {
    const disputed = after(submitted({ arbiter }), { verb: 'dispute', ...on, version: V + 3n, ...said }).world
    expect(disputed.project.buckets.disputed).toBe(usdc('309'))
    const ruling = {
      verb: 'resolve',
      sender: arbiter,
      freelancer,
      version: V + 4n,
      accomplished: true,
      ...said,
    } as const
    const { paid, events } = after(disputed, { ...ruling, release: usdc('150') })
    expect([paid.client, paid.freelancer, paid.protocol].map(formatUsdc)).toEqual(['150', '145.5', '13.5'])
    expect(events.map(({ name }) => name)).toEqual(['ProgressPosted', 'MilestoneClosed'])
  })

  test('a fee that fell in between: the excess returns to the client, with any exit', () => {
    const lowered = after(submitted(), { verb: 'lowerFee', sender: protocolAddress, bps: 100n }).world
    const { paid } = after(lowered, { verb: 'approve', ...on, version: V + 3n })
    expect([paid.client, paid.freelancer, paid.protocol].map(formatUsdc)).toEqual(['6', '297', '6'])
  })

  test('a payee who cannot receive gets a credit, and withdraws it', () => {
    const at = { ...submitted(), unpayable: new Set([freelancer]) }
    const { credited, world: then } = after(at, { verb: 'approve', ...on, version: V + 3n })
    expect(formatUsdc(credited.freelancer)).toBe('291')
    const withdraw: Call = { verb: 'withdraw', sender: arbiter, account: freelancer }
    expect(transition(then, withdraw)).toBe('payeeNotReady')
    const { paid } = after({ ...then, unpayable: new Set() }, withdraw)
    expect(formatUsdc(paid.freelancer)).toBe('291')
  })
})

describe('the order of refusals', () => {
  const late = () => ({ ...submitted(), now: NOW + days(20) })
  const burnIt: Call = { verb: 'burn', sender: freelancer, freelancer, version: 0n }
  const unknown = { ...burnIt, sender: client, freelancer: 'X' }
  test.each<[string, () => World, Call, string]>([
    ['the caller before the project', () => submitted({ arbiter }), burnIt, 'notClient'],
    ['the project before the engagement', () => submitted({ arbiter }), unknown, 'burnDisabled'],
    ['the engagement before the version', late, unknown, 'noEngagement'],
    ['the version before the state', late, { ...burnIt, sender: client }, 'versionConflict'],
    ['the state before the time', () => running(), { ...burnIt, sender: client, version: V + 2n }, 'notSubmitted'],
    ['the time last', late, { ...burnIt, sender: client, version: V + 3n }, 'reviewOver'],
  ])('%s', (_title, from, call, code) => expect(transition(from(), call)).toBe(code))
})

test('MAX_CL shrinks with what was delivered and with the cancels of the client, between a day and 30', () => {
  expect(maxCancelInterval(days(100), 0n, 0n)).toBe(days(30))
  expect(maxCancelInterval(days(20), 0n, 0n)).toBe(days(12))
  expect(maxCancelInterval(days(20), 4n, 0n)).toBe(days(8))
  expect(maxCancelInterval(days(20), 9n, 9n)).toBe(days(2))
  expect(maxCancelInterval(days(2), 4n, 3n)).toBe(days(1))
  expect(maxCancelInterval(hours(3), 0n, 0n)).toBe(hours(3))
})

test('terms are checked whole: count, amounts, durations, window, rounds, share', () => {
  const bad: [Partial<Terms>, ErrorCode][] = [
    [{ schedule: [] }, 'badSchedule'],
    [{ schedule: [{ amount: usdc('0.999999'), duration: days(1) }] }, 'badSchedule'],
    [{ schedule: [{ amount: usdc('1'), duration: 2n * 365n * own.DAY + 1n }] }, 'badSchedule'],
    [{ reviewWindow: 86_399n }, 'badReviewWindow'],
    [{ maxRevisions: 11n }, 'badRevisions'],
    [{ silenceRelease: 10_001n }, 'badSilenceRelease'],
  ]
  expect(refusalOfTerms(terms)).toBeUndefined()
  for (const [change, code] of bad) expect(refusalOfTerms({ ...terms, ...change })).toBe(code)
})

test('every code has a class of its family, a sentence and a remedy', () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const family = ERROR_FAMILIES[ERRORS[code][0]]
    const error = errors.contractError(code)
    expect([error.name, error.code]).toEqual([family, code])
    expect(error.constructor).toBe(errors[family])
    expect(error.shortMessage).toMatch(/\.$/)
    expect(error.remedy).toMatch(/^[^a-z].{10,}/)
  }
  expect(Object.keys(ERRORS).sort()).toEqual(Object.keys(ERROR_SENTENCES).sort())
})
