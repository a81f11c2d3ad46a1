import { call } from '../internal/call'
import { readProject, readUnpayable } from '../internal/chain'
import { readHolding } from '../internal/holding'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { inWords } from '../internal/ledger-refusal'
import { NO_AMOUNTS } from '../pure/amounts'
import { planOnProtocol } from '../internal/protocol-plan'
import { worldOf } from '../pure/engagement'
import { closingOf } from '../pure/exits'
import { closeRule } from '../pure/rules'
import type { ProjectRef } from '../pure/types'
import { formatUsdc } from '../pure/format'

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
export const closeProject = /* @__PURE__ */ defineAction((account, ref: ProjectRef, _options: ActionOptions = {}) =>
  planOnProtocol(account, 'closeProject', async (protocol) => {
    const project = await readProject(account, ref)
    const { id, client, burn, usdc } = project
    const { fees, escrowed, disputed, credits } = project.buckets
    const [{ amount, frozen }, unpayable] = await Promise.all([
      readHolding(account, project.address, usdc),
      readUnpayable(account, [client, protocol.address], usdc),
    ])
    const donated = amount - escrowed - disputed - fees - credits
    const world = { ...worldOf(project, 0n), unpayable, frozen, donated }
    const refusal = closeRule(world, { verb: 'close', sender: project.protocolAddress })
    const closing = closingOf(world)
    const both = closing.client > 0n && closing.protocol > 0n
    return {
      step: call(protocol.id, 'closeProject(uint64)void', [id], {
        foreignApps: [id],
        foreignAssets: [usdc],
        // The call into the project, its two closing transfers, the deposit back; and fees apart from the client's money.
        inner: both ? 5 : 4,
      }),
      title: `Close project ${id}`,
      lines: [
        'The project is deleted for good.',
        `You get ${formatUsdc(closing.client)} USDC and the whole ALGO deposit back.`,
      ],
      refusal: account.address === client ? inWords('close', refusal) : 'notClient',
      costs: { payouts: { ...NO_AMOUNTS, ...closing } },
      reading: { events: ['ProjectClosed'], roles: { client, burn }, extras: { project: id } },
    }
  }),
)
