import { Address } from 'algosdk'
import { expect, test } from 'vitest'
import { AddressError, InputError } from '../errors/input'
import { attempt } from './attempt'
import { checkAddress, checkGiven, checkNumber } from './check'

const SOMEBODY = new Address(new Uint8Array(32).fill(7)).toString()

test('an address is what a node prints, and nothing like it', () => {
  expect(checkAddress('client', SOMEBODY)).toBe(SOMEBODY)
  // The last character has two bits to spare: algosdk reads all four spellings.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const spare = SOMEBODY.slice(0, -1) + (alphabet[alphabet.indexOf(SOMEBODY.slice(-1)) + 1] ?? '')
  expect(Address.fromString(spare).toString()).toBe(SOMEBODY)
  for (const bad of [spare, SOMEBODY.slice(1), SOMEBODY.toLowerCase(), '', 'nope']) {
    expect(() => checkAddress('client', bad), bad).toThrow(new AddressError('client', bad))
  }
})

test('a number is a bigint of 64 bits, whatever plain JavaScript passes', () => {
  for (const good of [0n, 1n, 2n ** 64n - 1n]) expect(checkNumber('release', good)).toBe(good)
  for (const bad of [-1n, 2n ** 64n, 5, '5', undefined, null, {}]) {
    expect(() => checkNumber('release', bad as bigint)).toThrow(InputError)
    expect(() => checkNumber('release', bad as bigint)).toThrow(`\`release\` cannot be ${String(bad)}.`)
  }
})

test('what has to be there is an object of any kind', () => {
  for (const good of [{}, [], () => 5]) expect(checkGiven('engagement', good)).toBe(good)
  for (const bad of [undefined, null, 5, 'text']) {
    expect(() => checkGiven('engagement', bad)).toThrow(`\`engagement\` cannot be ${String(bad)}.`)
  }
})

test('an attempt that throws is undefined', () => {
  expect(attempt(() => 5)).toBe(5)
  expect(attempt(() => JSON.parse('{') as unknown)).toBeUndefined()
})
