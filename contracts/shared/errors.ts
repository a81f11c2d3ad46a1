/**
 * Every code a call can fail with (ARC-65, logged as `ERR:<code>`) and, beside it, the one sentence a person reads.
 * The contracts import the constants; the SDK and the docs read `ERROR_SENTENCES`. Plain TypeScript: no Algorand imports.
 * A code is lower camel case and never 4 or 28 letters long, which would make the logged text 8 or 32 bytes.
 */

// Who is calling
export const ERR_NOT_CLIENT = 'notClient'
export const ERR_NOT_ARBITER = 'notArbiter'
export const ERR_NOT_ADMIN = 'notAdmin'
export const ERR_NOT_PENDING_ADMIN = 'notPendingAdmin'
export const ERR_NOT_PROTOCOL = 'notProtocol'
export const ERR_NOT_PARTY = 'notParty'

// The project
export const ERR_PROJECT_PAUSED = 'projectPaused'
export const ERR_PROJECT_RUNNING = 'projectRunning'
export const ERR_NO_ARBITER = 'noArbiter'
export const ERR_BURN_DISABLED = 'burnDisabled'
export const ERR_MILESTONE_OPEN = 'milestoneOpen'
export const ERR_ENGAGEMENTS_LEFT = 'engagementsLeft'
export const ERR_CREDIT_LEFT = 'creditLeft'

// The engagement
export const ERR_NO_ENGAGEMENT = 'noEngagement'
export const ERR_ENGAGEMENT_EXISTS = 'engagementExists'
export const ERR_VERSION_CONFLICT = 'versionConflict'
export const ERR_NOT_OFFERED = 'notOffered'
export const ERR_NOT_HIRED = 'notHired'
export const ERR_FREELANCER_DEPARTED = 'freelancerDeparted'

// The milestone
export const ERR_NOT_WAITING = 'notWaiting'
export const ERR_NOT_RUNNING = 'notRunning'
export const ERR_NOT_SUBMITTED = 'notSubmitted'
export const ERR_NOT_DISPUTED = 'notDisputed'
export const ERR_NO_MILESTONE_OPEN = 'noMilestoneOpen'
export const ERR_NO_MILESTONE_LEFT = 'noMilestoneLeft'
export const ERR_NO_REVISIONS_LEFT = 'noRevisionsLeft'
export const ERR_NO_REVIEW_WINDOW = 'noReviewWindow'

// Time
export const ERR_CANCEL_WINDOW_CLOSED = 'cancelWindowClosed'
export const ERR_DEADLINE_NOT_REACHED = 'deadlineNotReached'
export const ERR_REVIEW_OVER = 'reviewOver'
export const ERR_REVIEW_NOT_OVER = 'reviewNotOver'
export const ERR_DISPUTE_TOO_EARLY = 'disputeTooEarly'
export const ERR_ARBITRATION_NOT_OVER = 'arbitrationNotOver'
export const ERR_BAD_DEADLINE = 'badDeadline'
export const ERR_BAD_EXPIRY = 'badExpiry'

// Terms, amounts and evidence
export const ERR_BAD_PARTY = 'badParty'
export const ERR_BAD_SCHEDULE = 'badSchedule'
export const ERR_BAD_REVIEW_WINDOW = 'badReviewWindow'
export const ERR_BAD_REVISIONS = 'badRevisions'
export const ERR_BAD_SILENCE_RELEASE = 'badSilenceRelease'
export const ERR_WRONG_DEPOSIT = 'wrongDeposit'
export const ERR_WRONG_PAYMENT = 'wrongPayment'
export const ERR_REFUND_BELOW_MINIMUM = 'refundBelowMinimum'
export const ERR_RELEASE_TOO_HIGH = 'releaseTooHigh'
export const ERR_NO_EVIDENCE = 'noEvidence'
export const ERR_NOTE_TOO_LONG = 'noteTooLong'

// Settlements
export const ERR_NO_PROPOSAL = 'noProposal'
export const ERR_OWN_PROPOSAL = 'ownProposal'
export const ERR_PROPOSAL_EXPIRED = 'proposalExpired'
export const ERR_PROPOSAL_CHANGED = 'proposalChanged'

// Credits and fees
export const ERR_NOTHING_TO_WITHDRAW = 'nothingToWithdraw'
export const ERR_PAYEE_NOT_READY = 'payeeNotReady'
export const ERR_NOTHING_TO_SWEEP = 'nothingToSweep'
export const ERR_FEE_NOT_LOWER = 'feeNotLower'

// The Protocol
export const ERR_ALREADY_INITIALISED = 'alreadyInitialised'
export const ERR_PROTOCOL_PAUSED = 'protocolPaused'
export const ERR_UNKNOWN_PROJECT = 'unknownProject'
export const ERR_FEE_TOO_HIGH = 'feeTooHigh'
export const ERR_FEE_ABOVE_CAP = 'feeAboveCap'
export const ERR_ARBITER_NOT_READY = 'arbiterNotReady'
export const ERR_TREASURY_NOT_READY = 'treasuryNotReady'
export const ERR_BURN_NOT_READY = 'burnNotReady'
export const ERR_NO_TEMPLATE = 'noTemplate'
export const ERR_TEMPLATE_NOT_ACTIVE = 'templateNotActive'
export const ERR_TEMPLATE_SEALED = 'templateSealed'
export const ERR_TEMPLATE_NOT_SEALED = 'templateNotSealed'
export const ERR_TEMPLATE_HASH_WRONG = 'templateHashWrong'

/** What happened, why, and what to do next. The key is the code. */
export const ERROR_SENTENCES = {
  notClient: 'Only the client of this project may do this: sign with the account that created the project.',
  notArbiter: 'Only the arbiter named in this project may do this: sign with that account.',
  notAdmin: 'Only the admin of the Protocol may do this: sign with the admin account.',
  notPendingAdmin: 'Only the account the admin proposed may take over: ask the admin to propose this account first.',
  notProtocol: 'A project takes this call only from the Protocol that created it: call the Protocol method instead.',
  notParty: 'Only the client or the freelancer of this engagement (or, for a post, the arbiter) may do this.',

  projectPaused: 'The project is paused: the client has to resume it before anything new can be offered or started.',
  projectRunning: 'The project is already running: there is nothing to resume.',
  noArbiter:
    'This project was created without an arbiter, so nothing can be disputed: settle, approve or burn instead.',
  burnDisabled: 'This project has an arbiter, so nothing can be burned: dispute the milestone or propose a settlement.',
  milestoneOpen: 'A milestone is still open: close it first.',
  engagementsLeft: 'The project still has engagements: withdraw the offers and dismiss the freelancers first.',
  creditLeft: 'A credit has not been withdrawn: its owner has to opt in to USDC and withdraw it first.',

  noEngagement: 'There is no engagement with this freelancer in this project: the client has to make an offer first.',
  engagementExists: 'There is already an engagement with this freelancer: dismiss it or withdraw its offer first.',
  versionConflict: 'The engagement has changed since this call was signed: read it again and decide again.',
  notOffered: 'The engagement is no longer an open offer.',
  notHired: 'The freelancer is not hired: the engagement is only offered, or has ended.',
  freelancerDeparted: 'The freelancer has cleared the local state of this project and has to rejoin first.',

  notWaiting: 'A milestone is open already: this is possible only between milestones.',
  notRunning: 'The milestone is not running.',
  notSubmitted: 'The milestone has not been submitted, or is no longer under review.',
  notDisputed: 'The milestone is not in dispute.',
  noMilestoneOpen: 'No milestone is open: the client has to start one first.',
  noMilestoneLeft: 'All milestones of the schedule are accomplished: make a new engagement for more work.',
  noRevisionsLeft: 'All agreed rounds of changes are used up: approve, settle, or use the remaining exits.',
  noReviewWindow: 'No review window was agreed, so only the client can release this milestone.',

  cancelWindowClosed: 'The client can no longer cancel this milestone: its time has passed, or it was submitted once.',
  deadlineNotReached:
    'The deadline of the milestone has not passed yet: wait for it, or cancel while that is possible.',
  reviewOver: 'The review window has passed: the client can only approve or settle now.',
  reviewNotOver: 'The review window has not passed yet: wait for its end, or for the approval.',
  disputeTooEarly: 'The freelancer can dispute from 24 hours after the submit: give the client that time to review.',
  arbitrationNotOver: 'The arbiter still has time to rule: this is possible 30 days after the dispute began.',
  badDeadline: 'The new deadline has to be later than the present one and at most 2 years from now.',
  badExpiry: 'A settlement proposal has to expire in the future.',

  badParty: 'This account cannot take this role: it is empty, or already has another role here.',
  badSchedule: 'A schedule has 1 to 50 milestones of 1 to 1,000,000,000 USDC and 1 hour to 2 years each.',
  badReviewWindow: 'A review window is 0 (none) or 1 to 90 days.',
  badRevisions: 'At most 10 rounds of changes can be agreed per milestone.',
  badSilenceRelease: 'The release when the arbiter stays silent is at most 10,000 basis points (100 %).',
  wrongDeposit:
    'The deposit has to be the exact amount and fee in USDC, sent by the client to the project, with no other fields.',
  wrongPayment: 'The payment has to be the exact deposit in ALGO, sent by the caller to the app, with no other fields.',
  refundBelowMinimum: 'The cancellation would return less than the least you accept: a later tier applies by now.',
  releaseTooHigh: 'The release cannot be higher than the amount of the milestone.',
  noEvidence: 'A submit needs the hash of what is delivered: 32 bytes, not all zero.',
  noteTooLong: 'A note has at most 256 bytes: publish the text elsewhere and pass its address.',

  noProposal: 'There is no live settlement proposal: nobody proposed one, or the engagement has changed since.',
  ownProposal: 'A proposal has to be accepted by the other party.',
  proposalExpired: 'The settlement proposal has expired: propose again.',
  proposalChanged: 'The live proposal is not the one this call accepts: read it again and decide again.',

  nothingToWithdraw: 'This account has no credit in this project.',
  payeeNotReady: 'The owner of the credit cannot receive USDC: it has to opt in to USDC, or is frozen by the issuer.',
  nothingToSweep: 'There are no fees to move.',
  feeNotLower: 'The fee of an existing project can only be lowered.',

  alreadyInitialised: 'The Protocol is already initialised.',
  protocolPaused: 'The Protocol accepts no new projects at present. Existing projects are not affected.',
  unknownProject: 'This app was not created by this Protocol: check the app id.',
  feeTooHigh: 'The fee of the Protocol is higher than the highest fee you accept: quote again.',
  feeAboveCap: 'The fee can never be above 300 basis points (3 %).',
  arbiterNotReady: 'The arbiter has not registered with the Protocol: ask them to register, or name another one.',
  treasuryNotReady: 'The treasury cannot receive USDC: it has to opt in, or is frozen by the issuer.',
  burnNotReady: 'The burn address has not opted in to USDC.',
  noTemplate: 'There is no template with this number.',
  templateNotActive: 'This template is not the active one of its kind: quote again.',
  templateSealed: 'The template is sealed and can never change.',
  templateNotSealed: 'The template is not sealed yet: write its programs and seal it first.',
  templateHashWrong: 'The stored programs do not match this hash: check what was written before sealing.',
} as const

export type ErrorCode = keyof typeof ERROR_SENTENCES
