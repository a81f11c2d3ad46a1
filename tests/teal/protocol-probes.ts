/** Calls of the Protocol that must fail, by the hundred: see `probes.ts`, which does the same for a project. */
import algosdk, { type ABIValue } from 'algosdk'
import { must, payment, transfer, type Signed } from '../engine/call'
import { serial, type Chain } from '../engine/chain'
import { newKey, type Key } from '../engine/keys'
import { closeCall, PROJECT_HASH, projectDeposit, type Project } from '../engine/project'
import { templateDeposit, ZERO_ADDRESS } from '../engine/world'
import { COMPLETIONS, withArgs, withCompletion, wrongPayments } from '../fields/requirements'
import {
  ALLOWED_IN,
  PROTOCOL_CALLS,
  PROTOCOL_METHODS,
  type Change,
  type ProtocolCaller,
  type ProtocolMethod,
} from '../protocol/calls'
import { PROTOCOL_SCENES, TINY, type ProtocolScene, type ProtocolSceneName } from '../protocol/scenes'
import type { ProbeOf } from './probe'

export type ProtocolProbe = ProbeOf<ProtocolScene, ProtocolSceneName>

/** Those between whom a rule tells a difference; the table of tests/protocol asks all seven. */
const CALLERS: readonly ProtocolCaller[] = ['admin', 'rival', 'client', 'burn', 'stranger']

const rightCall = (method: ProtocolMethod, scene: ProtocolScene, change?: Change): Signed[] =>
  PROTOCOL_CALLS[method](scene, scene.world.people[ALLOWED_IN[method][1]], change)

function grid(): ProtocolProbe[] {
  return PROTOCOL_METHODS.flatMap((method) =>
    PROTOCOL_SCENES.flatMap((scene) =>
      CALLERS.map((caller) => ({
        name: `${method} in ${scene} by ${caller}`,
        scene,
        group: (built: ProtocolScene) => PROTOCOL_CALLS[method](built, built.world.people[caller]),
      })),
    ),
  )
}

/** The right call with its last transaction changed. */
function bent(
  method: ProtocolMethod,
  what: string,
  change: (call: Signed, scene: ProtocolScene) => Signed,
): ProtocolProbe {
  return {
    name: `${method} ${what}`,
    scene: ALLOWED_IN[method][0],
    group: (scene) => {
      const group = rightCall(method, scene)
      const call = group.pop()
      return call === undefined ? [] : [...group, change(call, scene)]
    },
  }
}

const argsOf = ([txn]: Signed): readonly Uint8Array[] => txn.applicationCall?.appArgs ?? []

function bentCalls(): ProtocolProbe[] {
  return PROTOCOL_METHODS.flatMap((method) => {
    const completions = Object.entries(COMPLETIONS).map(([name, code]) =>
      bent(method, `as ${name}`, (call, { world }) => withCompletion(call, code, world.protocol.program)),
    )
    // The longest call has seven arguments besides its selector.
    const lengths = Array.from({ length: 7 }, (_, nth) => nth + 1).flatMap((index) =>
      [-1, 1].map((by) =>
        bent(method, `with argument ${index} ${by} byte`, (call) =>
          withArgs(
            call,
            argsOf(call).map((arg, at) =>
              at !== index ? arg : by < 0 ? arg.slice(0, -1) : new Uint8Array([...arg, 0]),
            ),
          ),
        ),
      ),
    )
    const unknown = bent(method, 'by another name', (call) =>
      withArgs(call, [new Uint8Array([1, 2, 3, 4]), ...argsOf(call).slice(1)]),
    )
    const nothing: ProtocolProbe = {
      name: `${method} behind a transfer instead of a payment`,
      scene: ALLOWED_IN[method][0],
      group: (scene) => {
        const { world } = scene
        const caller = world.people[ALLOWED_IN[method][1]]
        return rightCall(method, scene, { before: [transfer(world.chain, caller, caller.addr, world.usdc, 0n)] })
      },
    }
    const alone: ProtocolProbe = {
      name: `${method} without what stands before it`,
      scene: ALLOWED_IN[method][0],
      group: (scene) => rightCall(method, scene, { before: [] }),
    }
    return [...completions, ...lengths, unknown, alone, nothing]
  })
}

/** Values just beyond their limit, and states that only a second account or template makes. */
function limits(): ProtocolProbe[] {
  const limit = (
    method: ProtocolMethod,
    what: string,
    change: (scene: ProtocolScene) => Change,
    scene: ProtocolSceneName = ALLOWED_IN[method][0],
  ): ProtocolProbe => ({
    name: `${method} with ${what}`,
    scene,
    group: (built) => rightCall(method, built, change(built)),
  })
  const template = (size: number) => [1n, size, 0n, 0n, 0n, 0n, TINY.clear]
  const creation =
    (change: (scene: ProtocolScene) => { template?: bigint; maxFee?: bigint; arbiter?: string }) =>
    (scene: ProtocolScene): Change => {
      const { template: id = 1n, maxFee = 300n, arbiter = ZERO_ADDRESS } = change(scene)
      return { args: [id, maxFee, PROJECT_HASH, arbiter], accounts: arbiter === ZERO_ADDRESS ? [] : [arbiter] }
    }
  return [
    limit('setFee', '301 basis points', () => ({ args: [301n] })),
    limit('setTreasury', 'an account without USDC', ({ world }) => ({
      args: [world.chain.dispenser.addr],
      accounts: [world.chain.dispenser.addr],
    })),
    limit('addTemplate', 'no program', () => ({ args: template(0) })),
    limit('addTemplate', 'a program of 8,193 bytes', () => ({ args: template(8_193) })),
    limit('sealTemplate', 'another hash', () => ({ args: [2n, new Uint8Array(32).fill(9)] })),
    limit(
      'createProject',
      'too low a ceiling',
      creation(() => ({ maxFee: 299n })),
    ),
    limit(
      'createProject',
      'itself as arbiter',
      creation(({ world }) => ({ arbiter: world.people.client.addr })),
    ),
    limit(
      'createProject',
      'no registered arbiter',
      creation(({ world }) => ({ arbiter: world.people.stranger.addr })),
    ),
    limit(
      'createProject',
      'an unknown template',
      creation(() => ({ template: 9n })),
    ),
    limit(
      'createProject',
      'a template that was never active',
      creation(() => ({ template: 2n })),
      'sealed',
    ),
    limit(
      'createProject',
      'a template that is not active any more',
      creation(() => ({ template: 1n })),
      'ready',
    ),
    limit('lowerProjectFee', 'the same fee', ({ project }) => ({ args: [project?.id ?? 0n, 300n] })),
  ]
}

/** A Protocol's payments: by whom, for which call, how much. */
function payments(): ProtocolProbe[] {
  const paid = [
    ['init', () => 200_000n],
    ['addTemplate', () => templateDeposit(TINY)],
    ['createProject', ({ world }: ProtocolScene) => projectDeposit(world)],
  ] as const
  return paid.flatMap(([method, amountOf]) => {
    const [scene, caller] = ALLOWED_IN[method]
    const wrong = (built: ProtocolScene) => {
      const { world } = built
      const other = { ...target(built, world.people[caller]), address: world.people.second.addr }
      // The Protocol is the right receiver here.
      return wrongPayments(amountOf(built), other).filter(({ value }) => value !== 'the Protocol')
    }
    // The list has one length in every scene; a dry look at it would need a scene.
    return Array.from({ length: 16 }, (_, nth): ProtocolProbe => ({
      name: `${method} behind wrong payment ${nth}`,
      scene,
      group: (built) => {
        const before = wrong(built)[nth]?.make(target(built, built.world.people[caller]))
        return before === undefined ? [] : rightCall(method, built, { before })
      },
    }))
  })
}

/**
 * Payments that carry what could hurt their sender, in groups that the ledger alone would let pass: a rekeyed account's call
 * signed by its new key, an emptied account's call paid for by its payment.
 */
function harmful(): ProtocolProbe[] {
  const paid = [
    ['init', () => 200_000n],
    ['addTemplate', () => templateDeposit(TINY)],
    ['createProject', ({ world }: ProtocolScene) => projectDeposit(world)],
  ] as const
  const rekeyed = paid.map(([method, amountOf]): ProtocolProbe => ({
    name: `${method} behind a payment that rekeys`,
    scene: ALLOWED_IN[method][0],
    group: (scene) => {
      const { people, chain, protocol } = scene.world
      const { stranger } = people
      const caller = people[ALLOWED_IN[method][1]]
      const before = paymentWith(chain, caller, protocol.address, amountOf(scene), { rekeyTo: stranger.addr })
      return rightCall(method, scene, { before: [before], by: { signer: stranger } })
    },
  }))
  const bare = newKey('bare')
  const closed: ProtocolProbe = {
    name: 'createProject behind a payment that closes the account',
    scene: 'ready',
    prepare: async ({ world }) => {
      await must(world.chain, [payment(world.chain, world.chain.dispenser, bare.addr, 10_000_000n)])
    },
    group: (scene) => {
      const { people, chain, protocol } = scene.world
      const close = { closeRemainderTo: people.stranger.addr, fee: 10_000n }
      const before = paymentWith(chain, bare, protocol.address, projectDeposit(scene.world), close)
      return PROTOCOL_CALLS.createProject(scene, bare, { before: [before], by: { fee: 0n } })
    },
  }
  return [...rekeyed, closed]
}

function paymentWith(
  chain: Chain,
  from: Key,
  receiver: string,
  amount: bigint,
  { fee = 1_000n, ...fields }: { rekeyTo?: string; closeRemainderTo?: string; fee?: bigint },
): Signed {
  const suggestedParams = { ...chain.params(), fee }
  const common = { sender: from.addr, receiver, amount, ...fields, suggestedParams, note: serial() }
  return [algosdk.makePaymentTxnWithSuggestedParamsFromObject(common), from]
}

/** A project that is gone is nobody's. */
function gone(): ProtocolProbe[] {
  const prepare = async ({ world, project }: ProtocolScene) => {
    if (project !== undefined) await must(world.chain, [closeCall(project)])
  }
  return (['closeProject', 'lowerProjectFee'] as const).map((method) => ({
    name: `${method} of a closed project`,
    scene: 'project',
    prepare,
    group: (scene) => rightCall(method, scene),
  }))
}

const target = ({ world }: ProtocolScene, client: Key) =>
  ({ world, client, address: world.protocol.address }) as Project

/** Creations of a Protocol that must fail. */
function creations(): ProtocolProbe[] {
  const create = (
    name: string,
    make: (scene: ProtocolScene) => { args?: readonly ABIValue[]; change?: (args: Uint8Array[]) => Uint8Array[] },
    onComplete = algosdk.OnApplicationComplete.NoOpOC,
    prepare?: ProtocolProbe['prepare'],
  ): ProtocolProbe => ({
    name: `a Protocol created ${name}`,
    scene: 'ready',
    ...(prepare === undefined ? {} : { prepare }),
    group: (scene) => {
      const { args, change } = make(scene)
      return [createTxn(scene, args ?? rightArgs(scene), change, onComplete)]
    },
  })
  const rightArgs = ({ world }: ProtocolScene): ABIValue[] => [
    world.usdc,
    world.people.burn.addr,
    world.people.treasury.addr,
    300n,
  ]
  const withArg = (nth: number, value: (scene: ProtocolScene) => ABIValue) => (scene: ProtocolScene) => ({
    args: rightArgs(scene).map((arg, at) => (at === nth ? value(scene) : arg)),
  })
  return [
    create(
      'with an asset that is not there',
      withArg(0, () => 999_999n),
    ),
    create('with an asset of 7 decimals', withArg(0, sevenDecimals)),
    create(
      'with a burn address without USDC',
      withArg(1, ({ world }) => world.chain.dispenser.addr),
    ),
    create(
      'with a treasury without USDC',
      withArg(2, ({ world }) => world.chain.dispenser.addr),
    ),
    create(
      'with 301 basis points',
      withArg(3, () => 301n),
    ),
    create('by an opt-in', () => ({}), algosdk.OnApplicationComplete.OptInOC),
    create('by an unknown method', () => ({ change: ([, ...rest]) => [new Uint8Array(4), ...rest] })),
    create(
      'by registerArbiter',
      ({ world }) => ({ change: () => world.protocol.program.encode('registerArbiter', []) }),
      algosdk.OnApplicationComplete.OptInOC,
    ),
    ...Array.from({ length: 4 }, (_, nth) =>
      create(`with argument ${nth + 1} cut`, () => ({
        change: (args) => args.map((arg, at) => (at === nth + 1 ? arg.slice(1) : arg)),
      })),
    ),
  ]
}

let odd: bigint | undefined
/** Made once in the world that everything goes back to. */
export async function makeSevenDecimals(world: ProtocolScene['world']): Promise<void> {
  const { chain, people } = world
  const txn = algosdk.makeAssetCreateTxnWithSuggestedParamsFromObject({
    sender: people.issuer.addr,
    total: 10n,
    decimals: 7,
    defaultFrozen: false,
    suggestedParams: chain.params(),
    note: serial(),
  })
  odd = (await chain.send([[txn, people.issuer]]))[0]?.assetIndex
}
function sevenDecimals(): bigint {
  if (odd === undefined) throw new Error('makeSevenDecimals comes first')
  return odd
}

function createTxn(
  { world }: ProtocolScene,
  args: readonly ABIValue[],
  change: ((args: Uint8Array[]) => Uint8Array[]) | undefined,
  onComplete: algosdk.OnApplicationComplete,
): Signed {
  const { chain, people, protocol, usdc } = world
  const { approval, clear, schema } = protocol.program
  const encoded = protocol.program.encode('create', args)
  const txn = algosdk.makeApplicationCreateTxnFromObject({
    sender: people.admin.addr,
    onComplete,
    approvalProgram: approval,
    clearProgram: clear,
    numGlobalInts: schema.global.ints,
    numGlobalByteSlices: schema.global.bytes,
    numLocalInts: 0,
    numLocalByteSlices: 0,
    extraPages: Math.floor((approval.length + clear.length - 1) / 2_048),
    appArgs: change?.(encoded) ?? encoded,
    accounts: [people.burn.addr, people.treasury.addr, chain.dispenser.addr],
    foreignAssets: [usdc, args[0] as bigint],
    suggestedParams: chain.params(),
    note: serial(),
  })
  return [txn, people.admin]
}

const KEYS = ['a', 'n', 't', 'b', 'u', 'f', 's', 'c', 'k\0\0\0\0\0\0\0\x01']
const BOXES = ['t', 'p']

/** What should be impossible, made possible by force: a global value or a box that is not there. */
function forged(): ProtocolProbe[] {
  return PROTOCOL_METHODS.flatMap((method) => {
    const probe = (what: string, prepare: (scene: ProtocolScene) => void): ProtocolProbe => ({
      name: `${method} without ${what}`,
      scene: ALLOWED_IN[method][0],
      prepare,
      group: (scene) => rightCall(method, scene),
    })
    const forge = ({ world }: ProtocolScene) => world.chain.devnet?.forge
    const boxName = (prefix: string, template: bigint) => {
      const id = algosdk.encodeUint64(template)
      return new Uint8Array([...Buffer.from(prefix), ...id, ...(prefix === 'p' ? new Uint8Array(8) : [])])
    }
    return [
      ...KEYS.map((key) => probe(`global ${key}`, (scene) => forge(scene)?.deleteGlobal(scene.world.protocol.id, key))),
      ...BOXES.map((box) =>
        probe(`box ${box}`, (scene) => forge(scene)?.deleteBox(scene.world.protocol.id, boxName(box, scene.template))),
      ),
    ]
  })
}

export const protocolProbes = (): ProtocolProbe[] => [
  ...grid(),
  ...bentCalls(),
  ...limits(),
  ...payments(),
  ...harmful(),
  ...gone(),
  ...creations(),
  ...forged(),
]
