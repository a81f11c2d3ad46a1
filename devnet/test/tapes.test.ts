import { expect, it } from 'vitest'
import { readTape, replay } from '../conformance/tape'

/** Sessions of a node, each made by the script of its name in `conformance`, with what a full trace said of every group. */
it.each([
  ['failing-groups.tape.jsonl', 40],
  ['failing-operations.tape.jsonl.gz', 500],
  ['failing-signatures.tape.jsonl.gz', 150],
  ['failing-state.tape.jsonl.gz', 750],
  ['chain-values.tape.jsonl', 50],
  ['simulations.tape.jsonl', 80],
  ['unnamed-limits.tape.jsonl.gz', 500],
  ['old-programs.tape.jsonl.gz', 380],
])('%s are answered and traced as on the node', async (name, least) => {
  const { beginning, tape } = readTape(new URL(`../conformance/vectors/${name}`, import.meta.url))
  const ours: unknown[] = []
  for await (const entry of replay(beginning, tape)) ours.push(entry)
  expect(ours).toEqual(tape)
  expect(tape.length).toBeGreaterThan(least)
})
