/** T59: what a group pays, whatever the network asks and however it is signed. T25: which program it is for. */
import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { AccountClient, ActionResult, Engagement } from '@holdfast/sdk'
import { createEscrowClient, usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import type { SignedTxnWithAD, SuggestedParams } from 'algosdk'
import { Address, addressWithSignersFromRawFalcon1024Signer, TransactionType } from 'algosdk'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { PROTOCOLS } from '../../devnet/src/protocol/params'
import { ON_NODE } from '../../tests/support/chain'
import { openFixture } from './chain'
import { falconAccount } from './falcon'
import { lifeOf } from './life'

/** A fixture on an embedded chain whose minimum fee is this. */
async function openFixtureAt(minTxnFee: bigint): Promise<EscrowFixture> {
  const asked = { ...PROTOCOLS.v42, minTxnFee }
  const protocol = vi.spyOn(PROTOCOLS, 'v42', 'get').mockReturnValue(asked)
  try {
    return await openFixture()
  } finally {
    protocol.mockRestore()
  }
}

/** A group as it stands in its block: a dev chain makes one block of each, where a node may put a state proof of its own, too. */
async function groupOf({ algorand }: EscrowFixture, { confirmedRound }: ActionResult): Promise<SignedTxnWithAD[]> {
  const { block } = await algorand.client.algod.block(confirmedRound).do()
  const inBlock = block.payset.map(({ signedTxn }) => signedTxn)
  return inBlock.filter(({ signedTxn }) => signedTxn.txn.type !== TransactionType.stpf)
}

/** Transactions that ask for a minimum fee each: those of the group, and all inside them. */
const countAll = (group: readonly SignedTxnWithAD[]): bigint =>
  group.reduce((sum, { applyData }) => sum + 1n + countAll(applyData.evalDelta?.innerTxns ?? []), 0n)

const paidBy = (group: readonly SignedTxnWithAD[]): bigint =>
  group.reduce((sum, { signedTxn }) => sum + signedTxn.txn.fee, 0n)

/** Every verb of a long life: calls with and without a deposit, and with none to three transactions inside. */
async function wholeLife(fixture: EscrowFixture): Promise<ActionResult[]> {
  const { client, arbiter, admin } = fixture
  const created = await client.createProject({ arbiter: arbiter.address, terms: 'fees' })
  const results: ActionResult[] = [created]
  for (const call of lifeOf(fixture, created.id)) results.push((await call()) as ActionResult)
  return [...results, await admin.collectFees(), await client.closeProject(created)]
}

describe.each(ON_NODE ? [1_000n] : [1_000n, 2_500n])('a network that asks for %d microALGO', (minFee) => {
  let fixture: EscrowFixture
  let life: ActionResult[]
  beforeAll(async () => {
    fixture = await openFixtureAt(minFee)
    life = await wholeLife(fixture)
  })

  test('T59: every group pays the minimum fee once for each of its transactions, those inside included', async () => {
    const { algod } = fixture.algorand.client
    expect((await algod.getTransactionParams().do()).minFee).toBe(minFee)
    for (const result of life) {
      const group = await groupOf(fixture, result)
      // A credit is no transfer; it is paid for like one, so that the payee may opt in on the way.
      const credits = BigInt(Object.values(result.credited).filter((amount) => amount > 0n).length)
      expect([result.verb, paidBy(group)]).toEqual([result.verb, minFee * (countAll(group) + credits)])
      expect([result.verb, result.fee]).toEqual([result.verb, paidBy(group)])
    }
  })

  test('T25: every call is bound to the program that it was made for', async () => {
    for (const result of life) {
      const calls = (await groupOf(fixture, result)).flatMap(({ signedTxn }) => signedTxn.txn.applicationCall ?? [])
      expect([result.verb, calls.map(({ rejectVersion }) => rejectVersion)]).toEqual([result.verb, [1]])
    }
  })

  test('T59: for a key whose signature costs two minimum fees more, each transaction pays them', async () => {
    const { client, escrow } = fixture
    const quantum = escrow.as({ ...client, signature: 'falcon1024' })
    const engagement = await fixture.engagementIn('waiting')
    const { fee } = await quantum.start.quote(engagement)
    expect(fee).toBe(2n * 3n * minFee)
    const prepared = await quantum.start.prepare(engagement)
    expect(prepared.transactions.map((transaction) => transaction.fee)).toEqual([3n * minFee, 3n * minFee])
    expect((await quantum.start(engagement)).fee).toBe(fee)
    await fixture.freelancer.submit(engagement, { evidence: 'work' })
    // One signature, and the transfer to the freelancer inside.
    expect((await quantum.approve(engagement)).fee).toBe(4n * minFee)
  })

  test('T59: more than the network asks, if the caller says so, and never more than the caller allows', async () => {
    const { client } = fixture
    const engagement = await fixture.engagementIn('submitted')
    const fee = 2n * minFee
    expect((await client.approve.quote(engagement, { extraFee: 500n })).fee).toBe(fee + 500n)
    expect((await client.approve.quote(engagement, { maxFee: fee })).blockers).toEqual([])
    const tooMuch = { name: 'FeeLimitError', code: 'aboveMaxFee', fee, maxFee: fee - 1n }
    expect((await client.approve.quote(engagement, { maxFee: fee - 1n })).blockers).toMatchObject([tooMuch])
    await expect(client.approve(engagement, { maxFee: fee - 1n })).rejects.toMatchObject(tooMuch)
    const result = await client.approve(engagement, { extraFee: 500n, maxFee: fee + 500n })
    expect(paidBy(await groupOf(fixture, result))).toBe(fee + 500n)
  })
})

describe('a network with other wishes', () => {
  let fixture: EscrowFixture
  let engagement: Engagement
  beforeAll(async () => {
    fixture = await openFixture()
    engagement = await fixture.engagementIn('waiting')
  })

  /** The client, told something else by its node. */
  function told(change: Partial<SuggestedParams>): AccountClient {
    const { algod } = fixture.algorand.client
    const proxied = new Proxy(algod, {
      get: (target, property) =>
        property === 'getTransactionParams'
          ? () => ({ do: async () => ({ ...(await algod.getTransactionParams().do()), ...change }) })
          : (Reflect.get(target, property) as unknown),
    })
    const algorand = AlgorandClient.fromClients({ algod: proxied })
    return createEscrowClient({ algorand, protocol: fixture.protocol.id }).as(fixture.client)
  }

  test('T59: a busy node is paid for each byte of what is sent', async () => {
    const busy = told({ fee: 20n })
    const { transactions, quote } = await busy.start.prepare(engagement)
    const signed = await fixture.client.signer([...transactions], [0, 1])
    signed.forEach((blob, i) => expect(transactions[i]?.fee).toBeGreaterThanOrEqual(20n * BigInt(blob.length)))
    expect(quote.fee).toBeLessThan(2n * 20n * 600n)
    // Little is asked for a byte: the minimum fee is more.
    expect((await told({ fee: 1n }).start.quote(engagement)).fee).toBe(2_000n)
  })

  test('T59: a node that asks for what no network asks is not believed', async () => {
    for (const wish of [{ minFee: 100_001n }, { fee: 201n }])
      await expect(told(wish).start.prepare(engagement)).rejects.toMatchObject({ name: 'LyingNodeError' })
  })

  test('T59: a Falcon signature under the fees of a common one is found before it is sent', async () => {
    const { address } = fixture.client
    const shape = {
      falcon1024PublicKey: new Uint8Array(1_793),
      falcon1024Signer: (bytes: Uint8Array) => Promise.resolve(bytes),
    }
    const { txnSigner } = addressWithSignersFromRawFalcon1024Signer(shape, Address.fromString(address))
    const client = fixture.escrow.as({ address, signer: txnSigner })
    await expect(client.start(engagement)).rejects.toMatchObject({ name: 'SignatureFeeError', code: 'signatureFee' })
    expect((await fixture.escrow.getEngagement(engagement)).milestone).toBeUndefined()
  })

  // The embedded chain refuses such signatures by name.
  test.skipIf(!ON_NODE)('T59: a client whose only key is a Falcon-1024 key', async () => {
    const { escrow, algorand, usdc: money, freelancer, newAccount } = fixture
    const quantum = falconAccount()
    const patron = await newAccount({ algo: 30 })
    const { address, signer } = quantum
    await algorand.send.payment({
      sender: patron.address,
      signer: patron.signer,
      receiver: address,
      amount: (20).algo(),
    })
    await algorand.send.assetOptIn({ sender: address, signer, assetId: money.id, staticFee: (3_000).microAlgo() })
    await money.give(address, usdc('309'))
    const client = escrow.as({ ...quantum, signature: 'falcon1024' })
    const created = await client.createProject({ terms: 'post-quantum' })
    const schedule = [{ amount: usdc('300'), duration: 86_400n }]
    const offered = await client.offer({ project: created, freelancer: freelancer.address, schedule })
    await freelancer.accept(offered)
    const started = await client.start(offered)
    await freelancer.submit(offered, { evidence: 'work' })
    const approved = await client.approve(offered)
    expect(approved.paid.freelancer).toBe(usdc('291'))
    // A payment or a transfer and a call, four transactions inside the first; a call and a transfer inside.
    expect([created, offered, started, approved].map(({ fee }) => fee)).toEqual([10_000n, 6_000n, 6_000n, 4_000n])
    expect(await money.balanceOf(address)).toBe(0n)
  })
})
