import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Beginning } from '../../devnet/conformance/shadow'
import { replay, type TapeEntry } from '../../devnet/conformance/tape'

/**
 * What a real node said of every group that a file of the contracts' tests submitted. Kept with
 * `devnet/conformance/mirror.ts --tape`, and to be kept again when the contracts change.
 */
const TAPES = ['credits']

function readTape(name: string): { beginning: Beginning; tape: TapeEntry[] } {
  const text = readFileSync(new URL(`./${name}.tape.jsonl`, import.meta.url), 'utf8')
  const [beginning, ...tape] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  return { beginning: beginning as Beginning, tape: tape as TapeEntry[] }
}

describe('given a session of the contracts on a real node', () => {
  it.each(TAPES)(
    'when %s is replayed, each call has the traces, budgets, logs and effects it had there',
    async (name) => {
      const { beginning, tape } = readTape(name)
      expect(tape.length).toBeGreaterThan(100)
      let played = 0
      for await (const ours of replay(beginning, tape)) {
        expect(ours, `group ${played} of ${name}`).toEqual(tape[played])
        played++
      }
      expect(played).toBe(tape.length)
    },
  )
})
