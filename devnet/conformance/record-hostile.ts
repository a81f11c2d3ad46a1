/**
 * Records what a real node's compile endpoint says to sources that are made to be slow:
 *
 *     ALGOD_PORT=... npx tsx devnet/conformance/record-hostile.ts
 */
import { NO_ANSWER, answerOf, recordedSources, type HostileRecord } from './hostile-answer'
import { NODE_PANICKED, compileOnNode } from './node'
import { writeVectors } from './vectors'

const PATIENCE_MS = 60_000

async function record(): Promise<void> {
  const records: HostileRecord[] = []
  for (const { name, source } of recordedSources()) {
    const answer = await compileOnNode(source, PATIENCE_MS)
    const broke = 'error' in answer && answer.error === NODE_PANICKED
    records.push({ name, answer: broke ? NO_ANSWER : answerOf(answer) })
  }
  writeVectors('assembler-hostile', records)
  console.log(`${records.length} sources recorded`)
}

await record()
