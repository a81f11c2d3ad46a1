/**
 * Calls that must fail, each in a known state, made by the hundred: every method in every state by several callers, with
 * every completion, with every argument too short, and with every value just beyond its limit. What each of them fails at is
 * recorded once on the real program; a program that lost that check must answer differently.
 */
import algosdk from 'algosdk'
import type { Call } from '../../sdk/src/pure/calls'
import { ALLOWED, VERBS } from '../engine/allowed'
import { payment, type Signed } from '../engine/call'
import { groupOf } from '../engine/calls'
import { closeCall, projectCall, type Project } from '../engine/project'
import { protocolCall } from '../engine/world'
import { serial } from '../engine/chain'
import type { Key } from '../engine/keys'
import { AMOUNT, DAY, FEE, SCENES, setFrozen, TERMS, type Scene, type SceneName } from '../engine/scenes'
import { COMPLETIONS, withArgs, withCompletion } from '../fields/requirements'
import { harmful } from './harmful-probes'
import type { ProbeOf } from './probe'

export type Probe = ProbeOf<Scene, SceneName>

const CALLERS = ['client', 'freelancer', 'arbiter', 'stranger'] as const

/** The call of a verb as it would be made in any state, by anybody. */
function callIn(verb: (typeof VERBS)[number], caller: (typeof CALLERS)[number]): (scene: Scene) => Call {
  return (scene) => ({ ...ALLOWED[verb].call(scene), sender: scene.project.world.people[caller].addr }) as Call
}

function grid(): Probe[] {
  return VERBS.flatMap((verb) =>
    SCENES.flatMap((scene) =>
      CALLERS.map((caller) => ({
        name: `${verb} in ${scene} by ${caller}`,
        scene,
        group: (built: Scene) => groupOf(built.project, callIn(verb, caller)(built)),
      })),
    ),
  )
}

function bentCalls(): Probe[] {
  return VERBS.flatMap((verb) => {
    const { scene, call } = ALLOWED[verb]
    const last = (built: Scene, change: (signed: Signed) => Signed): Signed[] => {
      const group = groupOf(built.project, call(built))
      const end = group.pop()
      return end === undefined ? [] : [...group, change(end)]
    }
    const completions = Object.entries(COMPLETIONS).map(([name, code]) => ({
      name: `${verb} as ${name}`,
      scene,
      group: (built: Scene) => last(built, (signed) => withCompletion(signed, code, built.project.world.project)),
    }))
    // The longest call has seven arguments besides its selector.
    const short = Array.from({ length: 7 }, (_, nth) => nth + 1).flatMap((index) =>
      [-1, 1].map((by) => ({
        name: `${verb} with argument ${index} ${by} byte`,
        scene,
        group: (built: Scene) =>
          last(built, (signed) => {
            const args = signed[0].applicationCall?.appArgs ?? []
            return withArgs(
              signed,
              args.map((arg, at) => (at !== index ? arg : by < 0 ? arg.slice(0, -1) : new Uint8Array([...arg, 0]))),
            )
          }),
      })),
    )
    const stale = {
      name: `${verb} at another version`,
      scene,
      group: (built: Scene) =>
        groupOf(built.project, { ...call(built), ...('version' in call(built) ? { version: 5n } : {}) }),
    }
    return [...completions, ...short, stale]
  })
}

/** A call of the table of allowed ones with one value beyond its limit. */
function limit(
  verb: (typeof VERBS)[number],
  name: string,
  change: (call: Call, scene: Scene) => Call,
  scene?: SceneName,
): Probe {
  return {
    name: `${verb} with ${name}`,
    scene: scene ?? ALLOWED[verb].scene,
    group: (built) => groupOf(built.project, change(ALLOWED[verb].call(built), built)),
  }
}

const LONG_NOTE = 'x'.repeat(257)
const set = (value: object) => (call: Call) => ({ ...call, ...value }) as Call

function limits(): Probe[] {
  const terms = (change: object) => set({ terms: { ...TERMS, ...change } })
  const about = (change: (scene: Scene) => string) => (call: Call, scene: Scene) =>
    ({ ...call, freelancer: change(scene) }) as Call
  return [
    limit('offer', 'no milestones', terms({ schedule: [] })),
    limit('offer', '51 milestones', terms({ schedule: Array.from({ length: 51 }, () => TERMS.schedule[0]) })),
    limit('offer', 'a window below a day', terms({ reviewWindow: DAY - 1n })),
    limit('offer', 'a window above 90 days', terms({ reviewWindow: 90n * DAY + 1n })),
    limit('offer', '11 revisions', terms({ maxRevisions: 11n })),
    limit('offer', '10,001 basis points', terms({ silenceRelease: 10_001n })),
    limit(
      'offer',
      'the client',
      about(({ project }) => project.client.addr),
    ),
    limit(
      'offer',
      'the arbiter',
      about(({ project }) => project.world.people.arbiter.addr),
    ),
    limit(
      'offer',
      'the burn address',
      about(({ project }) => project.burn),
    ),
    limit(
      'offer',
      'the zero address',
      about(() => algosdk.Address.zeroAddress().toString()),
    ),
    limit(
      'offer',
      'the project',
      about(({ project }) => project.address),
    ),
    limit(
      'offer',
      'the Protocol',
      about(({ project }) => project.world.protocol.address),
    ),
    limit('start', 'too little', set({ deposit: AMOUNT + FEE - 1n })),
    limit('start', 'too much', set({ deposit: AMOUNT + FEE + 1n })),
    limit('extend', 'the same deadline', (call) => ({ ...call, deadline: 1n }) as Call),
    limit(
      'extend',
      'a deadline too far',
      (call, { project }) => ({ ...call, deadline: project.world.chain.now() + 731n * DAY }) as Call,
    ),
    limit('post', 'a long note', set({ note: LONG_NOTE })),
    limit('submit', 'a long note', set({ note: LONG_NOTE })),
    limit('submit', 'no evidence', set({ evidence: new Uint8Array(32) })),
    limit('requestChanges', 'a long note', set({ note: LONG_NOTE })),
    limit('dispute', 'a long note', set({ note: LONG_NOTE })),
    limit('resolve', 'a long note', set({ note: LONG_NOTE })),
    limit('resolve', 'too high a release', set({ release: AMOUNT + 1n })),
    limit('proposeSettlement', 'too high a release', set({ release: AMOUNT + 1n })),
    limit(
      'proposeSettlement',
      'an expiry now',
      (call, { project }) => ({ ...call, expiresAt: project.world.chain.now() }) as Call,
    ),
    limit('acceptSettlement', 'another release', set({ release: 1n })),
    limit('acceptSettlement', 'another promise', set({ accomplished: false })),
    limit('cancelByClient', 'too high a minimum', set({ minRefund: AMOUNT })),
    limit('accept', 'no opt-in', set({ optIn: false })),
  ]
}

/** States that take a step more than a scene. */
function staged(): Probe[] {
  const make = async (scene: Scene, verb: (typeof VERBS)[number], change: object = {}) => {
    const { chain } = scene.project.world
    await chain.send(groupOf(scene.project, { ...ALLOWED[verb].call(scene), ...change } as Call))
  }
  const client = ({ project }: Scene) => project.client.addr
  return [
    {
      name: 'requestChanges when the rounds are used up',
      scene: 'submitted',
      prepare: async (scene) => {
        await make(scene, 'requestChanges')
        scene.version += 1n
        await make(scene, 'submit')
        scene.version += 1n
      },
      group: (scene) => groupOf(scene.project, ALLOWED.requestChanges.call(scene)),
    },
    {
      name: 'acceptSettlement after its expiry',
      scene: 'proposed',
      prepare: ({ project }) => project.world.chain.setTime(project.world.chain.now() + 500n * DAY),
      group: (scene) => groupOf(scene.project, ALLOWED.acceptSettlement.call(scene)),
    },
    {
      name: 'claim without a review window',
      scene: 'none',
      prepare: async (scene) => {
        await make(scene, 'offer', { terms: { ...TERMS, reviewWindow: 0n } })
        scene.version = 1n << 32n
        for (const verb of ['accept', 'start', 'submit'] as const) {
          await make(scene, verb)
          scene.version += 1n
        }
      },
      group: (scene) => groupOf(scene.project, ALLOWED.claim.call(scene)),
    },
    ...[
      { amount: 999_999n, duration: DAY },
      { amount: 1_000_000_000_000_001n, duration: DAY },
      { amount: AMOUNT, duration: 3_599n },
      { amount: AMOUNT, duration: 730n * DAY + 1n },
    ].map((row): Probe => ({
      name: `start of ${row.amount} in ${row.duration} s`,
      scene: 'none',
      prepare: async (scene) => {
        await make(scene, 'offer', { terms: { ...TERMS, schedule: [row, row] } })
        scene.version = 1n << 32n
        await make(scene, 'accept')
        scene.version += 1n
      },
      group: (scene) =>
        groupOf(scene.project, {
          ...ALLOWED.start.call(scene),
          deposit: row.amount + (row.amount * 300n) / 10_000n,
        } as Call),
    })),
    {
      name: 'withdraw while the owner is frozen',
      scene: 'credited',
      prepare: ({ project, freelancer }) => setFrozen(project.world, freelancer.addr, true),
      group: (scene) => groupOf(scene.project, ALLOWED.withdraw.call(scene)),
    },
    ...(['lowerFee', 'close', 'init', 'create'] as const).map((method): Probe => ({
      name: `${method} by the client`,
      scene: 'none',
      group: (scene) => {
        const { project } = scene
        const zero = algosdk.Address.zeroAddress().toString()
        const args = {
          lowerFee: [0n],
          close: [],
          init: [],
          create: [client(scene), 1n, zero, zero, 1n, new Uint8Array(32)],
        }
        return [projectCall(project, method, args[method], project.client)]
      },
    })),
    ...(['lowerFee', 'create'] as const).flatMap((method) =>
      Array.from({ length: 6 }, (_, nth): Probe => ({
        name: `${method} with argument ${nth + 1} cut`,
        scene: 'none',
        group: ({ project }) => {
          const zero = algosdk.Address.zeroAddress().toString()
          const args = method === 'lowerFee' ? [0n] : [zero, 1n, zero, zero, 1n, new Uint8Array(32)]
          const signed = projectCall(project, method, args, project.client)
          const bytes = signed[0].applicationCall?.appArgs ?? []
          return [
            withArgs(
              signed,
              bytes.map((arg, at) => (at === nth + 1 ? arg.slice(1) : arg)),
            ),
          ]
        },
      })),
    ),
    ...(['start', 'offer'] as const).map((verb): Probe => ({
      name: `${verb} behind the wrong kind of transaction`,
      scene: ALLOWED[verb].scene,
      group: (scene) => {
        const { project } = scene
        const end = groupOf(project, ALLOWED[verb].call(scene)).at(-1)
        const post = projectCall(project, 'pause', [], project.client)
        const pay = payment(project.world.chain, project.client, project.address, 1n)
        return end === undefined ? [] : [verb === 'start' ? pay : post, end]
      },
    })),
    {
      name: 'an unknown method',
      scene: 'none',
      group: ({ project }) => [
        withArgs(projectCall(project, 'pause', [], project.client), [new Uint8Array([1, 2, 3, 4])]),
      ],
    },
  ]
}

/** Calls that reach the project through the Protocol, and a program that is created without it. */
function relayed(): Probe[] {
  const close = ({ project }: Scene): Signed[] => [closeCall(project)]
  return [
    { name: 'close with engagements left', scene: 'waiting', group: close },
    {
      name: 'close with a credit of a client who cannot be paid',
      scene: 'running',
      prepare: async (scene) => {
        const { project } = scene
        await setFrozen(project.world, project.client.addr, true)
        for (const verb of ['cancelByClient', 'dismiss'] as const) {
          await project.world.chain.send(groupOf(project, ALLOWED[verb].call(scene)))
          scene.version += 1n
        }
      },
      group: close,
    },
    {
      name: 'close without the deletion',
      scene: 'none',
      group: ({ project }) => {
        const { client } = project
        return [
          projectCall(project, 'close', [], client, client.addr, { completion: algosdk.OnApplicationComplete.NoOpOC }),
        ]
      },
    },
    {
      name: 'a fee that is not lower',
      scene: 'none',
      group: ({ project }) => [
        protocolCall(project.world, 'lowerProjectFee', [project.id, 300n], project.world.people.admin, {
          apps: [project.id],
        }),
      ],
    },
    {
      name: 'a second init',
      scene: 'none',
      group: ({ project }) => {
        return [projectCall(project, 'init', [], asProtocol(project))]
      },
    },
    {
      name: 'offer with too little for its box',
      scene: 'none',
      group: (scene) => {
        const { project } = scene
        const before = [payment(project.world.chain, project.client, project.address, 1n)]
        return groupOf(project, ALLOWED.offer.call(scene), { before })
      },
    },
    {
      name: 'a project that nobody but its client creates',
      scene: 'none',
      group: ({ project }) => [createAlone(project)],
    },
    {
      name: 'a project created by an unknown method',
      scene: 'none',
      group: ({ project }) => [createAlone(project, ([, ...rest]) => [new Uint8Array(4), ...rest])],
    },
    {
      name: 'a project created by an opt-in',
      scene: 'none',
      group: ({ project }) => [createAlone(project, (args) => [...args], algosdk.OnApplicationComplete.OptInOC)],
    },
    ...(
      [
        ['accept', [1n], algosdk.OnApplicationComplete.OptInOC],
        ['rejoin', [], algosdk.OnApplicationComplete.OptInOC],
        ['leave', [], algosdk.OnApplicationComplete.CloseOutOC],
        ['close', [], algosdk.OnApplicationComplete.DeleteApplicationOC],
      ] as const
    ).map(([method, args, completion]): Probe => ({
      name: `a project created by ${method}`,
      scene: 'none',
      group: ({ project }) => [createAlone(project, () => project.world.project.encode(method, [...args]), completion)],
    })),
    ...Array.from({ length: 6 }, (_, nth): Probe => ({
      name: `a project created with argument ${nth + 1} cut`,
      scene: 'none',
      group: ({ project }) => [
        createAlone(project, (args) => args.map((arg, at) => (at === nth + 1 ? arg.slice(1) : arg))),
      ],
    })),
    ...['s', 'u', 'p', 'l', 'h'].flatMap((key): Probe[] => {
      const prepare = ({ project }: Scene) => project.world.chain.devnet?.forge.deleteGlobal(project.id, key)
      return [
        {
          name: `lowerFee without global ${key}`,
          scene: 'none',
          prepare,
          group: (scene) => [projectCall(scene.project, 'lowerFee', [0n], asProtocol(scene.project))],
        },
        {
          name: `init without global ${key}`,
          scene: 'none',
          prepare,
          group: (scene) => [projectCall(scene.project, 'init', [], asProtocol(scene.project))],
        },
        {
          name: `close without global ${key}`,
          scene: 'none',
          prepare,
          group: (scene) => [projectCall(scene.project, 'close', [], asProtocol(scene.project))],
        },
        {
          name: `withdraw of the client without global ${key}`,
          scene: 'credited',
          prepare,
          group: (scene) =>
            groupOf(scene.project, { ...ALLOWED.withdraw.call(scene), account: scene.project.client.addr } as Call),
        },
      ]
    }),
  ]
}

/** The Protocol's own account as a caller, which the embedded chain alone can be talked into. */
function asProtocol({ world, client }: Project): Key {
  const { devnet } = world.chain
  const { address } = world.protocol
  devnet?.impersonate(address)
  devnet?.forge.setBalance(address, 1_000_000_000n)
  const sign = (txn: algosdk.Transaction) => algosdk.encodeMsgpack(new algosdk.SignedTransaction({ txn }))
  return { ...client, name: 'protocol', addr: address, sign }
}

function createAlone(
  { world, client }: Project,
  change: (args: readonly Uint8Array[]) => Uint8Array[] = (args) => [...args],
  onComplete = algosdk.OnApplicationComplete.NoOpOC,
): Signed {
  const { project: program, chain, usdc, people } = world
  const { global, local } = program.schema
  const args = program.encode('create', [client.addr, usdc, people.burn.addr, client.addr, 0n, new Uint8Array(32)])
  const txn = algosdk.makeApplicationCreateTxnFromObject({
    sender: client.addr,
    onComplete,
    approvalProgram: program.approval,
    clearProgram: program.clear,
    numGlobalInts: global.ints,
    numGlobalByteSlices: global.bytes,
    numLocalInts: local.ints,
    numLocalByteSlices: local.bytes,
    extraPages: Math.floor((program.approval.length + program.clear.length - 1) / 2_048),
    appArgs: change(args),
    suggestedParams: { ...chain.params(), fee: 8_000n },
    note: serial(),
  })
  return [txn, client]
}

/** What should be impossible, made possible by force: a global value or a box that is not there. */
function forged(): Probe[] {
  return VERBS.flatMap((verb) =>
    (['', 'freelancer'] as const).flatMap((caller) =>
      ['s', 'u', 'p', 'l', 'h'].map((key): Probe => ({
        name: `${verb} ${caller} without global ${key}`,
        scene: ALLOWED[verb].scene,
        prepare: ({ project }) => project.world.chain.devnet?.forge.deleteGlobal(project.id, key),
        group: (scene) =>
          groupOf(scene.project, caller === '' ? ALLOWED[verb].call(scene) : callIn(verb, caller)(scene)),
      })),
    ),
  )
}

export const probes = (): Probe[] => [
  ...grid(),
  ...bentCalls(),
  ...limits(),
  ...staged(),
  ...relayed(),
  ...forged(),
  ...harmful(),
]
