/**
 * cancelByFreelancer
 * given the caller is no freelancer here: noEngagement
 * given the engagement is offered or ended: notHired
 * given the freelancer departed: freelancerDeparted
 * given nothing is running: notRunning
 * given it runs
 *   it gives the client all but the fees
 */
import { runTable } from './table'

runTable({
  method: 'cancelByFreelancer',
  call: ({ version }, { addr }) => ({ verb: 'cancelByFreelancer', sender: addr, version }),
  rows: {
    freelancer: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      departedWaiting: 'freelancerDeparted',
      departedRunning: 'freelancerDeparted',
      departedSubmitted: 'freelancerDeparted',
      departedDisputed: 'freelancerDeparted',
      running: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      proposed: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      reworked: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      overdue: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      rest: 'notRunning',
    },
    others: 'noEngagement',
  },
})
