/* global console */
// Runs against the installed packages: a milestone from offer to payment.
import { days, formatUsdc, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'

const { client, freelancer } = await createEscrowFixture()
const project = await client.createProject({ terms: 'A web shop' })
const schedule = [{ amount: usdc('300'), duration: days(14) }]
const engagement = await client.offer({ project, freelancer: freelancer.address, schedule })
await freelancer.accept(engagement)
await client.start(engagement)
await freelancer.submit(engagement, { evidence: 'work' })
const { paid } = await client.approve(engagement)
if (paid.freelancer !== usdc('291')) throw new Error(`${paid.freelancer} is not 291 USDC`)
const where = globalThis.process ? `Node ${globalThis.process.version}` : 'no Node'
console.log(`${formatUsdc(paid.freelancer)} USDC on ${where}`)
