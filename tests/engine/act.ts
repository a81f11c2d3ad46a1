/** Steps of a story told in verbs: each is the allowed call of that verb, with the version kept up to date. */
import algosdk from 'algosdk'
import type { Call } from '../../sdk/src/pure/calls'
import { ALLOWED } from './allowed'
import { attempt, must } from './call'
import { groupOf, refusalText } from './calls'
import { serial } from './chain'
import type { Key } from './keys'
import { observe, type View } from './observe'
import { closeProject, type Project } from './project'
import type { Scene } from './scenes'
import type { World } from './world'

type Verb = keyof typeof ALLOWED

export function callOf(scene: Scene, verb: Verb, change: object = {}): Call {
  return { ...ALLOWED[verb].call(scene), ...change } as Call
}

/** Makes the call: 'done', or the code it failed with. Reads the version anew, so that a story need not count. */
export async function act(scene: Scene, verb: Verb, change: object = {}): Promise<string> {
  const current = await refreshed(scene)
  const outcome = await attempt(scene.project.world.chain, groupOf(scene.project, callOf(current, verb, change)))
  return outcome.ok ? 'done' : refusalText(scene.project, outcome)
}

export async function refreshed(scene: Scene): Promise<Scene> {
  const record = (await observe(scene.project)).world?.engagements[scene.freelancer.addr]
  return { ...scene, version: record?.version ?? scene.version }
}

export async function clearState({ project, freelancer }: Scene): Promise<void> {
  const call: Call = { verb: 'clearState', sender: freelancer.addr }
  await must(project.world.chain, groupOf(project, call))
}

/** What the project holds for milestones, and what it owes in credits. */
export async function heldBy(project: Project): Promise<{ milestones: bigint; credits: bigint; view: View }> {
  const view = await observe(project)
  const { escrowed = 0n, disputed = 0n, credits = 0n } = view.world?.project.buckets ?? {}
  return { milestones: escrowed + disputed, credits, view }
}

/** Leaves USDC: everything goes to the rival. */
export async function optOut({ chain, usdc, people }: World, key: Key): Promise<void> {
  const txn = algosdk.makeAssetTransferTxnWithSuggestedParamsFromObject({
    sender: key.addr,
    receiver: people.rival.addr,
    closeRemainderTo: people.rival.addr,
    assetIndex: usdc,
    amount: 0,
    suggestedParams: chain.params(),
    note: serial(),
  })
  await must(chain, [[txn, key]])
}

export async function close(project: Project): Promise<string> {
  const outcome = await closeProject(project, project.client)
  return outcome.ok ? 'done' : refusalText(project, outcome)
}
