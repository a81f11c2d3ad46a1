import { describe, expect, it } from 'vitest'
import { readTape, replay } from '../../devnet/conformance/tape'

/**
 * What a real node said of every group that files of the contracts' tests submitted: together they call every method of
 * both contracts. Kept with `devnet/conformance/mirror-tests.ts --tapes`, and to be kept again when the contracts change.
 */
const TAPES = { credits: 188, limits: 375, payouts: 177, protocol: 178 }

describe('given a session of the contracts on a real node', () => {
  it.each(Object.entries(TAPES))(
    'when %s is replayed, each call has the traces, budgets, logs and effects it had there',
    async (name, groups) => {
      const { beginning, tape } = readTape(new URL(`./${name}.tape.jsonl.gz`, import.meta.url))
      expect(tape.length).toBe(groups)
      let played = 0
      for await (const ours of replay(beginning, tape)) {
        expect(ours, `group ${played} of ${name}`).toEqual(tape[played])
        played++
      }
      expect(played).toBe(tape.length)
    },
  )
})
