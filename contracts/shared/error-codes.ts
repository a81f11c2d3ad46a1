/**
 * Every code a call can fail with (ARC-65, logged as `ERR:<code>`). The contracts import these; the sentence a person
 * reads stands beside each code in `errors.ts`, a file of its own because the contract compiler takes no object constants.
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
