/** What a network is, as data: adding one is adding a row. */
export type Network = {
  name: string
  /** what makes it this network; undefined where every start of the chain has another one */
  genesisHash: string | undefined
  genesisIds: readonly string[]
  /** the real USDC; undefined: the script creates a test asset with the same settings */
  usdc: bigint | undefined
  algod: { server: string; port: number; token: string }
  kmd: { server: string; port: number; token: string } | undefined
  explorer: string
  /** ask before spending */
  realMoney: boolean
  /** where the deployment record goes: committed for public networks, ignored by git for local ones */
  record: string
}

const LOCAL_TOKEN = 'a'.repeat(64)

export const NETWORKS = {
  devnet: {
    name: 'devnet',
    genesisHash: undefined,
    genesisIds: ['dockernet-v1'],
    usdc: undefined,
    algod: { server: 'http://localhost', port: 4001, token: LOCAL_TOKEN },
    kmd: { server: 'http://localhost', port: 4002, token: LOCAL_TOKEN },
    explorer: 'https://lora.algokit.io/localnet',
    realMoney: false,
    record: '.holdfast/devnet.json',
  },
  localnet: {
    name: 'localnet',
    genesisHash: undefined,
    genesisIds: ['dockernet-v1', 'devnet-v1', 'sandnet-v1'],
    usdc: undefined,
    algod: { server: 'http://localhost', port: 4001, token: LOCAL_TOKEN },
    kmd: { server: 'http://localhost', port: 4002, token: LOCAL_TOKEN },
    explorer: 'https://lora.algokit.io/localnet',
    realMoney: false,
    record: '.holdfast/localnet.json',
  },
  testnet: {
    name: 'testnet',
    genesisHash: 'SGO1GKSzyE7IEPItTxCByw9x8FmnrCDexi9/cOUJOiI=',
    genesisIds: ['testnet-v1.0'],
    usdc: 10_458_941n,
    algod: { server: 'https://testnet-api.4160.nodely.dev', port: 443, token: '' },
    kmd: undefined,
    explorer: 'https://lora.algokit.io/testnet',
    realMoney: false,
    record: 'deployments/testnet.json',
  },
  mainnet: {
    name: 'mainnet',
    genesisHash: 'wGHE2Pwdvd7S12BL5FaOP20EGYesN73ktiC1qzkkit8=',
    genesisIds: ['mainnet-v1.0'],
    usdc: 31_566_704n,
    algod: { server: 'https://mainnet-api.4160.nodely.dev', port: 443, token: '' },
    kmd: undefined,
    explorer: 'https://lora.algokit.io/mainnet',
    realMoney: true,
    record: 'deployments/mainnet.json',
  },
} as const satisfies Record<string, Network>

/** The network of that name, or a sentence that lists them. */
export function networkNamed(name: string | undefined): Network {
  const network = Object.entries<Network>(NETWORKS).find(([key]) => key === name)
  if (network) return network[1]
  throw new Error(`Name a network: ${Object.keys(NETWORKS).join(', ')}. For example: npm run deploy -- localnet`)
}
