// Which buttons to show, what the others would fail with, and how errors read.
import { EscrowError, nextActions } from '@holdfast/sdk'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import assert from 'node:assert/strict'

const { escrow, client, freelancer, engagementIn } = await createEscrowFixture()
const engagement = await engagementIn('submitted')

for (const action of nextActions(engagement, client.address, await escrow.getTime())) {
  console.log(action.possible ? `  ${action.verb}` : `  (${action.verb}: ${action.code})`)
}

try {
  await freelancer.approve(engagement)
  assert.fail('a freelancer cannot approve')
} catch (error) {
  assert(error instanceof EscrowError)
  console.log(`${error.name} ${error.code}: ${error.shortMessage} ${error.remedy}`)
  assert.equal(error.code, 'notClient')
}
