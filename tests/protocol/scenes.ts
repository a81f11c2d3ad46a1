/** Every state the Protocol can be in that one of its methods can tell from another. */
import algosdk from 'algosdk'
import { ALLOWED } from '../engine/allowed'
import { must, payment } from '../engine/call'
import { groupOf } from '../engine/calls'
import type { Key } from '../engine/keys'
import { createProject, type Project } from '../engine/project'
import { buildScene as buildProjectScene, setFrozen } from '../engine/scenes'
import type { Program } from '../engine/program'
import { act } from '../engine/act'
import {
  addTemplate,
  createProtocol,
  mustProtocol,
  templateBoxes,
  templateDeposit,
  templateHash,
  type World,
} from '../engine/world'

export const PROTOCOL_SCENES = [
  'fresh',
  'ready',
  'paused',
  'handover',
  'handedOver',
  'drafted',
  'written',
  'sealed',
  'otherKind',
  'superseded',
  'project',
  'engaged',
  'owing',
  'fees',
  'blocked',
] as const
export type ProtocolSceneName = (typeof PROTOCOL_SCENES)[number]

/** `template` is the newest one; `admin` is who is admin now. */
export type ProtocolScene = {
  name: ProtocolSceneName
  world: World
  admin: Key
  template: bigint
  project: Project | undefined
}

/** The shortest program there is, of a kind the Protocol has never seen: `int 1`. */
export const TINY = {
  kind: 2n,
  approval: new Uint8Array([0x0a, 0x81, 0x01, 0x43]),
  clear: new Uint8Array([0x0a, 0x81, 0x01, 0x43]),
}

/** A Protocol of this program among the people of a world that has one already. */
export async function deployProtocol(base: World, program: Program, ready: boolean): Promise<World> {
  const { chain, people, usdc, project } = base
  const id = await createProtocol(chain, program, people, usdc, 300n)
  const protocol = { id, address: algosdk.getApplicationAddress(id).toString(), program }
  const world: World = { chain, usdc, protocol, project, template: 1n, people }
  if (!ready) return world
  await mustProtocol(world, 'init', [], people.admin, {}, [payment(chain, people.admin, protocol.address, 200_000n)])
  world.template = await addTemplate(world, project)
  await mustProtocol(world, 'registerArbiter', [], people.arbiter)
  return world
}

export async function buildProtocolScene(
  base: World,
  name: ProtocolSceneName,
  program: Program = base.protocol.program,
): Promise<ProtocolScene> {
  const world = await deployProtocol(base, program, name !== 'fresh')
  const { people } = world
  const { admin } = people
  const scene: ProtocolScene = { name, world, admin, template: 1n, project: undefined }
  const by = (method: string, args: Parameters<typeof mustProtocol>[2], sender = admin) =>
    mustProtocol(world, method, args, sender)
  switch (name) {
    case 'fresh':
    case 'ready':
      return scene
    case 'paused':
      await by('setPaused', [true])
      return scene
    case 'handover':
    case 'handedOver':
      await by('proposeAdmin', [people.rival.addr])
      if (name === 'handover') return scene
      await by('acceptAdmin', [], people.rival)
      return { ...scene, admin: people.rival }
    case 'drafted':
    case 'written':
    case 'sealed':
    case 'otherKind':
    case 'superseded':
      return { ...scene, template: await tinyTemplate(world, name) }
    case 'project':
      return { ...scene, project: await createProject(world, { arbiter: true }) }
    case 'engaged':
      return { ...scene, project: (await buildProjectScene(world, 'waiting')).project }
    case 'owing':
      return { ...scene, project: await owing(world) }
    case 'fees':
    case 'blocked': {
      const finished = await buildProjectScene(world, 'finished')
      if ((await act(finished, 'sweepFees')) !== 'done') throw new Error('the sweep on the way to fees failed')
      if (name === 'blocked') await setFrozen(world, people.treasury.addr, true)
      return { ...scene, project: finished.project }
    }
  }
}

/** A second template as far as the scene says: of another kind, or in the place of the first. */
async function tinyTemplate(
  world: World,
  upTo: 'drafted' | 'written' | 'sealed' | 'otherKind' | 'superseded',
): Promise<bigint> {
  const { chain, people, protocol } = world
  const { admin } = people
  const template = 2n
  const boxes = templateBoxes(world, template)
  const kind = upTo === 'superseded' ? 1n : TINY.kind
  const args = [kind, TINY.approval.length, 0n, 0n, 0n, 0n, TINY.clear]
  const deposit = payment(chain, admin, protocol.address, templateDeposit(TINY))
  await mustProtocol(world, 'addTemplate', args, admin, { boxes }, [deposit])
  if (upTo === 'drafted') return template
  await mustProtocol(world, 'writeTemplate', [template, 0n, 0n, TINY.approval], admin, { boxes })
  if (upTo === 'written') return template
  await mustProtocol(world, 'sealTemplate', [template, templateHash(TINY)], admin, { boxes })
  if (upTo === 'sealed') return template
  await mustProtocol(world, 'activateTemplate', [template], admin, { boxes })
  return template
}

/** A project without engagements whose client is owed a credit and cannot be paid. */
async function owing(world: World): Promise<Project> {
  const scene = await buildProjectScene(world, 'running')
  const { project } = scene
  await setFrozen(world, project.client.addr, true)
  for (const verb of ['cancelByClient', 'dismiss'] as const) {
    await must(world.chain, groupOf(project, ALLOWED[verb].call(scene)))
    scene.version += 1n
  }
  return project
}
