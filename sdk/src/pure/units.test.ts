import { expect, test } from 'vitest'
import { AmountError } from '../errors/input'
import { hashOf } from './hash'
import { formatUsdc } from './format'
import { days, hours, usdc } from './units'

test('USDC is exact or refused', () => {
  expect(usdc('12.5')).toBe(12_500_000n)
  expect(usdc('0.000001')).toBe(1n)
  expect(usdc('1000000000')).toBe(10n ** 15n)
  expect(usdc(' 12.5\n')).toBe(12_500_000n)
  for (const bad of ['', '1.0000001', '1,5', '-1', '1e3', '.5', '5.', '0x10', 'NaN']) {
    expect(() => usdc(bad), bad).toThrow(AmountError)
  }
})

test('what cannot be said in base units is refused with the reason', () => {
  expect(() => usdc('1,5')).toThrow('it is not a plain decimal number in a text, such as')
  expect(() => usdc('0.0000001')).toThrow('USDC has 6 decimals and nothing smaller')
  expect(() => days(0.1234567)).toThrow('it is not a number that makes whole seconds')
})

test('what only plain JavaScript can pass is refused, too', () => {
  for (const bad of [12.5, 300n, undefined, null]) expect(() => usdc(bad as never), String(bad)).toThrow(AmountError)
  for (const bad of ['14', undefined, null]) expect(() => days(bad as never), String(bad)).toThrow(AmountError)
})

test('formatting is the way back', () => {
  for (const text of ['0', '0.000001', '12.5', '300', '1000000000.999999']) expect(formatUsdc(usdc(text))).toBe(text)
  expect(formatUsdc(-1_500_000n)).toBe('-1.5')
})

test('hours and days are whole seconds', () => {
  expect([hours(1), hours(0.5), days(14), days(2n)]).toEqual([3_600n, 1_800n, 1_209_600n, 172_800n])
  expect(() => hours(1 / 7)).toThrow(AmountError)
})

test('text, bytes and files of the same content have one hash', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  const bytes = new TextEncoder().encode('abc')
  for (const content of ['abc', bytes, new Blob([bytes])]) {
    const hash = await hashOf(content)
    expect(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(abc)
  }
})
