/**
 * requestChanges
 * given the caller is not the client: notClient
 * given nothing is submitted: notSubmitted
 * given the review window has passed: reviewOver
 * given a round is left
 *   it runs again and moves the deadline
 */
import { SAID } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'requestChanges',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'requestChanges',
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
      submitted: { events: ['ChangesRequested'] },
      plainSubmitted: { events: ['ChangesRequested'] },
      departedSubmitted: { events: ['ChangesRequested'] },
      reviewOver: 'reviewOver',
      plainReviewOver: 'reviewOver',
      rest: 'notSubmitted',
    },
    others: 'notClient',
  },
})
