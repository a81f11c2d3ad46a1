import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planOnProject } from '../internal/project-plan'
import { pauseRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'

/**
 * Stop offers, acceptances and starts in a project without open milestones.
 * Codes: notClient, projectPaused, milestoneOpen.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { pause } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, project: bigint): Promise<void> {
 *   await pause(client, project)
 * }
 * ```
 */
export const pause = /* @__PURE__ */ defineAction((account, ref: ProjectRef, _options: ActionOptions = {}) =>
  planOnProject(account, ref, (project) => ({
    call: { verb: 'pause', sender: account.address },
    rule: pauseRule,
    step: call(project.id, 'pause()void', []),
    events: ['ProjectPaused'],
    title: 'Pause the project',
    lines: ['Nothing new can be offered, accepted or started until you resume.'],
  })),
)
