import { OnApplicationComplete } from 'algosdk'
import { ProjectGoneError } from '../errors/input'
import { findEngagement } from '../internal/chain'
import { engagementBox } from '../internal/codec'
import { algodOf, ask, idOf } from '../internal/context'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { boxOf, call } from '../internal/call'
import type { Plan } from '../internal/plan'
import { planOnProject } from '../internal/project-plan'
import { leaveRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'

/**
 * Leave a project between milestones: the engagement ends, a credit stays, and the opt-in's deposit is free again. Of a
 * project that was closed meanwhile nothing but the local state is left: it is erased.
 * Codes: milestoneOpen.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { leave } from '@holdfast/sdk'
 * export async function example(freelancer: EscrowAccount, project: bigint): Promise<void> {
 *   await leave(freelancer, project)
 * }
 * ```
 */
export const leave = /* @__PURE__ */ defineAction(async (account, ref: ProjectRef, _options: ActionOptions = {}) => {
  const freelancer = account.address
  const id = idOf(ref)
  const local = await ask(algodOf(account).accountApplicationInformation(freelancer, id))
  const joined = local?.appLocalState !== undefined
  const plan = planOnProject(account, id, async (project) => {
    const record = await findEngagement(account, { project, freelancer }, project)
    return {
      call: { verb: 'leave', sender: freelancer },
      rule: leaveRule,
      step: call(id, 'leave()void', [], {
        onComplete: OnApplicationComplete.CloseOutOC,
        boxes: [boxOf(engagementBox(freelancer))],
      }),
      title: 'Leave the project',
      lines: ['Your engagement ends; milestones that are not accomplished will not be started.'],
      events: record?.state === 'hired' ? ['FreelancerLeft'] : [],
      record,
      joined,
    }
  })
  return plan.catch((error: unknown) => {
    if (error instanceof ProjectGoneError && joined) return erasing(id)
    throw error
  })
})

/** No program is left to leave with: the ledger erases local state without one. */
function erasing(id: bigint): Plan {
  return {
    verb: 'leave',
    steps: [call(id, 'leave()void', [], { onComplete: OnApplicationComplete.ClearStateOC })],
    title: `Leave project ${id}, which was closed`,
    lines: ['Your local state in it is erased, and the ALGO reserved for that is free again.'],
    reading: { extras: { project: id }, events: [] },
  }
}
