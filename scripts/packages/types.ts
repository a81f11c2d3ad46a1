// Compiled against the installed packages: what the types promise, and what they refuse.
import type { Devnet, createDevnet } from '@holdfast/devnet'
import type { AccountClient, Engagement, EscrowClient, Quote, usdc } from '@holdfast/sdk'
import { createEscrowClient } from '@holdfast/sdk'
import type { EscrowFixture, createEscrowFixture } from '@holdfast/sdk/testing'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(proof?: T) => proof

holds<Equal<ReturnType<typeof usdc>, bigint>>()
holds<Equal<Quote['fee'], bigint>>()
holds<Equal<Awaited<ReturnType<EscrowClient['getEngagement']>>, Engagement>>()
holds<Equal<Awaited<ReturnType<typeof createEscrowFixture>>, EscrowFixture>>()
holds<Equal<Awaited<ReturnType<typeof createDevnet>>, Devnet>>()

export async function refused(escrow: EscrowClient, client: AccountClient, engagement: Engagement) {
  // @ts-expect-error reads have no verbs: those need an account
  await escrow.approve(engagement)
  // @ts-expect-error an amount is a bigint of base units, not a number of USDC
  await client.proposeSettlement(engagement, { release: 200 })
  // @ts-expect-error a submit names its evidence
  await client.submit(engagement, {})
  // @ts-expect-error a Protocol is an app id or the name of a network
  createEscrowClient({ algorand: escrow.algorand, protocol: 'somewhere' })
}
