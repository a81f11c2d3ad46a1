/** Ways through the program that take a few steps and must all be allowed. */
import { expect } from 'vitest'
import { act, close } from '../engine/act'
import { must, transfer } from '../engine/call'
import { lowerFee } from '../engine/project'
import { buildScene, HOUR, setFrozen } from '../engine/scenes'
import type { World } from '../engine/world'

export async function stories(world: World, home: () => void): Promise<void> {
  const { chain, people, usdc } = world
  // Every tier of a client's cancel, with and without a fee that fell to nothing.
  for (const later of [0n, HOUR, 5n * HOUR, 25n * HOUR])
    for (const fee of [300n, 0n]) {
      home()
      const scene = await buildScene(world, 'running')
      if (fee < 300n) await lowerFee(scene.project, fee)
      await chain.setTime(chain.now() + later)
      expect(await act(scene, 'cancelByClient')).toBe('done')
    }
  // Every way a project closes: fees or none, a donation or none, a client who can be paid or not.
  for (const fees of [true, false])
    for (const donation of [0n, 5n])
      for (const frozen of [false, true]) {
        home()
        const scene = await buildScene(world, fees ? 'finished' : 'waiting')
        await must(
          chain,
          donation === 0n ? [] : [transfer(chain, people.stranger, scene.project.address, usdc, donation)],
        )
        expect(await act(scene, 'dismiss')).toBe('done')
        await setFrozen(world, people.client.addr, frozen)
        expect(await close(scene.project)).toBe('done')
      }
  // A credit of each kind.
  home()
  const burned = await buildScene(world, 'plainSubmitted')
  await setFrozen(world, people.burn.addr, true)
  expect(await act(burned, 'burn')).toBe('done')
  await setFrozen(world, people.burn.addr, false)
  expect(await act(burned, 'withdraw', { account: people.burn.addr })).toBe('done')
  home()
}
