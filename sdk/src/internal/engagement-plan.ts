import * as REASONS from '../errors/reasons'
import { filled } from '../errors/told'
import type { EscrowEvent } from '../events/decode'
import type { Call, World } from '../pure/calls'
import { NO_AMOUNTS } from '../pure/amounts'
import { checkGiven, checkNumber } from '../pure/check'
import { worldOf } from '../pure/engagement'
import { creditsOf } from '../pure/exits'
import type { Stake } from '../pure/money'
import { freelancerOf } from '../pure/rules'
import type { Address, Amounts, EngagementOnChain, EngagementRef } from '../pure/types'
import { formatUsdc } from '../pure/format'
import type { Step } from './call'
import { boxOf } from './call'
import { readEngagement, readNow, readUnpayable } from './chain'
import { engagementBox } from './codec'
import type { ActionOptions } from './define'
import type { Reading } from './outcome'
import type { Plan, PlanDetails, Planner } from './plan'

/** What an action on an engagement knows before it plans anything. */
export interface Situation {
  engagement: EngagementOnChain
  now: bigint
  /** the version the call will name */
  version: bigint
  /** what a call on an engagement names, as the model takes it; the freelancer's own names no freelancer */
  on: { sender: Address; version: bigint; freelancer: Address }
}

/** What differs from verb to verb. */
export interface Intent<C extends Call = Call> extends Omit<PlanDetails, 'refusal'> {
  /** the call as the model takes it */
  call: C
  /** what the model says about the verb */
  rule: (world: World, call: C) => PlanDetails['refusal']
  /** who gets what when the verb closes the milestone; the others leave it as it is, or open or change it */
  exit?: (stake: Stake, elapsed: bigint) => Amounts
  /** the events it logs; the close of a milestone unless it says otherwise */
  events?: readonly EscrowEvent['name'][]
  /** the call as the chain takes it */
  step: Step
  /** what stands before the call */
  before?: readonly Step[]
  /** the engagement as the call will find it, if what stands before it changes it */
  engagement?: EngagementOnChain
}

/** A close pays at most the client, the freelancer or the burn address, and the fee stays. */
const MOST_PAYOUTS = 2

/** Plans an action on an engagement: reads it, lets the model judge the call, and says what follows in plain words. */
export async function planOnEngagement<C extends Call>(
  account: Planner,
  ref: EngagementRef,
  options: ActionOptions,
  describe: (situation: Situation) => Intent<C> | Promise<Intent<C>>,
): Promise<Plan> {
  const [read, now] = await Promise.all([readEngagement(account, ref), readNow(account)])
  const version = checkNumber('version', checkGiven('options', options).version ?? read.version)
  const on = { sender: account.address, version, freelancer: read.freelancer }
  const intent = await describe({ engagement: read, now, version, on })
  const { call, rule, exit, events = ['MilestoneClosed'], step, before = [], engagement = read, ...details } = intent
  const { project, freelancer, milestone } = engagement
  const { id, client, burn, usdc, feeBps } = project
  const roles = { client, freelancer, burn }
  const payees = exit ? Object.values(roles) : [freelancer]
  const unpayable = await readUnpayable(account, exit ? payees : [], usdc)
  const refusal = rule({ ...worldOf(project, now, engagement), unpayable }, call)
  const split = !refusal && milestone && exit?.({ ...milestone, feeBps }, now - milestone.startedAt)
  const payouts = split || NO_AMOUNTS
  const credited = creditsOf(payouts, roles, unpayable)
  const payments = [payouts.client, payouts.freelancer, payouts.burn].filter(Boolean).length || MOST_PAYOUTS
  const references = {
    ...step.references,
    accounts: payees.filter((payee) => payee !== account.address),
    ...(exit && { foreignAssets: [usdc] }),
    // A freelancer's own call looks at the sender's box, whoever was meant.
    boxes: [boxOf(engagementBox(freelancerOf(call)))],
  }
  const main = { ...step, references, inner: step.inner + (exit ? payments : 0) }
  return {
    ...details,
    refusal,
    verb: call.verb,
    steps: [...before, main],
    lines: [...(details.lines ?? []), ...(split ? payoutLines(roles, payouts, credited) : [])],
    costs: { payouts, credited, ...details.costs },
    reading: { roles, extras: { project: id, freelancer }, events: refusal ? undefined : events },
  }
}

function payoutLines(roles: NonNullable<Reading['roles']>, payouts: Amounts, credited: Amounts): string[] {
  return (Object.keys(payouts) as (keyof Amounts)[])
    .filter((role) => role !== 'burn' || payouts.burn > 0n)
    .map((role) => {
      const later = credited[role] > 0n ? REASONS.notPaidNow : ''
      return filled(REASONS.GETS[role], [shortAddress(roles[role] ?? ''), formatUsdc(payouts[role]), later])
    })
}

/** An account in a summary. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}

/** The number of the open or next milestone, from 1, as people count. */
export function milestoneOf({ accomplished, terms }: EngagementOnChain): string {
  return `milestone ${accomplished + 1n} of ${terms.schedule.length}`
}
