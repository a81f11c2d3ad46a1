import type { Call, World } from './calls'
import { shareOf, splitApproval, splitBurn, splitCancel, splitRefund, splitRelease } from './money'
import type { Address, Amounts, EngagementRecord, Outcome, Project } from './types'

/** How a call closes the open milestone. */
export interface Exit {
  outcome: Outcome
  split: Amounts
  /** whether the milestone counts */
  accomplished: boolean
}

/** What a call that is not refused does with the escrowed sum; undefined when it leaves the milestone open. */
export function exitOf(call: Call, record: EngagementRecord, project: Project, now: bigint): Exit | undefined {
  const { milestone, terms } = record
  if (!milestone) return undefined
  const stake = { ...milestone, feeBps: project.feeBps }
  const exit = (outcome: Outcome, split: Amounts, accomplished = false): Exit => ({ outcome, split, accomplished })
  switch (call.verb) {
    case 'approve':
      return exit('approved', splitApproval(stake), true)
    case 'claim':
      return exit('claimed', splitApproval(stake), true)
    case 'cancelByClient':
      return exit('cancelledByClient', splitCancel(stake, now - milestone.startedAt))
    case 'cancelByFreelancer':
      return exit('cancelledByFreelancer', splitRefund(stake))
    case 'refund':
      return exit('refunded', splitRefund(stake))
    case 'burn':
      return exit('burned', splitBurn(stake))
    case 'acceptSettlement':
      return exit('settled', splitRelease(stake, call.release), call.accomplished)
    case 'resolve':
      return exit('resolved', splitRelease(stake, call.release), call.accomplished)
    case 'resolveByDefault':
      return exit('resolvedByDefault', splitRelease(stake, shareOf(milestone.amount, terms.silenceRelease)), true)
    default:
      return undefined
  }
}

/** The part of a split that cannot be pushed: all of what such an account would get. */
export function creditsOf(
  split: Amounts,
  { client, burn }: Project,
  freelancer: Address,
  unpayable: ReadonlySet<Address>,
): Amounts {
  return {
    client: unpayable.has(client) ? split.client : 0n,
    freelancer: unpayable.has(freelancer) ? split.freelancer : 0n,
    burn: unpayable.has(burn) ? split.burn : 0n,
    protocol: 0n,
  }
}

/** What leaves a project that closes: nobody's USDC goes to the client, or to the Protocol where the client cannot receive. */
export function closingOf({ project, donated, unpayable }: World): Pick<Amounts, 'client' | 'protocol'> {
  const surplusToClient = !unpayable.has(project.client)
  return {
    client: project.clientCredit + (surplusToClient ? donated : 0n),
    protocol: project.buckets.fees + project.burnCredit + (surplusToClient ? 0n : donated),
  }
}
