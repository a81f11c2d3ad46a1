export { accept } from './actions/accept'
export { acceptAdmin } from './actions/accept-admin'
export type { AcceptSettlementOptions } from './actions/accept-settlement'
export { acceptSettlement } from './actions/accept-settlement'
export { approve } from './actions/approve'
export { burn } from './actions/burn'
export type { CancelOptions } from './actions/cancel-by-client'
export { cancelByClient } from './actions/cancel-by-client'
export { cancelByFreelancer } from './actions/cancel-by-freelancer'
export { claim } from './actions/claim'
export { closeProject } from './actions/close-project'
export { collectFees } from './actions/collect-fees'
export { complete, submitPrepared } from './actions/complete'
export type { CreateProjectParameters } from './actions/create-project'
export { createProject } from './actions/create-project'
export { dismiss } from './actions/dismiss'
export type { DisputeOptions } from './actions/dispute'
export { dispute } from './actions/dispute'
export type { ExtendOptions } from './actions/extend'
export { extend } from './actions/extend'
export { leave } from './actions/leave'
export { lowerProjectFee } from './actions/lower-project-fee'
export type { OfferParameters } from './actions/offer'
export { offer } from './actions/offer'
export { pause } from './actions/pause'
export type { PostOptions } from './actions/post'
export { post } from './actions/post'
export { proposeAdmin } from './actions/propose-admin'
export type { ProposeOptions } from './actions/propose-settlement'
export { proposeSettlement } from './actions/propose-settlement'
export { refund } from './actions/refund'
export { registerArbiter } from './actions/register-arbiter'
export { rejoin } from './actions/rejoin'
export type { RequestChangesOptions } from './actions/request-changes'
export { requestChanges } from './actions/request-changes'
export type { ResolveOptions } from './actions/resolve'
export { resolve } from './actions/resolve'
export { resolveByDefault } from './actions/resolve-by-default'
export { resume } from './actions/resume'
export { setFee } from './actions/set-fee'
export { setPaused } from './actions/set-paused'
export { setTreasury } from './actions/set-treasury'
export { start } from './actions/start'
export type { SubmitOptions } from './actions/submit'
export { submit } from './actions/submit'
export { sweepFees } from './actions/sweep-fees'
export { unregisterArbiter } from './actions/unregister-arbiter'
export type { WithdrawOptions } from './actions/withdraw'
export { withdraw } from './actions/withdraw'
export { withdrawOffer } from './actions/withdraw-offer'
export type { AccountClient, BoundAction, EscrowClient, EscrowClientParameters } from './client'
export { createEscrowClient } from './client'
export type { EscrowErrorDetails } from './errors/base'
export { EscrowError } from './errors/base'
export {
  CallerError,
  ContractError,
  CreditError,
  EngagementError,
  MilestoneError,
  ProjectError,
  ProtocolError,
  SettlementError,
  TermsError,
  TimeError,
  contractError,
  isErrorCode,
} from './errors/contract'
export { decodeError } from './errors/decode'
export {
  AddressError,
  AlreadySentError,
  AmountError,
  BadSignatureError,
  ExpiredError,
  FeeLimitError,
  FrozenError,
  InputError,
  InsufficientAlgoError,
  InsufficientUsdcError,
  LyingNodeError,
  NodeError,
  NotGenuineError,
  NotOptedInError,
  ProjectGoneError,
  SignatureFeeError,
  SignatureRejectedError,
  UnconfirmedError,
  UnexpectedError,
  UnknownProtocolError,
  WrongNetworkError,
} from './errors/input'
export { events } from './events/events'
export type { EscrowEvent, LoggedTransaction } from './events/decode'
export { decodeEvent, decodeEvents } from './events/decode'
export type { ProtocolEvent, ProtocolEventArgs } from './events/protocol-types'
export type { ProjectState } from './pure/after-event'
export { reduceEvents } from './events/reduce'
export type { ProjectEvent, ProjectEventArgs } from './events/types'
export type { SubscribedTransaction, WatchedEvent, WatchOptions } from './events/watch'
export { watchEvents } from './events/watch'
export type { CodesOf, ErrorCode, ErrorFamily } from './generated/errors'
export { ERROR_SENTENCES } from './generated/errors'
export { milestoneProjectSpec } from './generated/milestoneProject-spec'
export { protocolSpec } from './generated/protocol-spec'
export { RELEASES } from './generated/releases'
export type { EscrowAccount, EscrowContext, Signature } from './internal/context'
export type { Action, ActionOptions, SimulatedAction } from './internal/define'
export type { Outcome as ActionOutcome } from './internal/outcome'
export type { Planner } from './internal/plan'
export type { PreparedAction } from './internal/prepared'
export type { Protocol, Template } from './internal/protocol'
export type { Money, Quote, Summary } from './internal/quote'
export type { FreelancerOptions } from './internal/rejoin'
export type { ActionResult } from './internal/send'
export type { Network, NetworkName } from './networks'
export { NETWORKS } from './networks'
export type { CancelOption } from './pure/cancel-plan'
export { cancelAt } from './pure/cancel-plan'
export type { Hashable } from './pure/hash'
export { hashOf } from './pure/hash'
export type { CancelTier, Stake } from './pure/money'
export { CANCEL_TIERS, depositOf, maxCancelInterval, shareOf } from './pure/money'
export type { ImpossibleAction, NextAction, PossibleAction } from './pure/next-actions'
export { nextActions } from './pure/next-actions'
export type { Refusal } from './pure/rules'
export { refusalOfTerms } from './pure/rules'
export type { Statement } from './pure/statement'
export type { TimelineEntry, TimelineKind } from './pure/timeline'
export { timeline } from './pure/timeline'
export type {
  Address,
  Amounts,
  Buckets,
  Engagement,
  EngagementOnChain,
  EngagementRecord,
  EngagementRef,
  EngagementState,
  EngagementStatus,
  Milestone,
  MilestoneState,
  OpenMilestone,
  Outcome,
  Project,
  ProjectRef,
  Proposal,
  Terms,
  Verb,
} from './pure/types'
export { formatUsdc } from './pure/format'
export { days, hours, usdc } from './pure/units'
export type { CancelQuote } from './quotes/quote-cancel'
export { quoteCancel } from './quotes/quote-cancel'
export { quoteProject } from './quotes/quote-project'
export { quoteSettlement } from './quotes/quote-settlement'
export type { StartQuote } from './quotes/quote-start'
export { quoteStart } from './quotes/quote-start'
export { getEngagement } from './reads/get-engagement'
export { getProject } from './reads/get-project'
export { getProtocol } from './reads/get-protocol'
export { getTime } from './reads/get-time'
export { listEngagements } from './reads/list-engagements'
export type { ListProjectsParameters } from './reads/list-projects'
export { listProjects } from './reads/list-projects'
export type { Verification } from './reads/verify-project'
export { verifyProject } from './reads/verify-project'
