import { days, formatUsdc, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'

const { client, freelancer } = await createEscrowFixture() // an Algorand chain in this process, people with USDC
const project = await client.createProject({ terms: 'A web shop' })
const schedule = [{ amount: usdc('300'), duration: days(14) }]
const engagement = await client.offer({ project, freelancer: freelancer.address, schedule })
await freelancer.accept(engagement)
await client.start(engagement) // 309 USDC into escrow: the amount and 3 %
await freelancer.submit(engagement, { evidence: 'https://example.org/delivery.zip' })
const { paid } = await client.approve(engagement)
console.log(`${formatUsdc(paid.freelancer)} USDC for the freelancer`) // 291
