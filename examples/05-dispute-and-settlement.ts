// Two ways to divide a milestone: the arbiter rules, or the parties agree, also in the middle of a dispute.
import { formatUsdc, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import assert from 'node:assert/strict'

const { escrow, client, freelancer, arbiter, engagementIn } = await createEscrowFixture()

const ruled = await engagementIn('disputed')
const { disputed, escrowed } = (await escrow.getProject(ruled.project)).buckets
console.log(`In dispute: ${formatUsdc(disputed)} USDC frozen, ${formatUsdc(escrowed)} in ordinary escrow`)
const ruling = await arbiter.resolve(ruled, { release: usdc('150'), accomplished: false, note: 'Half of it works' })
console.log(`The arbiter: ${formatUsdc(ruling.paid.client)} back, ${formatUsdc(ruling.paid.freelancer)} for the work`)
assert.equal(ruling.paid.freelancer, usdc('145.5'))
await client.dismiss(ruled)

const agreed = await engagementIn('disputed')
await freelancer.proposeSettlement(agreed, { release: usdc('200') })
const { proposal } = await escrow.getEngagement(agreed)
console.log(`Proposed: release ${formatUsdc(proposal?.release ?? 0n)}`)
const settlement = await client.acceptSettlement(agreed)
console.log(
  `Settled: ${formatUsdc(settlement.paid.client)} back, ${formatUsdc(settlement.paid.freelancer)} for the work`,
)
assert.equal(settlement.paid.freelancer, usdc('194'))
