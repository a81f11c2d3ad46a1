import { contractError } from '../errors/contract'
import { findEngagement, readNow, readProject } from '../internal/chain'
import { engagementBox } from '../internal/codec'
import { idOf } from '../internal/context'
import { checkAddress, checkGiven, checkNumber } from '../pure/check'
import type { ActionOptions } from '../internal/define'
import { defineAction } from '../internal/define'
import { shortAddress } from '../internal/engagement-plan'
import { agreedLines } from '../internal/review-line'
import { algos, count, interval } from '../internal/words'
import type { Plan } from '../internal/plan'
import { boxOf, call } from '../internal/call'
import { payment } from '../internal/payment'
import { boxDepositOf, worldOf } from '../pure/engagement'
import type { Hashable } from '../pure/hash'
import { offerRule, refusalOfTerms } from '../pure/rules'
import { evidenceHash } from '../pure/statement'
import type { Address, Milestone, ProjectRef, Terms } from '../pure/types'
import { formatUsdc } from '../pure/format'
import { days } from '../pure/units'

/** What `offer` needs. */
export interface OfferParameters extends ActionOptions {
  project: ProjectRef
  freelancer: Address
  /** 1 to 50 milestones, funded one after the other */
  schedule: readonly Milestone[]
  /** the off-chain agreement: text, bytes or a file, hashed for you; or the hash itself */
  terms?: Hashable | { readonly hash: Uint8Array }
  /** seconds after a submit when anyone may release the payment: 14 days unless given; `openEnded`: only the client ever may */
  review?: bigint | 'openEnded'
  /** rounds of requested changes per milestone; 2 unless given */
  maxRevisions?: bigint
  /** basis points to the freelancer if the arbiter stays silent; half unless given */
  silenceRelease?: bigint
}

const DEFAULT_REVIEW = /* @__PURE__ */ days(14)
const DEFAULT_REVISIONS = 2n
const DEFAULT_SILENCE_RELEASE = 5_000n

/**
 * Offer a freelancer an engagement with a schedule of milestones; nothing is funded yet.
 * Codes: notClient, projectPaused, engagementExists, badParty, badSchedule, badReviewWindow, badRevisions,
 * badSilenceRelease, wrongPayment.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { days, offer, usdc } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, project: bigint, freelancer: string): Promise<void> {
 *   const schedule = [{ amount: usdc('300'), duration: days(14) }]
 *   await offer(client, { project, freelancer, schedule, terms: 'what we agreed' })
 * }
 * ```
 */
export const offer = /* @__PURE__ */ defineAction<[OfferParameters], { project: bigint; freelancer: Address }>(
  async (account, parameters): Promise<Plan> => {
    const {
      freelancer,
      schedule = [],
      review = DEFAULT_REVIEW,
      maxRevisions = DEFAULT_REVISIONS,
      silenceRelease = DEFAULT_SILENCE_RELEASE,
    } = checkGiven('parameters', parameters)
    checkAddress('freelancer', freelancer)
    const reviewWindow = review === 'openEnded' ? 0n : review
    const termsHash = await evidenceHash(parameters.terms)
    const terms: Terms = { schedule, termsHash, reviewWindow, maxRevisions, silenceRelease }
    // Terms that fit no field of the call cannot even be encoded.
    const unfit = refusalOfTerms(terms)
    if (unfit) throw contractError(unfit)
    const pairs = schedule.map(({ amount, duration }) => [
      checkNumber('amount', amount),
      checkNumber('duration', duration),
    ])
    checkNumber('review', reviewWindow)
    checkNumber('maxRevisions', maxRevisions)
    checkNumber('silenceRelease', silenceRelease)

    const id = idOf(parameters.project)
    const project = await readProject(account, id)
    const [existing, now] = await Promise.all([
      findEngagement(account, { project, freelancer }, project),
      readNow(account),
    ])
    const algo = boxDepositOf(schedule.length)
    const world = worldOf(project, now, existing)
    const refusal = offerRule(world, { verb: 'offer', sender: account.address, freelancer, terms, payment: algo })
    const values = [freelancer, pairs, termsHash, reviewWindow, maxRevisions, silenceRelease]
    const signature = 'offer(pay,address,(uint64,uint64)[],byte[32],uint32,uint8,uint16)void'
    const lines = [
      ...schedule.map(({ amount, duration }, i) => {
        return `Milestone ${i + 1}: ${formatUsdc(amount)} USDC in ${interval(duration)}.`
      }),
      ...agreedLines(terms, project.arbiter),
      `You pay a deposit of ${algos(algo)}; it comes back when the engagement is dismissed.`,
    ]
    const step = call(id, signature, values as never, {
      accounts: [freelancer],
      boxes: [boxOf(engagementBox(freelancer))],
    })
    return {
      verb: 'offer',
      steps: [payment(project.address, algo), step],
      title: `Offer ${count(schedule.length, 'milestone')} to ${shortAddress(freelancer)}`,
      lines,
      refusal,
      costs: { deposit: { algo, usdc: 0n }, refundable: { algo, usdc: 0n } },
      reading: {
        events: ['OfferMade'],
        roles: { client: project.client, freelancer, burn: project.burn },
        extras: { project: id, freelancer },
      },
    }
  },
)
