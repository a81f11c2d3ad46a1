import { describe, expect, it } from 'vitest'
import { Uint64 } from '@algorandfoundation/algorand-typescript'
import * as plain from './arithmetic'
import { cancelShareOf, deadlineAfterChanges, maxCancelInterval, shareOf } from './arithmetic.algo'

const EDGES = [0n, 1n, 3_599n, 3_600n, 14_400n, 14_401n, 86_400n, 86_401n, 144_000n, 2_592_000n, 63_072_000n]
const AMOUNTS = [1_000_000n, 1_000_001n, 300_000_000n, 999_999_999n, 10n ** 15n]

describe('the arithmetic on chain and its twin agree', () => {
  it('shareOf', () => {
    for (const amount of AMOUNTS)
      for (const bps of [0n, 1n, 299n, 300n, 5_500n, 10_000n])
        expect(shareOf(Uint64(amount), Uint64(bps))).toEqual(plain.shareOf(amount, bps))
  })

  it('cancelShareOf at every edge', () => {
    for (const amount of AMOUNTS)
      for (const elapsed of EDGES)
        expect(cancelShareOf(Uint64(amount), Uint64(elapsed))).toEqual(plain.cancelShareOf(amount, elapsed))
  })

  it('maxCancelInterval', () => {
    for (const duration of EDGES)
      for (const accomplished of [0n, 3n, 4n, 50n])
        for (const cancels of [0n, 2n, 3n, 255n])
          expect(maxCancelInterval(Uint64(duration), Uint64(accomplished), Uint64(cancels))).toEqual(
            plain.maxCancelInterval(duration, accomplished, cancels),
          )
  })

  it('deadlineAfterChanges', () => {
    for (const reviewed of EDGES)
      for (const deadline of EDGES)
        expect(deadlineAfterChanges(Uint64(deadline + 10n), Uint64(10n), Uint64(10n + reviewed))).toEqual(
          plain.deadlineAfterChanges(deadline + 10n, 10n, 10n + reviewed),
        )
  })
})
