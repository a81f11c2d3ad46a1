/**
 * Runs the groups on a new node (round 0) and keeps what happened:
 *
 *     ALGOD_PORT=... npx tsx devnet/conformance/record-groups.ts
 */
import { groupCases } from './group-cases'
import { Builder, onNode, runGroup } from './group-runner'
import { inParallel } from './node'
import { beginningOf } from './shadow'
import { writeVectors } from './vectors'

const { ALGOD_SERVER = 'http://localhost', ALGOD_PORT = '4001', ALGOD_TOKEN = 'a'.repeat(64) } = process.env
const server = `${ALGOD_SERVER}:${ALGOD_PORT}`

async function record(): Promise<void> {
  const beginning = await beginningOf(server, ALGOD_TOKEN)
  const builder = new Builder(beginning)
  const simulate = onNode(server, ALGOD_TOKEN)
  const outcomes = await inParallel(groupCases(), async (group) => ({
    name: group.name,
    ...(await runGroup(group, builder, simulate)),
  }))
  writeVectors('groups', [beginning, ...outcomes])
  console.log(`${outcomes.length} groups recorded`)
}

await record()
