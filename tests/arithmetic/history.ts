/**
 * A project on any chain, real node included, whose milestones are brought into one state after another; in each, every
 * exit that is open there is simulated and told in the oracle's terms. A simulation changes nothing, so one state serves
 * many of them.
 */
import { modelsv2, SignedTransaction } from 'algosdk'
import type { Call } from '../../sdk/src/pure/calls'
import { must, transfer } from '../engine/call'
import { groupOf } from '../engine/calls'
import type { Fields } from '../engine/program'
import { createProject, lowerFee } from '../engine/project'
import { SAID, type Scene } from '../engine/scenes'
import { mustProtocol, type World } from '../engine/world'
import type { Split } from './oracle'

/** Calls that leave the version as it is. */
const QUIET = ['proposeSettlement']

export type Terms = Extract<Call, { verb: 'offer' }>['terms']
/** What an exit says it pays, and what its inner transactions send. */
export type Told = { event: Split; sent: { client: bigint; freelancer: bigint; burn: bigint } }

export class History {
  private constructor(private readonly scene: Scene) {}

  static async begin(world: World, feeBps: bigint, arbiter: boolean, terms: Terms): Promise<History> {
    const { admin, issuer, client } = world.people
    await mustProtocol(world, 'setFee', [feeBps], admin)
    // The largest milestones there are would use up any purse in a few histories.
    const needed = terms.schedule.reduce((sum, { amount }) => sum + 2n * amount, 0n)
    await must(world.chain, [transfer(world.chain, issuer, client.addr, world.usdc, needed)])
    const project = await createProject(world, { arbiter })
    const scene: Scene = { project, freelancer: world.people.freelancer, version: 0n, name: 'none' }
    const history = new History(scene)
    const { on } = history
    await history.make({ verb: 'offer', sender: on.sender, freelancer: on.freelancer, terms, payment: 0n })
    scene.version = 1n << 32n
    // The account of an earlier project's freelancer is as good as new in this one.
    await history.make({ verb: 'accept', sender: on.freelancer, version: scene.version, optIn: true })
    return history
  }

  /** What a call of the client on this engagement begins with. */
  get on(): { sender: string; freelancer: string; version: bigint } {
    const { project, freelancer, version } = this.scene
    return { sender: project.client.addr, freelancer: freelancer.addr, version }
  }

  get said(): typeof SAID {
    return SAID
  }

  get people(): World['people'] {
    return this.scene.project.world.people
  }

  /** Makes a call that has to work; what its event says. */
  async make(call: Call): Promise<Fields> {
    const { world } = this.scene.project
    const { txns } = await must(world.chain, groupOf(this.scene.project, call))
    if (!QUIET.includes(call.verb)) this.scene.version += 1n
    const log = txns.at(-1)?.logs?.at(-1)
    return (log && world.project.decodeEvent(log)?.args) ?? {}
  }

  async lowerFee(bps: bigint): Promise<void> {
    await lowerFee(this.scene.project, bps)
  }

  async wait(until: bigint): Promise<void> {
    const { chain } = this.scene.project.world
    if (until > chain.now()) await chain.setTime(until)
  }

  /** What an exit would do now. */
  async ask(call: Call): Promise<Told> {
    const { args, inner } = await this.simulate(call)
    const [client, freelancer, burn, protocol] = ['toClient', 'toFreelancer', 'toBurn', 'toProtocol'].map(
      (name) => args[name] as bigint,
    ) as [bigint, bigint, bigint, bigint]
    const { project, freelancer: payee } = this.scene
    const sentTo = (address: string) =>
      inner
        .filter(({ assetTransfer }) => assetTransfer?.receiver.toString() === address)
        .reduce((sum, { assetTransfer }) => sum + (assetTransfer?.amount ?? 0n), 0n)
    return {
      event: [client, freelancer, burn, protocol],
      sent: { client: sentTo(project.client.addr), freelancer: sentTo(payee.addr), burn: sentTo(project.burn) },
    }
  }

  /** The new deadline if the work were sent back now. */
  async askForChanges(): Promise<bigint> {
    const { args } = await this.simulate({ verb: 'requestChanges', ...this.on, ...SAID })
    return args['deadline'] as bigint
  }

  private async simulate(call: Call): Promise<{ args: Fields; inner: SignedTransaction['txn'][] }> {
    const { world } = this.scene.project
    const txns = groupOf(this.scene.project, call).map(([txn]) => new SignedTransaction({ txn }))
    const request = new modelsv2.SimulateRequest({
      txnGroups: [new modelsv2.SimulateRequestTransactionGroup({ txns })],
      allowEmptySignatures: true,
    })
    const { txnGroups } = await world.chain.algod.simulateTransactions(request).do()
    const [group] = txnGroups
    if (group === undefined || group.failureMessage !== undefined)
      throw new Error(`${call.verb} was refused: ${group?.failureMessage ?? 'no answer'}`)
    const result = group.txnResults.at(-1)?.txnResult
    const event = world.project.decodeEvent(result?.logs?.at(-1) ?? new Uint8Array())
    if (event === undefined) throw new Error(`${call.verb} logged nothing`)
    return { args: event.args, inner: (result?.innerTxns ?? []).map(({ txn }) => txn.txn) }
  }
}
