import { amountsOf } from './amounts'
import type { Call, World } from './calls'
import type { Stake } from './money'
import { shareOf, splitApproval, splitBurn, splitCancel, splitRefund, splitRelease } from './money'
import type { Address, Amounts, EngagementRecord, Outcome, Project, Terms } from './types'

/** How a call closes the open milestone. */
export interface Exit {
  outcome: Outcome
  split: Amounts
  /** whether the milestone counts */
  accomplished: boolean
}

/** What a verb's exit depends on: the sum at stake, the engagement, and for how long the milestone has run. */
interface Closing {
  stake: Stake
  terms: Terms
  elapsed: bigint
}

/** How a verb's call closes the open milestone. */
type ExitRule<C extends Call = Call> = (closing: Closing, call: C) => Exit
type ExitOf<V extends Call['verb']> = ExitRule<Extract<Call, { verb: V }>>

const exit = (outcome: Outcome, split: Amounts, accomplished = false): Exit => ({ outcome, split, accomplished })

const approveExit: ExitOf<'approve'> = ({ stake }) => exit('approved', splitApproval(stake), true)

const claimExit: ExitOf<'claim'> = ({ stake }) => exit('claimed', splitApproval(stake), true)

const cancelByClientExit: ExitOf<'cancelByClient'> = ({ stake, elapsed }) =>
  exit('cancelledByClient', splitCancel(stake, elapsed))

const cancelByFreelancerExit: ExitOf<'cancelByFreelancer'> = ({ stake }) =>
  exit('cancelledByFreelancer', splitRefund(stake))

const refundExit: ExitOf<'refund'> = ({ stake }) => exit('refunded', splitRefund(stake))

const burnExit: ExitOf<'burn'> = ({ stake }) => exit('burned', splitBurn(stake))

const acceptSettlementExit: ExitOf<'acceptSettlement'> = ({ stake }, { release, accomplished }) =>
  exit('settled', splitRelease(stake, release), accomplished)

const resolveExit: ExitOf<'resolve'> = ({ stake }, { release, accomplished }) =>
  exit('resolved', splitRelease(stake, release), accomplished)

const resolveByDefaultExit: ExitOf<'resolveByDefault'> = ({ stake, terms }) =>
  exit('resolvedByDefault', splitRelease(stake, shareOf(stake.amount, terms.silenceRelease)), true)

const EXITS: { [V in Call['verb']]?: ExitOf<V> } = {
  approve: approveExit,
  claim: claimExit,
  cancelByClient: cancelByClientExit,
  cancelByFreelancer: cancelByFreelancerExit,
  refund: refundExit,
  burn: burnExit,
  acceptSettlement: acceptSettlementExit,
  resolve: resolveExit,
  resolveByDefault: resolveByDefaultExit,
}

/** What a call that is not refused does with the escrowed sum; undefined when it leaves the milestone open. */
export function exitOf(
  call: Call,
  { milestone, terms }: EngagementRecord,
  { feeBps }: Project,
  now: bigint,
): Exit | undefined {
  const rule = EXITS[call.verb] as ExitRule | undefined
  return rule && milestone && rule({ stake: { ...milestone, feeBps }, terms, elapsed: now - milestone.startedAt }, call)
}

/** The part of a split that cannot be pushed: all of what such an account would get. */
export function creditsOf(
  split: Amounts,
  accounts: Partial<Record<keyof Amounts, Address>>,
  unpayable: ReadonlySet<Address>,
): Amounts {
  return amountsOf((role) => (unpayable.has(accounts[role] ?? '') ? split[role] : 0n))
}

/** What leaves a project that closes: nobody's USDC goes to the client, or to the Protocol where the client cannot receive. */
export function closingOf({ project, donated, unpayable }: World): Pick<Amounts, 'client' | 'protocol'> {
  const surplusToClient = !unpayable.has(project.client)
  return {
    client: project.clientCredit + (surplusToClient ? donated : 0n),
    protocol: project.buckets.fees + project.burnCredit + (surplusToClient ? 0n : donated),
  }
}
