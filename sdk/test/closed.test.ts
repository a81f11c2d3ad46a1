/** A project that was closed is gone: every verb says so before anything is sent, and nobody's ALGO stays in it. */
import { nextActions, usdc } from '@holdfast/sdk'
import type { AccountClient, EngagementRef, Verb } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
/** an engagement in a project that was closed while its freelancer still had local state there */
let gone: { project: bigint; freelancer: string }
let verbs: readonly Verb[]
beforeAll(async () => {
  fixture = await openFixture()
  const { client, escrow } = fixture
  const engagement = await fixture.engagementIn('waiting')
  verbs = nextActions(engagement, client.address, await escrow.getTime()).map(({ verb }) => verb)
  await client.dismiss(engagement)
  await client.closeProject(engagement.project)
  gone = { project: engagement.project.id, freelancer: engagement.freelancer }
})

const minBalanceOf = async ({ algorand, address }: AccountClient) =>
  (await algorand.client.algod.accountInformation(address).do()).minBalance

type Calls = Record<Verb, (by: AccountClient, on: EngagementRef) => Promise<unknown>>

const CALLS: Calls = {
  offer: (by, { project, freelancer }) =>
    by.offer({ project, freelancer, schedule: [{ amount: usdc('300'), duration: 86_400n }] }),
  withdrawOffer: (by, on) => by.withdrawOffer(on),
  accept: (by, on) => by.accept(on),
  rejoin: (by, on) => by.rejoin(on),
  start: (by, on) => by.start(on),
  extend: (by, on) => by.extend(on, { deadline: 1n }),
  post: (by, on) => by.post(on, { note: 'hello' }),
  submit: (by, on) => by.submit(on, { evidence: 'done' }),
  requestChanges: (by, on) => by.requestChanges(on),
  approve: (by, on) => by.approve(on),
  claim: (by, on) => by.claim(on),
  cancelByClient: (by, on) => by.cancelByClient(on),
  cancelByFreelancer: (by, on) => by.cancelByFreelancer(on),
  refund: (by, on) => by.refund(on),
  burn: (by, on) => by.burn(on),
  dispute: (by, on) => by.dispute(on, { evidence: 'why' }),
  resolve: (by, on) => by.resolve(on, { release: 0n, accomplished: false }),
  resolveByDefault: (by, on) => by.resolveByDefault(on),
  proposeSettlement: (by, on) => by.proposeSettlement(on, { release: 0n }),
  acceptSettlement: (by, on) => by.acceptSettlement(on),
  withdraw: (by, { project }) => by.withdraw(project),
  sweepFees: (by, { project }) => by.sweepFees(project),
  pause: (by, { project }) => by.pause(project),
  resume: (by, { project }) => by.resume(project),
  // The client never joined: there is nothing to leave either.
  leave: (by, { project }) => by.leave(project),
  dismiss: (by, on) => by.dismiss(on),
}

test('every verb, and what is done to whole projects: one error, nothing sent', async () => {
  const { admin, client, escrow, algorand } = fixture
  const { algod } = algorand.client
  const { lastRound } = await algod.status().do()
  const calls = [
    ...verbs.map((verb) => CALLS[verb](client, gone)),
    client.closeProject(gone.project),
    admin.lowerProjectFee(gone.project, 1n),
    escrow.getProject(gone.project),
    escrow.getEngagement(gone),
    escrow.listEngagements(gone.project),
  ]
  expect(verbs.length).toBe(26)
  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { name: 'ProjectGoneError', code: 'projectGone', project: gone.project },
    })
  }
  expect((await algod.status().do()).lastRound).toBe(lastRound)
  expect(await escrow.verifyProject(gone.project)).toMatchObject({ genuine: false, error: { code: 'projectGone' } })
})

test('the freelancer leaves it all the same, once: the reserved ALGO is free again', async () => {
  const { freelancer } = fixture
  const reserved = await minBalanceOf(freelancer)
  const { summary } = await freelancer.leave.prepare(gone.project)
  expect(summary.title).toBe(`Leave project ${gone.project}, which was closed`)
  expect((await freelancer.leave.simulate(gone.project)).events).toEqual([])
  expect(await freelancer.leave(gone.project)).toMatchObject({ verb: 'leave', project: gone.project, events: [] })
  expect(await minBalanceOf(freelancer)).toBe(reserved - 157_000n)
  await expect(freelancer.leave(gone.project)).rejects.toMatchObject({ name: 'ProjectGoneError' })
})
