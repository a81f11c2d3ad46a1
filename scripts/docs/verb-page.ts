import type { ErrorCode } from '@holdfast/contracts/shared/errors'
import type { Payout } from '@holdfast/contracts/shared/arithmetic'

/** What the page of one verb says; `render-verb.ts` gives every page the same slots in the same order. */
export type VerbPage = {
  verb: string
  /** the group on the index page */
  group: 'Agreement' | 'Work' | 'Ways out' | 'Dispute and settlement' | 'Money and housekeeping'
  /** one sentence: what it is for */
  purpose: string
  who: string
  from: string
  to: string
  /** what the SDK call looks like; compiled with every other example of the docs */
  example: string
  /** what happens to the USDC, in words */
  money: string
  /** who gets what of the 300 USDC milestone at 3 %, computed, not typed */
  split?: readonly (readonly [string, Payout])[]
  events: readonly string[]
  /** highest fee in microALGO */
  fee: string
  errors: readonly ErrorCode[]
  notes?: readonly string[]
  seeAlso: readonly string[]
}
