import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import { readProject } from '../internal/chain'
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
  async (account, project: ProjectRef, bps: bigint, _options: ActionOptions = {}) => {
    const protocol = await readProtocol(account)
    const { id, feeBps } = await readProject(account, project)
    const step = call(account.protocol, 'lowerProjectFee(uint64,uint64)void', [id, bps], { apps: [id], inner: 1 })
    const refusal = account.address !== protocol.admin ? 'notAdmin' : bps < feeBps ? undefined : 'feeNotLower'
    return simplePlan(
      account,
      'lowerProjectFee',
      [step],
      { title: `Lower the fee of project ${id} to ${bps} basis points`, lines: [] },
      { refusal },
    )
  },
)
