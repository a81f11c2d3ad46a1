/** The 58 characters of an Algorand account. */
export type Address = string

/** One milestone of a schedule. */
export interface Milestone {
  /** USDC base units, 1 to 1,000,000,000 USDC */
  amount: bigint
  /** seconds from the start to the deadline, 1 hour to 2 years */
  duration: bigint
}

/** What client and freelancer agree on; locked by `accept`. */
export interface Terms {
  schedule: readonly Milestone[]
  /** SHA-256 of the off-chain agreement */
  termsHash: Uint8Array
  /** seconds after a submit when anyone may release the milestone; 0 = only the client ever may */
  reviewWindow: bigint
  /** rounds of requested changes per milestone */
  maxRevisions: bigint
  /** the freelancer's share in basis points if the arbiter stays silent */
  silenceRelease: bigint
}

/** Where an engagement stands. */
export type EngagementState = 'offered' | 'hired' | 'ended'

/** Where the freelancer stands in the project: the names of the ARC-56 file; `none` while not hired. */
export type MilestoneState =
  'none' | 'waiting_to_start_new_milestone' | 'running_milestone' | 'submitted_milestone' | 'disputed_milestone'

/** The money facts of a milestone that is open. Times are unix seconds; 0 = has not happened. */
export interface OpenMilestone {
  /** position in the schedule, from 0 */
  number: bigint
  amount: bigint
  /** the fee deposited at the start */
  feeLocked: bigint
  startedAt: bigint
  deadline: bigint
  /** last second in which the client may cancel; 0 for good after the first submit */
  cancelableUntil: bigint
  submittedAt: bigint
  disputedAt: bigint
  /** hash of the latest submit; 32 zero bytes before the first */
  evidence: Uint8Array
}

/** A settlement that one party offered and the other may accept. */
export interface Proposal {
  author: Address
  /** USDC base units released to the freelancer, before the fee */
  release: bigint
  /** whether the milestone would count as accomplished */
  accomplished: boolean
  expiresAt: bigint
  /** the version of the engagement it was made at; at any other it counts as none */
  version: bigint
}

/** What the box of an engagement holds. */
export interface EngagementRecord {
  freelancer: Address
  version: bigint
  state: EngagementState
  milestoneState: MilestoneState
  terms: Terms
  accomplished: bigint
  clientCancels: bigint
  /** rounds of changes requested in the open milestone */
  revisions: bigint
  milestone: OpenMilestone | undefined
  /** USDC owed to the freelancer that could not be pushed */
  credit: bigint
  proposal: Proposal | undefined
}

/** The ledger of a project app, in USDC base units. */
export interface Buckets {
  escrowed: bigint
  disputed: bigint
  fees: bigint
  credits: bigint
}

/** What the global state of a project holds. */
export interface Project {
  /** app id */
  id: bigint
  /** the app account that holds the USDC */
  address: Address
  /** app id of the Protocol that created it */
  protocol: bigint
  /** account of that Protocol */
  protocolAddress: Address
  state: 'running' | 'paused'
  client: Address
  arbiter: Address | undefined
  burn: Address
  /** asset id */
  usdc: bigint
  feeBps: bigint
  /** SHA-256 of the public brief */
  projectHash: Uint8Array
  /** offers made so far */
  offers: bigint
  /** engagements that have a box */
  engagements: bigint
  /** open milestones */
  active: bigint
  buckets: Buckets
  clientCredit: bigint
  burnCredit: bigint
}

/** What the chain holds about an engagement: the box, its project, and whether the freelancer is in it. */
export interface EngagementOnChain extends EngagementRecord {
  project: Project
  /** the freelancer has local state in the project */
  joined: boolean
}

/** An engagement as an app shows it: what the chain holds about it, and what follows from that. */
export interface Engagement extends EngagementOnChain {
  /** hired, but the local state is gone */
  departed: boolean
  status: EngagementStatus
  /** true once every milestone of the schedule is accomplished; false whenever one is for review */
  approved: boolean
}

/** The state in one word. */
export type EngagementStatus = 'offered' | 'waiting' | 'running' | 'for_review' | 'disputed' | 'ended'

/** Names a project: its app id, or anything that carries it. */
export type ProjectRef = bigint | { readonly id: bigint }

/** Names an engagement: the project and the freelancer. */
export interface EngagementRef {
  readonly project: ProjectRef
  readonly freelancer: Address
}

/** USDC by destination, in base units. */
export interface Amounts {
  client: bigint
  freelancer: bigint
  burn: bigint
  protocol: bigint
}

/** How a milestone closed. */
export type Outcome =
  | 'approved'
  | 'claimed'
  | 'cancelledByClient'
  | 'cancelledByFreelancer'
  | 'refunded'
  | 'burned'
  | 'settled'
  | 'resolved'
  | 'resolvedByDefault'

/** What anybody can do to a project or an engagement, in the words of the contract. */
export type Verb =
  | 'offer'
  | 'withdrawOffer'
  | 'accept'
  | 'rejoin'
  | 'start'
  | 'extend'
  | 'post'
  | 'submit'
  | 'requestChanges'
  | 'approve'
  | 'claim'
  | 'cancelByClient'
  | 'cancelByFreelancer'
  | 'refund'
  | 'burn'
  | 'dispute'
  | 'resolve'
  | 'resolveByDefault'
  | 'proposeSettlement'
  | 'acceptSettlement'
  | 'withdraw'
  | 'sweepFees'
  | 'pause'
  | 'resume'
  | 'leave'
  | 'dismiss'
