import type { Address, EngagementRecord, Project, Terms, Verb } from './types'

interface By {
  sender: Address
}
interface On extends By {
  freelancer: Address
  version: bigint
}
interface Statement {
  /** 32 bytes */
  evidence: Uint8Array
  note: string
}

/** A call on a project, as the model sees it. `transition` says what it does. */
export type Call =
  /** `payment` is the ALGO attached for the box, or 'malformed' when it has a wrong field */
  | ({ verb: 'offer'; freelancer: Address; terms: Terms; payment: bigint | 'malformed' } & By)
  | ({ verb: 'withdrawOffer' } & On)
  /** `optIn`: the completion is OptIn instead of NoOp */
  | ({ verb: 'accept'; version: bigint; optIn: boolean } & By)
  | ({ verb: 'rejoin' } & By)
  /** `deposit` is the USDC attached, or 'malformed' when it has a wrong field */
  | ({ verb: 'start'; deposit: bigint | 'malformed' } & On)
  | ({ verb: 'extend'; deadline: bigint } & On)
  | ({ verb: 'post' } & On & Statement)
  | ({ verb: 'submit'; version: bigint } & By & Statement)
  | ({ verb: 'requestChanges' } & On & Statement)
  | ({ verb: 'approve' } & On)
  | ({ verb: 'claim' } & On)
  | ({ verb: 'cancelByClient'; minRefund: bigint } & On)
  | ({ verb: 'cancelByFreelancer'; version: bigint } & By)
  | ({ verb: 'refund' } & On)
  | ({ verb: 'burn' } & On)
  | ({ verb: 'dispute' } & On & Statement)
  | ({ verb: 'resolve'; release: bigint; accomplished: boolean } & On & Statement)
  | ({ verb: 'resolveByDefault' } & On)
  | ({ verb: 'proposeSettlement'; release: bigint; accomplished: boolean; expiresAt: bigint } & On)
  | ({ verb: 'acceptSettlement'; release: bigint; accomplished: boolean } & On)
  | ({ verb: 'withdraw'; account: Address } & By)
  | ({ verb: 'sweepFees' } & By)
  | ({ verb: 'lowerFee'; bps: bigint } & By)
  | ({ verb: 'pause' } & By)
  | ({ verb: 'resume' } & By)
  | ({ verb: 'leave' } & By)
  | ({ verb: 'dismiss' } & On)
  | ({ verb: 'close' } & By)
  /** not a call on the project: nobody can refuse it */
  | ({ verb: 'clearState' } & By)

/** The call of one verb. */
export type CallOf<V extends Verb> = Extract<Call, { verb: V }>

/** One project and everything around it that decides what a call does. */
export interface World {
  /** what a call sees as the time: the time of the block before its own */
  now: bigint
  project: Project
  engagements: Readonly<Record<Address, EngagementRecord>>
  /** accounts with local state in the project */
  optedIn: ReadonlySet<Address>
  /** accounts that cannot receive USDC: not opted in, or frozen by the issuer */
  unpayable: ReadonlySet<Address>
  /** the issuer froze the project's own account */
  frozen: boolean
  /** USDC in the app account beyond its buckets */
  donated: bigint
}
