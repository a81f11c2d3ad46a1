import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planOnProject } from '../internal/project-plan'
import { resumeRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'

/**
 * Let a paused project go on.
 * Codes: notClient, projectRunning.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { resume } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, project: bigint): Promise<void> {
 *   await resume(client, project)
 * }
 * ```
 */
export const resume = /* @__PURE__ */ defineAction((account, ref: ProjectRef, _options: ActionOptions = {}) =>
  planOnProject(account, ref, (project) => ({
    call: { verb: 'resume', sender: account.address },
    rule: resumeRule,
    step: call(project.id, 'resume()void', []),
    events: ['ProjectResumed'],
    title: 'Resume the project',
    lines: ['Offers, acceptances and starts are possible again.'],
  })),
)
