import type { ActionOptions } from '../internal/define'
import { readHolding, readProject, readUnpayable } from '../internal/chain'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { NO_AMOUNTS } from '../internal/plan'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import { emptyWorldOf } from '../pure/engagement'
import { closingOf } from '../pure/exits'
import { closeRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'
import { formatUsdc } from '../pure/units'

/**
 * Delete a project that has no engagement left; its whole deposit goes back to the client.
 * Codes: unknownProject, notClient, engagementsLeft, creditLeft.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { closeProject } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, project: bigint): Promise<void> {
 *   await closeProject(client, project)
 * }
 * ```
 */
export const closeProject = /* @__PURE__ */ defineAction(
  async (account, ref: ProjectRef, _options: ActionOptions = {}) => {
    const [protocol, project] = await Promise.all([readProtocol(account), readProject(account, ref)])
    const { fees, escrowed, disputed, credits } = project.buckets
    const [holding, unpayable] = await Promise.all([
      readHolding(account, project.address, project.usdc),
      readUnpayable(account, [project.client, protocol.address], project.usdc),
    ])
    const donated = holding.amount - escrowed - disputed - fees - credits
    const world = { ...emptyWorldOf(project, 0n), unpayable, frozen: holding.frozen, donated }
    const refusal = closeRule(world, { verb: 'close', sender: project.protocolAddress })
    const notClient = account.address === project.client ? undefined : 'notClient'
    const closing = closingOf(world)
    const both = closing.client > 0n && closing.protocol > 0n
    const step = call(protocol.id, 'closeProject(uint64)void', [project.id], {
      apps: [project.id],
      assets: [project.usdc],
      // The call into the project, its two closing transfers, the deposit back; and fees apart from the client's money.
      inner: both ? 5 : 4,
    })
    const back = `You get ${formatUsdc(closing.client)} USDC and the whole ALGO deposit back.`
    const lines = ['The project is deleted for good.', back]
    return simplePlan(
      account,
      'closeProject',
      [step],
      { title: `Close project ${project.id}`, lines },
      {
        refusal: notClient ?? refusal,
        payouts: { ...NO_AMOUNTS, ...closing },
        events: ['ProjectClosed'],
        roles: { client: project.client, burn: project.burn },
        extras: { project: project.id },
      },
    )
  },
)
