/**
 * dispute
 * given the caller is no party: notParty
 * given the project has no arbiter: noArbiter
 * given nothing is submitted: notSubmitted
 * given the client calls after the review window: reviewOver
 * given the freelancer calls within a day of the submit: disputeTooEarly
 * given it is submitted
 *   it moves the sum to the disputed bucket
 */
import { SAID } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'dispute',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'dispute',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    ...SAID,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      plainSubmitted: 'noArbiter',
      plainReviewOver: 'noArbiter',
      submitted: { events: ['MilestoneDisputed'] },
      departedSubmitted: { events: ['MilestoneDisputed'] },
      reviewOver: 'reviewOver',
      rest: 'notSubmitted',
    },
    freelancer: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      departedWaiting: 'freelancerDeparted',
      departedRunning: 'freelancerDeparted',
      departedSubmitted: 'freelancerDeparted',
      departedDisputed: 'freelancerDeparted',
      plainSubmitted: 'noArbiter',
      plainReviewOver: 'noArbiter',
      submitted: 'disputeTooEarly',
      reviewOver: { events: ['MilestoneDisputed'] },
      rest: 'notSubmitted',
    },
    others: 'notParty',
  },
})
