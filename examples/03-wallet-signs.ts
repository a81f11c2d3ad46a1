// The app prepares, a person reads, a wallet signs: the app never sees a key.
import { createEscrowFixture } from '@holdfast/sdk/testing'
import type { Transaction } from 'algosdk'
import assert from 'node:assert/strict'

const { escrow, client, engagementIn } = await createEscrowFixture()
const engagement = await engagementIn('waiting')

const prepared = await client.start.prepare(engagement)
console.log(prepared.summary.title)
for (const line of prepared.summary.lines) console.log(`- ${line}`)

// This stands for use-wallet's `transactionSigner`, or a machine that is never online.
const wallet = (group: readonly Transaction[]) => client.signer([...group], [...group.keys()])
const result = await escrow.submitPrepared(prepared, await wallet(prepared.transactions))

console.log(`Confirmed in round ${result.confirmedRound}`)
assert.equal(result.transactionId, prepared.transactionId, 'the id was known before anybody signed')
assert.equal((await escrow.getEngagement(engagement)).status, 'running')
