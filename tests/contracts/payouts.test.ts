/** Section 5 on chain: who gets what of a milestone of 300 USDC at 3 %, for every exit, with the clock moved. */
import type { MilestoneProjectClient } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { beforeAll, describe, expect, it } from 'vitest'
import { openChain, type TestAccount, type TestChain, usdcOf } from '../support/chain'
import { type Deployment, deployProtocol, usdcAccount } from '../support/protocol'
import { DAY, engagementIn, EVIDENCE, fee, HOUR, named, type Pair, RICH, type State, USDC } from '../support/engagement'
import { expectCode } from '../support/failures'

let chain: TestChain
let deployment: Deployment
let arbiter: TestAccount

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
  arbiter = await chain.account()
  await deployment.protocol.send.optIn.registerArbiter({ args: {}, sender: arbiter.addr })
})

type Exit = (pair: Pair, project: MilestoneProjectClient) => Promise<unknown>

const approve: Exit = async (pair, project) => project.send.approve({ args: await named(pair), ...fee(2_000) })
const claim: Exit = async (pair, project) => project.send.claim({ args: await named(pair), ...fee(2_000) })
const refund: Exit = async (pair, project) => project.send.refund({ args: await named(pair), ...fee(2_000) })
const burn: Exit = async (pair, project) => project.send.burn({ args: await named(pair), ...fee(2_000) })
const cancel =
  (minRefund: bigint, cost = 3_000): Exit =>
  async (pair, project) =>
    project.send.cancelByClient({ args: { ...(await named(pair)), minRefund: minRefund * USDC }, ...fee(cost) })
const cancelByFreelancer: Exit = async (pair, project) => {
  const { version } = await named(pair)
  return project.send.cancelByFreelancer({ args: { version }, sender: pair.freelancer.addr, ...fee(2_000) })
}
const settle =
  (release: bigint): Exit =>
  async (pair, project) => {
    const terms = { ...(await named(pair)), release: release * USDC, accomplished: true }
    const expiresAt = (await chain.now()) + DAY
    await project.send.proposeSettlement({ args: { ...terms, expiresAt }, ...fee(1_000) })
    return project.send.acceptSettlement({ args: terms, sender: pair.freelancer.addr, ...fee(3_000) })
  }
const resolve =
  (release: bigint): Exit =>
  async (pair, project) => {
    const ruling = { release: release * USDC, accomplished: false, evidence: EVIDENCE, note: 'reasons' }
    return project.send.resolve({ args: { ...(await named(pair)), ...ruling }, sender: arbiter.addr, ...fee(3_000) })
  }
const resolveByDefault: Exit = async (pair, project) =>
  project.send.resolveByDefault({ args: await named(pair), ...fee(3_000) })

type Row = {
  name: string
  state: State
  wait?: bigint
  terms?: { reviewWindow?: number; silenceRelease?: number }
  arbiter?: boolean
  exit: Exit
  client: bigint
  freelancer: bigint
  burned?: bigint
  protocol: bigint
}

/** USDC, of the 309 that were deposited. */
const ROWS: Row[] = [
  { name: 'approve', state: 'submitted', exit: approve, client: 0n, freelancer: 291n, protocol: 18n },
  {
    name: 'approve in dispute',
    state: 'disputed',
    arbiter: true,
    exit: approve,
    client: 0n,
    freelancer: 291n,
    protocol: 18n,
  },
  {
    name: 'claim',
    state: 'submitted',
    terms: { reviewWindow: 86_400 },
    wait: DAY,
    exit: claim,
    client: 0n,
    freelancer: 291n,
    protocol: 18n,
  },
  { name: 'cancel at 0 s', state: 'running', exit: cancel(291n, 2_000), client: 291n, freelancer: 0n, protocol: 18n },
  {
    name: 'cancel at 1 h - 1 s',
    state: 'running',
    wait: HOUR - 1n,
    exit: cancel(291n, 2_000),
    client: 291n,
    freelancer: 0n,
    protocol: 18n,
  },
  {
    name: 'cancel at 1 h',
    state: 'running',
    wait: HOUR,
    exit: cancel(240n),
    client: 240n,
    freelancer: 51n,
    protocol: 18n,
  },
  {
    name: 'cancel at 4 h',
    state: 'running',
    wait: 4n * HOUR,
    exit: cancel(240n),
    client: 240n,
    freelancer: 51n,
    protocol: 18n,
  },
  {
    name: 'cancel at 4 h + 1 s',
    state: 'running',
    wait: 4n * HOUR + 1n,
    exit: cancel(210n),
    client: 210n,
    freelancer: 81n,
    protocol: 18n,
  },
  {
    name: 'cancel at 24 h',
    state: 'running',
    wait: DAY,
    exit: cancel(210n),
    client: 210n,
    freelancer: 81n,
    protocol: 18n,
  },
  {
    name: 'cancel at 24 h + 1 s',
    state: 'running',
    wait: DAY + 1n,
    exit: cancel(165n),
    client: 165n,
    freelancer: 126n,
    protocol: 18n,
  },
  {
    name: 'cancel at MAX_CL',
    state: 'running',
    wait: 6n * DAY,
    exit: cancel(165n),
    client: 165n,
    freelancer: 126n,
    protocol: 18n,
  },
  {
    name: 'cancel by the freelancer',
    state: 'running',
    wait: 7n * DAY,
    exit: cancelByFreelancer,
    client: 291n,
    freelancer: 0n,
    protocol: 18n,
  },
  {
    name: 'refund at the deadline',
    state: 'running',
    wait: 10n * DAY,
    exit: refund,
    client: 291n,
    freelancer: 0n,
    protocol: 18n,
  },
  { name: 'burn', state: 'submitted', exit: burn, client: 0n, freelancer: 0n, burned: 291n, protocol: 18n },
  { name: 'settle at 100', state: 'running', exit: settle(100n), client: 200n, freelancer: 97n, protocol: 12n },
  { name: 'settle at 0', state: 'submitted', exit: settle(0n), client: 300n, freelancer: 0n, protocol: 9n },
  {
    name: 'settle at 300 in dispute',
    state: 'disputed',
    arbiter: true,
    exit: settle(300n),
    client: 0n,
    freelancer: 291n,
    protocol: 18n,
  },
  {
    name: 'resolve at 200',
    state: 'disputed',
    arbiter: true,
    exit: resolve(200n),
    client: 100n,
    freelancer: 194n,
    protocol: 15n,
  },
  {
    name: 'resolveByDefault at 50 %',
    state: 'disputed',
    arbiter: true,
    wait: 30n * DAY,
    exit: resolveByDefault,
    client: 150n,
    freelancer: 145_500_000n,
    protocol: 13_500_000n,
  },
]

/** Rows are in whole USDC where they can be. */
const units = (amount: bigint) => (amount < 1_000n ? amount * USDC : amount)

describe('300 USDC at 3 %: 309 deposited', () => {
  it.each(ROWS)('$name', async (row) => {
    const { usdc } = deployment
    const pair = await engagementIn(deployment, row.state, {
      ...row.terms,
      ...(row.arbiter && { arbiter: arbiter.addr }),
    })
    const { project, client, freelancer } = pair
    const held = (await project.state.global.ledger())!
    expect(held.escrowed + held.disputed).toBe(309n * USDC)
    expect(await usdcOf(chain, usdc, project.appAddress)).toBe(309n * USDC)
    const burnBefore = (await usdcOf(chain, usdc, deployment.burn.addr))!
    if (row.wait) await chain.setTime((await chain.now()) + row.wait)

    await row.exit(pair, project)

    expect(await usdcOf(chain, usdc, client.addr)).toBe(RICH - 309n * USDC + units(row.client))
    expect(await usdcOf(chain, usdc, freelancer.addr)).toBe(units(row.freelancer))
    expect((await usdcOf(chain, usdc, deployment.burn.addr))! - burnBefore).toBe(units(row.burned ?? 0n))
    const ledger = (await project.state.global.ledger())!
    expect(ledger).toMatchObject({ escrowed: 0n, disputed: 0n, fees: units(row.protocol), credits: 0n, active: 0n })
    expect(await usdcOf(chain, usdc, project.appAddress)).toBe(units(row.protocol))
  })

  it('refuses a cancel that would return less than the least accepted', async () => {
    const pair = await engagementIn(deployment, 'running')
    await chain.setTime((await chain.now()) + HOUR)
    await expectCode(cancel(241n)(pair, pair.project), 'refundBelowMinimum')
  })

  it('refuses a cancel one second after MAX_CL', async () => {
    const pair = await engagementIn(deployment, 'running')
    await chain.setTime((await chain.now()) + 6n * DAY + 1n)
    await expectCode(cancel(0n)(pair, pair.project), 'cancelWindowClosed')
  })
})

it('leaves a stranger without a project of their own nothing to take', async () => {
  const pair = await engagementIn(deployment, 'submitted')
  const stranger = await usdcAccount(chain, deployment.usdc)
  const args = await named(pair)
  await expectCode(pair.project.send.approve({ args, sender: stranger.addr, ...fee(2_000) }), 'notClient')
  await expectCode(pair.project.send.claim({ args, sender: stranger.addr, ...fee(2_000) }), 'noReviewWindow')
})
