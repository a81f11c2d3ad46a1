/** A freelancer who cleared the local state acts again in one group, whatever the verb. */
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { openFixture } from './chain'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

test('a note is posted right after rejoining: the lease of the post is not on the call before it', async () => {
  const engagement = await fixture.engagementIn('departed')
  const result = await fixture.freelancer.post(engagement, { note: 'back again', rejoin: true })
  expect(result.events.map(({ name }) => name)).toEqual(['ProgressPosted'])
  expect(await fixture.escrow.getEngagement(engagement)).toMatchObject({ joined: true, departed: false })
})
