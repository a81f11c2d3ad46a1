/**
 * refund
 * given the caller is not the client: notClient
 * given nothing is running: notRunning
 * given the deadline has not passed and the freelancer is there: deadlineNotReached
 * given the deadline has passed, or the freelancer departed and never submitted
 *   it gives the client all but the fees
 */
import { runTable } from './table'

runTable({
  method: 'refund',
  call: ({ freelancer, version }, { addr }) => ({ verb: 'refund', sender: addr, freelancer: freelancer.addr, version }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      running: 'deadlineNotReached',
      proposed: 'deadlineNotReached',
      reworked: 'deadlineNotReached',
      departedRunning: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      overdue: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      rest: 'notRunning',
    },
    others: 'notClient',
  },
})
