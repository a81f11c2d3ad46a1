import { EscrowError, usdc } from '@holdfast/sdk'
import { AMOUNT, type Engaged, type Stage } from './stage'

/** What the parties get when the milestone is over, of the 309 USDC that Ada deposited; in USDC. */
export type Shares = { ada: string; ben: string; burned: string; fees: string }

export type Step = {
  text: string
  play: (stage: Stage, engaged: Engaged) => unknown
  /** the step has to fail with this code, and nothing may change */
  fails?: string
}

export type Scene = { title: string; project: 'plain' | 'arbitrated'; steps: readonly Step[]; shares: Shares }

/** Leaves the refusal to the program on the chain: the SDK would refuse before sending. */
const UNCHECKED = { unchecked: true }

const HOUR = 3_600
const DAY = 24 * HOUR

const wait = (text: string, seconds: number): Step => ({ text, play: ({ devnet }) => devnet.clock.advance(seconds) })

const submit: Step = {
  text: 'Ben hands in the work',
  play: ({ ben }, engaged) => ben.submit(engaged, { evidence: 'https://example.org/delivery.zip' }),
}
const cancel: Step = { text: 'Ada cancels', play: ({ ada }, engaged) => ada.cancelByClient(engaged) }

const cancelAfter = (title: string, interval: string, seconds: number, shares: Shares): Scene => ({
  title,
  project: 'plain',
  steps: [wait(interval, seconds), cancel],
  shares,
})

/** The first step of every scene. */
export const START: Step = {
  text: 'Ada starts: 300 and 3\u00a0% into escrow',
  play: ({ ada }, engaged) => ada.start(engaged),
}

/** Every way the milestone can end. The shares are those of the written rules, not of the program. */
export const SCENES: readonly Scene[] = [
  {
    title: 'Approved',
    project: 'plain',
    steps: [submit, { text: 'Ada approves', play: ({ ada }, engaged) => ada.approve(engaged) }],
    shares: { ada: '0', ben: '291', burned: '0', fees: '18' },
  },
  {
    title: 'Claimed: the review window passed',
    project: 'plain',
    steps: [
      submit,
      wait('14 days without an answer', 14 * DAY),
      { text: 'Dora, a stranger, claims for Ben', play: ({ dora }, engaged) => dora.claim(engaged) },
    ],
    shares: { ada: '0', ben: '291', burned: '0', fees: '18' },
  },
  cancelAfter('Cancelled within the hour', '30 minutes later', HOUR / 2, {
    ada: '291',
    ben: '0',
    burned: '0',
    fees: '18',
  }),
  cancelAfter('Cancelled within 4 hours', '3 hours later', 3 * HOUR, {
    ada: '240',
    ben: '51',
    burned: '0',
    fees: '18',
  }),
  cancelAfter('Cancelled within the day', '20 hours later', 20 * HOUR, {
    ada: '210',
    ben: '81',
    burned: '0',
    fees: '18',
  }),
  cancelAfter('Cancelled after days', '5 days later', 5 * DAY, { ada: '165', ben: '126', burned: '0', fees: '18' }),
  {
    title: 'Given back by the freelancer',
    project: 'plain',
    steps: [{ text: 'Ben cancels', play: ({ ben }, engaged) => ben.cancelByFreelancer(engaged) }],
    shares: { ada: '291', ben: '0', burned: '0', fees: '18' },
  },
  {
    title: 'Refunded after the deadline',
    project: 'plain',
    steps: [
      {
        text: 'Ada asks too early',
        play: ({ ada }, engaged) => ada.refund(engaged, UNCHECKED),
        fails: 'deadlineNotReached',
      },
      wait('the 14 days pass', 14 * DAY),
      { text: 'Ada takes the refund', play: ({ ada }, engaged) => ada.refund(engaged) },
    ],
    shares: { ada: '291', ben: '0', burned: '0', fees: '18' },
  },
  {
    title: 'Burned',
    project: 'plain',
    steps: [submit, { text: 'Ada burns it: nobody gets it', play: ({ ada }, engaged) => ada.burn(engaged) }],
    shares: { ada: '0', ben: '0', burned: '291', fees: '18' },
  },
  {
    title: 'Settled: Ben offers to take 200',
    project: 'plain',
    steps: [
      submit,
      {
        text: 'Ben proposes 200 of 300',
        play: ({ ben }, engaged) => ben.proposeSettlement(engaged, { release: usdc('200') }),
      },
      {
        text: 'Ada accepts',
        play: ({ ada }, engaged) => ada.acceptSettlement(engaged, { release: usdc('200'), accomplished: true }),
      },
    ],
    shares: { ada: '100', ben: '194', burned: '0', fees: '15' },
  },
  {
    title: 'Disputed: Cleo rules for half',
    project: 'arbitrated',
    steps: [
      submit,
      {
        text: 'Ada disputes: the money is frozen',
        play: ({ ada }, engaged) => ada.dispute(engaged, { note: 'Half is missing' }),
      },
      {
        text: 'Ben cannot rule for himself',
        play: ({ ben }, engaged) => ben.resolve(engaged, { release: AMOUNT, accomplished: true, ...UNCHECKED }),
        fails: 'notArbiter',
      },
      {
        text: 'Cleo, the arbiter, releases 150',
        play: ({ cleo }, engaged) =>
          cleo.resolve(engaged, { release: usdc('150'), accomplished: false, note: 'Half of it works' }),
      },
    ],
    shares: { ada: '150', ben: '145.5', burned: '0', fees: '13.5' },
  },
  {
    title: 'The ClearState trick',
    project: 'plain',
    steps: [
      {
        text: 'Ben erases his state in the app',
        play: ({ escrow, ben }, { project }) =>
          escrow.algorand.send.appCall({ sender: ben.address, appId: project, onComplete: 3, signer: ben.signer }),
      },
      {
        text: 'Ben tries to go on',
        play: ({ ben }, engaged) => ben.submit(engaged, { evidence: 'work', ...UNCHECKED }),
        fails: 'freelancerDeparted',
      },
      { text: 'Ada need not wait: refund at once', play: ({ ada }, engaged) => ada.refund(engaged) },
    ],
    shares: { ada: '291', ben: '0', burned: '0', fees: '18' },
  },
]

/** Plays one step; one that has to fail fails with its code, and says what the error says. */
export async function playStep(
  { play, fails, text }: Step,
  stage: Stage,
  engaged: Engaged,
): Promise<string | undefined> {
  if (fails === undefined) {
    await play(stage, engaged)
    return undefined
  }
  try {
    await play(stage, engaged)
  } catch (error) {
    if (error instanceof EscrowError && error.code === fails) return fails
    throw error
  }
  throw new Error(`"${text}" should have failed with ${fails}, and did not`)
}
