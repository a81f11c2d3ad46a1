import type { EscrowError } from '../errors/base'
import type { Amounts } from '../pure/types'

/** ALGO (microALGO) and USDC (base units). */
export interface Money {
  algo: bigint
  usdc: bigint
}

/** What a signature does, for a person. */
export interface Summary {
  title: string
  lines: readonly string[]
}

/** What an action costs and pays, before it is signed. */
export interface Quote {
  verb: string
  /** microALGO, all transactions of the group and their inner ones */
  fee: bigint
  /** what the sender puts in besides the fee */
  deposit: Money
  /** what of the deposit comes back: ALGO when things close, USDC if the milestone is undone at once */
  refundable: Money
  /** growth of the sender's minimum balance in microALGO; it falls again when the sender leaves */
  reserve: bigint
  /** USDC by destination, the same names as in the result */
  payouts: Amounts
  /** the part of `payouts` that cannot be pushed now and would wait for `withdraw` */
  credited: Amounts
  /** what stands in the way now, most important first; empty when the action would succeed */
  blockers: readonly EscrowError[]
}
