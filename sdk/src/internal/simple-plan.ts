import type { Call } from '../pure/calls'
import { emptyWorldOf } from '../pure/engagement'
import type { Rule } from '../pure/rules'
import type { EngagementRecord, Project, ProjectRef } from '../pure/types'
import { readNow, readProject, readUnpayable } from './chain'
import type { Planner } from './define'
import type { CallStep, Plan, Summary } from './plan'
import { NO_AMOUNTS, NO_MONEY } from './plan'

/** A plan that moves no USDC of its own: everything not said is nothing. */
export function simplePlan(
  { address }: Planner,
  verb: string,
  steps: Plan['steps'],
  summary: Summary,
  rest: Partial<Plan> = {},
): Plan {
  return {
    verb,
    sender: address,
    steps,
    summary,
    deposit: NO_MONEY,
    refundable: NO_MONEY,
    reserve: 0n,
    payouts: NO_AMOUNTS,
    credited: NO_AMOUNTS,
    roles: {},
    extras: {},
    ...rest,
  }
}

/** What differs between the actions on a whole project. */
export interface ProjectIntent<C extends Call> {
  call: C
  /** what the model says about the verb */
  rule: Rule<C>
  step: CallStep
  summary: Summary
  /** the events it logs */
  events: readonly string[]
  /** an engagement the call looks at */
  record?: EngagementRecord | undefined
  /** whether the sender has local state in the project */
  joined?: boolean
  /** accounts that are paid */
  payees?: readonly string[]
  rest?: Partial<Plan>
}

/** Plans an action on a project: reads it and lets the model judge the call. */
export async function planOnProject<C extends Call>(
  account: Planner,
  ref: ProjectRef,
  describe: (project: Project) => Promise<ProjectIntent<C>> | ProjectIntent<C>,
): Promise<Plan> {
  const [project, now] = await Promise.all([readProject(account, ref), readNow(account)])
  const { call, rule, step, summary, events, record, joined, payees = [], rest } = await describe(project)
  const world = {
    ...emptyWorldOf(project, now),
    engagements: record ? { [record.freelancer]: record } : {},
    optedIn: new Set(joined ? [account.address] : []),
    unpayable: await readUnpayable(account, payees, project.usdc),
  }
  const refusal = rule(world, call)
  return simplePlan(account, call.verb, [step], summary, {
    refusal,
    roles: { client: project.client, burn: project.burn },
    extras: { project: project.id },
    ...(refusal ? {} : { events }),
    ...rest,
  })
}
