/** T25: a call that was made for one program never runs another. */
import type { EscrowFixture } from '@holdfast/sdk/testing'
import { beforeAll, expect, test } from 'vitest'
import { call } from '../src/internal/call'
import { defineAction } from '../src/internal/define'
import { openFixture } from './chain'
import { createForeignApp, logBytes, updateForeignApp } from './foreign-app'

let fixture: EscrowFixture
beforeAll(async () => {
  fixture = await openFixture()
})

const versionOf = async (app: bigint) =>
  (await fixture.algorand.client.algod.getApplicationByID(app).do()).params?.version ?? 0

/** A verb like all of ours, on an app that, unlike ours, its owner can update. */
const touch = defineAction((_account, app: bigint) => {
  // No method of the contracts: the types know only theirs.
  const step = call(app, 'touch()void' as 'pause()void', [])
  return Promise.resolve({ verb: 'touch', steps: [step], title: 'Touch it' })
})

test('T25: the app is updated between preparing and sending: the call is refused, and nothing of the group happens', async () => {
  const owner = await fixture.newAccount()
  const app = await createForeignApp(owner)
  expect((await touch(owner, app)).verb).toBe('touch')

  const prepared = await touch.prepare(owner, app)
  await updateForeignApp(owner, app)
  expect(await versionOf(app)).toBe(1)
  await expect(owner.complete(prepared)).rejects.toMatchObject({
    name: 'UnexpectedError',
    cause: { message: expect.stringContaining('app version (1) >= reject version (1)') as string },
  })
  // The app itself takes calls: it was the binding that refused.
  await logBytes(owner, app, Uint8Array.of(1))
})

test('T25: our own apps are at their first version, and stay there', async () => {
  const { project } = await fixture.engagementIn('running')
  for (const id of [project.id, fixture.protocol.id]) {
    expect(await versionOf(id)).toBe(0)
    await expect(updateForeignApp(id === project.id ? fixture.client : fixture.admin, id)).rejects.toThrow()
    expect(await versionOf(id)).toBe(0)
  }
})
