// The client is a company: two of three people sign what one of them prepared.
import { days, usdc } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import algosdk from 'algosdk'
import assert from 'node:assert/strict'

const { algorand, devnet, escrow, usdc: asset, freelancer } = await createEscrowFixture()
assert(devnet)
const people = [algosdk.generateAccount(), algosdk.generateAccount(), algosdk.generateAccount()]
const account = { version: 1, threshold: 2, addrs: people.map(({ addr }) => addr) }
const address = algosdk.multisigAddress(account)
await devnet.fund(address, { algo: 10 })
const signer = algosdk.makeMultiSigAccountTransactionSigner(account, [people[0]!.sk, people[2]!.sk])
algorand.setSigner(address, signer)
await algorand.send.assetOptIn({ sender: address, assetId: asset.id, suppressLog: true })
await asset.give(address.toString(), usdc('1000'))

const company = escrow.as({ address, signer })
const project = await company.createProject({ terms: 'An annual report' })
const schedule = [{ amount: usdc('300'), duration: days(30) }]
const engagement = await company.offer({ project, freelancer: freelancer.address, schedule })
await freelancer.accept(engagement)
await company.start(engagement)

const { status, project: shown } = await escrow.getEngagement(engagement)
console.log(`${status}, paid by ${shown.client}, an account of three people`)
assert.equal(shown.client, address.toString())
