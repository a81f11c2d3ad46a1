/** Row 3: every threat has a test that is named after it. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordFigures } from '../engine/settings'

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
