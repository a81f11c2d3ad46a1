import type { Address, Milestone, Outcome } from '../pure/types'

interface OfEngagement {
  freelancer: Address
  /** the version after the event; the last one where the engagement's box was deleted */
  version: bigint
}
interface Statement {
  evidence: Uint8Array
  note: string
}

/** What each event of a project carries, by its name. Amounts are USDC base units, times unix seconds. */
export interface ProjectEventArgs {
  ProjectPaused: { client: Address }
  ProjectResumed: { client: Address }
  ProjectClosed: { client: Address; toClient: bigint; toProtocol: bigint }
  OfferMade: OfEngagement & {
    termsHash: Uint8Array
    reviewWindow: bigint
    maxRevisions: bigint
    silenceRelease: bigint
    schedule: readonly Milestone[]
  }
  OfferWithdrawn: OfEngagement
  OfferAccepted: OfEngagement
  Rejoined: OfEngagement
  MilestoneStarted: OfEngagement & {
    milestone: bigint
    amount: bigint
    feeLocked: bigint
    startedAt: bigint
    deadline: bigint
    cancelableUntil: bigint
  }
  DeadlineExtended: OfEngagement & { deadline: bigint }
  ProgressPosted: OfEngagement & { actor: Address } & Statement
  MilestoneSubmitted: OfEngagement & { submittedAt: bigint } & Statement
  ChangesRequested: OfEngagement & { deadline: bigint } & Statement
  MilestoneDisputed: OfEngagement & { actor: Address; disputedAt: bigint } & Statement
  SettlementProposed: OfEngagement & { actor: Address; release: bigint; accomplished: boolean; expiresAt: bigint }
  MilestoneClosed: OfEngagement & {
    actor: Address
    milestone: bigint
    outcome: Outcome
    accomplished: boolean
    toClient: bigint
    toFreelancer: bigint
    toBurn: bigint
    toProtocol: bigint
    clientCredit: bigint
    freelancerCredit: bigint
    burnCredit: bigint
  }
  CreditWithdrawn: { account: Address; amount: bigint }
  FeesSwept: { amount: bigint }
  FeeLowered: { feeBps: bigint }
  FreelancerLeft: OfEngagement
  EngagementDismissed: OfEngagement
}

/** An event of a project before it is in a block: its name and what it carries. */
export type ProjectEvent = {
  [N in keyof ProjectEventArgs]: { name: N; args: ProjectEventArgs[N] }
}[keyof ProjectEventArgs]
