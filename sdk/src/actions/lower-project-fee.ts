import { readProject } from '../internal/chain'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { planByAdmin } from '../internal/protocol-plan'
import { percent } from '../internal/words'
import { checkNumber } from '../pure/check'
import type { ProjectRef } from '../pure/types'

/**
 * Lower the fee of one project: a discount; it can never rise again.
 * Codes: notAdmin, unknownProject, feeNotLower.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { lowerProjectFee } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, project: bigint): Promise<void> {
 *   await lowerProjectFee(admin, project, 200n)
 * }
 * ```
 */
export const lowerProjectFee = /* @__PURE__ */ defineAction(
  (account, project: ProjectRef, bps: bigint, _options: ActionOptions = {}) =>
    planByAdmin(account, 'lowerProjectFee', async (protocol) => {
      const { id, feeBps } = await readProject(account, project)
      return {
        step: call(protocol.id, 'lowerProjectFee(uint64,uint64)void', [id, checkNumber('fee', bps)], {
          foreignApps: [id],
          inner: 1,
        }),
        title: `Lower the fee of project ${id} to ${percent(bps)}`,
        refusal: bps < feeBps ? undefined : 'feeNotLower',
      }
    }),
)
