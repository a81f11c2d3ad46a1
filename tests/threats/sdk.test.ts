/** T57: what a signer is shown. */
import { usdc } from '@holdfast/sdk'
import { createEscrowFixture, type EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await createEscrowFixture()
})

test('T57: what a prepared action says is what its group does', async () => {
  const engagement = await fixture.engagementIn('submitted')
  const prepared = await fixture.client.approve.prepare(engagement)
  const text = JSON.stringify(prepared.summary, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).toContain('291')
  expect(prepared.transactions.every(({ sender }) => sender.toString() === fixture.client.address)).toBe(true)
  expect(prepared.transactions.every(({ rekeyTo }) => rekeyTo === undefined)).toBe(true)
  const result = await fixture.client.complete(prepared)
  expect(result.paid.freelancer).toBe(usdc('291'))
})
