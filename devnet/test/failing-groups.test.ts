import { expect, it } from 'vitest'
import { readTape, replay } from '../conformance/tape'

it('groups that fail are shown as far as they got, as the node shows them', async () => {
  const file = new URL('../conformance/vectors/failing-groups.tape.jsonl', import.meta.url)
  const { beginning, tape } = readTape(file)
  const ours: unknown[] = []
  for await (const entry of replay(beginning, tape)) ours.push(entry)
  expect(ours).toEqual(tape)
  expect(tape.length).toBeGreaterThan(30)
})
