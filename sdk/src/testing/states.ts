import { makeApplicationClearStateTxnFromObject, waitForConfirmation } from 'algosdk'
import type { AccountClient, EscrowClient } from '../client'
import { idOf } from '../internal/context'
import type { Engagement, EngagementRef, ProjectRef } from '../pure/types'
import { days, usdc } from '../pure/units'
import type { FixtureOptions, FixtureState } from './types'

interface People {
  escrow: EscrowClient
  client: AccountClient
  freelancer: AccountClient
  arbiter: AccountClient
}

/** How far along its life each state is. */
const STEPS: Record<FixtureState, number> = {
  offered: 0,
  waiting: 1,
  ended: 1,
  running: 2,
  departed: 2,
  submitted: 3,
  disputed: 4,
}

/** Two projects with equal briefs are two intents. */
let projects = 0

/** Walks an engagement to a state by the verbs that lead there. */
export async function engagementIn(people: People, state: FixtureState, options: FixtureOptions): Promise<Engagement> {
  const { escrow, client, freelancer, arbiter } = people
  const { schedule = [{ amount: usdc('300'), duration: days(14) }], arbiter: named = state === 'disputed' } = options
  const { project: given, arbiter: _, ...terms } = options
  const project =
    given ??
    (await client.createProject({
      terms: 'a project of the fixture',
      intent: String(++projects),
      ...(named ? { arbiter: arbiter.address } : {}),
    }))
  const offered = await client.offer({ ...terms, project, freelancer: freelancer.address, schedule })
  const engagement: EngagementRef = { project: offered.project, freelancer: offered.freelancer }

  const steps = [
    () => freelancer.accept(engagement),
    () => client.start(engagement),
    () => freelancer.submit(engagement, { evidence: 'what was delivered' }),
    () => client.dispute(engagement, { note: 'this is not what was agreed' }),
  ]
  for (const step of steps.slice(0, STEPS[state])) await step()
  if (state === 'departed') await clearState(freelancer, engagement.project)
  if (state === 'ended') await freelancer.leave(engagement.project)
  return escrow.getEngagement(engagement)
}

/** ClearState: cannot be refused, and leaves the project to what its box says. */
export async function clearState(account: AccountClient, project: ProjectRef): Promise<void> {
  const { algorand, address, signer } = account
  const { algod } = algorand.client
  const suggestedParams = await algod.getTransactionParams().do()
  const transaction = makeApplicationClearStateTxnFromObject({
    sender: address,
    appIndex: idOf(project),
    suggestedParams,
  })
  const { txid } = await algod.sendRawTransaction(await signer([transaction], [0])).do()
  await waitForConfirmation(algod, txid, 10)
}
