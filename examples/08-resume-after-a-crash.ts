// Keep the prepared action before signing. Whatever happens after that, completing it has one effect.
import { formatUsdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import assert from 'node:assert/strict'

const { client, engagementIn } = await createEscrowFixture()
const engagement = await engagementIn('submitted')

const { stored } = await client.approve.prepare(engagement) // text: a file, a database, local storage
// ... here the process dies, nobody knows whether it was sent, and a new one starts:
const first = await client.complete(stored)
const second = await client.complete(stored)
const third = await client.complete(stored)

assert.equal(first.transactionId, second.transactionId)
assert.equal(first.transactionId, third.transactionId)
console.log(
  `Completed three times, paid once: ${formatUsdc(third.paid.freelancer)} USDC in round ${third.confirmedRound}`,
)
