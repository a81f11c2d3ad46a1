/** A freelancer can erase local state at any moment, and nothing of the client's may hang on it. */
import { OnApplicationComplete } from 'algosdk'
import { beforeAll, describe, expect, it } from 'vitest'
import { openChain, type TestAccount, type TestChain, uniqueNote, usdcOf } from '../support/chain'
import {
  accept,
  DAY,
  dispute,
  engagementIn,
  engagementOf,
  EVIDENCE,
  fee,
  named,
  offer,
  type Pair,
  RICH,
  start,
  type State,
  submit,
  USDC,
} from '../support/engagement'
import { expectCode } from '../support/failures'
import { type Deployment, deployProtocol } from '../support/protocol'

let chain: TestChain
let deployment: Deployment
let arbiter: TestAccount

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
  arbiter = await chain.account()
  await deployment.protocol.send.optIn.registerArbiter({ args: {}, sender: arbiter.addr })
})

const clear = ({ project, freelancer }: Pair) =>
  chain.algorand.send.appCall({
    sender: freelancer.addr,
    appId: project.appId,
    onComplete: OnApplicationComplete.ClearStateOC,
    note: uniqueNote(),
  })

const rejoin = ({ project, freelancer }: Pair) =>
  project.send.optIn.rejoin({ args: {}, sender: freelancer.addr, ...fee(1_000) })

async function departedIn(state: State, withArbiter = false): Promise<Pair> {
  const pair = await engagementIn(deployment, state, withArbiter ? { arbiter: arbiter.addr } : { reviewWindow: 86_400 })
  await clear(pair)
  return pair
}

async function localOf({ project, freelancer }: Pair) {
  return project.state.local(`${freelancer.addr}`).getAll()
}

type Exit = { name: string; state: State; arbiter?: boolean; run: (pair: Pair) => Promise<unknown>; freelancer: bigint }

const CLIENT_EXITS: Exit[] = [
  {
    name: 'refund at once',
    state: 'running',
    freelancer: 0n,
    run: async (pair) => pair.project.send.refund({ args: await named(pair), ...fee(2_000) }),
  },
  {
    name: 'cancel',
    state: 'running',
    freelancer: 51n,
    run: async (pair) => {
      await chain.setTime((await chain.now()) + 3_600n)
      return pair.project.send.cancelByClient({ args: { ...(await named(pair)), minRefund: 0n }, ...fee(3_000) })
    },
  },
  {
    name: 'approve',
    state: 'submitted',
    freelancer: 291n,
    run: async (pair) => pair.project.send.approve({ args: await named(pair), ...fee(2_000) }),
  },
  {
    name: 'burn',
    state: 'submitted',
    freelancer: 0n,
    run: async (pair) => pair.project.send.burn({ args: await named(pair), ...fee(2_000) }),
  },
  {
    name: 'claim by anyone',
    state: 'submitted',
    freelancer: 291n,
    run: async (pair) => {
      await chain.setTime((await chain.now()) + DAY)
      return pair.project.send.claim({ args: await named(pair), sender: pair.freelancer.addr, ...fee(2_000) })
    },
  },
  {
    name: 'approve in dispute',
    state: 'disputed',
    arbiter: true,
    freelancer: 291n,
    run: async (pair) => pair.project.send.approve({ args: await named(pair), ...fee(2_000) }),
  },
  {
    name: 'resolve',
    state: 'disputed',
    arbiter: true,
    freelancer: 97n,
    run: async (pair) => {
      const ruling = { release: 100n * USDC, accomplished: false, evidence: EVIDENCE, note: '' }
      return pair.project.send.resolve({
        args: { ...(await named(pair)), ...ruling },
        sender: arbiter.addr,
        ...fee(3_000),
      })
    },
  },
  {
    name: 'resolveByDefault',
    state: 'disputed',
    arbiter: true,
    freelancer: 145_500_000n,
    run: async (pair) => {
      await chain.setTime((await chain.now()) + 30n * DAY)
      return pair.project.send.resolveByDefault({
        args: await named(pair),
        sender: pair.freelancer.addr,
        ...fee(3_000),
      })
    },
  },
]

describe('after ClearState', () => {
  it.each(CLIENT_EXITS)(
    'the escrow empties by $name from $state',
    async ({ state, arbiter: withArbiter, run, freelancer }) => {
      const pair = await departedIn(state, withArbiter)
      await run(pair)
      const ledger = (await pair.project.state.global.ledger())!
      expect(ledger).toMatchObject({ escrowed: 0n, disputed: 0n, active: 0n, credits: 0n })
      expect(await usdcOf(chain, deployment.usdc, pair.freelancer.addr)).toBe(
        freelancer < 1_000n ? freelancer * USDC : freelancer,
      )
      expect(await usdcOf(chain, deployment.usdc, pair.project.appAddress)).toBe(ledger.fees)
    },
  )

  it('a milestone that was submitted once is not refunded before its deadline', async () => {
    const pair = await engagementIn(deployment, 'submitted')
    await pair.project.send.requestChanges({
      args: { ...(await named(pair)), evidence: EVIDENCE, note: '' },
      ...fee(1_000),
    })
    await clear(pair)
    await expectCode(pair.project.send.refund({ args: await named(pair), ...fee(2_000) }), 'deadlineNotReached')
  })

  it('no milestone can start', async () => {
    const pair = await departedIn('waiting')
    await expectCode(start(pair), 'freelancerDeparted')
  })

  it("the freelancer's own calls fail until rejoin", async () => {
    const pair = await departedIn('running')
    await expectCode(submit(pair), 'freelancerDeparted')
    const { version } = await named(pair)
    const sender = pair.freelancer.addr
    await expectCode(
      pair.project.send.cancelByFreelancer({ args: { version }, sender, ...fee(2_000) }),
      'freelancerDeparted',
    )
    const post = { ...(await named(pair)), evidence: EVIDENCE, note: '' }
    await expectCode(pair.project.send.post({ args: post, sender, ...fee(1_000) }), 'freelancerDeparted')

    await rejoin(pair)
    expect(await localOf(pair)).toEqual({ engagementState: 2n, milestoneState: 2n })
    expect((await named(pair)).version).toBe(version)
    await submit(pair)
  })

  it('rejoin copies the state the box has by now', async () => {
    const pair = await engagementIn(deployment, 'submitted', { arbiter: arbiter.addr })
    await clear(pair)
    await dispute(pair)
    await rejoin(pair)
    expect(await localOf(pair)).toEqual({ engagementState: 2n, milestoneState: 4n })
  })

  it('rejoin and the next call go in one group', async () => {
    const pair = await departedIn('running')
    const { version } = await named(pair)
    const sender = pair.freelancer.addr
    await pair.project
      .newGroup()
      .optIn.rejoin({ args: {}, sender, ...fee(1_000) })
      .submit({ args: { version, evidence: EVIDENCE, note: '' }, sender, ...fee(1_000) })
      .send()
    expect((await engagementOf(pair)).milestoneState).toBe(3)
  })

  it('rejoin is for a hired engagement only', async () => {
    await expectCode(rejoin(await engagementIn(deployment, 'offered')), 'notHired')
    const pair = await engagementIn(deployment, 'waiting')
    await pair.project.send.closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })
    await expectCode(rejoin(pair), 'notHired')
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    await expectCode(rejoin(pair), 'noEngagement')
  })

  it('an offer is accepted as NoOp only with local state', async () => {
    const pair = await engagementIn(deployment, 'offered')
    const { version } = await named(pair)
    const call = pair.project.send.accept({ args: { version }, sender: pair.freelancer.addr, ...fee(1_000) })
    await expectCode(call, 'freelancerDeparted')
  })
})

describe('leaving', () => {
  it('is refused while a milestone is open', async () => {
    const pair = await engagementIn(deployment, 'running')
    const call = pair.project.send.closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })
    await expectCode(call, 'milestoneOpen')
  })

  it('ends the engagement, which only a dismissal can follow', async () => {
    const pair = await engagementIn(deployment, 'waiting')
    const { version } = await named(pair)
    await pair.project.send.closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })
    expect(await engagementOf(pair)).toMatchObject({ version: version + 1n, state: 3, milestoneState: 0 })
    await expectCode(start(pair), 'notHired')
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    expect((await pair.project.state.global.ledger())!.engagements).toBe(0n)
  })

  it('after a dismissal, or beside a new offer, only frees the local state', async () => {
    const pair = await engagementIn(deployment, 'waiting')
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    expect(await localOf(pair)).toEqual({ engagementState: 3n, milestoneState: undefined })
    await offer(pair)
    const before = await engagementOf(pair)
    expect(before.version).toBe(2n * 2n ** 32n)
    await pair.project.send.closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })
    expect(await engagementOf(pair)).toEqual(before)
    await accept(pair)
    expect(await usdcOf(chain, deployment.usdc, pair.client.addr)).toBe(RICH)
  })
})
