import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planOnProject } from '../internal/project-plan'
import type { ProjectRef } from '../pure/types'
import { sweepFeesRule } from '../pure/rules'
import { formatUsdc } from '../pure/format'

/**
 * Move the fees a project holds to the Protocol's own account; anyone may.
 * Codes: nothingToSweep.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { sweepFees } from '@holdfast/sdk'
 * export async function example(anyone: EscrowAccount, project: bigint): Promise<void> {
 *   await sweepFees(anyone, project)
 * }
 * ```
 */
export const sweepFees = /* @__PURE__ */ defineAction((account, ref: ProjectRef, _options: ActionOptions = {}) =>
  planOnProject(account, ref, (project) => ({
    call: { verb: 'sweepFees', sender: account.address },
    rule: sweepFeesRule,
    step: call(project.id, 'sweepFees()void', [], {
      accounts: [project.protocolAddress],
      foreignAssets: [project.usdc],
      inner: 1,
    }),
    title: `Move ${formatUsdc(project.buckets.fees)} USDC of fees to the Protocol`,
    events: ['FeesSwept'],
    payees: [project.protocolAddress],
  })),
)
