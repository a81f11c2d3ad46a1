/**
 * approve
 * given the caller is not the client: notClient
 * given no engagement: noEngagement
 * given it is offered or ended: notHired
 * given nothing is submitted: notSubmitted
 * given it is submitted or disputed, also after the review window, also when the freelancer departed
 *   it pays the freelancer the amount less the fee, and counts the milestone
 */
import { runTable } from './table'

runTable({
  method: 'approve',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'approve',
    sender: addr,
    freelancer: freelancer.addr,
    version,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      submitted: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      disputed: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      departedSubmitted: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      departedDisputed: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      reviewOver: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      arbiterSilent: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      plainSubmitted: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      plainReviewOver: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      rest: 'notSubmitted',
    },
    others: 'notClient',
  },
})
