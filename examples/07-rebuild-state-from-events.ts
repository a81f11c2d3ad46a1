// Everything the chain knows follows from the events: no indexer and no database has to be believed.
import { days, events, usdc, type EscrowEvent, type ProjectState } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import assert from 'node:assert/strict'

const { escrow, protocol, client, freelancer } = await createEscrowFixture()
const log: EscrowEvent[] = []
const keep = <R extends { events: readonly EscrowEvent[] }>(result: R): R => {
  log.push(...result.events)
  return result
}

const project = keep(await client.createProject({ terms: 'A web shop' }))
const schedule = [{ amount: usdc('300'), duration: days(14) }]
const engagement = keep(await client.offer({ project, freelancer: freelancer.address, schedule }))
keep(await freelancer.accept(engagement))
keep(await client.start(engagement))
keep(await freelancer.submit(engagement, { evidence: 'work', note: 'First version' }))

let states: Record<string, ProjectState> = {}
for (const event of log) {
  console.log(event.name)
  states = events.reduce(protocol.id, states, event)
}

const rebuilt = states[String(project.id)]?.engagements[freelancer.address]
const onChain = await escrow.getEngagement(engagement)
assert.equal(rebuilt?.version, onChain.version)
assert.deepEqual(rebuilt?.milestone, onChain.milestone)
console.log(`Rebuilt from ${log.length} events: version ${rebuilt?.version}, ${rebuilt?.milestoneState}`)
