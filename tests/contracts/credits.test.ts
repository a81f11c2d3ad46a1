/** A payee who cannot receive USDC gets a credit; nothing and nobody else is held up. */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { algoOf, giveUsdc, openChain, optIn, optOut, setFrozen, type TestChain, usdcOf } from '../support/chain'
import { DAY, engagementIn, engagementOf, fee, HOUR, named, type Pair, RICH, submit, USDC } from '../support/engagement'
import { expectCode } from '../support/failures'
import { createProject, type Deployment, deployProtocol, PROJECT_DEPOSIT, usdcAccount } from '../support/protocol'

let chain: TestChain
let deployment: Deployment

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
})

const withdraw = ({ project, freelancer }: Pair, account = `${freelancer.addr}`) =>
  project.send.withdraw({ args: { account }, sender: freelancer.addr, ...fee(2_000) })

const approve = async (pair: Pair) => pair.project.send.approve({ args: await named(pair), ...fee(2_000) })
const close = (pair: Pair, cost: number) =>
  deployment.protocol.send.closeProject({
    args: { project: pair.project.appId },
    sender: pair.client.addr,
    staticFee: microAlgo(cost),
  })

describe('the freelancer', () => {
  it('opted out: the share of a cancel becomes a credit, withdrawn after opting in again', async () => {
    const pair = await engagementIn(deployment, 'running')
    await optOut(chain, deployment.usdc, pair.freelancer)
    await chain.setTime((await chain.now()) + HOUR)
    await pair.project.send.cancelByClient({ args: { ...(await named(pair)), minRefund: 240n * USDC }, ...fee(3_000) })
    expect((await engagementOf(pair)).credit).toBe(51n * USDC)
    expect(await pair.project.state.global.ledger()).toMatchObject({
      credits: 51n * USDC,
      fees: 18n * USDC,
      clientCredit: 0n,
    })
    await expectCode(withdraw(pair), 'payeeNotReady')
    await expectCode(pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) }), 'creditLeft')
    await optIn(chain, deployment.usdc, pair.freelancer)
    const { version } = await named(pair)
    await withdraw(pair)
    expect(await usdcOf(chain, deployment.usdc, pair.freelancer.addr)).toBe(51n * USDC)
    expect(await engagementOf(pair)).toMatchObject({ credit: 0n, version })
    await expectCode(withdraw(pair), 'nothingToWithdraw')
  })

  it('frozen: an approval goes through, and the credit waits for the thaw', async () => {
    const pair = await engagementIn(deployment, 'submitted')
    await setFrozen(chain, deployment.usdc, pair.freelancer.addr, true)
    await approve(pair)
    expect((await engagementOf(pair)).credit).toBe(291n * USDC)
    await expectCode(withdraw(pair), 'payeeNotReady')
    await setFrozen(chain, deployment.usdc, pair.freelancer.addr, false)
    await withdraw(pair)
    expect(await usdcOf(chain, deployment.usdc, pair.freelancer.addr)).toBe(291n * USDC)
  })

  it('keeps the credit after leaving', async () => {
    const pair = await engagementIn(deployment, 'submitted')
    await optOut(chain, deployment.usdc, pair.freelancer)
    await approve(pair)
    await pair.project.send.closeOut.leave({ args: {}, sender: pair.freelancer.addr, ...fee(1_000) })
    await expectCode(pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) }), 'creditLeft')
    await optIn(chain, deployment.usdc, pair.freelancer)
    await withdraw(pair)
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
  })
})

describe('the client', () => {
  it('frozen: a refund becomes a credit that keeps the project open until it can be paid', async () => {
    const pair = await engagementIn(deployment, 'running')
    await setFrozen(chain, deployment.usdc, pair.client.addr, true)
    await chain.setTime((await chain.now()) + 10n * DAY)
    await pair.project.send.refund({ args: await named(pair), ...fee(2_000) })
    expect(await pair.project.state.global.ledger()).toMatchObject({ clientCredit: 291n * USDC, credits: 291n * USDC })
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    await expectCode(close(pair, 6_000), 'creditLeft', deployment.protocol.appId)
    await setFrozen(chain, deployment.usdc, pair.client.addr, false)
    await close(pair, 6_000)
    expect(await usdcOf(chain, deployment.usdc, pair.client.addr)).toBe(RICH - 18n * USDC)
  })

  it('can withdraw the credit before closing', async () => {
    const pair = await engagementIn(deployment, 'running')
    await setFrozen(chain, deployment.usdc, pair.client.addr, true)
    const { version } = await named(pair)
    await pair.project.send.cancelByFreelancer({ args: { version }, sender: pair.freelancer.addr, ...fee(2_000) })
    await setFrozen(chain, deployment.usdc, pair.client.addr, false)
    await withdraw(pair, `${pair.client.addr}`)
    expect(await pair.project.state.global.ledger()).toMatchObject({ clientCredit: 0n, credits: 0n })
  })
})

it('a frozen burn address is credited, and its credit goes to the Protocol at closing', async () => {
  const own = await deployProtocol(chain)
  const pair = await engagementIn(own, 'submitted')
  await setFrozen(chain, own.usdc, own.burn.addr, true)
  await pair.project.send.burn({ args: await named(pair), ...fee(2_000) })
  expect(await pair.project.state.global.ledger()).toMatchObject({ burnCredit: 291n * USDC, credits: 291n * USDC })
  await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
  await own.protocol.send.closeProject({
    args: { project: pair.project.appId },
    sender: pair.client.addr,
    staticFee: microAlgo(5_000),
  })
  expect(await usdcOf(chain, own.usdc, own.protocol.appAddress)).toBe(309n * USDC)
})

it('a frozen escrow fails whole, and the same call goes through after the thaw', async () => {
  const pair = await engagementIn(deployment, 'submitted')
  const before = await engagementOf(pair)
  await setFrozen(chain, deployment.usdc, pair.project.appAddress, true)
  await expect(approve(pair)).rejects.toThrow(/frozen/)
  expect(await engagementOf(pair)).toEqual(before)
  await setFrozen(chain, deployment.usdc, pair.project.appAddress, false)
  await approve(pair)
  expect(await usdcOf(chain, deployment.usdc, pair.freelancer.addr)).toBe(291n * USDC)
})

describe('closing', () => {
  it('create, work, close: every microALGO of the deposit comes back', async () => {
    const client = await usdcAccount(chain, deployment.usdc, RICH)
    const before = await algoOf(chain, client.addr)
    const protocolBefore = await algoOf(chain, deployment.protocol.appAddress)
    const project = await createProject(deployment, client)
    expect(await algoOf(chain, client.addr)).toBe(before - PROJECT_DEPOSIT - 6_000n)
    const pair = await engagementIn(deployment, 'submitted', { client, project })
    await approve(pair)
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    await project.send.sweepFees({ args: {}, ...fee(2_000) })
    await close(pair, 5_000)
    // create 6,000, offer 2,000, start 2,000, approve 2,000, dismiss 2,000, sweep 2,000, close 5,000
    expect(await algoOf(chain, client.addr)).toBe(before - 21_000n)
    expect(await algoOf(chain, deployment.protocol.appAddress)).toBe(protocolBefore)
    await expect(chain.algorand.app.getById(project.appId)).rejects.toThrow()
    expect(await algoOf(chain, project.appAddress)).toBe(0n)
  })

  it('pays donations to the client and fees to the Protocol', async () => {
    const pair = await engagementIn(deployment, 'submitted')
    await giveUsdc(chain, deployment.usdc, pair.project.appAddress, 5n * USDC)
    await approve(pair)
    expect(await usdcOf(chain, deployment.usdc, pair.freelancer.addr)).toBe(291n * USDC)
    await pair.project.send.dismiss({ args: await named(pair), ...fee(2_000) })
    const protocolBefore = (await usdcOf(chain, deployment.usdc, deployment.protocol.appAddress))!
    await close(pair, 6_000)
    expect(await usdcOf(chain, deployment.usdc, pair.client.addr)).toBe(RICH - 309n * USDC + 5n * USDC)
    expect((await usdcOf(chain, deployment.usdc, deployment.protocol.appAddress))! - protocolBefore).toBe(18n * USDC)
  })

  it('pays donations to the Protocol when the client cannot receive them', async () => {
    const pair = await engagementIn(deployment, 'offered')
    await giveUsdc(chain, deployment.usdc, pair.project.appAddress, 5n * USDC)
    await pair.project.send.withdrawOffer({ args: await named(pair), ...fee(2_000) })
    await optOut(chain, deployment.usdc, pair.client)
    const before = (await usdcOf(chain, deployment.usdc, deployment.protocol.appAddress))!
    await close(pair, 5_000)
    expect((await usdcOf(chain, deployment.usdc, deployment.protocol.appAddress))! - before).toBe(5n * USDC)
  })

  it('is refused to others, with engagements left, and for a foreign app', async () => {
    const pair = await engagementIn(deployment, 'offered')
    const id = deployment.protocol.appId
    const args = { project: pair.project.appId }
    const stranger = pair.freelancer.addr
    await expectCode(
      deployment.protocol.send.closeProject({ args, sender: stranger, staticFee: microAlgo(5_000) }),
      'notClient',
      id,
    )
    await expectCode(close(pair, 5_000), 'engagementsLeft', id)
    const foreign = { args: { project: id }, sender: stranger, staticFee: microAlgo(5_000) }
    await expectCode(deployment.protocol.send.closeProject(foreign), 'unknownProject', id)
    const direct = pair.project.send.delete.close({ args: {}, ...fee(5_000) })
    await expectCode(direct, 'notProtocol')
  })
})

it('a fee lowered in mid-milestone pays out more and returns the excess', async () => {
  const pair = await engagementIn(deployment, 'running')
  const { protocol, admin, usdc } = deployment
  const lower = (bps: bigint) =>
    protocol.send.lowerProjectFee({
      args: { project: pair.project.appId, bps },
      sender: admin.addr,
      staticFee: microAlgo(2_000),
    })
  await expectCode(lower(300n), 'feeNotLower', protocol.appId)
  await lower(100n)
  await submit(pair)
  await pair.project.send.approve({ args: await named(pair), ...fee(3_000) })
  expect(await usdcOf(chain, usdc, pair.freelancer.addr)).toBe(297n * USDC)
  expect(await usdcOf(chain, usdc, pair.client.addr)).toBe(RICH - 303n * USDC)
  expect(await pair.project.state.global.ledger()).toMatchObject({ fees: 6n * USDC, feeBps: 100n })
})
