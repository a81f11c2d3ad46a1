import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Bytes, SignedTxnWithData } from '../../src/protocol/txn'
import { concat, fromHex } from '../../src/protocol/bytes'

/** An account that scripts can sign for. */
export type Key = { name: string; seed: Bytes; address: Bytes }

/** What is compared of an account: plain data, numbers as strings. */
export type AccountDump = {
  amount: string
  min: string
  status: string
  auth: string
  schema: string
  pages: string
  totals: string
  assets: Record<string, string>
  createdAssets: Record<string, string>
  locals: Record<string, Record<string, string>>
  createdApps: Record<string, { about: string; globals: Record<string, string> }>
}

/** A chain that scripts run on: the embedded one, or a real node. */
export interface Backend {
  readonly protocol: 'v41' | 'v42'
  readonly genesisId: string
  readonly genesisHash: Bytes
  readonly dispenser: Key
  lastRound(): Promise<bigint>
  /** undefined when it went into a block, else the text of the refusal */
  submit(raw: Bytes): Promise<string | undefined>
  payset(round: bigint): Promise<SignedTxnWithData[]>
  account(address: Bytes): Promise<AccountDump>
  /** names and contents in hex */
  boxes(app: bigint): Promise<Record<string, string>>
}

const pkcs8 = fromHex('302e020100300506032b657004220420')

export function keyOf(name: string, seed: Bytes): Key {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return { name, seed, address: new Uint8Array(der.subarray(-32)) }
}

function privateKey(seed: Bytes) {
  return createPrivateKey({ key: Buffer.from(concat(pkcs8, seed)), format: 'der', type: 'pkcs8' })
}

export function signWith(key: Key, message: Bytes): Bytes {
  return new Uint8Array(sign(null, message, privateKey(key.seed)))
}
