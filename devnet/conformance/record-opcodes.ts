/**
 * Runs the programs of every family on a real node and keeps what happened:
 *
 *     ALGOD_PORT=... KMD_PORT=... npx tsx devnet/conformance/record-opcodes.ts [family ...]
 */
import { inParallel } from './node'
import { opCases } from './op-cases'
import { ProgramRunner } from './program-runner'
import { nodeAlgod } from './sender'
import { digest, writeVectors } from './vectors'

async function record(chosen: readonly string[]): Promise<void> {
  const runner = await ProgramRunner.on(await nodeAlgod())
  for (const [family, cases] of Object.entries(opCases())) {
    if (chosen.length > 0 && !chosen.includes(family)) continue
    const records = await inParallel(cases, async (program) => ({
      name: program.name,
      source: digest(program.source),
      ...(await runner.record(program)),
    }))
    writeVectors(`opcodes-${family}`, records)
    console.log(`${family}: ${records.length} programs recorded`)
  }
}

await record(process.argv.slice(2))
