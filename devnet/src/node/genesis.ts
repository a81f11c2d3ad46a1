import type { Bytes } from '../protocol/txn'

export type GenesisAccount = { address: Bytes; comment: string; microAlgos: bigint; online?: boolean }

export type GenesisSpec = { network?: string; id?: string; accounts?: GenesisAccount[] }

export type Genesis = {
  /** network and id joined: "dockernet-v1" */
  id: string
  hash: Bytes
  /** what GET /genesis answers, as text */
  json: string
  feeSink: Bytes
  rewardsPool: Bytes
}
