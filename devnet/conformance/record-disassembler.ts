/**
 * Records what a real node's disassemble endpoint says to programs, whole and damaged:
 *
 *     ALGOD_PORT=... npx tsx devnet/conformance/record-disassembler.ts
 */
import { damagedPrograms } from './disassembler-corpus'
import { disassembleOnNode, inParallel } from './node'
import { compact, writeVectors } from './vectors'

export type DisassemblerRecord = { program: string } & ({ result: string } | { error: string })

async function record(): Promise<void> {
  const records = await inParallel(damagedPrograms(), async (program): Promise<DisassemblerRecord> => {
    const answer = await disassembleOnNode(program)
    const kept = 'error' in answer ? answer : { result: compact(answer.result) }
    return { program: Buffer.from(program).toString('base64'), ...kept }
  })
  writeVectors('disassembler', records)
  console.log(`${records.length} programs recorded`)
}

await record()
