/** What the package expects to find and never brings along. */
export const PEERS = [
  'algosdk',
  '@algorandfoundation/algokit-utils',
  '@algorandfoundation/algokit-subscriber',
  '@holdfast/devnet',
]
