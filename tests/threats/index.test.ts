/** Row 3: every threat has a test that is named after it, and is shown when that test has passed. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordFigures } from '../engine/settings'
import { ThreatTally } from '../support/threat-tally'

const ROOT = new URL('../../', import.meta.url)
const THREATS = Array.from({ length: 60 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)

function testFiles(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return []
    if (entry.isDirectory()) return testFiles(`${folder}${entry.name}/`)
    return entry.name.endsWith('.test.ts') ? [`${folder}${entry.name}`] : []
  })
}

/** Ids that a title begins with; a comment that mentions one proves nothing. */
function named(source: string): string[] {
  const code = source.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(/['"`]((?:T\d\d[ :]*)+)/g)].flatMap(([, ids = '']) => ids.match(/T\d\d/g) ?? [])
}

test('each of the 60 threats has a test named after it', () => {
  const found = new Set(
    ['tests/', 'sdk/test/'].flatMap(testFiles).flatMap((file) => named(readFileSync(new URL(file, ROOT), 'utf8'))),
  )
  expect(THREATS.filter((threat) => !found.has(threat))).toEqual([])
  recordFigures('03-threats', { threats: THREATS.length, named: THREATS.filter((threat) => found.has(threat)).length })
})

test('a mention in a comment is no test', () => {
  expect(named('/** T01 */ const x = 1')).toEqual([])
  expect(named("test('T02: it holds', () => {})")).toEqual(['T02'])
})

test('a threat is shown by tests that passed, unless one of its tests failed', () => {
  const tally = new ThreatTally()
  expect(tally.empty).toBe(true)
  tally.count({ name: 'an ordinary test' }, false)
  expect(tally.empty).toBe(true)
  const suite = { name: 'T03: a suite' }
  tally.count({ name: 'T01 T02: both', suite }, false)
  tally.count({ name: 'T01: again', suite }, false)
  tally.count({ name: 'T02: not this time' }, true)
  tally.count({ name: 'mentions T04 too late' }, false)
  expect(tally.shown()).toEqual({ T01: 2, T03: 2 })
})
