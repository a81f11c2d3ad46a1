/** Lists are read in two steps; what happens between them hides nothing else. */
import { listProjects, NodeError } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

/** The fixture's connection, with some of algod's methods replaced. */
function behind(replaced: object): EscrowFixture['escrow'] {
  const { algorand, escrow } = fixture
  const algod = Object.assign(Object.create(algorand.client.algod), replaced)
  return { ...escrow, algorand: AlgorandClient.fromClients({ algod }) }
}

test('a project that closes between the two reads is left out, the others are listed', async () => {
  const { algorand, client, escrow } = fixture
  const [closed, kept] = [
    await client.createProject({ terms: 'closed' }),
    await client.createProject({ terms: 'kept' }),
  ]
  const { protocolAddress } = await escrow.getProject(kept)
  const before = await algorand.client.algod.accountInformation(protocolAddress).do()
  await client.closeProject(closed)
  const stale = behind({ accountInformation: () => ({ do: () => Promise.resolve(before) }) })
  const listed = (await listProjects(stale, { client: client.address })).map(({ id }) => id)
  expect(listed).toContain(kept.id)
  expect(listed).not.toContain(closed.id)
})

test('a node that does not answer is an error, not an empty list', async () => {
  await fixture.client.createProject({ terms: 'still there' })
  const down = () => ({ do: () => Promise.reject(new TypeError('fetch failed')) })
  await expect(listProjects(behind({ getApplicationByID: down }), {})).rejects.toBeInstanceOf(NodeError)
})
