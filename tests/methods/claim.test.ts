/**
 * claim
 * given the freelancer calls and has departed: as anyone, it is not a call of their own
 * given nothing is submitted: notSubmitted
 * given the review window has not passed: reviewNotOver
 * given it has passed
 *   it pays as an approval does, whoever calls
 */
import { runTable } from './table'

runTable({
  method: 'claim',
  call: ({ freelancer, version }, { addr }) => ({ verb: 'claim', sender: addr, freelancer: freelancer.addr, version }),
  rows: {
    others: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      submitted: 'reviewNotOver',
      plainSubmitted: 'reviewNotOver',
      departedSubmitted: 'reviewNotOver',
      reviewOver: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      plainReviewOver: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      rest: 'notSubmitted',
    },
  },
})
