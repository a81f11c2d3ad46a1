import type { TransactionSigner } from 'algosdk'
import type { Address } from '../pure/types'
import type { TestChain } from './types'

/** Test USDC, with everything its issuer could do. */
export interface TestUsdc {
  /** asset id */
  id: bigint
  give(to: Address, amount: bigint): Promise<void>
  optIn(account: { address: Address; signer: TransactionSigner }): Promise<void>
  /** closes the holding; what is left goes back to the issuer */
  optOut(account: { address: Address; signer: TransactionSigner }): Promise<void>
  freeze(account: Address, frozen: boolean): Promise<void>
  /** undefined when the account is not opted in */
  balanceOf(account: Address): Promise<bigint | undefined>
}

/** Creates an asset with the settings of MainNet's USDC: 6 decimals, freeze set, no clawback. */
export async function createUsdc({ algorand, dispenser }: TestChain): Promise<TestUsdc> {
  const sender = dispenser.addr
  // Equal transactions in one round would be the same transaction.
  let count = 0
  const once = () => ({ note: `usdc-${++count}`, suppressLog: true })
  const { assetId } = await algorand.send.assetCreate({
    ...{ sender, total: 0xffff_ffff_ffff_ffffn, decimals: 6, unitName: 'USDC', assetName: 'USDC' },
    ...{ manager: sender, reserve: sender, freeze: sender },
    ...once(),
  })
  return {
    id: assetId,
    give: async (receiver, amount) => {
      await algorand.send.assetTransfer({ sender, receiver, assetId, amount, ...once() })
    },
    optIn: async ({ address, signer }) => {
      await algorand.send.assetOptIn({ sender: address, signer, assetId, ...once() })
    },
    optOut: async ({ address, signer }) => {
      const closing = { receiver: sender, closeAssetTo: sender, amount: 0n }
      await algorand.send.assetTransfer({ sender: address, signer, assetId, ...closing, ...once() })
    },
    freeze: async (account, frozen) => {
      await algorand.send.assetFreeze({ sender, assetId, account, frozen, ...once() })
    },
    balanceOf: async (account) => {
      const { assets = [] } = await algorand.client.algod.accountInformation(account).do()
      return assets.find((holding) => holding.assetId === assetId)?.amount
    },
  }
}
