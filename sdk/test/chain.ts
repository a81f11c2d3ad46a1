import type { EscrowFixture, TestChain } from '@holdfast/sdk/testing'
import { createEscrowFixture } from '@holdfast/sdk/testing'
import { ON_NODE, openChain } from '../../tests/support/chain'

/** The fixture on the embedded chain, or with CHAIN=node on the node that ALGOD_* name. */
export async function openFixture(): Promise<EscrowFixture> {
  return ON_NODE ? createEscrowFixture(await openNode()) : createEscrowFixture()
}

async function openNode(): Promise<TestChain> {
  const { algorand, dispenser, now, setTime } = await openChain()
  return { algorand, dispenser, clock: { now, set: setTime } }
}
