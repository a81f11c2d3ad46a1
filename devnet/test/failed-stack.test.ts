import { expect, it } from 'vitest'
import { leftOnFailure } from '../src/avm/failed-stack'

const text = Uint8Array.of(1, 2, 3)
const beyond = 'substring range beyond length of string'

it.each([
  ['a position that the string does not have', [text, 1n, 4n], [0n]],
  ['the last position that a string could have', [text, 1n, 0x7fff_ffffn], [0n]],
  ['an end that no string has', [text, 1n, 0x8000_0000n], [text, 1n, 0x8000_0000n]],
  ['a start that no string has', [text, 1n << 40n, 1n], [text, 1n << 40n, 1n]],
])('of substring3 with %s a refusal tells what the node does', (_, args, left) => {
  expect(leftOnFailure('substring3', args, beyond)).toEqual(left)
})
