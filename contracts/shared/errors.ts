/** Every error code with the one sentence a person reads; the SDK and the docs take it from here. No Algorand imports. */
import type * as codes from './error-codes'

export * from './error-codes'

/** What happened: what to do next. Why, where it needs saying, comes before the colon. The key is the code. */
export const ERROR_SENTENCES = {
  notClient: 'Only the client of this project may do this: sign with the account that created the project.',
  notArbiter: 'Only the arbiter named in this project may do this: sign with that account.',
  notAdmin: 'Only the admin of the Protocol may do this: sign with the admin account.',
  notPendingAdmin: 'Only the account the admin proposed may take over: ask the admin to propose this account first.',
  notProtocol: 'A project takes this call only from the Protocol that created it: call the Protocol method instead.',
  notParty:
    'Only the client or the freelancer of this engagement (or, for a post, the arbiter) may do this: sign with one of those.',

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
  notOffered: 'The engagement is not an open offer: it was accepted or has ended, so read it again.',
  notHired: 'The freelancer is not hired: the offer has to be accepted first, or a new one made.',
  freelancerDeparted: 'The freelancer has cleared the local state of this project: the freelancer has to rejoin first.',

  notWaiting: 'A milestone is open already: this is possible only when it has ended.',
  notRunning: 'The milestone is not running: read it again, nextActions lists what is possible now.',
  notSubmitted: 'The milestone is not under review: read it again, nextActions lists what is possible now.',
  notDisputed: 'The milestone is not in dispute: read it again, nextActions lists what is possible now.',
  noMilestoneOpen: 'No milestone is open: the client has to start one first.',
  noMilestoneLeft: 'All milestones of the schedule are accomplished: make a new engagement for more work.',
  noRevisionsLeft: 'All agreed rounds of changes are used up: approve, settle, or use the remaining exits.',
  noReviewWindow:
    'No review window was agreed, so only the client can release this milestone: ask for the approval, or propose a settlement.',

  cancelWindowClosed:
    'The client can no longer cancel this milestone, for its time has passed or it was submitted once: wait for the deadline, or propose a settlement.',
  deadlineNotReached:
    'The deadline of the milestone has not passed yet: wait for it, or cancel while that is possible.',
  reviewOver: 'The review window has passed: the client can only approve or settle now.',
  reviewNotOver: 'The review window has not passed yet: wait for its end, or for the approval.',
  disputeTooEarly: 'The freelancer can dispute from 24 hours after the submit: give the client that time to review.',
  arbitrationNotOver: 'The arbiter still has time to rule: this is possible 30 days after the dispute began.',
  badDeadline: 'The new deadline is not possible: choose one later than the present one and at most 2 years from now.',
  badExpiry: 'The proposal would expire at once: choose a time in the future.',

  badParty: 'This account cannot take this role, for it is empty or has another role here: name another account.',
  badSchedule:
    'The schedule is not possible: give it 1 to 50 milestones of 1 to 1,000,000,000 USDC and 1 hour to 2 years each.',
  badReviewWindow:
    'The review window is not possible: agree on 1 to 90 days, or on none (0 on chain, `openEnded` in the SDK).',
  badRevisions: 'There are too many rounds of changes: agree on at most 10 per milestone.',
  badSilenceRelease:
    'The release when the arbiter stays silent is too high: agree on at most 10,000 basis points (100 %).',
  wrongDeposit:
    'The deposit is not the right one: send exactly the amount and the fee in USDC, from the client to the project, with no other fields.',
  wrongPayment:
    'The payment is not the right one: send exactly the deposit in ALGO, from the caller to the app, with no other fields.',
  refundBelowMinimum:
    'The cancellation would return less than the least you accept, for a later tier applies by now: quote again and decide again.',
  releaseTooHigh: 'The release is higher than the amount of the milestone: release at most that.',
  noEvidence: 'The submit names no evidence: pass what is delivered, or its hash of 32 bytes, not all zero.',
  noteTooLong: 'A note has at most 256 bytes: publish the text elsewhere and pass its address.',

  noProposal:
    'There is no live settlement proposal, for nobody made one or the engagement has changed since: propose one.',
  ownProposal: 'This proposal is your own: the other party has to accept it.',
  proposalExpired: 'The settlement proposal has expired: propose again.',
  proposalChanged: 'The live proposal is not the one this call accepts: read it again and decide again.',

  nothingToWithdraw: 'This account has no credit in this project: there is nothing to do.',
  payeeNotReady:
    'The owner of the credit cannot receive USDC: opt that account in, or wait until the issuer lifts its freeze.',
  nothingToSweep: 'There are no fees to move: there is nothing to do.',
  feeNotLower: 'The fee of an existing project can only be lowered: name a lower one.',

  alreadyInitialised: 'The Protocol is already initialised: there is nothing to do.',
  protocolPaused: 'The Protocol accepts no new projects at present, existing ones are not affected: try again later.',
  unknownProject: 'This app was not created by this Protocol: check the app id.',
  feeTooHigh: 'The fee of the Protocol is higher than the highest fee you accept: quote again.',
  feeAboveCap: 'The fee is too high: 300 basis points (3 %) is the most.',
  arbiterNotReady: 'The arbiter has not registered with the Protocol: ask them to register, or name another one.',
  treasuryNotReady:
    'The treasury cannot receive USDC: opt it in, wait until the issuer lifts its freeze, or set another one.',
  burnNotReady: 'The burn address has not opted in to USDC: opt it in first.',
  noTemplate: 'There is no template with this number: read the active one from the Protocol.',
  templateNotActive: 'This template is not the active one of its kind: quote again.',
  templateSealed: 'The template is sealed and can never change: add a new one.',
  templateNotSealed: 'The template is not sealed yet: write its programs and seal it first.',
  templateHashWrong: 'The stored programs do not match this hash: check what was written before sealing.',
} as const satisfies Record<(typeof codes)[keyof typeof codes], string>

export type ErrorCode = keyof typeof ERROR_SENTENCES
