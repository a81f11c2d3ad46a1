/** From the events alone the reducer rebuilds what the chain holds, after every call of a long life. */
import type { EscrowEvent, ProjectState } from '@holdfast/sdk'
import { events } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'
import { lifeOf, stateOf } from './life'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

test('the reducer equals the chain after every call', async () => {
  const { client, arbiter, protocol } = fixture
  let states: Record<string, ProjectState> = {}
  const seen = new Set<EscrowEvent['name']>()
  const follow = async <R extends { events: readonly EscrowEvent[] }>(call: Promise<R>): Promise<R> => {
    const result = await call
    for (const event of result.events) {
      states = events.reduce(protocol.id, states, event)
      seen.add(event.name)
    }
    return result
  }
  const { id } = await follow(client.createProject({ arbiter: arbiter.address, terms: 'brief' }))
  const check = async () => expect(states[String(id)]).toEqual(await stateOf(fixture, id))
  await check()
  for (const call of lifeOf(fixture, id)) {
    await follow(call())
    await check()
  }
  await follow(client.closeProject(id))
  expect(states[String(id)]?.closed).toBe(true)
  expect(seen.size).toBe(21)
})

test('events of an app that the Protocol did not create are ignored', () => {
  const spoofed: EscrowEvent = { app: 4_242n, name: 'ProjectPaused', args: { client: fixture.client.address } }
  expect(events.reduce(fixture.protocol.id, {}, spoofed)).toEqual({})
})
