/** What differs between networks: data, no code. */
export interface Network {
  /** base64; undefined for networks that are made anew */
  genesisHash: string | undefined
  /** asset id of USDC; undefined where it is created for testing */
  usdc: bigint | undefined
  /** app id of the Protocol, once it is deployed */
  protocol: bigint | undefined
  /** address of an app in an explorer, with `{id}` in its place */
  explorer: string | undefined
}

/** The names of the networks. */
export type NetworkName = 'mainnet' | 'testnet' | 'localnet' | 'devnet'

/**
 * The networks by name.
 * @example
 * ```ts
 * import { NETWORKS } from '@holdfast/sdk'
 * console.log(NETWORKS.testnet.usdc) // 10458941n
 * ```
 */
export const NETWORKS: Readonly<Record<NetworkName, Network>> = {
  mainnet: {
    genesisHash: 'wGHE2Pwdvd7S12BL5FaOP20EGYesN73ktiC1qzkkit8=',
    usdc: 31_566_704n,
    protocol: undefined,
    explorer: 'https://lora.algokit.io/mainnet/application/{id}',
  },
  testnet: {
    genesisHash: 'SGO1GKSzyE7IEPItTxCByw9x8FmnrCDexi9/cOUJOiI=',
    usdc: 10_458_941n,
    protocol: undefined,
    explorer: 'https://lora.algokit.io/testnet/application/{id}',
  },
  localnet: {
    genesisHash: undefined,
    usdc: undefined,
    protocol: undefined,
    explorer: 'https://lora.algokit.io/localnet/application/{id}',
  },
  devnet: { genesisHash: undefined, usdc: undefined, protocol: undefined, explorer: undefined },
}
