/** One refusal, at least, for every code a project can raise. */
import { Global, OnCompleteAction } from '@algorandfoundation/algorand-typescript'
import { ARBITRATION_PERIOD, DAY, USDC } from '../shared/constants'
import type { ErrorCode } from '../shared/errors'
import {
  DURATION,
  EVIDENCE,
  LONG_NOTE,
  NO_EVIDENCE,
  NOTE,
  type Options,
  type ProjectEmulator,
  type State,
} from './project.algo'

export type ProjectRefusal = {
  code: ErrorCode
  state: State
  call: (e: ProjectEmulator) => void
  options?: Options
}

const refusal = (
  code: ErrorCode,
  state: State,
  call: (e: ProjectEmulator) => void,
  options?: Options,
): ProjectRefusal => ({ code, state, call, ...(options && { options }) })

const ARBITER = { arbiter: true }
const REVIEW = { reviewWindow: DAY }

const approve = (e: ProjectEmulator, by = e.client, of = e.freelancer, version = e.seen) => {
  e.as(by, () => e.project.approve(of, version))
}
const dispute = (e: ProjectEmulator, by = e.client) => {
  e.as(by, () => e.project.dispute(e.freelancer, e.seen, EVIDENCE, NOTE))
}
const resolve = (e: ProjectEmulator, by = e.arbiter, release = 0) => {
  e.as(by, () => e.project.resolve(e.freelancer, e.seen, release, true, EVIDENCE, NOTE))
}
const settle = (e: ProjectEmulator, by = e.freelancer, release = 100 * USDC) => {
  e.as(by, () => e.project.acceptSettlement(e.freelancer, e.seen, release, true))
}
const close = (e: ProjectEmulator) => {
  e.as(e.protocol, () => e.project.close(), OnCompleteAction.DeleteApplication)
}
const cancel = (e: ProjectEmulator, minRefund = 0) => {
  e.as(e.client, () => e.project.cancelByClient(e.freelancer, e.seen, minRefund))
}
const requestChanges = (e: ProjectEmulator) => {
  e.as(e.client, () => e.project.requestChanges(e.freelancer, e.seen, EVIDENCE, NOTE))
}

const CALLERS = [
  refusal('notClient', 'submitted', (e) => approve(e, e.stranger)),
  refusal('notArbiter', 'disputed', (e) => resolve(e, e.client), ARBITER),
  refusal('notProtocol', 'created', (e) => e.as(e.stranger, () => e.project.init())),
  refusal('notProtocol', 'created', (e) => e.as(e.client, () => e.project.lowerFee(1))),
  refusal('notParty', 'submitted', (e) => dispute(e, e.stranger), ARBITER),
]

const PROJECT = [
  refusal('projectPaused', 'created', (e) => {
    e.as(e.client, () => e.project.pause())
    e.offer()
  }),
  refusal('projectRunning', 'created', (e) => e.as(e.client, () => e.project.resume())),
  refusal('noArbiter', 'submitted', (e) => dispute(e)),
  refusal('burnDisabled', 'submitted', (e) => e.as(e.client, () => e.project.burn(e.freelancer, e.seen)), ARBITER),
  refusal('milestoneOpen', 'running', (e) => e.as(e.client, () => e.project.pause())),
  refusal('milestoneOpen', 'running', (e) => e.as(e.freelancer, () => e.project.leave(), OnCompleteAction.CloseOut)),
  refusal('engagementsLeft', 'offered', close),
  refusal('creditLeft', 'submitted', (e) => {
    e.freeze(e.freelancer)
    e.step(e.client, () => e.project.approve(e.freelancer, e.seen))
    e.as(e.client, () => e.project.dismiss(e.freelancer, e.seen))
  }),
]

const ENGAGEMENT = [
  refusal('noEngagement', 'submitted', (e) => approve(e, e.client, e.stranger)),
  refusal('engagementExists', 'offered', (e) => e.offer()),
  refusal('versionConflict', 'submitted', (e) => approve(e, e.client, e.freelancer, 1)),
  refusal('notOffered', 'waiting', (e) => e.as(e.client, () => e.project.withdrawOffer(e.freelancer, e.seen))),
  refusal('notHired', 'offered', (e) => approve(e)),
  refusal('freelancerDeparted', 'created', (e) => {
    e.offer({ freelancer: e.stranger })
    e.as(e.stranger, () => e.project.accept(e.seen))
  }),
]

const MILESTONE = [
  refusal('notWaiting', 'running', (e) => e.start()),
  refusal('notRunning', 'submitted', (e) => cancel(e)),
  refusal('notSubmitted', 'running', (e) => requestChanges(e)),
  refusal('notDisputed', 'submitted', (e) => resolve(e), ARBITER),
  refusal('noMilestoneOpen', 'waiting', (e) => e.propose()),
  refusal(
    'noMilestoneLeft',
    'submitted',
    (e) => {
      e.step(e.client, () => e.project.approve(e.freelancer, e.seen))
      e.start()
    },
    { milestones: 1 },
  ),
  refusal('noRevisionsLeft', 'submitted', (e) => requestChanges(e), { maxRevisions: 0 }),
  refusal('noReviewWindow', 'submitted', (e) => e.as(e.stranger, () => e.project.claim(e.freelancer, e.seen))),
]

const TIME = [
  refusal('cancelWindowClosed', 'running', (e) => {
    e.wait(DURATION)
    cancel(e)
  }),
  refusal('deadlineNotReached', 'running', (e) => {
    e.wait(DURATION - 1)
    e.as(e.client, () => e.project.refund(e.freelancer, e.seen))
  }),
  refusal(
    'reviewOver',
    'submitted',
    (e) => {
      e.wait(DAY)
      e.as(e.client, () => e.project.burn(e.freelancer, e.seen))
    },
    REVIEW,
  ),
  refusal(
    'reviewNotOver',
    'submitted',
    (e) => {
      e.wait(DAY - 1)
      e.as(e.stranger, () => e.project.claim(e.freelancer, e.seen))
    },
    REVIEW,
  ),
  refusal(
    'disputeTooEarly',
    'submitted',
    (e) => {
      e.wait(DAY - 1)
      dispute(e, e.freelancer)
    },
    ARBITER,
  ),
  refusal(
    'arbitrationNotOver',
    'disputed',
    (e) => {
      e.wait(ARBITRATION_PERIOD - 1)
      e.as(e.stranger, () => e.project.resolveByDefault(e.freelancer, e.seen))
    },
    ARBITER,
  ),
  refusal('badDeadline', 'running', (e) =>
    e.as(e.client, () => e.project.extend(e.freelancer, e.seen, e.now + DURATION)),
  ),
  refusal('badExpiry', 'running', (e) => e.propose(e.now)),
]

const TERMS = [
  refusal('badParty', 'created', (e) => e.offer({ freelancer: e.client })),
  refusal('badParty', 'created', (e) => e.offer({ freelancer: Global.zeroAddress })),
  refusal('badSchedule', 'created', (e) => e.offer({ milestones: 51 })),
  refusal('badReviewWindow', 'created', (e) => e.offer(), { reviewWindow: DAY - 1 }),
  refusal('badRevisions', 'created', (e) => e.offer(), { maxRevisions: 11 }),
  refusal('badSilenceRelease', 'created', (e) => e.offer({ silenceRelease: 10_001 })),
  refusal('wrongDeposit', 'waiting', (e) => e.start(308_999_999n)),
  refusal('wrongPayment', 'created', (e) => e.offer({ payment: 1 })),
  refusal('refundBelowMinimum', 'running', (e) => cancel(e, 291_000_001)),
  refusal('releaseTooHigh', 'disputed', (e) => resolve(e, e.arbiter, 300 * USDC + 1), ARBITER),
  refusal('noEvidence', 'running', (e) => e.as(e.freelancer, () => e.project.submit(e.seen, NO_EVIDENCE, NOTE))),
  refusal('noteTooLong', 'running', (e) => e.as(e.freelancer, () => e.project.submit(e.seen, EVIDENCE, LONG_NOTE))),
]

const SETTLEMENTS = [
  refusal('noProposal', 'running', (e) => settle(e)),
  refusal('ownProposal', 'running', (e) => {
    e.propose()
    settle(e, e.client)
  }),
  refusal('proposalExpired', 'running', (e) => {
    e.propose()
    e.wait(2)
    settle(e)
  }),
  refusal('proposalChanged', 'running', (e) => {
    e.propose()
    settle(e, e.freelancer, 100 * USDC + 1)
  }),
]

const CREDITS_AND_FEES = [
  refusal('nothingToWithdraw', 'running', (e) => e.as(e.client, () => e.project.withdraw(e.freelancer))),
  refusal('payeeNotReady', 'submitted', (e) => {
    e.freeze(e.freelancer)
    e.step(e.client, () => e.project.approve(e.freelancer, e.seen))
    e.as(e.stranger, () => e.project.withdraw(e.freelancer))
  }),
  refusal('nothingToSweep', 'running', (e) => e.as(e.client, () => e.project.sweepFees())),
  refusal('feeNotLower', 'created', (e) => e.as(e.protocol, () => e.project.lowerFee(300))),
]

export const PROJECT_REFUSALS: ProjectRefusal[] = [
  ...CALLERS,
  ...PROJECT,
  ...ENGAGEMENT,
  ...MILESTONE,
  ...TIME,
  ...TERMS,
  ...SETTLEMENTS,
  ...CREDITS_AND_FEES,
]
