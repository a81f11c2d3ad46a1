/**
 * Found by the long stateful run (seed 20261121, run 133): what a freelancer kept of a project outlives it.
 * given a project that was dismissed and closed before its freelancer left
 *   it lets the freelancer erase the local state, once, and takes nothing else
 */
import { expect, test } from 'vitest'
import { act, clearState, close } from '../engine/act'
import { buildScene } from '../engine/scenes'
import { openWorld } from '../engine/world'

test('a freelancer of a closed project erases the local state and has the deposit for it back', async () => {
  const world = await openWorld()
  const scene = await buildScene(world, 'waiting')
  const { address } = world.people.freelancer
  const accountOf = () => world.chain.algod.accountInformation(address).do()
  expect(await act(scene, 'dismiss')).toBe('done')
  expect(await close(scene.project)).toBe('done')

  const before = await accountOf()
  expect(before.appsLocalState?.map(({ id }) => id)).toContain(scene.project.id)
  expect(await act(scene, 'leave'), 'there is no program to leave by').not.toBe('done')
  await clearState(scene)
  const after = await accountOf()
  expect(after.appsLocalState?.map(({ id }) => id) ?? []).not.toContain(scene.project.id)
  expect(after.minBalance).toBeLessThan(before.minBalance)
  await expect(clearState(scene), 'there is nothing left to erase').rejects.toThrow()
})
