/** For every method a person can call on a project: a state in which it is allowed, by whom, and the call itself. */
import type { Call } from '../../sdk/src/pure/calls'
import { AMOUNT, DAY, FEE, SAID, TERMS, type Scene, type SceneName } from './scenes'
import { boxDeposit } from './project'
import type { Role } from './world'

export type Allowed = { scene: SceneName; by: Role; call(scene: Scene): Call }
type Verb = Exclude<Call['verb'], 'lowerFee' | 'close' | 'clearState'>

const on = ({ project, freelancer, version }: Scene) => ({
  sender: project.client.addr,
  freelancer: freelancer.addr,
  version,
})
const own = ({ freelancer, version }: Scene) => ({ sender: freelancer.addr, version })

export const ALLOWED: Record<Verb, Allowed> = {
  offer: {
    scene: 'none',
    by: 'client',
    call: ({ project, freelancer }) => ({
      verb: 'offer',
      sender: project.client.addr,
      freelancer: freelancer.addr,
      terms: TERMS,
      payment: boxDeposit(2),
    }),
  },
  withdrawOffer: { scene: 'offered', by: 'client', call: (scene) => ({ verb: 'withdrawOffer', ...on(scene) }) },
  accept: { scene: 'offered', by: 'freelancer', call: (scene) => ({ verb: 'accept', optIn: true, ...own(scene) }) },
  rejoin: {
    scene: 'departedRunning',
    by: 'freelancer',
    call: ({ freelancer }) => ({ verb: 'rejoin', sender: freelancer.addr }),
  },
  start: { scene: 'waiting', by: 'client', call: (scene) => ({ verb: 'start', deposit: AMOUNT + FEE, ...on(scene) }) },
  extend: {
    scene: 'running',
    by: 'client',
    call: (scene) => ({ verb: 'extend', deadline: scene.project.world.chain.now() + 20n * DAY, ...on(scene) }),
  },
  post: { scene: 'running', by: 'client', call: (scene) => ({ verb: 'post', ...on(scene), ...SAID }) },
  submit: { scene: 'running', by: 'freelancer', call: (scene) => ({ verb: 'submit', ...own(scene), ...SAID }) },
  requestChanges: {
    scene: 'submitted',
    by: 'client',
    call: (scene) => ({ verb: 'requestChanges', ...on(scene), ...SAID }),
  },
  approve: { scene: 'submitted', by: 'client', call: (scene) => ({ verb: 'approve', ...on(scene) }) },
  claim: {
    scene: 'reviewOver',
    by: 'stranger',
    call: (scene) => ({ verb: 'claim', ...on(scene), sender: scene.project.world.people.stranger.addr }),
  },
  cancelByClient: {
    scene: 'running',
    by: 'client',
    call: (scene) => ({ verb: 'cancelByClient', minRefund: 0n, ...on(scene) }),
  },
  cancelByFreelancer: {
    scene: 'running',
    by: 'freelancer',
    call: (scene) => ({ verb: 'cancelByFreelancer', ...own(scene) }),
  },
  refund: { scene: 'overdue', by: 'client', call: (scene) => ({ verb: 'refund', ...on(scene) }) },
  burn: { scene: 'plainSubmitted', by: 'client', call: (scene) => ({ verb: 'burn', ...on(scene) }) },
  dispute: { scene: 'submitted', by: 'client', call: (scene) => ({ verb: 'dispute', ...on(scene), ...SAID }) },
  resolve: {
    scene: 'disputed',
    by: 'arbiter',
    call: (scene) => ({
      verb: 'resolve',
      ...on(scene),
      ...SAID,
      sender: scene.project.world.people.arbiter.addr,
      release: AMOUNT / 3n,
      accomplished: true,
    }),
  },
  resolveByDefault: {
    scene: 'arbiterSilent',
    by: 'stranger',
    call: (scene) => ({ verb: 'resolveByDefault', ...on(scene), sender: scene.project.world.people.stranger.addr }),
  },
  proposeSettlement: {
    scene: 'running',
    by: 'client',
    call: (scene) => ({
      verb: 'proposeSettlement',
      ...on(scene),
      release: AMOUNT / 3n,
      accomplished: false,
      expiresAt: scene.project.world.chain.now() + DAY,
    }),
  },
  acceptSettlement: {
    scene: 'proposed',
    by: 'freelancer',
    call: (scene) => ({
      verb: 'acceptSettlement',
      ...on(scene),
      sender: scene.freelancer.addr,
      release: AMOUNT / 2n,
      accomplished: true,
    }),
  },
  withdraw: {
    scene: 'credited',
    by: 'freelancer',
    call: ({ freelancer }) => ({ verb: 'withdraw', sender: freelancer.addr, account: freelancer.addr }),
  },
  sweepFees: {
    scene: 'finished',
    by: 'stranger',
    call: ({ project }) => ({ verb: 'sweepFees', sender: project.world.people.stranger.addr }),
  },
  pause: { scene: 'waiting', by: 'client', call: ({ project }) => ({ verb: 'pause', sender: project.client.addr }) },
  resume: { scene: 'paused', by: 'client', call: ({ project }) => ({ verb: 'resume', sender: project.client.addr }) },
  leave: {
    scene: 'waiting',
    by: 'freelancer',
    call: ({ freelancer }) => ({ verb: 'leave', sender: freelancer.addr }),
  },
  dismiss: { scene: 'waiting', by: 'client', call: (scene) => ({ verb: 'dismiss', ...on(scene) }) },
}

export const VERBS = Object.keys(ALLOWED) as Verb[]
