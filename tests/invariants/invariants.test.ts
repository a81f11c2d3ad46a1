/** The prose and the functions are one list: at least 30, numbered without a gap. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INVARIANTS } from './all'

test('each numbered invariant of the README is one function, and the other way round', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
  const inProse = [...readme.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
  const inCode = INVARIANTS.map(({ number }) => number)
  expect(inCode).toEqual(inProse)
  expect(inCode).toEqual(Array.from({ length: inCode.length }, (_, index) => index + 1))
  expect(inCode.length).toBeGreaterThanOrEqual(30)
})
