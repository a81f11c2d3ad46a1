import { MAX_UINT64 } from './bytes'
import type { ConsensusParams } from './params'
import type { SignedTxn, Txn } from './txn'

/** Usage is counted in millionths of the minimum fee, credit in millionths of a microalgo. */
export const FEE_UNIT = 1_000_000n

const above = (size: number, free: number): number => Math.max(0, size - free)

type Programs = Pick<Txn, 'approvalProgram' | 'clearStateProgram'>

/** Bytes of programs beyond the free pages: they cost a surcharge, and count against the box I/O budget. */
export function largeProgramBytes({ approvalProgram, clearStateProgram }: Programs, params: ConsensusParams): number {
  return above(approvalProgram.length + clearStateProgram.length, (1 + params.freeExtraPages) * params.programPage)
}

/** What a transaction costs by itself: one minimum fee, and v42's surcharge on bytes beyond the free sizes. */
export function feeUsage(txn: Txn, params: ConsensusParams): bigint {
  if (txn.type === 'stpf') return 0n
  let extra = above(txn.note.length, params.freeNote)
  if (txn.type === 'appl') {
    const args = txn.applicationArgs.reduce((sum, arg) => sum + arg.length, 0)
    extra += above(args, params.freeAppTotalArgs) + largeProgramBytes(txn, params)
  }
  return FEE_UNIT + BigInt(extra) * params.byteSurcharge
}

/** What a group costs: its transactions, and the logic signatures beyond what it has free for all together. */
export function groupUsage(group: readonly SignedTxn[], params: ConsensusParams): bigint {
  const programs = group.reduce((sum, { lsig }) => sum + (lsig?.logic.length ?? 0), 0)
  const extra = above(programs, group.length * params.lsigFreeBytes)
  return group.reduce((sum, { txn }) => sum + feeUsage(txn, params), BigInt(extra) * params.byteSurcharge)
}

export function feesPaid(group: readonly SignedTxn[]): bigint {
  return sumOfFees(group.map(({ txn }) => txn.fee))
}

/** More than a number of 64 bits holds counts as the largest: nobody has it. */
export function sumOfFees(fees: readonly bigint[]): bigint {
  const sum = fees.reduce((a, b) => a + b, 0n)
  return sum > MAX_UINT64 ? MAX_UINT64 : sum
}

/** What a usage costs in microalgos, rounded up. */
export function feeFor(usage: bigint, params: ConsensusParams): bigint {
  return wholeFee(usage * params.minTxnFee)
}

/** Millionths of a microalgo in whole ones, rounded up. */
export function wholeFee(millionths: bigint): bigint {
  return (millionths + FEE_UNIT - 1n) / FEE_UNIT
}
