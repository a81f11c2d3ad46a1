import { payoutOfSettlement } from '@holdfast/contracts/shared/arithmetic'
import { USDC } from '@holdfast/contracts/shared/constants'
import { MILESTONE_300 } from './milestone-300'
import type { VerbPage } from './verb-page'

const release = (amount: number) => payoutOfSettlement(MILESTONE_300, BigInt(amount * USDC))

const SPLIT = [
  ['Release of 0', release(0)],
  ['Release of 150', release(150)],
  ['Release of 200', release(200)],
  ['Release of 300', release(300)],
] as const

const SPLIT_IN_WORDS =
  'The freelancer gets what is released, less 3 % of it. The client gets the rest; the half of the fee that the client deposited stays due in full.'

/** How two parties, or a third one, divide a milestone. */
export const DISPUTE: readonly VerbPage[] = [
  {
    verb: 'proposeSettlement',
    group: 'Dispute and settlement',
    purpose: 'Proposes how to divide the open milestone, and whether it counts as accomplished.',
    who: 'The client or the freelancer.',
    from: 'Any open milestone',
    to: 'The same, with one live proposal; a new one replaces it',
    example: `await freelancer.proposeSettlement(engagement, {
  release: usdc('200'),
  accomplished: true,
  expiresAt: (await escrow.getTime()) + days(3),
})`,
    money: 'No USDC moves before the other party accepts.',
    events: ['SettlementProposed'],
    fee: '1,000',
    errors: [
      'notParty',
      'noEngagement',
      'versionConflict',
      'notHired',
      'freelancerDeparted',
      'noMilestoneOpen',
      'badExpiry',
      'releaseTooHigh',
    ],
    notes: ['A proposal lives at one version: any change of state ends it.'],
    seeAlso: ['acceptSettlement', 'dispute'],
  },
  {
    verb: 'acceptSettlement',
    group: 'Dispute and settlement',
    purpose: 'Accepts the live proposal and pays it out.',
    who: 'The party that did not make the proposal.',
    from: 'Any open milestone with a live proposal',
    to: '`waiting_to_start_new_milestone`',
    example: `await client.acceptSettlement(engagement)`,
    money: SPLIT_IN_WORDS,
    split: SPLIT,
    events: ['MilestoneClosed'],
    fee: '3,000',
    errors: [
      'notParty',
      'noEngagement',
      'versionConflict',
      'notHired',
      'freelancerDeparted',
      'noMilestoneOpen',
      'noProposal',
      'ownProposal',
      'proposalExpired',
      'proposalChanged',
    ],
    notes: [
      'The call names the release it accepts, so a proposal that was replaced on the way fails with `proposalChanged`.',
    ],
    seeAlso: ['proposeSettlement', 'approve'],
  },
  {
    verb: 'dispute',
    group: 'Dispute and settlement',
    purpose: 'Puts a submitted milestone before the arbiter.',
    who: 'The client, until the review window is over; the freelancer, from 24 hours after the submit.',
    from: '`submitted_milestone` in a project with an arbiter',
    to: '`disputed_milestone`',
    example: `await client.dispute(engagement, { note: 'Two of the three pages are empty' })`,
    money:
      'The sum moves from the `escrowed` to the `disputed` bucket of the project. From there only `resolve`, `resolveByDefault`, a settlement or the approval of the client can move it.',
    events: ['MilestoneDisputed'],
    fee: '1,000',
    errors: [
      'notParty',
      'noArbiter',
      'noEngagement',
      'versionConflict',
      'notHired',
      'freelancerDeparted',
      'notSubmitted',
      'reviewOver',
      'disputeTooEarly',
      'noteTooLong',
    ],
    notes: ['A dispute cannot be withdrawn: it would restart the clock of the arbiter for ever. Settle instead.'],
    seeAlso: ['resolve', 'resolveByDefault', 'proposeSettlement'],
  },
  {
    verb: 'resolve',
    group: 'Dispute and settlement',
    purpose: 'Rules on a disputed milestone.',
    who: 'The arbiter of the project.',
    from: '`disputed_milestone`',
    to: '`waiting_to_start_new_milestone`',
    example: `await arbiter.resolve(engagement, {
  release: usdc('150'),
  accomplished: false,
  note: 'Half of the pages work',
})`,
    money: `${SPLIT_IN_WORDS} The arbiter can divide the milestone between its two parties and do nothing else.`,
    split: SPLIT,
    events: ['ProgressPosted', 'MilestoneClosed'],
    fee: '3,000',
    errors: [
      'notArbiter',
      'noEngagement',
      'versionConflict',
      'notHired',
      'notDisputed',
      'releaseTooHigh',
      'noteTooLong',
    ],
    notes: [
      'The reasons go out as `ProgressPosted`, before the money moves.',
      'It stays possible after 30 days, until somebody defaults the arbiter.',
    ],
    seeAlso: ['dispute', 'resolveByDefault'],
  },
  {
    verb: 'resolveByDefault',
    group: 'Dispute and settlement',
    purpose: 'Ends a dispute on which the arbiter stayed silent for 30 days, by the share agreed beforehand.',
    who: 'Anyone.',
    from: '`disputed_milestone` for 30 days',
    to: '`waiting_to_start_new_milestone`; the milestone counts as accomplished',
    example: `await freelancer.resolveByDefault(engagement)`,
    money: `As a settlement with a release of \`silenceRelease\`, half of the amount unless the terms say otherwise.`,
    split: [['silenceRelease 50 %', release(150)]],
    events: ['MilestoneClosed'],
    fee: '3,000',
    errors: ['noEngagement', 'versionConflict', 'notHired', 'notDisputed', 'arbitrationNotOver'],
    seeAlso: ['dispute', 'resolve'],
  },
]
