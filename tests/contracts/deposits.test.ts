/** A deposit or payment that differs from the exact one in a single field is refused, and nothing changes. */
import type { Address } from 'algosdk'
import { beforeAll, describe, expect, it } from 'vitest'
import { createUsdc, giveUsdc, openChain, optIn, type TestChain, uniqueNote, usdcOf } from '../support/chain'
import { engagementDeposit, engagementIn, fee, named, type Pair, RICH, TERMS, USDC } from '../support/engagement'
import { expectCode } from '../support/failures'
import { createProject, type Deployment, deployProtocol, PROJECT_DEPOSIT, usdcAccount, ZERO } from '../support/protocol'
import { microAlgo } from '@algorandfoundation/algokit-utils'

let chain: TestChain
let deployment: Deployment
let lookalike: bigint

beforeAll(async () => {
  chain = await openChain()
  deployment = await deployProtocol(chain)
  lookalike = await createUsdc(chain)
})

type Fields = {
  sender?: Address
  receiver?: Address
  assetId?: bigint
  amount?: bigint
  closeAssetTo?: Address
  rekeyTo?: Address
  clawbackTarget?: Address
}

async function startWith(pair: Pair, fields: Fields): Promise<unknown> {
  const deposit = await chain.algorand.createTransaction.assetTransfer({
    sender: pair.client.addr,
    receiver: pair.project.appAddress,
    assetId: deployment.usdc,
    amount: 309n * USDC,
    note: uniqueNote(),
    ...fields,
  })
  return pair.project.send.start({ args: { deposit, ...(await named(pair)) }, ...fee(1_000) })
}

describe('start', () => {
  type Wrong = (pair: Pair) => Promise<Fields> | Fields
  const WRONG: [string, Wrong][] = [
    ['one unit less', () => ({ amount: 309n * USDC - 1n })],
    ['one unit more', () => ({ amount: 309n * USDC + 1n })],
    ['nothing', () => ({ amount: 0n })],
    ['the amount without the fee', () => ({ amount: 300n * USDC })],
    ['another receiver', (pair) => ({ receiver: pair.freelancer.addr })],
    ['the Protocol as the receiver', () => ({ receiver: deployment.protocol.appAddress })],
    ['somebody else as the sender', async () => ({ sender: (await usdcAccount(chain, deployment.usdc, RICH)).addr })],
    ['the sender rekeyed', (pair) => ({ rekeyTo: pair.freelancer.addr })],
    ['the holding closed out', (pair) => ({ closeAssetTo: pair.freelancer.addr })],
    [
      'a look-alike asset',
      async (pair) => {
        await optIn(chain, lookalike, pair.client)
        await giveUsdc(chain, lookalike, pair.client.addr, RICH)
        return { assetId: lookalike, receiver: pair.client.addr }
      },
    ],
  ]

  it.each(WRONG)('refuses %s', async (_, wrong) => {
    const pair = await engagementIn(deployment, 'waiting')
    const before = await pair.project.state.global.ledger()
    await expectCode(startWith(pair, await wrong(pair)), 'wrongDeposit')
    expect(await pair.project.state.global.ledger()).toEqual(before)
    expect(await usdcOf(chain, deployment.usdc, pair.client.addr)).toBe(RICH)
  })

  it("refuses the client's own money taken by clawback", async () => {
    const own = await deployProtocol(chain, { clawback: chain.dispenser.addr })
    const pair = await engagementIn(own, 'waiting')
    const deposit = await chain.algorand.createTransaction.assetTransfer({
      sender: chain.dispenser.addr,
      clawbackTarget: pair.client.addr,
      receiver: pair.project.appAddress,
      assetId: own.usdc,
      amount: 309n * USDC,
    })
    await expectCode(
      pair.project.send.start({ args: { deposit, ...(await named(pair)) }, ...fee(1_000) }),
      'wrongDeposit',
    )
  })

  it('takes one deposit for one start only', async () => {
    const pair = await engagementIn(deployment, 'waiting')
    const other = await engagementIn(deployment, 'waiting', { client: pair.client, project: pair.project })
    const deposit = await chain.algorand.createTransaction.assetTransfer({
      sender: pair.client.addr,
      receiver: pair.project.appAddress,
      assetId: deployment.usdc,
      amount: 309n * USDC,
    })
    const second = await pair.project.createTransaction.start({
      args: { deposit, ...(await named(other)) },
      ...fee(1_000),
    })
    const callOfSecond = second.transactions.at(-1)!
    const group = pair.project.newGroup().start({ args: { deposit, ...(await named(pair)) }, ...fee(1_000) })
    await expect(group.addTransaction(callOfSecond).send()).rejects.toThrow()
    expect((await pair.project.state.global.ledger())!.escrowed).toBe(0n)
  })
})

type Wrong = { sender?: Address; receiver?: Address; amount?: bigint; rekeyTo?: Address; closeRemainderTo?: Address }

async function wrongPayments(amount: bigint): Promise<[string, Wrong][]> {
  const other = await chain.account()
  return [
    ['less', { amount: amount - 1n }],
    ['more', { amount: amount + 1n }],
    ['another receiver', { receiver: other.addr }],
    ['another sender', { sender: other.addr }],
    ['rekeyed', { rekeyTo: other.addr }],
    ['closed out', { closeRemainderTo: other.addr }],
  ]
}

/** It also pays the fee of the call, for a sender who closes out has nothing left for it. */
const paymentWith = (sender: Address, receiver: Address, amount: bigint, { amount: wrong, ...fields }: Wrong) =>
  chain.algorand.createTransaction.payment({
    sender,
    receiver,
    amount: microAlgo(wrong ?? amount),
    note: uniqueNote(),
    staticFee: microAlgo(6_000),
    ...fields,
  })

it('offer refuses every payment but the exact one', async () => {
  const client = await chain.account()
  const project = await createProject(deployment, client)
  const freelancer = await chain.account()
  const { schedule, ...terms } = TERMS
  const milestones = schedule.map(({ amount, duration }): [bigint, bigint] => [amount, duration])
  const amount = engagementDeposit(3)
  for (const [name, wrong] of await wrongPayments(amount)) {
    const deposit = await paymentWith(client.addr, project.appAddress, amount, wrong)
    const args = { payment: deposit, freelancer: `${freelancer.addr}`, schedule: milestones, ...terms }
    await expectCode(project.send.offer({ args, ...fee(0) }), 'wrongPayment').catch((error: unknown) => {
      throw new Error(name, { cause: error })
    })
  }
  expect(await project.state.global.ledger()).toMatchObject({ offers: 0n, engagements: 0n })
})

it('createProject refuses every payment but the exact one', async () => {
  const { protocol, template } = deployment
  const client = await chain.account()
  for (const [name, wrong] of await wrongPayments(PROJECT_DEPOSIT)) {
    const deposit = await paymentWith(client.addr, protocol.appAddress, PROJECT_DEPOSIT, wrong)
    const args = { payment: deposit, template, maxFeeBps: 300n, projectHash: new Uint8Array(32), arbiter: `${ZERO}` }
    const call = protocol.send.createProject({ args, sender: client.addr, ...fee(0) })
    await expectCode(call, 'wrongPayment', protocol.appId).catch((error: unknown) => {
      throw new Error(name, { cause: error })
    })
  }
})
