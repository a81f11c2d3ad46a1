// What a start costs, what a cancellation would return at any time, and what happens if nobody acts.
import { formatUsdc, hours, timeline } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import assert from 'node:assert/strict'

const { escrow, client, clock, engagementIn } = await createEscrowFixture()
const engagement = await engagementIn('waiting')

const start = await escrow.quote.start(engagement)
console.log(`Starting takes ${formatUsdc(start.deposit.usdc)} USDC and ${Number(start.fee) / 1_000_000} ALGO of fees`)
assert.deepEqual(start.blockers, [], 'nothing stands in the way')
await client.start(engagement)

for (const { at, text } of timeline(await escrow.getEngagement(engagement))) {
  console.log(at === undefined ? 'no date' : new Date(Number(at) * 1_000).toISOString().slice(0, 16), text)
}

await clock.advance(hours(3))
const now = await escrow.quote.cancel(engagement)
const later = await escrow.quote.cancel(engagement, { at: (await escrow.getTime()) + hours(2) })
console.log(
  `Cancelling returns ${formatUsdc(now.payouts.client)} now, ${formatUsdc(later.payouts.client)} in two hours`,
)

// The least that is acceptable goes into the signature: a tier edge crossed on the way fails and costs nothing.
const { paid } = await client.cancelByClient(engagement, { minRefund: now.payouts.client })
assert.deepEqual(paid, now.payouts, 'the quote is what was paid')
