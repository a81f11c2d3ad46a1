import { describe, expect, it } from 'vitest'
import { HOSTILE } from '../conformance/assembler-hostile'
import { NO_ANSWER, answerOf, recordedSources, type HostileRecord } from '../conformance/hostile-answer'
import { compileHere } from '../conformance/assembler-record'
import { readVectors } from '../conformance/vectors'

const SMALL = 32 * 1024
const GROWTH = 8
/** Work in proportion to the source grows 8 times, its square 64 times: 22.6 is as far from the one as from the other. */
const LARGEST_RATIO = Math.sqrt(GROWTH * GROWTH ** 2)
/** below this the ratio is the timer's, not the assembler's */
const LEAST_MS = 8
const ATTEMPTS = 5

/** Processor time, which other processes do not count in. */
function cost(source: string): number {
  const before = process.cpuUsage()
  compileHere(source)
  return process.cpuUsage(before).user / 1000
}

/** The cheapest of some attempts on either side: what else this process has to do (collect garbage, compile) only adds. */
function growth(source: (bytes: number) => string): number {
  const [few, many] = [source(SMALL), source(SMALL * GROWTH)]
  let [small, large] = [Infinity, Infinity]
  for (let i = 0; i < ATTEMPTS && !(large / small < LARGEST_RATIO); i++) {
    small = Math.max(Math.min(small, cost(few)), LEAST_MS)
    large = Math.min(large, cost(many))
  }
  return large / small
}

describe('given sources made to be slow', () => {
  const recorded = readVectors<HostileRecord>('assembler-hostile')

  it('when they are assembled, the answer is the one the node gave, or one where it gave none', () => {
    const sources = recordedSources()
    expect(recorded.map(({ name }) => name)).toEqual(sources.map(({ name }) => name))
    sources.forEach(({ name, source }, i) => {
      const answer = answerOf(compileHere(source))
      if (recorded[i]!.answer !== NO_ANSWER) expect(answer, name).toBe(recorded[i]!.answer)
    })
  })

  for (const { name, source } of HOSTILE) {
    it(`when there is eight times as much of ${name}, it takes about eight times the work`, () => {
      expect(growth(source)).toBeLessThan(LARGEST_RATIO)
    })
  }
})

describe('given macros that stand for more than a machine can hold', () => {
  const bombs: [name: string, lines: string[]][] = [
    ['each twice the next', [...Array.from({ length: 60 }, (_, i) => `#define m${i} m${i + 1} m${i + 1}`), 'm0']],
    ['each twice the next, and never used', Array.from({ length: 60 }, (_, i) => `#define m${i} m${i + 1} m${i + 1}`)],
    [
      'each twice the one before, and then a circle',
      [...Array.from({ length: 60 }, (_, i) => `#define m${i + 1} m${i} m${i}`), '#define y x', '#define x m60'],
    ],
    ['a long one in a long line', [`#define m ${'int 1 ; '.repeat(8_000)}`, 'm '.repeat(30_000)]],
  ]
  const refused = /^NotSupportedByDevnet: TEAL whose macros expand to more than 1048576 characters/
  it.each(bombs)('when they are %s, they are refused by name or assembled, at once', (name, lines) => {
    const answer = compileHere(['#pragma version 10', ...lines].join('\n'))
    if (/used$|circle$/.test(name)) expect(answer).toHaveProperty('result')
    else expect(answer).toHaveProperty('error', expect.stringMatching(refused))
  })
})
