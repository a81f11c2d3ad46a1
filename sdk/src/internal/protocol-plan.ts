import type { Step } from './call'
import type { Plan, PlanDetails, Planner } from './plan'
import type { Protocol } from './protocol'
import { readProtocol } from './protocol'

/** What differs between the actions on the Protocol. */
export interface ProtocolIntent extends PlanDetails {
  step: Step
  /** what stands before the call */
  before?: readonly Step[]
}

type Describe = (protocol: Protocol) => ProtocolIntent | Promise<ProtocolIntent>

/** Plans an action on the Protocol. */
export async function planOnProtocol(account: Planner, verb: string, describe: Describe): Promise<Plan> {
  const { step, before = [], ...details } = await describe(await readProtocol(account))
  return { verb, steps: [...before, step], ...details }
}

/** Plans an action on the Protocol that only its admin may take. */
export function planByAdmin(account: Planner, verb: string, describe: Describe): Promise<Plan> {
  return planOnProtocol(account, verb, async (protocol) => {
    const intent = await describe(protocol)
    return account.address === protocol.admin ? intent : { ...intent, refusal: 'notAdmin' }
  })
}
