import { base64ToBytes } from 'algosdk'
import type { ErrorCode } from '../generated/errors'
import { PROGRAMS } from '../generated/programs'
import { call } from '../internal/call'
import { readUnpayable } from '../internal/chain'
import { checkAddress } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { leaseOf } from '../internal/lease'
import { payment } from '../internal/payment'
import { planByAdmin } from '../internal/protocol-plan'
import { MAX_FEE_BPS } from '../pure/constants'
import type { Address } from '../pure/types'

/** What `createProtocol` needs. */
export interface CreateProtocolParameters extends ActionOptions {
  /** asset id, 6 decimals */
  usdc: bigint
  /** receives burned milestones, for good; opted in to USDC */
  burn: Address
  /** receives collected fees; opted in to USDC */
  treasury: Address
  /** basis points of new projects, at most 300 */
  feeBps: bigint
}

/**
 * Create the Protocol of a network; the caller becomes its admin. `initProtocol` and the template follow: `deployProtocol` does all of it.
 * Codes: feeAboveCap, burnNotReady, treasuryNotReady.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { createProtocol } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount, usdc: bigint, burn: string): Promise<bigint> {
 *   const { protocol } = await createProtocol(admin, { usdc, burn, treasury: admin.address, feeBps: 300n })
 *   return protocol
 * }
 * ```
 */
export const createProtocol = /* @__PURE__ */ defineAction<[CreateProtocolParameters], { protocol: bigint }>(
  async (account, parameters) => {
    const { usdc, burn, treasury, feeBps } = parameters
    const accounts = [checkAddress('burn address', burn), checkAddress('treasury', treasury)]
    const unpayable = await readUnpayable(account, accounts, usdc)
    const { approval, clear, schema } = PROGRAMS.Protocol
    const { ints: numGlobalInts, bytes: numGlobalByteSlices } = schema.global
    const [approvalProgram, clearProgram] = [base64ToBytes(approval), base64ToBytes(clear)]
    const extraPages = Math.ceil((approvalProgram.length + clearProgram.length) / 2_048) - 1
    const refusalOf = (): ErrorCode | undefined => {
      if (feeBps > MAX_FEE_BPS) return 'feeAboveCap'
      if (unpayable.has(burn)) return 'burnNotReady'
      return unpayable.has(treasury) ? 'treasuryNotReady' : undefined
    }
    const step = call(0n, 'create(uint64,address,address,uint64)void', [usdc, burn, treasury, feeBps], {
      ...{ accounts, foreignAssets: [usdc] },
      lease: await leaseOf(parameters, 'createProtocol', usdc, burn, treasury, feeBps),
      ...{ approvalProgram, clearProgram, numGlobalInts, numGlobalByteSlices, extraPages },
      // There is no version of an app that does not exist yet.
      rejectVersion: 0,
    })
    const lines = [`USDC is asset ${usdc}.`, `Burned milestones go to ${burn}, for good.`, `Fees go to ${treasury}.`]
    const reserve = 100_000 * (1 + extraPages) + 28_500 * numGlobalInts + 50_000 * numGlobalByteSlices
    return {
      verb: 'createProtocol',
      steps: [step],
      title: 'Create the Protocol',
      lines,
      refusal: refusalOf(),
      costs: { reserve: BigInt(reserve) },
      reading: { returns: ['protocol', 'protocol'] },
    }
  },
)

/**
 * Opt the Protocol's own account in to USDC; once, by the admin.
 * Codes: notAdmin, alreadyInitialised, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { initProtocol } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount): Promise<void> {
 *   await initProtocol(admin)
 * }
 * ```
 */
export const initProtocol = /* @__PURE__ */ defineAction((account) =>
  planByAdmin(account, 'initProtocol', async ({ id, address, usdc }) => {
    // The minimum balance of an account, and of one asset in it.
    const algo = 200_000n
    const unpayable = await readUnpayable(account, [address], usdc)
    return {
      before: [payment(address, algo)],
      step: call(id, 'init(pay)void', [], { foreignAssets: [usdc], inner: 1 }),
      title: 'Opt the Protocol in to USDC',
      lines: [`You pay ${algo} microALGO, for good.`],
      refusal: unpayable.size > 0 ? undefined : 'alreadyInitialised',
      costs: { deposit: { algo, usdc: 0n } },
    }
  }),
)
