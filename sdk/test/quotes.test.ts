/** Whatever a verb is: what its quote says of ALGO and USDC is what the account of the sender shows once it is confirmed. */
import type { AccountClient, ActionResult, Quote } from '@holdfast/sdk'
import { usdc } from '@holdfast/sdk'
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'
import { lifeOf } from './life'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

/** Those that give the sender ALGO back which somebody deposited earlier; a quote tells what is put in. */
const GIVES_BACK = ['withdrawOffer', 'dismiss', 'closeProject', 'unregisterArbiter']

/** What a life of a project is made of. */
const VERBS = [
  'accept',
  'approve',
  'cancelByClient',
  'cancelByFreelancer',
  'closeProject',
  'createProject',
  'dismiss',
  'dispute',
  'extend',
  'leave',
  'lowerProjectFee',
  'offer',
  'pause',
  'post',
  'proposeSettlement',
  'rejoin',
  'requestChanges',
  'resolve',
  'resume',
  'start',
  'submit',
  'sweepFees',
  'withdraw',
  'withdrawOffer',
]

type Verb = ((...args: unknown[]) => Promise<ActionResult>) & { quote(...args: unknown[]): Promise<Quote> }

/** The same account; each verb it sends is quoted before and compared with what it did. */
function watched(account: AccountClient, checked: string[]): AccountClient {
  const held = async () => {
    const { balance, minBalance } = await fixture.algorand.account.getInformation(account.address)
    const money = (await fixture.usdc.balanceOf(account.address)) ?? 0n
    return { algo: balance.microAlgo, reserved: minBalance.microAlgo, money }
  }
  const compared = (name: string, verb: Verb) =>
    Object.assign(async (...args: unknown[]) => {
      const quote = await verb.quote(...args)
      const before = await held()
      const result = await verb(...args)
      const after = await held()
      const spent = before.algo - after.algo
      expect([name, result.fee, quote.blockers]).toEqual([name, quote.fee, []])
      if (GIVES_BACK.includes(name)) expect(spent, name).toBeLessThan(quote.fee)
      else expect([name, spent]).toEqual([name, quote.fee + quote.deposit.algo])
      const growth = after.reserved - before.reserved
      expect([name, growth > 0n ? growth : 0n]).toEqual([name, quote.reserve])
      const { client, freelancer } = fixture
      const role = { [client.address]: 'client' as const, [freelancer.address]: 'freelancer' as const }[account.address]
      const received = role === undefined ? 0n : quote.payouts[role] - quote.credited[role]
      expect([name, after.money - before.money]).toEqual([name, received - quote.deposit.usdc])
      checked.push(name)
      return result
    }, verb)
  return Object.fromEntries(
    Object.entries(account).map(([name, value]) => [
      name,
      typeof value === 'function' && 'quote' in value ? compared(name, value as unknown as Verb) : value,
    ]),
  ) as unknown as AccountClient
}

test('a whole life of a project, from its deposit to its close', async () => {
  const checked: string[] = []
  const [client, freelancer, arbiter, admin] = [fixture.client, fixture.freelancer, fixture.arbiter, fixture.admin].map(
    (account) => watched(account, checked),
  ) as [AccountClient, AccountClient, AccountClient, AccountClient]
  const { id } = await client.createProject({ arbiter: arbiter.address, terms: 'a whole life' })
  for (const call of lifeOf({ ...fixture, client, freelancer, arbiter, admin }, id)) await call()
  await client.closeProject(id)
  expect([...new Set(checked)].sort()).toEqual(VERBS)
})

test('the exits that are no part of that life', async () => {
  const checked: string[] = []
  const [client, freelancer] = [watched(fixture.client, checked), watched(fixture.freelancer, checked)]
  await client.burn(await fixture.engagementIn('submitted'))
  await client.refund(await fixture.engagementIn('departed'))
  const settled = await fixture.engagementIn('submitted')
  await freelancer.proposeSettlement(settled, { release: usdc('200') })
  await client.acceptSettlement(settled)
  expect(checked).toEqual(['burn', 'refund', 'proposeSettlement', 'acceptSettlement'])
})
