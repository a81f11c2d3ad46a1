/** How the tables of the rules are written and run: what each verb's calls have in common. */
import { describe, expect, test } from 'vitest'
import type { Call, World } from '../../src/pure/calls'
import { transition } from '../../src/pure/model'
import { ARBITER, CALLS, empty, ended, FREELANCER, offered, SECOND, STRANGER, submitted, VERSION } from './worlds'

type Verb = Call['verb']

/** The world is made in the test and not in the table: what breaks in it is then a test that fails. */
export type Row = [what: string, world: () => World, change: Record<string, unknown>, expected: string]

/** A note of the 256 bytes there are, and of one more: bytes, not characters. */
export const LONGEST_NOTE = 'é'.repeat(128)
export const TOO_LONG = `${LONGEST_NOTE}.`

export const paused = { project: { state: 'paused' } } as const
export const noArbiter = { project: { arbiter: undefined } }

/** What every call on an engagement says first: there is none, it is at another version, nobody is hired. */
export const engagement = (change: Record<string, unknown> = {}): Row[] => [
  ['without an engagement', empty, change, 'noEngagement'],
  ['at an earlier version', submitted, { ...change, version: VERSION - 1n }, 'versionConflict'],
  ['at a later version', submitted, { ...change, version: VERSION + 1n }, 'versionConflict'],
  ['at another version of an offer', offered, { ...change, version: VERSION + 1n }, 'versionConflict'],
]
export const hiredOnly = (change: Record<string, unknown> = {}): Row[] => [
  ...engagement(change),
  ['while offered', offered, change, 'notHired'],
  ['once ended', ended, change, 'notHired'],
]
export const clientOnly: Row[] = [
  ['by the freelancer', submitted, { sender: FREELANCER }, 'notClient'],
  ['by the arbiter, before anything else', empty, { sender: ARBITER, version: 0n }, 'notClient'],
]
export const partyOnly: Row[] = [
  ['by a stranger', submitted, { sender: STRANGER }, 'notParty'],
  ['by another freelancer, before anything else', empty, { sender: SECOND, version: 0n }, 'notParty'],
]
export const only = (code: string, ...states: (() => World)[]): Row[] =>
  states.map((state) => [state.name, state, {}, code])

/** Each row is the verb's standard call with a change, and the code it meets, or 'done'. */
export function checkRules(rules: Partial<Record<Verb, Row[]>>): void {
  describe.each(Object.entries(rules))('%s', (verb, rows) => {
    test.each(rows)('%s', (_what, world, change, expected) => {
      const outcome = transition(world(), { ...CALLS[verb as Verb], ...change } as Call)
      expect(typeof outcome === 'string' ? outcome : 'done').toBe(expected)
    })
  })
}
