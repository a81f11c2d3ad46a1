import type { ConsensusParams } from './params'
import type { Txn } from './txn'

/** One minimum fee, in the millionths that fees are counted in. */
export const BASE_USAGE = 1_000_000n

/** What a transaction costs, in millionths of the minimum fee: one base fee, and v42's surcharge on bytes beyond the free sizes. */
export function feeUsage(txn: Txn, params: ConsensusParams): bigint {
  if (txn.type === 'stpf') return 0n
  const above = (size: number, free: number): number => Math.max(0, size - free)
  let extra = above(txn.note.length, params.freeNote)
  if (txn.type === 'appl') {
    const args = txn.applicationArgs.reduce((sum, arg) => sum + arg.length, 0)
    const programs = txn.approvalProgram.length + txn.clearStateProgram.length
    extra += above(args, params.freeAppTotalArgs)
    extra += above(programs, (1 + params.freeExtraPages) * params.programPage)
  }
  return BASE_USAGE + BigInt(extra) * params.byteSurcharge
}

/** What a usage costs, rounded up to a whole microalgo. */
export function feeOf(usage: bigint, params: ConsensusParams): bigint {
  return (usage * params.minTxnFee + BASE_USAGE - 1n) / BASE_USAGE
}
