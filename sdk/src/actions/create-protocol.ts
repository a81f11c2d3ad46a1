import { getApplicationAddress } from 'algosdk'
import { PROGRAMS } from '../generated/programs'
import { readUnpayable } from '../internal/chain'
import { fromBase64 } from '../internal/codec'
import { checkAddress } from '../internal/context'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { call } from '../internal/call'
import { readProtocol } from '../internal/protocol'
import { simplePlan } from '../internal/simple-plan'
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
 * Create the Protocol of a network; the caller becomes its admin. `initProtocol` and `publishTemplate` follow.
 * Codes: feeAboveCap, burnNotReady, treasuryNotReady.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { createProtocol } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount, usdc: bigint, burn: string): Promise<bigint> {
 *   const { protocol } = await createProtocol(admin, { usdc, burn, treasury: admin.address, feeBps: 300n })
 *   return protocol
 * }
 * ```
 */
export const createProtocol = /* @__PURE__ */ defineAction<[CreateProtocolParameters], { protocol: bigint }>(
  async (account, { usdc, burn, treasury, feeBps }) => {
    checkAddress('burn address', burn)
    checkAddress('treasury', treasury)
    const unpayable = await readUnpayable(account, [burn, treasury], usdc)
    const { approval, clear, schema } = PROGRAMS.Protocol
    const [approvalProgram, clearProgram] = [fromBase64(approval), fromBase64(clear)]
    const extraPages = Math.ceil((approvalProgram.length + clearProgram.length) / 2_048) - 1
    const { ints, bytes } = schema.global
    const step = call(0n, 'create(uint64,address,address,uint64)void', [usdc, burn, treasury, feeBps], {
      accounts: [burn, treasury],
      assets: [usdc],
      create: { approvalProgram, clearProgram, globalInts: ints, globalBytes: bytes, extraPages },
    })
    const lines = [`USDC is asset ${usdc}.`, `Burned milestones go to ${burn}, for good.`, `Fees go to ${treasury}.`]
    return simplePlan(
      account,
      'createProtocol',
      [step],
      { title: 'Create the Protocol', lines },
      {
        refusal: refusalOf(feeBps, unpayable.has(burn), unpayable.has(treasury)),
        reserve: 100_000n * BigInt(1 + extraPages) + 28_500n * BigInt(ints) + 50_000n * BigInt(bytes),
        returns: 'protocol',
        lease: `createProtocol|${usdc}|${burn}|${treasury}|${feeBps}`,
      },
    )
  },
)

function refusalOf(feeBps: bigint, burnUnready: boolean, treasuryUnready: boolean) {
  if (feeBps > MAX_FEE_BPS) return 'feeAboveCap'
  if (burnUnready) return 'burnNotReady'
  return treasuryUnready ? 'treasuryNotReady' : undefined
}

/**
 * Opt the Protocol's own account in to USDC; once, by the admin.
 * Codes: notAdmin, alreadyInitialised, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { initProtocol } from '@holdfast/sdk'
 * export async function example(admin: EscrowAccount): Promise<void> {
 *   await initProtocol(admin)
 * }
 * ```
 */
export const initProtocol = /* @__PURE__ */ defineAction(async (account) => {
  const protocol = await readProtocol(account)
  const receiver = getApplicationAddress(protocol.id).toString()
  // The minimum balance of an account, and of one asset in it.
  const amount = 200_000n
  const unpayable = await readUnpayable(account, [receiver], protocol.usdc)
  const step = call(protocol.id, 'init(pay)void', [], { assets: [protocol.usdc], inner: 1 })
  const summary = { title: 'Opt the Protocol in to USDC', lines: [`You pay ${amount} microALGO, for good.`] }
  return simplePlan(account, 'initProtocol', [{ kind: 'algo', receiver, amount }, step], summary, {
    refusal: account.address !== protocol.admin ? 'notAdmin' : unpayable.size > 0 ? undefined : 'alreadyInitialised',
    deposit: { algo: amount, usdc: 0n },
  })
})
