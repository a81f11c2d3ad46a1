/** The right call of every method of the Protocol, in any state and by anybody. */
import type { ABIValue } from 'algosdk'
import { payment, type Signed } from '../engine/call'
import type { Key } from '../engine/keys'
import { closeCall, PROJECT_HASH, projectDeposit } from '../engine/project'
import { protocolCall, templateBoxes, templateDeposit, templateHash, ZERO_ADDRESS } from '../engine/world'
import { TINY, type ProtocolScene } from './scenes'

/** Values to change about a call; the rest is right. */
export type Change = {
  args?: readonly ABIValue[]
  before?: readonly Signed[]
  /** the account whose holding or registration the method reads */
  accounts?: readonly string[]
  /** who signs the call, when it is not its sender; what its fee is, when others pay for it */
  by?: { signer?: Key; fee?: bigint }
}
type Make = (scene: ProtocolScene, caller: Key, change?: Change) => Signed[]

const plain =
  (method: string, args: (scene: ProtocolScene) => readonly ABIValue[]): Make =>
  (scene, caller, change = {}) => {
    const { people } = scene.world
    const accounts = change.accounts ?? [people.treasury.addr, people.arbiter.addr, people.second.addr]
    const others = accounts.filter((one) => one !== caller.addr)
    return [protocolCall(scene.world, method, change.args ?? args(scene), caller, { accounts: others })]
  }

/** Calls on a template: the boxes of the newest one. */
const onTemplate =
  (method: string, args: (scene: ProtocolScene) => readonly ABIValue[]): Make =>
  (scene, caller, change = {}) => {
    const named = change.args ?? args(scene)
    const boxes = templateBoxes(scene.world, BigInt(named[0] as bigint))
    return [protocolCall(scene.world, method, named, caller, { boxes })]
  }

/** What the newest template is made of. */
const programOf = (scene: ProtocolScene) => (scene.template === 1n ? scene.world.project : TINY)

/** An app that is not a project: the Protocol, which the admin created. */
const projectId = ({ project, world }: ProtocolScene) => project?.id ?? world.protocol.id

export const PROTOCOL_CALLS = {
  init: (scene, caller, change = {}) => {
    const { chain, protocol } = scene.world
    const before = change.before ?? [payment(chain, caller, protocol.address, 200_000n)]
    return [...before, protocolCall(scene.world, 'init', [], caller, change.by)]
  },
  setFee: plain('setFee', () => [200n]),
  setTreasury: plain('setTreasury', ({ world }) => [world.people.second.addr]),
  setPaused: plain('setPaused', () => [true]),
  proposeAdmin: plain('proposeAdmin', ({ world }) => [world.people.second.addr]),
  acceptAdmin: plain('acceptAdmin', () => []),
  registerArbiter: plain('registerArbiter', () => []),
  addTemplate: (scene, caller, change = {}) => {
    const { chain, protocol } = scene.world
    const next = scene.name === 'fresh' ? 1n : scene.template + 1n
    const before = change.before ?? [payment(chain, caller, protocol.address, templateDeposit(TINY))]
    const args = change.args ?? [TINY.kind, TINY.approval.length, 0n, 0n, 0n, 0n, TINY.clear]
    const boxes = templateBoxes(scene.world, next)
    return [...before, protocolCall(scene.world, 'addTemplate', args, caller, { boxes, ...change.by })]
  },
  writeTemplate: onTemplate('writeTemplate', (scene) => [
    scene.template,
    0n,
    0n,
    programOf(scene).approval.slice(0, 4),
  ]),
  sealTemplate: onTemplate('sealTemplate', (scene) => [scene.template, templateHash(programOf(scene))]),
  activateTemplate: onTemplate('activateTemplate', (scene) => [scene.template]),
  createProject: (scene, caller, change = {}) => {
    const { world } = scene
    const { chain, protocol, usdc, people } = world
    const args = change.args ?? [world.template, 300n, PROJECT_HASH, ZERO_ADDRESS]
    const before = change.before ?? [payment(chain, caller, protocol.address, projectDeposit(world))]
    const accounts = (change.accounts ?? [people.arbiter.addr]).filter((one) => one !== caller.addr)
    const boxes = templateBoxes(world, BigInt(args[0] as bigint))
    return [
      ...before,
      protocolCall(world, 'createProject', args, caller, { boxes, accounts, assets: [usdc], ...change.by }),
    ]
  },
  lowerProjectFee: (scene, caller, change = {}) => {
    const app = projectId(scene)
    return [protocolCall(scene.world, 'lowerProjectFee', change.args ?? [app, 200n], caller, { apps: [app] })]
  },
  closeProject: (scene, caller) => {
    if (scene.project !== undefined) return [closeCall(scene.project, caller)]
    const app = projectId(scene)
    return [protocolCall(scene.world, 'closeProject', [app], caller, { apps: [app] })]
  },
  collectFees: plain('collectFees', () => []),
} as const satisfies Record<string, Make>

export type ProtocolMethod = keyof typeof PROTOCOL_CALLS
export const PROTOCOL_METHODS = Object.keys(PROTOCOL_CALLS) as ProtocolMethod[]

export const CALLERS = ['admin', 'rival', 'client', 'arbiter', 'treasury', 'burn', 'stranger'] as const
export type ProtocolCaller = (typeof CALLERS)[number]

/** The method's allowed call and the state it is allowed in: what every bent call is made from. */
export const ALLOWED_IN: Record<ProtocolMethod, readonly [ProtocolScene['name'], ProtocolCaller]> = {
  init: ['fresh', 'admin'],
  setFee: ['ready', 'admin'],
  setTreasury: ['ready', 'admin'],
  setPaused: ['ready', 'admin'],
  proposeAdmin: ['ready', 'admin'],
  acceptAdmin: ['handover', 'rival'],
  registerArbiter: ['ready', 'stranger'],
  addTemplate: ['ready', 'admin'],
  writeTemplate: ['drafted', 'admin'],
  sealTemplate: ['written', 'admin'],
  activateTemplate: ['sealed', 'admin'],
  createProject: ['ready', 'client'],
  lowerProjectFee: ['project', 'admin'],
  closeProject: ['project', 'client'],
  collectFees: ['fees', 'stranger'],
}
