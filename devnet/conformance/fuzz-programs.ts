/**
 * Runs random programs on a real node and on the embedded chain. A difference is made small and kept, to be replayed by
 * the tests for good; with `record` the node's outcomes are kept as hashes, for replays without a node.
 *
 *     ALGOD_PORT=... KMD_PORT=... npx tsx devnet/conformance/fuzz-programs.ts [count] [first seed] [record]
 */
import { isDeepStrictEqual } from 'node:util'
import { fuzzDigest, type FoundDifference } from './fuzz-outcome'
import { inParallel } from './node'
import { fuzzCase } from './program-fuzz'
import { ProgramRunner, type Outcome, type ProgramCase } from './program-runner'
import { shrink } from './program-shrink'
import { embeddedAlgod, nodeAlgod } from './sender'
import { readVectors, writeVectors } from './vectors'

const BATCH = 250

async function fuzz(count: number, first: number, keep: boolean): Promise<void> {
  const algod = await nodeAlgod()
  const node = await ProgramRunner.on(algod)
  const devnet = await ProgramRunner.on(await embeddedAlgod(algod))

  const pair = async (program: ProgramCase): Promise<{ theirs: Outcome; same: boolean }> => {
    const theirs = await node.record(program)
    return { theirs, same: isDeepStrictEqual(await devnet.run(program, theirs.untraced), theirs) }
  }
  const differs = (program: ProgramCase) => (source: string) =>
    pair({ ...program, source }).then(
      ({ same }) => !same,
      // It no longer assembles.
      () => false,
    )

  const digests: string[] = []
  const found: FoundDifference[] = []
  for (let from = first; from < first + count; from += BATCH) {
    const programs = Array.from({ length: Math.min(BATCH, first + count - from) }, (_, i) => fuzzCase(from + i))
    for (const [i, { theirs, same }] of (await inParallel(programs, pair, 4)).entries()) {
      const program = programs[i]!
      digests.push(fuzzDigest(program, theirs))
      if (same) continue
      const source = await shrink(program.source, differs(program))
      const small = { ...program, source }
      found.push({ ...small, outcome: await node.record(small) })
      console.log(`${program.name} differs:\n${source}`)
    }
  }
  console.log(`${count} programs, ${found.length} differences`)
  if (found.length > 0) writeVectors('fuzz-found', [...readVectors<FoundDifference>('fuzz-found'), ...found])
  if (keep) writeVectors('fuzz-programs', digests)
}

const [count = '1000', first = '0', keep] = process.argv.slice(2)
await fuzz(Number(count), Number(first), keep === 'record')
