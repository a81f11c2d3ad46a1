import type { Call } from './calls'
import { checkAddress, checkGiven, checkNumber } from './check'
import { DISPUTE_DELAY, ARBITRATION_PERIOD } from './constants'
import { boxDepositOf, worldOf } from './engagement'
import { depositOf } from './money'
import type { Refusal } from './rules'
import { refusalOf } from './refusals'
import type { Address, Engagement, Verb } from './types'

/** Something the actor can do now. */
export interface PossibleAction {
  verb: Verb
  possible: true
  /** last second in which it is possible, where a clock ends it */
  until?: bigint
}

/** Something the actor cannot do now, and the error that trying would raise. */
export interface ImpossibleAction {
  verb: Verb
  possible: false
  /** the contract's code; `refusedByLedger` where the ledger itself refuses, without a code */
  code: Refusal
  /** first second in which it becomes possible, where only time is missing */
  from?: bigint
}

/** One verb of `nextActions`. */
export type NextAction = PossibleAction | ImpossibleAction

/**
 * Every verb, and whether this account can do it now; for each it cannot, the error it would raise.
 * Arguments are assumed to be right: the exact deposit, a real hash, the proposal that is live.
 * @example
 * ```ts
 * import type { Engagement } from '@holdfast/sdk'
 * import { nextActions } from '@holdfast/sdk'
 * export function buttonsFor(engagement: Engagement, account: string, now: bigint): string[] {
 *   return nextActions(engagement, account, now).filter((next) => next.possible).map((next) => next.verb)
 * }
 * ```
 */
export function nextActions(engagement: Engagement, actor: Address, now: bigint): NextAction[] {
  checkGiven('engagement', engagement)
  checkAddress('actor', actor)
  checkNumber('now', now)
  const world = worldOf(engagement.project, now, engagement)
  return probes(engagement, actor, now).map((call): NextAction => {
    const verb = call.verb as Verb
    const code = refusalOf(world, call)
    const { from, until } = clockOf(engagement, verb, actor)
    if (!code) return { verb, possible: true, ...(until && { until }) }
    return { verb, possible: false, code, ...(from && isEarly(code) && { from }) }
  })
}

const isEarly = (code: Refusal) =>
  ['deadlineNotReached', 'reviewNotOver', 'disputeTooEarly', 'arbitrationNotOver'].includes(code)

/** When time alone opens or closes a verb. */
function clockOf(
  engagement: Engagement,
  verb: Verb,
  actor: Address,
): { from?: bigint | undefined; until?: bigint | undefined } {
  const { freelancer, milestone, terms, proposal } = engagement
  if (!milestone) return {}
  const { deadline, cancelableUntil, submittedAt, disputedAt } = milestone
  const reviewEnd = terms.reviewWindow > 0n ? submittedAt + terms.reviewWindow : undefined
  const lastOfReview = reviewEnd && reviewEnd - 1n
  switch (verb) {
    case 'cancelByClient':
      return { until: cancelableUntil }
    case 'refund':
      return { from: deadline }
    case 'claim':
      return { from: reviewEnd }
    case 'burn':
    case 'requestChanges':
      return { until: lastOfReview }
    case 'dispute':
      // The client may dispute until the review is over, the freelancer from a day after the submit on.
      return actor === freelancer ? { from: submittedAt + DISPUTE_DELAY } : { until: lastOfReview }
    case 'resolveByDefault':
      return { from: disputedAt + ARBITRATION_PERIOD }
    case 'acceptSettlement':
      return { until: proposal?.expiresAt }
    default:
      return {}
  }
}

/** What is passed with each verb, besides who calls. */
type Probes = { [V in Verb]: Omit<Extract<Call, { verb: V }>, 'verb' | 'sender'> }

function probes(engagement: Engagement, sender: Address, now: bigint): Call[] {
  const { freelancer, version, terms, milestone, proposal, project } = engagement
  const on = { freelancer, version }
  const said = { evidence: new Uint8Array(32).fill(1), note: '' }
  const posted = { ...on, ...said }
  const next = terms.schedule[Number(engagement.accomplished)]
  const verbs: Probes = {
    offer: { freelancer, terms, payment: boxDepositOf(terms.schedule.length) },
    withdrawOffer: on,
    accept: { version, optIn: !engagement.joined },
    rejoin: {},
    start: { ...on, deposit: next ? depositOf(next.amount, project.feeBps) : 0n },
    extend: { ...on, deadline: (milestone?.deadline ?? now) + 1n },
    post: posted,
    submit: { version, ...said },
    requestChanges: posted,
    approve: on,
    claim: on,
    cancelByClient: { ...on, minRefund: 0n },
    cancelByFreelancer: { version },
    refund: on,
    burn: on,
    dispute: posted,
    resolve: { ...posted, release: 0n, accomplished: false },
    resolveByDefault: on,
    proposeSettlement: { ...on, release: 0n, accomplished: false, expiresAt: now + 1n },
    acceptSettlement: { release: 0n, accomplished: false, ...proposal, ...on },
    withdraw: { account: sender },
    sweepFees: {},
    pause: {},
    resume: {},
    leave: {},
    dismiss: on,
  }
  return Object.entries(verbs).map(([verb, passed]) => ({ verb, sender, ...passed }) as Call)
}
