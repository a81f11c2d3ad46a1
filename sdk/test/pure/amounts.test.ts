/**
 * The four places money can go.
 * given a function that knows each
 *   every place gets its own amount, and all of them together are their sum
 */
import { expect, test } from 'vitest'
import { amountsOf, NO_AMOUNTS, totalOf } from '../../src/pure/amounts'

const EACH = { client: 1n, freelancer: 20n, burn: 300n, protocol: 4_000n }

test('every place gets its own amount', () => {
  expect(amountsOf((role) => EACH[role])).toStrictEqual(EACH)
})

test('all of them together are their sum', () => {
  expect(totalOf(EACH)).toBe(4_321n)
})

test('no amounts are nothing for everybody', () => {
  expect(NO_AMOUNTS).toStrictEqual({ client: 0n, freelancer: 0n, burn: 0n, protocol: 0n })
})
