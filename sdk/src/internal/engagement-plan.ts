import { OnApplicationComplete } from 'algosdk'
import type { EscrowEvent } from '../events/decode'
import type { ErrorCode } from '../generated/errors'
import type { Call } from '../pure/calls'
import { DAY } from '../pure/constants'
import { boxDepositOf, worldOf } from '../pure/engagement'
import type { ExitRule } from '../pure/exits'
import { creditsOf, exitBy } from '../pure/exits'
import type { Rule } from '../pure/rules'
import { freelancerOf } from '../pure/rules'
import type { Address, Amounts, Engagement, EngagementRef } from '../pure/types'
import { formatUsdc } from '../pure/units'
import { readEngagement, readNow, readUnpayable } from './chain'
import { engagementBox } from './codec'
import type { ActionOptions, Planner } from './define'
import { shortAddress } from './define'
import type { CallStep, Plan, TransferStep } from './plan'
import { call } from './call'
import { NO_AMOUNTS, NO_MONEY } from './plan'

/** Options of the freelancer's own actions. */
export interface FreelancerOptions extends ActionOptions {
  /** rejoin in the same group, if the local state was cleared */
  rejoin?: boolean
}

/** What an action on an engagement knows before it plans anything. */
export interface Situation {
  engagement: Engagement
  now: bigint
  /** the version the call will name */
  version: bigint
}

/** What differs from verb to verb. */
export interface Intent<C extends Call = Call> {
  /** the call as the model takes it */
  call: C
  /** what the model says about the verb */
  rule: Rule<C>
  /** how the verb closes the milestone; the others leave it as it is, or open or change it */
  exit?: ExitRule<C>
  /** what it logs besides the close of a milestone */
  event?: EscrowEvent['name']
  /** the call as the chain takes it */
  step: CallStep
  transfer?: TransferStep
  title: string
  lines?: readonly string[]
  /** USDC of the deposit that comes back if the milestone is undone at once */
  refundable?: bigint
  /** microALGO that the call returns to the client */
  returned?: bigint
  /** inner transactions besides payouts */
  inner?: number
  reserve?: bigint
  /** a refusal that the chain would raise later, or not at all */
  refusal?: ErrorCode | undefined
  lease?: string
}

/** Local state in a project: the opt-in and two integers. */
export const LOCAL_STATE_RESERVE = 100_000n + 2n * 28_500n
/** A close pays at most the client, the freelancer or the burn address, and the fee stays. */
const MOST_PAYOUTS = 2

/** Plans an action on an engagement: reads it, lets the model judge the call, and says what follows in plain words. */
export async function planOnEngagement<C extends Call>(
  account: Planner,
  ref: EngagementRef,
  options: FreelancerOptions,
  describe: (situation: Situation) => Intent<C>,
): Promise<Plan> {
  const [read, now] = await Promise.all([readEngagement(account, ref), readNow(account)])
  const rejoins = options.rejoin === true && read.departed && account.address === read.freelancer
  const engagement = rejoins ? { ...read, joined: true, departed: false } : read
  const intent = describe({ engagement, now, version: options.version ?? engagement.version })
  const { project, freelancer } = engagement
  const isExit = intent.exit !== undefined
  const payees = [project.client, freelancer, project.burn]
  const unpayable = isExit ? await readUnpayable(account, payees, project.usdc) : new Set<Address>()
  const refusal = intent.rule(worldOf(engagement, now, unpayable), intent.call)
  const exit = refusal ? undefined : exitBy(intent.exit, intent.call, engagement, project, now)?.split
  const effects = refusal ? undefined : effectsOf(engagement, intent.event, exit, unpayable)
  const rejoin = rejoins ? [rejoinStep(engagement)] : []
  return {
    ...intentPlan(account, engagement, intent, effects, isExit),
    refusal: refusal ?? intent.refusal,
    steps: [...rejoin, ...(intent.transfer ? [intent.transfer] : []), stepOf(engagement, intent, effects, isExit)],
    reserve: (intent.reserve ?? 0n) + (rejoins ? LOCAL_STATE_RESERVE : 0n),
  }
}

/** An intent after its verb's own functions were asked. */
type Described = Omit<Intent, 'rule' | 'exit'>

function intentPlan(
  { address }: Planner,
  engagement: Engagement,
  intent: Described,
  effects: Effects | undefined,
  isExit: boolean,
) {
  const { project, freelancer } = engagement
  const { transfer, returned = 0n, refundable = 0n, title, lines = [] } = intent
  const payouts = effects?.payouts ?? NO_AMOUNTS
  const credited = effects?.credited ?? NO_AMOUNTS
  const moneyLines = isExit && effects ? payoutLines(engagement, payouts, credited) : []
  const back = returned > 0n ? [`${returned} microALGO of deposit come back to the client.`] : []
  const deposit = transfer ? { ...NO_MONEY, [transfer.kind]: transfer.amount } : NO_MONEY
  return {
    verb: intent.call.verb,
    sender: address,
    summary: { title, lines: [...lines, ...moneyLines, ...back] },
    deposit,
    refundable: {
      algo: transfer?.kind === 'algo' ? transfer.amount : returned,
      usdc: refundable,
    },
    payouts,
    credited,
    roles: { client: project.client, freelancer, burn: project.burn },
    extras: { project: project.id, freelancer },
    ...(effects ? { events: effects.events } : {}),
    ...(intent.lease === undefined ? {} : { lease: intent.lease }),
  }
}

/** Static references: the engagement's box and freelancer, and for an exit everyone it can pay. */
function stepOf(engagement: Engagement, intent: Described, effects: Effects | undefined, isExit: boolean): CallStep {
  const { project, freelancer } = engagement
  const { client, freelancer: toFreelancer, burn } = effects?.payouts ?? NO_AMOUNTS
  const payouts = effects ? [client, toFreelancer, burn].filter((amount) => amount > 0n).length : MOST_PAYOUTS
  return {
    ...intent.step,
    accounts: isExit ? [freelancer, project.client, project.burn] : [freelancer],
    assets: isExit || intent.transfer?.kind === 'usdc' ? [project.usdc] : [],
    // A freelancer's own call looks at the sender's box, whoever was meant.
    boxes: [{ name: engagementBox(freelancerOf(intent.call)) }],
    inner: (intent.inner ?? 0) + (isExit ? payouts : 0),
  }
}

function rejoinStep({ project, freelancer }: Engagement): CallStep {
  return call(project.id, 'rejoin()void', [], {
    onComplete: OnApplicationComplete.OptInOC,
    boxes: [{ name: engagementBox(freelancer) }],
  })
}

/** What a call that is not refused does, as far as a plan shows it. */
interface Effects {
  payouts: Amounts
  credited: Amounts
  events: readonly EscrowEvent['name'][]
}

function effectsOf(
  { project, freelancer }: Engagement,
  event: EscrowEvent['name'] | undefined,
  split: Amounts | undefined,
  unpayable: ReadonlySet<Address>,
): Effects {
  const events = event ? [event] : []
  if (!split) return { payouts: NO_AMOUNTS, credited: NO_AMOUNTS, events }
  const credited = creditsOf(split, project, freelancer, unpayable)
  return { payouts: split, credited, events: [...events, 'MilestoneClosed'] }
}

function payoutLines({ project, freelancer }: Engagement, payouts: Amounts, credited: Amounts): string[] {
  const rows: [string, bigint, bigint][] = [
    [`The client ${shortAddress(project.client)}`, payouts.client, credited.client],
    [`The freelancer ${shortAddress(freelancer)}`, payouts.freelancer, credited.freelancer],
    [`The burn address ${shortAddress(project.burn)}`, payouts.burn, credited.burn],
    ['The Protocol', payouts.protocol, 0n],
  ]
  return rows
    .filter(([who, amount]) => amount > 0n || !who.startsWith('The burn'))
    .map(([who, amount, credit]) => {
      const later = credit > 0n ? ', as a credit to withdraw: this account cannot receive USDC now' : ''
      return `${who} gets ${formatUsdc(amount)} USDC${later}.`
    })
}

/** How the review of a milestone ends, for a person who is about to agree to it. */
export function reviewLine({ reviewWindow }: { reviewWindow: bigint }): string {
  return reviewWindow === 0n
    ? 'OPEN-ENDED REVIEW: without the client nothing is ever released after a submit.'
    : `If the client is silent for ${Number((reviewWindow * 10n) / DAY) / 10} days after a submit, anyone can release the payment.`
}

/** The number of the open or next milestone, from 1, as people count. */
export function milestoneOf({ accomplished, terms }: Engagement): string {
  return `milestone ${accomplished + 1n} of ${terms.schedule.length}`
}

/** What the box of this engagement returns when it is deleted. */
export function boxDepositIn({ terms }: Engagement): bigint {
  return boxDepositOf(terms.schedule.length)
}
