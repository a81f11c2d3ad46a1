import { OnApplicationComplete } from 'algosdk'
import { findEngagement } from '../internal/chain'
import { engagementBox } from '../internal/codec'
import { algodOf, ask, idOf } from '../internal/context'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { boxOf, call } from '../internal/call'
import { planOnProject } from '../internal/project-plan'
import { leaveRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'

/**
 * Leave a project between milestones: the engagement ends, a credit stays, and the opt-in's deposit is free again.
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
export const leave = /* @__PURE__ */ defineAction((account, ref: ProjectRef, _options: ActionOptions = {}) =>
  planOnProject(account, ref, async (project) => {
    const freelancer = account.address
    const [record, local] = await Promise.all([
      findEngagement(account, { project, freelancer }, project),
      ask(algodOf(account).accountApplicationInformation(freelancer, idOf(ref))),
    ])
    return {
      call: { verb: 'leave', sender: freelancer },
      rule: leaveRule,
      step: call(project.id, 'leave()void', [], {
        onComplete: OnApplicationComplete.CloseOutOC,
        boxes: [boxOf(engagementBox(freelancer))],
      }),
      title: 'Leave the project',
      lines: ['Your engagement ends; milestones that are not accomplished will not be started.'],
      events: record?.state === 'hired' ? ['FreelancerLeft'] : [],
      record,
      joined: local?.appLocalState !== undefined,
    }
  }),
)
