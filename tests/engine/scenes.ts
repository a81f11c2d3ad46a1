/** Every state an engagement can be in, built by the calls that lead there. */
import algosdk from 'algosdk'
import type { Call } from '../../sdk/src/pure/calls'
import { must } from './call'
import { perform, refusalText } from './calls'
import { serial } from './chain'
import type { Key } from './keys'
import { createProject, type Project } from './project'
import type { World } from './world'

export const HOUR = 3_600n
export const DAY = 86_400n
export const AMOUNT = 300_000_000n
export const FEE = 9_000_000n
export const TERMS = {
  schedule: [
    { amount: AMOUNT, duration: 14n * DAY },
    { amount: 100_000_000n, duration: 14n * DAY },
  ],
  termsHash: new Uint8Array(32).fill(1),
  reviewWindow: 7n * DAY,
  maxRevisions: 1n,
  silenceRelease: 5_000n,
}
export const SAID = { evidence: new Uint8Array(32).fill(3), note: 'see ipfs' }

/** One engagement in one state; `version` is what its next call has to name. */
export type Scene = { project: Project; freelancer: Key; version: bigint; name: SceneName }

export const SCENES = [
  'none',
  'offered',
  'waiting',
  'running',
  'submitted',
  'disputed',
  'ended',
  'departedWaiting',
  'departedRunning',
  'departedSubmitted',
  'departedDisputed',
  'paused',
  'pausedOffer',
  'reworked',
  'overdue',
  'reviewOver',
  'arbiterSilent',
  'plainSubmitted',
  'plainReviewOver',
  'proposed',
  'credited',
  'finished',
] as const
export type SceneName = (typeof SCENES)[number]

export async function buildScene(world: World, name: SceneName): Promise<Scene> {
  const project = await createProject(world, { arbiter: !name.startsWith('plain') })
  const scene = new Builder({ project, freelancer: world.people.freelancer, version: 0n, name })
  await scene.build(name)
  return scene.scene
}

/** Calls that leave the version as it is. */
const QUIET = ['post', 'proposeSettlement', 'extend', 'rejoin', 'withdraw', 'pause', 'resume', 'clearState', 'offer']

class Builder {
  constructor(readonly scene: Scene) {}

  async build(name: SceneName): Promise<void> {
    const { project, freelancer } = this.scene
    const { chain } = project.world
    const client = project.client.addr
    const on = (sender: string) => ({ sender, freelancer: freelancer.addr, version: this.scene.version })
    const own = () => ({ sender: freelancer.addr, version: this.scene.version })
    switch (name) {
      case 'none':
        return
      case 'offered':
        await this.make({
          verb: 'offer',
          sender: client,
          freelancer: freelancer.addr,
          terms: TERMS,
          payment: 0n,
        })
        this.scene.version = 1n << 32n
        return
      case 'waiting':
        await this.build('offered')
        return this.make({ verb: 'accept', optIn: true, ...own() })
      case 'running':
        await this.build('waiting')
        return this.make({ verb: 'start', deposit: AMOUNT + FEE, ...on(client) })
      case 'submitted':
      case 'plainSubmitted':
        await this.build('running')
        return this.make({ verb: 'submit', ...own(), ...SAID })
      case 'disputed':
        await this.build('submitted')
        return this.make({ verb: 'dispute', ...on(client), ...SAID })
      case 'ended':
        await this.build('waiting')
        return this.make({ verb: 'leave', sender: freelancer.addr })
      case 'departedWaiting':
      case 'departedRunning':
      case 'departedSubmitted':
      case 'departedDisputed':
        await this.build(name.slice('departed'.length).toLowerCase() as SceneName)
        return this.make({ verb: 'clearState', sender: freelancer.addr })
      case 'paused':
        await this.build('waiting')
        return this.make({ verb: 'pause', sender: client })
      case 'pausedOffer':
        await this.build('offered')
        return this.make({ verb: 'pause', sender: client })
      case 'reworked':
        await this.build('submitted')
        return this.make({ verb: 'requestChanges', ...on(client), ...SAID })
      case 'overdue':
        await this.build('running')
        return chain.setTime(chain.now() + 14n * DAY)
      case 'reviewOver':
      case 'plainReviewOver':
        await this.build('submitted')
        return chain.setTime(chain.now() + 7n * DAY)
      case 'arbiterSilent':
        await this.build('disputed')
        return chain.setTime(chain.now() + 30n * DAY)
      case 'proposed': {
        await this.build('running')
        const proposal = { release: AMOUNT / 2n, accomplished: true, expiresAt: chain.now() + 400n * DAY }
        return this.make({ verb: 'proposeSettlement', ...on(client), ...proposal })
      }
      case 'credited':
        await this.build('submitted')
        await setFrozen(project.world, freelancer.addr, true)
        await this.make({ verb: 'approve', ...on(client) })
        return setFrozen(project.world, freelancer.addr, false)
      case 'finished':
        await this.build('submitted')
        await this.make({ verb: 'approve', ...on(client) })
        await this.make({ verb: 'start', deposit: 103_000_000n, ...on(client) })
        await this.make({ verb: 'submit', ...own(), ...SAID })
        return this.make({ verb: 'approve', ...on(client) })
    }
  }

  private async make(call: Call): Promise<void> {
    const outcome = await perform(this.scene.project, call)
    if (!outcome.ok)
      throw new Error(`${call.verb} on the way to ${this.scene.name}: ${refusalText(this.scene.project, outcome)}`)
    if (!QUIET.includes(call.verb)) this.scene.version += 1n
  }
}

export async function setFrozen(world: World, target: string, frozen: boolean): Promise<void> {
  const { issuer } = world.people
  const freeze = algosdk.makeAssetFreezeTxnWithSuggestedParamsFromObject({
    sender: issuer.addr,
    assetIndex: world.usdc,
    freezeTarget: target,
    frozen,
    suggestedParams: world.chain.params(),
    note: serial(),
  })
  await must(world.chain, [[freeze, issuer]])
}
