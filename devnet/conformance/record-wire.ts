import { hex } from '../src/protocol/bytes'
import { rawBlock, realNode } from './ledger/real'
import { ask } from './node'
import { writeVectors } from './vectors'
import { WIRE_CASES } from './wire-cases'

/** What the node answers to bodies no chain takes, and blocks of it to check hashes and commitments with. */
const answers: { name: string; message: string }[] = []
for (const { name, body } of WIRE_CASES) {
  const answer = await ask('/v2/transactions', body, 'application/x-binary')
  answers.push({ name, message: (answer.body as { message: string }).message })
}

const blocks: { round: number; header: string; payset: string[] }[] = []
for (let round = 0; round <= 120; round++) {
  const { header, payset } = await rawBlock(BigInt(round))
  blocks.push({ round, header: hex(header), payset: payset.map(hex) })
}
const { protocol } = await realNode()
// What is refused does not depend on the protocol; the headers of blocks do.
if (protocol === 'v42') writeVectors('wire', answers)
writeVectors(protocol === 'v42' ? 'blocks' : `blocks-${protocol}`, blocks)
