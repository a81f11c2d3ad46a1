import type { Step } from './call'
import type { ActionOptions } from './define'
import { leaseOf } from './lease'
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

/**
 * Plans the admin's change of a setting. A setting has no version, so one that is sent late replaces a newer one; two of
 * the same `intent` share a lease, which the newer one holds for longer than the older one is valid.
 */
export function planSetting(
  account: Planner,
  verb: string,
  { intent }: ActionOptions,
  describe: Describe,
): Promise<Plan> {
  return planByAdmin(account, verb, async (protocol) => {
    const { step, lines = [], ...rest } = await describe(protocol)
    const references = { ...step.references, ...(intent && { lease: await leaseOf({ intent }, verb, protocol.id) }) }
    const late = 'It can be sent for 300 rounds, about 14 minutes, and replaces whatever is set by then.'
    return { ...rest, step: { ...step, references }, lines: [...lines, late] }
  })
}
