/**
 * The arithmetic of the SDK against the oracle that was written from the text of the rules: the same one that the
 * contracts' arithmetic is compared with.
 */
import { expect, test } from 'vitest'
import { maxCl, perTenThousand, reworkDeadline, split, type Exit, type Split } from '../../../tests/arithmetic/oracle'
import { createRandom, type Random } from '../../../tests/engine/random'
import * as money from '../../src/pure/money'
import type { Amounts } from '../../src/pure/types'
import { DAY, HOUR } from './worlds'

const MILESTONES = 60
const EDGES = [0n, HOUR, 4n * HOUR, DAY, 7n * DAY, 30n * DAY, 60n * DAY].flatMap((t) => [
  t,
  t + 1n,
  t > 0n ? t - 1n : t,
])

function sdk(stake: money.Stake, exit: Exit): Amounts {
  switch (exit.kind) {
    case 'approve':
    case 'claim':
      return money.splitApproval(stake)
    case 'cancelByFreelancer':
    case 'refund':
      return money.splitRefund(stake)
    case 'burn':
      return money.splitBurn(stake)
    case 'cancelByClient':
      return money.splitCancel(stake, exit.elapsed)
    case 'settle':
    case 'resolve':
      return money.splitRelease(stake, exit.release)
    case 'resolveByDefault':
      return money.splitRelease(stake, money.shareOf(stake.amount, exit.silenceRelease))
  }
}

function exitsOf(random: Random, amount: bigint): Exit[] {
  return [
    { kind: 'approve' },
    { kind: 'claim' },
    { kind: 'cancelByFreelancer' },
    { kind: 'refund' },
    { kind: 'burn' },
    ...EDGES.map((elapsed): Exit => ({ kind: 'cancelByClient', elapsed })),
    ...[0n, 1n, amount - 1n, amount, random.bigint(amount)].map((release): Exit => ({ kind: 'settle', release })),
    { kind: 'resolveByDefault', silenceRelease: BigInt(random.int(10_001)) },
  ]
}

test('every exit of every milestone splits the deposit as the oracle does', () => {
  const random = createRandom(8)
  for (let i = 0; i < MILESTONES; i++) {
    const amount = 1_000_000n + random.bigint(999_999_999_000_000n)
    const started = BigInt(random.int(301))
    const feeBps = BigInt(random.int(Number(started) + 1))
    const feeLocked = perTenThousand(amount, started)
    expect(money.depositOf(amount, started)).toBe(amount + feeLocked)
    for (const exit of exitsOf(random, amount)) {
      const { client, freelancer, burn, protocol } = sdk({ amount, feeLocked, feeBps }, exit)
      const actual: Split = [client, freelancer, burn, protocol]
      const wanted = split(amount, feeLocked, feeBps, exit)
      expect(actual.join(), `${exit.kind} of ${amount} at ${feeBps} of ${started}`).toBe(wanted.join())
      expect(client + freelancer + burn + protocol).toBe(amount + feeLocked)
    }
  }
})

test('the window to cancel is the oracle’s, for each counter at each edge', () => {
  const random = createRandom(9)
  const durations = [HOUR, DAY - 1n, DAY, DAY + 1n, 2n * DAY, 10n * DAY, 50n * DAY, 75n * DAY, 730n * DAY]
  for (const duration of [...durations, ...durations.map(() => HOUR + random.bigint(100n * DAY))])
    for (const accomplished of [0n, 1n, 3n, 4n, 5n, 255n])
      for (const cancels of [0n, 1n, 2n, 3n, 4n, 255n])
        expect(money.maxCancelInterval(duration, accomplished, cancels)).toBe(maxCl(duration, accomplished, cancels))
})

test('the deadline after requested changes is the oracle’s', () => {
  for (const review of EDGES)
    for (const late of [-30n * DAY, -DAY, -1n, 0n, 1n, DAY, 30n * DAY]) {
      const submittedAt = 1_700_000_000n
      const now = submittedAt + review
      const deadline = now + late
      expect(money.deadlineAfterChanges(deadline, submittedAt, now)).toBe(reworkDeadline(deadline, submittedAt, now))
    }
})

test('cancels are counted up to what a byte holds', () => {
  expect([0n, 1n, 253n, 254n, 255n].map(money.countCancel)).toEqual([1n, 2n, 254n, 255n, 255n])
})

test('the tiers of cancellation begin where the rules say', () => {
  expect(money.CANCEL_TIERS.map(({ from, clientBps }) => [from, clientBps])).toEqual([
    [0n, 10_000n],
    [3_600n, 8_000n],
    [14_401n, 7_000n],
    [86_401n, 5_500n],
  ])
})
