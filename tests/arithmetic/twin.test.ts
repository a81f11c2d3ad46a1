/**
 * Row 8: the arithmetic the SDK and the docs use, against the oracle, over random and edge values.
 * given an amount, a locked fee, a rate and an exit
 *   it splits the deposit exactly as the oracle does
 *   it loses and creates nothing, pays nobody less than 0 and the Protocol between F and 2F
 */
import { expect, test } from 'vitest'
import {
  cancelShareOf,
  deadlineAfterChanges,
  depositOf,
  maxCancelInterval,
  payoutOfApproval,
  payoutOfBurn,
  payoutOfCancel,
  payoutOfRefund,
  payoutOfSettlement,
  shareOf,
  type Payout,
} from '@holdfast/contracts/shared/arithmetic'
import { createRandom } from '../engine/random'
import { progress, recordFigures, SEED, size } from '../engine/settings'
import { AMOUNTS, draw, EDGES, EXITS } from './cases'
import { maxCl, perTenThousand, reworkDeadline, split, type Exit, type Split } from './oracle'

const CASES = size('ARITHMETIC_CASES', 100_000, 10_000_000)
const HOUR = 3_600n

function twin(milestone: { amount: bigint; feeLocked: bigint; feeBps: bigint }, exit: Exit): Payout {
  switch (exit.kind) {
    case 'approve':
    case 'claim':
      return payoutOfApproval(milestone)
    case 'cancelByFreelancer':
    case 'refund':
      return payoutOfRefund(milestone)
    case 'burn':
      return payoutOfBurn(milestone)
    case 'cancelByClient':
      return payoutOfCancel(milestone, exit.elapsed)
    case 'settle':
    case 'resolve':
      return payoutOfSettlement(milestone, exit.release)
    case 'resolveByDefault':
      return payoutOfSettlement(milestone, shareOf(milestone.amount, exit.silenceRelease))
  }
}

const asSplit = (payout: Payout): Split => [payout.client, payout.freelancer, payout.burned, payout.protocol]

// The long run takes minutes where the default one takes a second.
test(
  'T36: given any milestone, when it closes in any way, it splits the deposit as the oracle does',
  { timeout: 3_600_000 },
  () => {
    const random = createRandom(SEED)
    const report = progress('arithmetic', CASES)
    const seen = new Map<string, number>()
    for (let i = 0; i < CASES; i++) {
      const c = draw(random)
      const { L } = c
      const F = perTenThousand(c.A, c.f)
      const expected = split(c.A, L, c.f, c.exit)
      const actual = asSplit(twin({ amount: c.A, feeLocked: L, feeBps: c.f }, c.exit))
      const differs =
        actual.some((part, index) => part !== expected[index]) ||
        depositOf(c.A, c.f0) !== c.A + L ||
        expected.reduce((sum, part) => sum + part) !== c.A + L ||
        expected.some((part) => part < 0n) ||
        expected[3] < F ||
        expected[3] > 2n * F ||
        maxCancelInterval(c.duration, c.accomplished, c.cancels) !== maxCl(c.duration, c.accomplished, c.cancels) ||
        deadlineAfterChanges(c.t, c.s, c.s + c.t) !== reworkDeadline(c.t, c.s, c.s + c.t)
      if (differs) {
        expect({ case: i, ...c, payout: actual }).toEqual({ case: i, ...c, payout: expected })
        throw new Error(`case ${i} breaks an identity: ${Object.values(c).map(String).join(' ')}`)
      }
      seen.set(c.exit.kind, (seen.get(c.exit.kind) ?? 0) + 1)
      if (i % 4_096 === 0) report(i)
    }
    expect(seen.size, 'every kind of exit was drawn').toBe(EXITS)
    recordFigures('08-arithmetic', { cases: CASES, differences: 0 })
  },
)

test.each([
  ['approve', { kind: 'approve' }, [0, 291, 0, 18]],
  ['cancel below 1 h', { kind: 'cancelByClient', elapsed: 3_599n }, [291, 0, 0, 18]],
  ['cancel at 1 h', { kind: 'cancelByClient', elapsed: 3_600n }, [240, 51, 0, 18]],
  ['cancel at 4 h', { kind: 'cancelByClient', elapsed: 14_400n }, [240, 51, 0, 18]],
  ['cancel above 4 h', { kind: 'cancelByClient', elapsed: 14_401n }, [210, 81, 0, 18]],
  ['cancel above 24 h', { kind: 'cancelByClient', elapsed: 86_401n }, [165, 126, 0, 18]],
  ['refund', { kind: 'refund' }, [291, 0, 0, 18]],
  ['burn', { kind: 'burn' }, [0, 0, 291, 18]],
] as const)('300 USDC at 3 %%: %s pays what the rules print', (_name, exit, usdc) => {
  const expected = usdc.map((amount) => BigInt(amount) * 1_000_000n)
  expect(split(300_000_000n, 9_000_000n, 300n, exit)).toEqual(expected)
  expect(asSplit(twin({ amount: 300_000_000n, feeLocked: 9_000_000n, feeBps: 300n }, exit))).toEqual(expected)
})

test('seed 002: refunding 500 of 1 000 at 10 % returns 50 of the fee', () => {
  const [client, freelancer] = split(1_000n, 100n, 1_000n, { kind: 'settle', release: 500n })
  expect([client, freelancer]).toEqual([500n, 450n])
})

test('a cancel tier never leaves the freelancer less than the fee that is due on it', () => {
  for (const elapsed of EDGES) {
    if (elapsed < HOUR) continue
    for (const A of AMOUNTS) expect(cancelShareOf(A, elapsed)).toBeGreaterThanOrEqual(perTenThousand(A, 300n))
  }
})
