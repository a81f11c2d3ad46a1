/** Ways through the program that take a few steps and must all be allowed. */
import algosdk from 'algosdk'
import { expect } from 'vitest'
import { act, close, optOut } from '../engine/act'
import { must, transfer } from '../engine/call'
import { createProject, lowerFee } from '../engine/project'
import { buildScene, DAY, HOUR, setFrozen, TERMS, type Scene } from '../engine/scenes'
import { mustProtocol, type World } from '../engine/world'

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
  // Changes and a burn where no review window was agreed, at any time.
  for (const verb of ['requestChanges', 'burn'] as const) {
    home()
    const project = await createProject(world, { arbiter: false })
    const scene: Scene = { project, freelancer: people.freelancer, version: 0n, name: 'none' }
    expect(await act(scene, 'offer', { terms: { ...TERMS, reviewWindow: 0n } })).toBe('done')
    for (const step of ['accept', 'start', 'submit'] as const) expect(await act(scene, step)).toBe('done')
    await chain.setTime(chain.now() + 1_000n * DAY)
    expect(await act(scene, verb)).toBe('done')
  }
  // A payee who left USDC is credited, and cannot withdraw before coming back.
  home()
  const away = await buildScene(world, 'submitted')
  await optOut(world, away.freelancer)
  expect(await act(away, 'approve')).toBe('done')
  expect(await act(away, 'withdraw')).toBe('payeeNotReady')
  // So is a burn address, and later paid by anyone.
  home()
  const burned = await buildScene(world, 'plainSubmitted')
  await setFrozen(world, people.burn.addr, true)
  expect(await act(burned, 'burn')).toBe('done')
  await setFrozen(world, people.burn.addr, false)
  expect(await act(burned, 'withdraw', { account: people.burn.addr })).toBe('done')
  home()
}

/** What happens to a Protocol over its life that no single call of a table does. */
export async function protocolStories(world: World): Promise<void> {
  const { chain, people } = world
  const by = (method: string, args: Parameters<typeof mustProtocol>[2], sender = people.admin) =>
    mustProtocol(world, method, args, sender)
  // Paused, and open again.
  await by('setPaused', [true])
  await by('setPaused', [false])
  // An arbiter is named, leaves, comes back, and forgets the Protocol altogether.
  await createProject(world, { arbiter: true })
  const leave = { completion: algosdk.OnApplicationComplete.CloseOutOC }
  await mustProtocol(world, 'registerArbiter', [], people.arbiter, leave)
  await by('registerArbiter', [], people.arbiter)
  const clear = { sender: people.arbiter.addr, appIndex: world.protocol.id, suggestedParams: chain.params() }
  await must(chain, [[algosdk.makeApplicationClearStateTxnFromObject(clear), people.arbiter]])
}
