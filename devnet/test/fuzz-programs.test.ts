import { beforeAll, describe, expect, it } from 'vitest'
import { fuzzDigest, type FoundDifference } from '../conformance/fuzz-outcome'
import { comparesLive } from '../conformance/node'
import { fuzzCase } from '../conformance/program-fuzz'
import { ProgramRunner } from '../conformance/program-runner'
import { embeddedAlgod, nodeAlgod } from '../conformance/sender'
import { readVectors } from '../conformance/vectors'

/** A nightly run sets FUZZ_PROGRAMS to all that are recorded. */
const COUNT = Number(process.env.FUZZ_PROGRAMS ?? 500)

describe('given random programs from a fixed seed', () => {
  const recorded = readVectors<string>('fuzz-programs')
  let devnet: ProgramRunner
  let node: ProgramRunner | undefined

  beforeAll(async () => {
    const live = comparesLive ? await nodeAlgod() : undefined
    devnet = await ProgramRunner.on(await embeddedAlgod(live))
    if (live) node = await ProgramRunner.on(live)
  })

  it('when the recording is counted, it has ten thousand', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(10_000)
  })

  it(`when ${COUNT} of them run here, trace, cost and failure are the node's`, { timeout: 3_600_000 }, async () => {
    // Spread over the recording, so that a short run sees more than its beginning.
    const stride = Math.max(1, Math.floor(recorded.length / COUNT))
    let approved = 0
    for (let i = 0; i < COUNT; i++) {
      const program = fuzzCase(i * stride)
      const expected = node ? fuzzDigest(program, await node.record(program)) : recorded[i * stride]!
      const outcome = await devnet.run(program, expected.startsWith('-'))
      if (outcome.failure === undefined) approved++
      expect(fuzzDigest(program, outcome), `${program.name}\n${program.source}\n${JSON.stringify(outcome)}`).toBe(
        expected,
      )
    }
    // Programs that all fail early would show little.
    expect(approved).toBeGreaterThan(COUNT / 4)
  })

  it('when a difference was once found, it is gone', async () => {
    for (const { outcome, ...program } of readVectors<FoundDifference>('fuzz-found')) {
      expect(await devnet.run(program, outcome.untraced), program.source).toEqual(outcome)
    }
  })
})
