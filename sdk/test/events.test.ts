/** From the events alone the reducer rebuilds what the chain holds, after every call of a long life. */
import type { EscrowEvent, ProjectState } from '@holdfast/sdk'
import { days, events, hours, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

test('the reducer equals the chain after every call', async () => {
  const { client, freelancer, arbiter, admin, escrow, clock, protocol, usdc: money } = fixture
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
  const engagement = { project: id, freelancer: freelancer.address }
  const schedule = Array.from({ length: 4 }, () => ({ amount: usdc('300'), duration: days(14) }))
  const check = async () => {
    const state = states[String(id)]
    expect(state?.project).toEqual(await escrow.getProject(id))
    const chain = await escrow.listEngagements(id)
    const records = chain.map(
      ({ project: _p, joined: _j, departed: _d, status: _s, approved: _a, ...record }) => record,
    )
    expect(Object.values(state?.engagements ?? {})).toEqual(records)
  }
  const offer = () => client.offer({ project: id, freelancer: freelancer.address, schedule, terms: 'terms' })
  const start = () => client.start(engagement)
  const submit = () => freelancer.submit(engagement, { evidence: 'work', note: 'see there' })
  const life: (() => Promise<{ events: readonly EscrowEvent[] }>)[] = [
    () => client.pause(id),
    () => client.resume(id),
    offer,
    () => client.withdrawOffer(engagement),
    offer,
    () => freelancer.accept(engagement),
    start,
    () => freelancer.proposeSettlement(engagement, { release: usdc('10') }),
    () => client.post(engagement, { note: 'how is it going' }),
    submit,
    () => client.requestChanges(engagement, { note: 'not yet' }),
    async () => {
      const { milestone } = await escrow.getEngagement(engagement)
      return client.extend(engagement, { deadline: (milestone?.deadline ?? 0n) + days(1) })
    },
    submit,
    () => admin.lowerProjectFee(id, 250n),
    () => client.approve(engagement),
    start,
    async () => {
      await clock.advance(hours(2))
      return client.cancelByClient(engagement)
    },
    start,
    submit,
    () => client.dispute(engagement, { note: 'no' }),
    () => arbiter.resolve(engagement, { release: usdc('100'), accomplished: true, note: 'a third' }),
    start,
    submit,
    async () => {
      await money.optOut(freelancer)
      return client.approve(engagement)
    },
    async () => {
      await money.optIn({
        addr: fixture.algorand.account.getAccount(freelancer.address).addr,
        signer: freelancer.signer,
      })
      return client.withdraw(id, { account: freelancer.address })
    },
    start,
    async () => {
      await fixture.clearState(freelancer, id)
      return freelancer.rejoin(engagement)
    },
    () => freelancer.cancelByFreelancer(engagement),
    () => arbiter.sweepFees(id),
    () => freelancer.leave(id),
    () => client.dismiss(engagement),
  ]
  await check()
  for (const call of life) {
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
