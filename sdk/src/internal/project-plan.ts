import type { Call } from '../pure/calls'
import { worldOf } from '../pure/engagement'
import type { LedgerRule } from '../pure/rules'
import type { EngagementOnChain, Project, ProjectRef } from '../pure/types'
import type { Step } from './call'
import { readNow, readProject, readUnpayable } from './chain'
import { inWords } from './ledger-refusal'
import type { Reading } from './outcome'
import type { Plan, PlanDetails, Planner } from './plan'

/** What differs between the actions on a whole project. */
export interface ProjectIntent<C extends Call> extends PlanDetails {
  call: C
  /** what the model says about the verb */
  rule: LedgerRule<C>
  step: Step
  /** the events it logs */
  events: readonly string[]
  /** an engagement the call looks at */
  record?: EngagementOnChain | undefined
  /** whether the sender has local state in the project */
  joined?: boolean
  /** accounts that are paid */
  payees?: readonly string[]
  /** who is meant by the destinations of `payouts`, besides the client and the burn address */
  roles?: Reading['roles']
}

/** Plans an action on a project: reads it and lets the model judge the call. */
export async function planOnProject<C extends Call>(
  account: Planner,
  ref: ProjectRef,
  describe: (project: Project) => Promise<ProjectIntent<C>> | ProjectIntent<C>,
): Promise<Plan> {
  const [project, now] = await Promise.all([readProject(account, ref), readNow(account)])
  const { call, rule, step, events, record, joined, payees = [], roles, ...details } = await describe(project)
  const world = {
    ...worldOf(project, now, record),
    optedIn: new Set(joined ? [account.address] : []),
    unpayable: await readUnpayable(account, payees, project.usdc),
  }
  const refusal = inWords(call.verb, rule(world, call))
  return {
    ...details,
    verb: call.verb,
    steps: [step],
    refusal,
    reading: {
      roles: { client: project.client, burn: project.burn, ...roles },
      extras: { project: project.id },
      events: refusal ? undefined : events,
    },
  }
}
