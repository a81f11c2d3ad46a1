import { bytesToHex } from 'algosdk'
import { contractError } from '../errors/contract'
import type { ErrorCode } from '../generated/errors'
import { call } from '../internal/call'
import { checkAddress, checkNumber } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { leaseOf } from '../internal/lease'
import { payment } from '../internal/payment'
import { isArbiter, projectDepositOf, readTemplate, templateBoxes } from '../internal/protocol'
import { planOnProtocol } from '../internal/protocol-plan'
import { algos, percent } from '../internal/words'
import { ZERO_ADDRESS } from '../pure/constants'
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
  (account, parameters = {}) =>
    planOnProtocol(account, 'createProject', async (protocol) => {
      const { id, activeTemplate, feeBps, usdc, paused, burn } = protocol
      if (activeTemplate === undefined) throw contractError('templateNotActive')
      const { arbiter } = parameters
      const maxFeeBps = checkNumber('maxFeeBps', parameters.maxFeeBps ?? feeBps)
      const projectHash = await evidenceHash(parameters.terms)
      const template = await readTemplate(account, activeTemplate)
      const algo = projectDepositOf(template)
      const isReady = arbiter === undefined || (await isArbiter(account, checkAddress('arbiter', arbiter)))
      const refusalOf = (): ErrorCode | undefined => {
        if (paused) return 'protocolPaused'
        if (feeBps > maxFeeBps) return 'feeTooHigh'
        if ([burn, arbiter].includes(account.address)) return 'badParty'
        return isReady ? undefined : 'arbiterNotReady'
      }
      return {
        before: [payment(protocol.address, algo)],
        step: call(
          id,
          'createProject(pay,uint64,uint64,byte[32],address)uint64',
          [activeTemplate, maxFeeBps, projectHash, arbiter ?? ZERO_ADDRESS],
          {
            accounts: arbiter ? [arbiter] : [],
            foreignAssets: [usdc],
            boxes: templateBoxes(template),
            inner: 4,
            lease: await leaseOf(parameters, 'createProject', id, bytesToHex(projectHash), arbiter, maxFeeBps),
          },
        ),
        title: 'Create a project',
        lines: [
          `The fee is ${percent(feeBps)} of every payment, on each side; it can only fall.`,
          arbiter ? `Disputes go to ${arbiter}, for good.` : 'There is no arbiter: you can burn what you refuse.',
          `You pay a deposit of ${algos(algo)}; all of it comes back when the project closes.`,
        ],
        refusal: refusalOf(),
        costs: { deposit: { algo, usdc: 0n }, refundable: { algo, usdc: 0n } },
        reading: { events: ['ProjectCreated'], returns: ['id', 'project'] },
      }
    }),
)
