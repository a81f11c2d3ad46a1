/**
 * The compiled program asked for one sum after another: an engagement is forged into exactly the state a case describes,
 * and the call that closes, starts or sends back its milestone runs on the embedded chain's machine. Nothing is kept,
 * so the next case meets the same chain. A real node has no such states at will: `histories.test.ts` goes there.
 */
import { assignGroupID, decodeAddress, encodeMsgpack, SignedTransaction } from 'algosdk'
import { decodeGroup } from '../../devnet/src/ledger/codec'
import { key, type State } from '../../devnet/src/ledger/state'
import type { SignedTxn } from '../../devnet/src/protocol/txn'
import type { Call } from '../../sdk/src/pure/calls'
import { groupOf } from '../engine/calls'
import type { Event, Fields } from '../engine/program'
import { boxName, type Project } from '../engine/project'
import { buildScene, SAID, type Scene } from '../engine/scenes'
import { openWorld, readGlobal, type World } from '../engine/world'
import type { Case } from './cases'
import type { Exit, Split } from './oracle'

const HIRED = 2n
const [WAITING, RUNNING, SUBMITTED, DISPUTED] = [1n, 2n, 3n, 4n]
/** What the project holds for others: an exit must leave it alone. */
const OTHERS = { escrowed: 777_000_001n, disputed: 555_000_003n, fees: 333_000_005n }
const DAY = 86_400n

type Holdings = { client: bigint; freelancer: bigint; burn: bigint; escrow: bigint }
type Ledger = Record<keyof typeof OTHERS, bigint>
type Place = { scene: Scene; project: Project; record: Fields; ledger: Fields; groups: Map<string, SignedTxn[]> }

/** What an exit did, said in three ways that have to agree: the event, the transfers, and the ledger of the project. */
export type Closed = { event: Split; moved: Holdings; left: Ledger }

export class Compiled {
  private constructor(
    private readonly world: World,
    private readonly now: bigint,
    private readonly places: { arbiter: Place; plain: Place },
  ) {}

  static async open(): Promise<Compiled> {
    const world = await openWorld()
    const places = { arbiter: await placeOf(world, 'submitted'), plain: await placeOf(world, 'plainSubmitted') }
    return new Compiled(world, world.chain.now(), places)
  }

  /** Closes a milestone of this case; `kind` of its exit says how, `state` of what it is closed from. */
  close({ A, L, f, exit, accomplished, cancels }: Case): Closed {
    const { now } = this
    const place = this.places[exit.kind === 'burn' ? 'plain' : 'arbiter']
    const state = stateFor(exit, A)
    const elapsed = exit.kind === 'cancelByClient' ? exit.elapsed : 40n * DAY
    const release = 'release' in exit ? exit.release : 0n
    const held = A + L
    const ledger = { ...OTHERS, feeBps: f, credits: 0n, active: 2n }
    ledger[state === DISPUTED ? 'disputed' : 'escrowed'] += held
    const { version } = place.record
    this.forge(place, ledger, {
      milestoneState: state,
      accomplished,
      clientCancels: cancels,
      amount: A,
      feeLocked: L,
      startedAt: now - elapsed,
      deadline: now,
      cancelableUntil: state === RUNNING ? now : 0n,
      submittedAt: state === RUNNING ? 0n : now - 31n * DAY,
      disputedAt: state === DISPUTED ? now - 30n * DAY : 0n,
      proposalVersion: exit.kind === 'settle' ? (version ?? 0n) : 0n,
      proposalRelease: release,
      proposalExpiresAt: now,
      proposalAccomplished: true,
      proposalByClient: true,
      // A burn is off once a review window has passed, a claim needs one.
      reviewWindow: exit.kind === 'claim' ? 31n * DAY : 0n,
      silenceRelease: exit.kind === 'resolveByDefault' ? exit.silenceRelease : 5_000n,
    })
    const before = this.world.chain.devnet?.node.state
    if (before === undefined) throw new Error('the embedded chain alone can be asked this way')
    const { after, event } = this.run(place, 'MilestoneClosed', exitCall(place.scene, exit))
    const amounts = ['toClient', 'toFreelancer', 'toBurn', 'toProtocol'].map((name) => event.args[name] as bigint)
    const [was, is] = [this.holdings(place, before), this.holdings(place, after)]
    const buckets = this.world.project.decodeStruct('Ledger', globalOf(after, place.project.id, 'l'))
    return {
      event: amounts as unknown as Split,
      moved: {
        client: is.client - was.client,
        freelancer: is.freelancer - was.freelancer,
        burn: is.burn - was.burn,
        escrow: was.escrow - is.escrow,
      },
      left: {
        escrowed: (buckets['escrowed'] as bigint) - OTHERS.escrowed,
        disputed: (buckets['disputed'] as bigint) - OTHERS.disputed,
        fees: (buckets['fees'] as bigint) - OTHERS.fees,
      },
    }
  }

  /** Starts the milestone: the fee it locks, and for how many seconds the client may cancel. */
  start({ A, L, f0, duration, accomplished, cancels }: Case): { feeLocked: bigint; interval: bigint } {
    const place = this.places.arbiter
    const schedule = Array.from({ length: Number(accomplished) + 1 }, () => [A, duration])
    this.forge(
      place,
      { ...OTHERS, feeBps: f0, credits: 0n, active: 1n },
      { milestoneState: WAITING, accomplished, clientCancels: cancels, schedule },
    )
    const call: Call = { verb: 'start', deposit: A + L, ...on(place.scene) }
    const { args } = this.run(place, 'MilestoneStarted', call).event
    const [until, at] = [args['cancelableUntil'], args['startedAt']] as [bigint, bigint]
    return { feeLocked: args['feeLocked'] as bigint, interval: until - at }
  }

  /** Sends a submitted milestone back after `t` seconds, its deadline being `s` after the submit: the new deadline. */
  sendBack({ A, L, t, s }: Case): { submittedAt: bigint; deadline: bigint } {
    const place = this.places.arbiter
    const submittedAt = this.now - t
    const opened = { milestoneState: SUBMITTED, amount: A, feeLocked: L, submittedAt, deadline: submittedAt + s }
    this.forge(
      place,
      { ...OTHERS, feeBps: 300n, credits: 0n, active: 1n },
      { ...opened, reviewWindow: 0n, revisions: 0n, maxRevisions: 1n },
    )
    const { args } = this.run(place, 'ChangesRequested', {
      verb: 'requestChanges',
      ...on(place.scene),
      ...SAID,
    }).event
    return { submittedAt, deadline: args['deadline'] as bigint }
  }

  get time(): bigint {
    return this.now
  }

  private forge({ project, scene, record, ledger }: Place, buckets: Fields, engagement: Fields): void {
    const { devnet } = this.world.chain
    const { encodeStruct } = this.world.project
    const held = ['escrowed', 'disputed', 'fees'].reduce((sum, name) => sum + (buckets[name] as bigint), 0n)
    devnet?.forge.setGlobal(project.id, 'l', encodeStruct('Ledger', { ...ledger, ...buckets }))
    const box = encodeStruct('Engagement', { ...record, state: HIRED, ...engagement })
    devnet?.forge.setBox(project.id, boxName(scene.freelancer.addr), box)
    devnet?.forge.setHolding(project.address, this.world.usdc, { amount: held })
  }

  private run(place: Place, name: string, call: Call): { after: State; event: Event } {
    const { devnet } = this.world.chain
    const group = place.groups.get(call.verb) ?? groupFor(place.project, call)
    if (!VARYING.includes(call.verb)) place.groups.set(call.verb, group)
    const outcome = devnet?.node.evaluateGroup(group, { unsigned: true })
    if (outcome === undefined || outcome.failure !== undefined)
      throw new Error(`${call.verb} was refused: ${outcome?.failure?.message ?? 'no embedded chain'}`)
    const logs = outcome.applied.at(-1)?.delta?.logs ?? []
    const event = this.world.project.decodeEvent(logs.at(-1) ?? new Uint8Array())
    if (event?.name !== name) throw new Error(`${call.verb} logged ${event?.name ?? 'nothing'}, not ${name}`)
    return { after: outcome.state, event }
  }

  private holdings({ project, scene }: Place, state: State): Holdings {
    const { people } = this.world
    const of = (address: Uint8Array) => state.holdings.get(key.pair(address, this.world.usdc))?.amount ?? 0n
    return {
      client: of(project.client.address.publicKey),
      freelancer: of(scene.freelancer.address.publicKey),
      burn: of(people.burn.address.publicKey),
      escrow: of(decodeAddress(project.address).publicKey),
    }
  }
}

async function placeOf(world: World, name: 'submitted' | 'plainSubmitted'): Promise<Place> {
  const scene = await buildScene(world, name)
  const { project, freelancer } = scene
  const box = await world.chain.algod.getApplicationBoxByName(project.id, boxName(freelancer.addr)).do()
  const ledger = (await readGlobal(world.chain, project.id)).get('l')
  if (!(ledger instanceof Uint8Array)) throw new Error('the project has no ledger')
  return {
    scene,
    project,
    record: world.project.decodeStruct('Engagement', box.value),
    ledger: world.project.decodeStruct('Ledger', ledger),
    groups: new Map(),
  }
}

/** What a client sends, unsigned. */
function groupFor(project: Project, call: Call): SignedTxn[] {
  const txns = groupOf(project, call).map(([txn]) => txn)
  if (txns.length > 1) assignGroupID(txns)
  const raw = Buffer.concat(txns.map((txn) => encodeMsgpack(new SignedTransaction({ txn }))))
  return decodeGroup(new Uint8Array(raw), 16, () => {
    throw new Error('too many transactions')
  })
}

/** Verbs whose calls differ from case to case; any other call is made once. */
const VARYING = ['start', 'resolve', 'acceptSettlement']

const on = ({ project, freelancer, version }: Scene) => ({
  sender: project.client.addr,
  freelancer: freelancer.addr,
  version,
})

/** The state an exit leaves from; where there are several, the amount decides, so that all are met. */
function stateFor({ kind }: Exit, A: bigint): bigint {
  switch (kind) {
    case 'cancelByClient':
    case 'cancelByFreelancer':
    case 'refund':
      return RUNNING
    case 'claim':
    case 'burn':
      return SUBMITTED
    case 'approve':
      return A % 2n === 0n ? SUBMITTED : DISPUTED
    case 'settle':
      return RUNNING + (A % 3n)
    case 'resolve':
    case 'resolveByDefault':
      return DISPUTED
  }
}

function exitCall(scene: Scene, exit: Exit): Call {
  const { freelancer, version, project } = scene
  const { arbiter, stranger } = project.world.people
  switch (exit.kind) {
    case 'approve':
    case 'refund':
    case 'burn':
      return { verb: exit.kind, ...on(scene) }
    case 'claim':
    case 'resolveByDefault':
      return { verb: exit.kind, ...on(scene), sender: stranger.addr }
    case 'cancelByFreelancer':
      return { verb: exit.kind, sender: freelancer.addr, version }
    case 'cancelByClient':
      return { verb: exit.kind, ...on(scene), minRefund: 0n }
    case 'resolve':
      return {
        verb: exit.kind,
        ...on(scene),
        ...SAID,
        sender: arbiter.addr,
        release: exit.release,
        accomplished: true,
      }
    case 'settle':
      return {
        verb: 'acceptSettlement',
        ...on(scene),
        sender: freelancer.addr,
        release: exit.release,
        accomplished: true,
      }
  }
}

function globalOf(state: State, app: bigint, name: string): Uint8Array {
  const value = state.apps.get(key.id(app))?.global.values.get(name)
  if (!(value instanceof Uint8Array)) throw new Error(`global key ${name} holds no bytes`)
  return value
}
