import { contractError } from '../errors/contract'
import { nobody } from '../internal/chain'
import { toHex } from '../internal/codec'
import { checkAddress } from '../internal/context'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { isArbiter, projectDepositOf, readProtocol, readTemplate, templateBoxes } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
import type { ErrorCode } from '../generated/errors'
import type { Protocol } from '../internal/protocol'
import type { Hashable } from '../pure/hash'
import { evidenceHash } from '../pure/statement'
import type { Address } from '../pure/types'

/** What `createProject` needs. */
export interface CreateProjectParameters extends ActionOptions {
  /** the public brief: text, bytes or a file, hashed for you; or the hash itself */
  terms?: Hashable | { readonly hash: Uint8Array }
  /** who rules on disputes, for good; without one, the client can burn what it refuses */
  arbiter?: Address
  /** the highest fee in basis points the client accepts; what the Protocol asks now unless given */
  maxFeeBps?: bigint
}

/**
 * Create a project of your own: an app with its own account, which nobody else's money ever enters.
 * Codes: protocolPaused, templateNotActive, feeTooHigh, badParty, arbiterNotReady, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { createProject } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount): Promise<bigint> {
 *   const { id } = await createProject(client, { terms: 'a new web site' })
 *   return id
 * }
 * ```
 */
export const createProject = /* @__PURE__ */ defineAction<[CreateProjectParameters?], { id: bigint }>(
  async (account, parameters = {}) => {
    const protocol = await readProtocol(account)
    const { activeTemplate, feeBps, usdc } = protocol
    if (activeTemplate === undefined) throw contractError('templateNotActive')
    const { arbiter, maxFeeBps = feeBps } = parameters
    const projectHash = await evidenceHash(parameters.terms)
    const template = await readTemplate(account, activeTemplate)
    const payment = projectDepositOf(template)
    const ready = arbiter === undefined || (await isArbiter(account, checkAddress('arbiter', arbiter)))
    const step = call(
      protocol.id,
      'createProject(pay,uint64,uint64,byte[32],address)uint64',
      [activeTemplate, maxFeeBps, projectHash, arbiter ?? nobody],
      { accounts: arbiter ? [arbiter] : [], assets: [usdc], boxes: templateBoxes(template), inner: 4 },
    )
    const lines = [
      `The fee is ${feeBps} basis points of every payment, on each side; it can only fall.`,
      arbiter ? `Disputes go to ${arbiter}, for good.` : 'There is no arbiter.',
      `You pay ${payment} microALGO of deposit; all of it comes back when the project closes.`,
    ]
    const money = { algo: payment, usdc: 0n }
    return simplePlan(
      account,
      'createProject',
      [{ kind: 'algo', receiver: protocol.address, amount: payment }, step],
      { title: 'Create a project', lines },
      {
        refusal: refusalOf(protocol, account.address, { arbiter, maxFeeBps, ready }),
        deposit: money,
        refundable: money,
        events: ['ProjectCreated'],
        returns: 'id',
        lease: `createProject|${protocol.id}|${toHex(projectHash)}|${arbiter}|${maxFeeBps}`,
      },
    )
  },
)

function refusalOf(
  { paused, feeBps, burn }: Protocol,
  client: Address,
  { arbiter, maxFeeBps, ready }: { arbiter: Address | undefined; maxFeeBps: bigint; ready: boolean },
): ErrorCode | undefined {
  if (paused) return 'protocolPaused'
  if (feeBps > maxFeeBps) return 'feeTooHigh'
  if (client === burn || client === arbiter) return 'badParty'
  return ready ? undefined : 'arbiterNotReady'
}
