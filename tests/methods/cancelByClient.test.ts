/**
 * cancelByClient
 * given the caller is not the client: notClient
 * given nothing is running: notRunning
 * given it was submitted once: cancelWindowClosed
 * given MAX_CL has passed: cancelWindowClosed
 * given it runs, also when the freelancer departed
 *   it gives the client all but the fees below one hour
 */
import { runTable } from './table'

runTable({
  method: 'cancelByClient',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'cancelByClient',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    minRefund: 0n,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      running: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      proposed: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      departedRunning: { client: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      reworked: 'cancelWindowClosed',
      overdue: 'cancelWindowClosed',
      rest: 'notRunning',
    },
    others: 'notClient',
  },
})
