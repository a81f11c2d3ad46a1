/**
 * Records what a real node's compile endpoint says to the assembler corpus:
 *
 *     ALGOD_PORT=... npx tsx devnet/conformance/record-assembler.ts
 */
import { corpus } from './assembler-corpus'
import { recordOf } from './assembler-record'
import { compileOnNode, inParallel } from './node'
import { writeVectors } from './vectors'

async function record(): Promise<void> {
  const list = corpus()
  const records = await inParallel(list, async ({ name, source }) =>
    recordOf(name, source, await compileOnNode(source)),
  )
  writeVectors('assembler', records)
  console.log(`${records.length} sources recorded`)
}

await record()
