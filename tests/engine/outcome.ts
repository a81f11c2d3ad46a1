/** What became of a group: its effects, or where and why it failed. */
import type { modelsv2 } from 'algosdk'

export type Confirmed = modelsv2.PendingTransactionResponse

export type Failure = {
  ok: false
  /** app and program counter of the innermost program that failed; absent when the ledger refused the group */
  app: bigint | undefined
  pc: number | undefined
  text: string
}
export type Success = { ok: true; txns: readonly Confirmed[] }

/** Reads the node's text, whose form client libraries rely on: `... Details: app=1, pc=2` once per level of inner calls. */
export function failureOf(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error)
  const apps = [...text.matchAll(/app=(\d+)/g)]
  const pcs = [...text.matchAll(/pc=(\d+)/g)]
  // The text nests: what failed innermost comes first.
  const app = apps[0]?.[1]
  const pc = pcs[0]?.[1]
  if (!/status|logic eval|TransactionPool|txgroup|overspend|below min|network request error/i.test(text)) throw error
  return {
    ok: false,
    app: app === undefined ? undefined : BigInt(app),
    pc: pc === undefined ? undefined : Number(pc),
    text,
  }
}
