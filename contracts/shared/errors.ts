/** Every error code with the one sentence a person reads; the SDK and the docs take it from here. No Algorand imports. */
import type * as codes from './error-codes'

export * from './error-codes'

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
} as const satisfies Record<(typeof codes)[keyof typeof codes], string>

export type ErrorCode = keyof typeof ERROR_SENTENCES
