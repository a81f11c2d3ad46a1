import { payoutOfApproval, payoutOfBurn, payoutOfCancel, payoutOfRefund } from '@holdfast/contracts/shared/arithmetic'
import { DAY, HOUR } from '@holdfast/contracts/shared/constants'
import { MILESTONE_300 } from './milestone-300'
import type { VerbPage } from './verb-page'

const approval = [['300 USDC at 3 %', payoutOfApproval(MILESTONE_300)]] as const
const refund = [['300 USDC at 3 %', payoutOfRefund(MILESTONE_300)]] as const
const cancelAfter = (seconds: number) => payoutOfCancel(MILESTONE_300, BigInt(seconds))

/** What the client deposited beyond a fee that was lowered since goes back in one more transfer. */
const LOWERED = '2,000 (3,000 when the fee was lowered since the start)'

/** Every way a milestone ends without a quarrel. */
export const WAYS_OUT: readonly VerbPage[] = [
  {
    verb: 'approve',
    group: 'Ways out',
    purpose: 'Accepts the work and pays the freelancer at once.',
    who: 'The client.',
    from: '`submitted_milestone` or `disputed_milestone`',
    to: '`waiting_to_start_new_milestone`; the milestone counts as accomplished',
    example: `const { paid } = await client.approve(engagement)
console.log(formatUsdc(paid.freelancer)) // 291`,
    money: 'The freelancer is paid, both halves of the fee are due.',
    split: approval,
    events: ['MilestoneClosed'],
    fee: LOWERED,
    errors: ['notClient', 'noEngagement', 'versionConflict', 'notHired', 'notSubmitted'],
    notes: [
      'A freelancer who cannot receive USDC (not opted in, or frozen by the issuer) is credited instead; the approval never fails because of it.',
    ],
    seeAlso: ['submit', 'claim', 'withdraw'],
  },
  {
    verb: 'claim',
    group: 'Ways out',
    purpose: 'Pays the freelancer when the client let the agreed review window pass in silence.',
    who: 'Anyone.',
    from: '`submitted_milestone`, a review window was agreed, and it is over',
    to: '`waiting_to_start_new_milestone`; the milestone counts as accomplished',
    example: `const { paid } = await freelancer.claim(engagement)
console.log(formatUsdc(paid.freelancer)) // 291`,
    money: 'Exactly as `approve`; the caller gets nothing.',
    split: approval,
    events: ['MilestoneClosed'],
    fee: LOWERED,
    errors: ['noEngagement', 'versionConflict', 'notHired', 'notSubmitted', 'noReviewWindow', 'reviewNotOver'],
    seeAlso: ['approve', 'dispute'],
  },
  {
    verb: 'cancelByClient',
    group: 'Ways out',
    purpose: 'Stops a running milestone; the later, the larger the part that the freelancer keeps.',
    who: 'The client.',
    from: '`running_milestone`, never submitted, not later than `cancelableUntil`',
    to: '`waiting_to_start_new_milestone`',
    example: `const { payouts } = await escrow.quote.cancel(engagement)
await client.cancelByClient(engagement, { minRefund: payouts.client })`,
    money: 'The interval since the start decides. Both ends of a tier belong to it, save the first hour.',
    split: [
      ['Under 1 h', cancelAfter(HOUR - 1)],
      ['1 h to 4 h', cancelAfter(HOUR)],
      ['Over 4 h, to 24 h', cancelAfter(4 * HOUR + 1)],
      ['Over 24 h, to the limit', cancelAfter(DAY + 1)],
    ],
    events: ['MilestoneClosed'],
    fee: '3,000 (2,000 under one hour)',
    errors: [
      'notClient',
      'noEngagement',
      'versionConflict',
      'notHired',
      'notRunning',
      'cancelWindowClosed',
      'refundBelowMinimum',
    ],
    notes: [
      'The call names the least the client accepts. A tier edge crossed while the call is on its way makes it fail; it never costs money.',
      'Each cancellation shortens the time in which the next one is possible, also one under an hour.',
    ],
    seeAlso: ['start', 'cancelByFreelancer', 'refund'],
  },
  {
    verb: 'cancelByFreelancer',
    group: 'Ways out',
    purpose: 'Gives a running milestone back.',
    who: 'The freelancer.',
    from: '`running_milestone`',
    to: '`waiting_to_start_new_milestone`',
    example: `const { paid } = await freelancer.cancelByFreelancer(engagement)
console.log(formatUsdc(paid.client)) // 291`,
    money: 'Everything returns to the client, who covers both halves of the fee.',
    split: refund,
    events: ['MilestoneClosed'],
    fee: '2,000',
    errors: ['noEngagement', 'versionConflict', 'notHired', 'freelancerDeparted', 'notRunning'],
    seeAlso: ['cancelByClient', 'leave'],
  },
  {
    verb: 'refund',
    group: 'Ways out',
    purpose: 'Takes the money back when the deadline passed without a submit, or the freelancer is gone.',
    who: 'The client.',
    from: '`running_milestone`, from the deadline on; at once when the freelancer departed and never submitted',
    to: '`waiting_to_start_new_milestone`',
    example: `const { paid } = await client.refund(engagement)
console.log(formatUsdc(paid.client)) // 291`,
    money: 'Everything returns to the client, who covers both halves of the fee.',
    split: refund,
    events: ['MilestoneClosed'],
    fee: '2,000',
    errors: ['notClient', 'noEngagement', 'versionConflict', 'notHired', 'notRunning', 'deadlineNotReached'],
    notes: ['Until the client calls it, a late freelancer may still submit.'],
    seeAlso: ['extend', 'submit'],
  },
  {
    verb: 'burn',
    group: 'Ways out',
    purpose: 'Refuses submitted work for good: neither party gets the money.',
    who: 'The client.',
    from: '`submitted_milestone` in a project without an arbiter, the review window not over',
    to: '`waiting_to_start_new_milestone`',
    example: `const { paid } = await client.burn(engagement)
console.log(formatUsdc(paid.burn)) // 291`,
    money: 'The amount, less the fee, goes to the burn address that was fixed when the project was made.',
    split: [['300 USDC at 3 %', payoutOfBurn(MILESTONE_300)]],
    events: ['MilestoneClosed'],
    fee: LOWERED,
    errors: ['notClient', 'burnDisabled', 'noEngagement', 'versionConflict', 'notHired', 'notSubmitted', 'reviewOver'],
    notes: [
      'It gains the client nothing. Propose a settlement first.',
      'Where an arbiter was agreed there is `dispute` instead.',
    ],
    seeAlso: ['proposeSettlement', 'requestChanges', 'dispute'],
  },
]
