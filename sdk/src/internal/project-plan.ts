import type { Call } from '../pure/calls'
import { emptyWorldOf } from '../pure/engagement'
import type { Rule } from '../pure/rules'
import type { EngagementRecord, Project, ProjectRef } from '../pure/types'
import type { Step } from './call'
import { readNow, readProject, readUnpayable } from './chain'
import type { Reading } from './outcome'
import type { Costs, Plan, Planner, Summary } from './plan'
import { planOf } from './plan'

/** What differs between the actions on a whole project. */
export interface ProjectIntent<C extends Call> {
  call: C
  /** what the model says about the verb */
  rule: Rule<C>
  step: Step
  summary: Summary
  /** the events it logs */
  events: readonly string[]
  /** an engagement the call looks at */
  record?: EngagementRecord | undefined
  /** whether the sender has local state in the project */
  joined?: boolean
  /** accounts that are paid */
  payees?: readonly string[]
  costs?: Partial<Costs>
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
  const {
    call,
    rule,
    step,
    summary,
    events,
    record,
    joined,
    payees = [],
    costs = {},
    roles = {},
  } = await describe(project)
  const world = {
    ...emptyWorldOf(project, now),
    engagements: record ? { [record.freelancer]: record } : {},
    optedIn: new Set(joined ? [account.address] : []),
    unpayable: await readUnpayable(account, payees, project.usdc),
  }
  const refusal = rule(world, call)
  return planOf(call.verb, [step], summary, {
    refusal,
    costs,
    reading: {
      roles: { client: project.client, burn: project.burn, ...roles },
      extras: { project: project.id },
      events: refusal ? undefined : events,
    },
  })
}
