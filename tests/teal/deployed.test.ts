/**
 * Row 11: what was read off the bytecode holds for what a chain runs.
 * given the Protocol and a project that it made from its template
 *   when their programs are read back, they are the committed ones, byte for byte
 */
import { expect, test } from 'vitest'
import { createProject } from '../engine/project'
import { recordFigures } from '../engine/settings'
import { openWorld } from '../engine/world'

test('T30: the programs on chain are the ones that were checked', async () => {
  const world = await openWorld()
  const project = await createProject(world, { arbiter: true })
  const deployed = [
    [world.protocol.id, world.protocol.program],
    [project.id, world.project],
  ] as const
  for (const [id, { approval, clear }] of deployed) {
    const { params } = await world.chain.algod.getApplicationByID(id).do()
    expect(Buffer.from(params?.approvalProgram ?? []).toString('base64')).toBe(Buffer.from(approval).toString('base64'))
    expect(Buffer.from(params?.clearStateProgram ?? []).toString('base64')).toBe(Buffer.from(clear).toString('base64'))
  }
  recordFigures('11-deployed', { readBackFromChain: deployed.length })
})
