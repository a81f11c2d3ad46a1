/** The rules between offer and payout that the other files do not move money with: terms, clocks, rounds, quarrels. */
import { maxCancelInterval } from '@holdfast/contracts/shared/arithmetic'
import { beforeAll, describe, expect, it } from 'vitest'
import { ON_NODE, openChain, type TestAccount, type TestChain } from '../support/chain'
import {
  accept,
  DAY,
  dispute,
  engagementDeposit,
  engagementIn,
  engagementOf,
  EVIDENCE,
  fee,
  HOUR,
  named,
  offer,
  type Pair,
  RICH,
  start,
  submit,
  type Terms,
  TERMS,
  USDC,
} from '../support/engagement'
import { expectCode } from '../support/failures'
import { createProject, type Deployment, deployProtocol, payment, usdcAccount, ZERO } from '../support/protocol'

let chain: TestChain
let deployment: Deployment
let arbiter: TestAccount

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
  arbiter = await chain.account()
  await deployment.protocol.send.optIn.registerArbiter({ args: {}, sender: arbiter.addr })
})

/** Offset of `clientCancels` in the record, see ARCHITECTURE.md. */
const CLIENT_CANCELS_AT = 11

const wait = async (seconds: bigint) => chain.setTime((await chain.now()) + seconds)
const statement = { evidence: EVIDENCE, note: '' }
const asFreelancer = (pair: Pair, cost = 1_000) => ({ sender: pair.freelancer.addr, ...fee(cost) })
const approve = async (pair: Pair) => pair.project.send.approve({ args: await named(pair), ...fee(2_000) })
const cancel = async (pair: Pair, cost = 2_000) =>
  pair.project.send.cancelByClient({ args: { ...(await named(pair)), minRefund: 0n }, ...fee(cost) })
const requestChanges = async (pair: Pair) =>
  pair.project.send.requestChanges({ args: { ...(await named(pair)), ...statement }, ...fee(1_000) })

describe('offer', () => {
  const cases: [string, Partial<Terms>, string][] = [
    ['no milestone', { schedule: [] }, 'badSchedule'],
    [
      '51 milestones',
      { schedule: Array.from({ length: 51 }, () => ({ amount: USDC, duration: HOUR })) },
      'badSchedule',
    ],
    ['a review of less than a day', { reviewWindow: 86_399 }, 'badReviewWindow'],
    ['a review of more than 90 days', { reviewWindow: 7_776_001 }, 'badReviewWindow'],
    ['11 rounds', { maxRevisions: 11 }, 'badRevisions'],
    ['more than all on silence', { silenceRelease: 10_001 }, 'badSilenceRelease'],
  ]
  it.each(cases)('refuses %s', async (_, terms, code) => {
    await expectCode(engagementIn(deployment, 'offered', terms), code)
  })

  it('refuses everybody who has a role already', async () => {
    const client = await usdcAccount(chain, deployment.usdc)
    const project = await createProject(deployment, client, { arbiter: arbiter.addr })
    const { schedule, ...terms } = TERMS
    const milestones = schedule.map(({ amount, duration }): [bigint, bigint] => [amount, duration])
    const taken = [
      client.addr,
      arbiter.addr,
      deployment.burn.addr,
      ZERO,
      project.appAddress,
      deployment.protocol.appAddress,
    ]
    for (const freelancer of taken) {
      const deposit = await payment(chain, client.addr, project.appAddress, engagementDeposit(3))
      const args = { payment: deposit, freelancer: `${freelancer}`, schedule: milestones, ...terms }
      await expectCode(project.send.offer({ args, ...fee(1_000) }), 'badParty')
    }
  })

  it('is one at a time, and can be withdrawn until it is accepted', async () => {
    const pair = await engagementIn(deployment, 'offered')
    await expectCode(offer(pair), 'engagementExists')
    await expectCode(start(pair), 'notHired')
    await expectCode(pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) }), 'notHired')
    const first = await named(pair)
    await pair.project.send.withdrawOffer({ args: first, ...fee(2_000) })
    await expectCode(pair.project.send.withdrawOffer({ args: first, ...fee(2_000) }), 'noEngagement')
    await offer(pair)
    const stale = pair.project.send.optIn.accept({ args: { version: first.version }, ...asFreelancer(pair) })
    await expectCode(stale, 'versionConflict')
    await accept(pair)
    await expectCode(pair.project.send.withdrawOffer({ args: await named(pair), ...fee(2_000) }), 'notOffered')
  })
})

describe('start', () => {
  const wrong: [string, { amount: bigint; duration: bigint }][] = [
    ['below 1 USDC', { amount: USDC - 1n, duration: HOUR }],
    ['above 1,000,000,000 USDC', { amount: 10n ** 15n + 1n, duration: HOUR }],
    ['below 1 hour', { amount: USDC, duration: HOUR - 1n }],
    ['above 2 years', { amount: USDC, duration: 730n * DAY + 1n }],
  ]
  it.each(wrong)('refuses a milestone %s', async (_, milestone) => {
    const client = await usdcAccount(chain, deployment.usdc, 2n * 10n ** 15n)
    await expectCode(start(await engagementIn(deployment, 'waiting', { client, schedule: [milestone] })), 'badSchedule')
  })

  it('takes the dearest and the longest milestone', async () => {
    const client = await usdcAccount(chain, deployment.usdc, 2n * 10n ** 15n)
    const schedule = [{ amount: 10n ** 15n, duration: 730n * DAY }]
    const pair = await engagementIn(deployment, 'submitted', { client, schedule })
    await approve(pair)
    await expectCode(start(pair), 'noMilestoneLeft')
  })

  it('opens one milestone at a time', async () => {
    const pair = await engagementIn(deployment, 'running')
    await expectCode(start(pair), 'notWaiting')
    await expectCode(pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) }), 'notWaiting')
    await expectCode(pair.project.send.pause({ args: {}, ...fee(1_000) }), 'milestoneOpen')
  })

  it('a pause blocks offer, accept and start', async () => {
    const pair = await engagementIn(deployment, 'waiting')
    const { project } = pair
    await expectCode(project.send.resume({ args: {}, ...fee(1_000) }), 'projectRunning')
    const offered = await engagementIn(deployment, 'offered', { client: pair.client, project })
    await project.send.pause({ args: {}, ...fee(1_000) })
    await expectCode(project.send.pause({ args: {}, ...fee(1_000) }), 'projectPaused')
    await expectCode(start(pair), 'projectPaused')
    await expectCode(accept(offered), 'projectPaused')
    await expectCode(engagementIn(deployment, 'offered', { client: pair.client, project }), 'projectPaused')
    await project.send.resume({ args: {}, ...fee(1_000) })
    await start(pair)
  })
})

describe('MAX_CL', () => {
  const cancelableFor = async (pair: Pair) => {
    const { startedAt, cancelableUntil } = await engagementOf(pair)
    return cancelableUntil - startedAt
  }

  it.each([
    ['an hour is cancelable to its end', HOUR, HOUR],
    ['a day stays whole', DAY, DAY],
    ['two days: 60 % is more than a day', 2n * DAY, 103_680n],
    ['1.5 days: at least a day', 129_600n, DAY],
    ['two years: at most 30 days', 730n * DAY, 30n * DAY],
  ])('%s', async (_, duration, expected) => {
    expect(
      await cancelableFor(await engagementIn(deployment, 'running', { schedule: [{ amount: USDC, duration }] })),
    ).toBe(expected)
  })

  it('falls with milestones accomplished and with cancels, and is inclusive', async () => {
    const duration = 20n * DAY
    const schedule = Array.from({ length: 7 }, () => ({ amount: USDC, duration }))
    const pair = await engagementIn(deployment, 'waiting', { schedule })
    let [accomplished, cancels] = [0n, 0n]
    for (const step of [
      'cancel',
      'approve',
      'cancel',
      'approve',
      'cancel',
      'cancel',
      'approve',
      'approve',
      'approve',
    ]) {
      await start(pair)
      expect(await cancelableFor(pair)).toBe(maxCancelInterval(duration, accomplished, cancels))
      if (step === 'cancel') {
        await cancel(pair)
        cancels += 1n
      } else {
        await submit(pair)
        await approve(pair)
        accomplished += 1n
      }
    }
    expect(await engagementOf(pair)).toMatchObject({ accomplished: 5, clientCancels: 4 })
    await start(pair)
    // 6,000 - 4 * 500 - 3 * 1,000 = 1,000 bps of 20 days
    expect(await cancelableFor(pair)).toBe(2n * DAY)
    await wait(2n * DAY)
    await cancel(pair, 3_000)
  })

  // No chain could get there for less than 255 starts: the record is forged, so a node skips this.
  it.skipIf(ON_NODE)('counts 255 cancels and no more, and the next one still goes through', async () => {
    const pair = await engagementIn(deployment, 'running')
    const name = Buffer.concat([Buffer.from('e'), pair.freelancer.addr.publicKey])
    const record = async () => chain.algorand.app.getBoxValue(pair.project.appId, name)
    const forged = await record()
    expect(forged[CLIENT_CANCELS_AT]).toBe(0)
    forged[CLIENT_CANCELS_AT] = 254
    chain.forge?.setBox(pair.project.appId, name, forged)
    for (const before of [254, 255]) {
      expect((await engagementOf(pair)).clientCancels).toBe(before)
      await cancel(pair)
      expect(await engagementOf(pair)).toMatchObject({
        clientCancels: 255,
        accomplished: 0,
        state: 2,
        milestoneState: 1,
      })
      await start(pair)
    }
    expect(await cancelableFor(pair)).toBe(maxCancelInterval(pair.terms.schedule[0]!.duration, 0n, 255n))
  })

  it('closes for good with the first submit', async () => {
    const pair = await engagementIn(deployment, 'submitted')
    await expectCode(cancel(pair), 'notRunning')
    await requestChanges(pair)
    await expectCode(cancel(pair), 'cancelWindowClosed')
  })
})

describe('deadlines and review', () => {
  it('extend moves the deadline later only, within two years, and no version', async () => {
    const pair = await engagementIn(deployment, 'running')
    const { deadline, version, cancelableUntil } = await engagementOf(pair)
    const extend = async (to: bigint) =>
      pair.project.send.extend({ args: { ...(await named(pair)), deadline: to }, ...fee(1_000) })
    await expectCode(extend(deadline), 'badDeadline')
    await expectCode(extend((await chain.now()) + 730n * DAY + 1n), 'badDeadline')
    await extend(deadline + 1n)
    expect(await engagementOf(pair)).toMatchObject({ deadline: deadline + 1n, version, cancelableUntil })
    await chain.setTime(deadline)
    const refund = async () => pair.project.send.refund({ args: await named(pair), ...fee(2_000) })
    await expectCode(refund(), 'deadlineNotReached')
    await submit(pair)
    await expectCode(extend(deadline + DAY), 'notRunning')
  })

  it.each([
    ['a quick review leaves a day', 10n, 10n * DAY],
    ['an early one returns the time it took', 3n * DAY, 13n * DAY],
    ['a late one leaves as long as it took', 12n * DAY, 22n * DAY],
  ])('requestChanges: %s', async (_, review, expected) => {
    const pair = await engagementIn(deployment, 'submitted')
    const { startedAt } = await engagementOf(pair)
    await wait(review)
    await requestChanges(pair)
    const { deadline, submittedAt, revisions, evidence, cancelableUntil } = await engagementOf(pair)
    expect(deadline - startedAt).toBe(review === 10n ? expected + 10n : expected)
    expect({ submittedAt, revisions, cancelableUntil }).toEqual({ submittedAt: 0n, revisions: 1, cancelableUntil: 0n })
    expect(evidence).toEqual(EVIDENCE)
  })

  it('rounds run out, and a passed review window closes them', async () => {
    const none = await engagementIn(deployment, 'submitted', { maxRevisions: 0 })
    await expectCode(requestChanges(none), 'noRevisionsLeft')
    const pair = await engagementIn(deployment, 'submitted', { reviewWindow: 86_400 })
    const claim = async () => pair.project.send.claim({ args: await named(pair), ...fee(2_000) })
    await wait(DAY - 1n)
    await expectCode(claim(), 'reviewNotOver')
    await wait(1n)
    await expectCode(requestChanges(pair), 'reviewOver')
    await expectCode(pair.project.send.burn({ args: await named(pair), ...fee(2_000) }), 'reviewOver')
    await claim()
    await expectCode(claim(), 'notSubmitted')
  })

  it('evidence and notes are bounded', async () => {
    const pair = await engagementIn(deployment, 'running')
    const { version } = await named(pair)
    const submitWith = (evidence: Uint8Array, note: string) =>
      pair.project.send.submit({ args: { version, evidence, note }, ...asFreelancer(pair) })
    await expectCode(submitWith(new Uint8Array(32), ''), 'noEvidence')
    await expectCode(submitWith(EVIDENCE, 'x'.repeat(257)), 'noteTooLong')
    await submitWith(EVIDENCE, 'x'.repeat(256))
    await expectCode(submitWith(EVIDENCE, ''), 'versionConflict')
  })
})

describe('disputes', () => {
  const withArbiter = (state: 'running' | 'submitted' | 'disputed', terms: Partial<Terms> = {}) =>
    engagementIn(deployment, state, { arbiter: arbiter.addr, ...terms })

  it('need an arbiter, and take burning away', async () => {
    await expectCode(dispute(await engagementIn(deployment, 'submitted')), 'noArbiter')
    const pair = await withArbiter('submitted')
    await expectCode(pair.project.send.burn({ args: await named(pair), ...fee(2_000) }), 'burnDisabled')
  })

  it('wait 24 hours for the freelancer, and end for the client with the review', async () => {
    const pair = await withArbiter('submitted', { reviewWindow: 172_800 })
    const byFreelancer = async () =>
      pair.project.send.dispute({ args: { ...(await named(pair)), ...statement }, ...asFreelancer(pair) })
    await wait(DAY - 1n)
    await expectCode(byFreelancer(), 'disputeTooEarly')
    await wait(DAY + 1n)
    await expectCode(dispute(pair), 'reviewOver')
    await byFreelancer()
    const { ledger } = await pair.project.state.global.getAll()
    expect(ledger).toMatchObject({ escrowed: 0n, disputed: 309n * USDC, active: 1n })
    await expectCode(pair.project.send.claim({ args: await named(pair), ...fee(2_000) }), 'notSubmitted')
    await expectCode(
      pair.project.send.resolveByDefault({ args: await named(pair), ...fee(3_000) }),
      'arbitrationNotOver',
    )
  })

  it('are ruled on by the arbiter alone, within the amount', async () => {
    const pair = await withArbiter('disputed')
    const resolve = async (release: bigint, sender = arbiter.addr) => {
      const ruling = { release, accomplished: true, ...statement }
      return pair.project.send.resolve({ args: { ...(await named(pair)), ...ruling }, sender, ...fee(3_000) })
    }
    await expectCode(resolve(0n, pair.client.addr), 'notArbiter')
    await expectCode(resolve(300n * USDC + 1n), 'releaseTooHigh')
    const post = async (sender = arbiter.addr) =>
      pair.project.send.post({ args: { ...(await named(pair)), ...statement }, sender, ...fee(1_000) })
    await post()
    await expectCode(post((await chain.account()).addr), 'notParty')
    await resolve(300n * USDC)
    await expectCode(resolve(0n), 'notDisputed')
    await expectCode(post(), 'notDisputed')
    await expectCode(post(pair.client.addr), 'noMilestoneOpen')
    expect((await engagementOf(pair)).accomplished).toBe(1)
  })
})

describe('settlements', () => {
  const terms = { release: 100n * USDC, accomplished: true }
  const propose = async (pair: Pair, sender = pair.client.addr, release = terms.release, lifetime = DAY) => {
    const expiresAt = (await chain.now()) + lifetime
    const args = { ...(await named(pair)), ...terms, release, expiresAt }
    return pair.project.send.proposeSettlement({ args, sender, ...fee(1_000) })
  }
  const take = async (pair: Pair, sender = pair.freelancer.addr, release = terms.release, accomplished = true) =>
    pair.project.send.acceptSettlement({
      args: { ...(await named(pair)), release, accomplished },
      sender,
      ...fee(3_000),
    })

  it('are accepted exactly, by the other party, in time, at their version', async () => {
    const pair = await engagementIn(deployment, 'running')
    await expectCode(take(pair), 'noProposal')
    await expectCode(propose(pair, pair.client.addr, 300n * USDC + 1n), 'releaseTooHigh')
    await expectCode(propose(pair, pair.client.addr, 0n, 0n), 'badExpiry')
    await expectCode(propose(pair, (await chain.account()).addr), 'notParty')
    await propose(pair)
    await expectCode(take(pair, pair.client.addr), 'ownProposal')
    await expectCode(take(pair, pair.freelancer.addr, 99n * USDC), 'proposalChanged')
    await expectCode(take(pair, pair.freelancer.addr, terms.release, false), 'proposalChanged')
    await wait(DAY + 1n)
    await expectCode(take(pair), 'proposalExpired')
    await propose(pair, pair.freelancer.addr)
    await expectCode(take(pair), 'ownProposal')
    await submit(pair)
    await expectCode(take(pair, pair.client.addr), 'noProposal')
    await propose(pair, pair.freelancer.addr)
    await wait(DAY)
    await take(pair, pair.client.addr)
    expect(await engagementOf(pair)).toMatchObject({
      accomplished: 1,
      amount: 0n,
      proposalVersion: 0n,
      evidence: new Uint8Array(32),
    })
    await expectCode(take(pair), 'noMilestoneOpen')
    await expectCode(propose(pair), 'noMilestoneOpen')
  })
})

it('a milestone that did not count can be started again under the same terms', async () => {
  const client = await usdcAccount(chain, deployment.usdc, RICH)
  const pair = await engagementIn(deployment, 'running', { client })
  const { version } = await named(pair)
  const stale = () => pair.project.send.cancelByFreelancer({ args: { version }, ...asFreelancer(pair, 2_000) })
  await stale()
  await start(pair)
  expect(await engagementOf(pair)).toMatchObject({ accomplished: 0, amount: 300n * USDC, version: version + 2n })
  await expectCode(stale(), 'versionConflict')
})
