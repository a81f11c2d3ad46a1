import type { EscrowEvent } from '@holdfast/sdk'
import { days, hours, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'

/** A call of a life: what it logged, and where that is found. */
export type Call = () => Promise<{ events: readonly EscrowEvent[]; transactionId: string; confirmedRound: bigint }>

/** The calls that, from the creation of a project to its end, log every event a project can log. */
export function lifeOf(fixture: EscrowFixture, id: bigint): Call[] {
  const { client, freelancer, arbiter, admin, escrow, clock, usdc: money } = fixture
  const engagement = { project: id, freelancer: freelancer.address }
  const schedule = Array.from({ length: 4 }, () => ({ amount: usdc('300'), duration: days(14) }))
  const offer = () => client.offer({ project: id, freelancer: freelancer.address, schedule, terms: 'terms' })
  const start = () => client.start(engagement)
  const submit = () => freelancer.submit(engagement, { evidence: 'work', note: 'see there' })
  return [
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
      await money.optIn(freelancer)
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
}

/** What the chain holds of a project, in the shape that the events reduce to. */
export async function stateOf({ escrow }: EscrowFixture, id: bigint) {
  const engagements = await escrow.listEngagements(id)
  return {
    project: await escrow.getProject(id),
    engagements: Object.fromEntries(
      engagements.map(({ project: _p, joined: _j, departed: _d, status: _s, approved: _a, ...record }) => [
        record.freelancer,
        record,
      ]),
    ),
    closed: false,
  }
}
