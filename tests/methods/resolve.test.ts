/**
 * resolve
 * given the caller is not the arbiter, or the project has none: notArbiter
 * given nothing is disputed: notDisputed
 * given a dispute, also when the default is due
 *   it pays as the ruling says and logs its reasons first
 */
import { AMOUNT, SAID } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'resolve',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'resolve',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    release: AMOUNT / 2n,
    accomplished: false,
    ...SAID,
  }),
  rows: {
    arbiter: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      plainSubmitted: 'notArbiter',
      plainReviewOver: 'notArbiter',
      disputed: {
        client: 150_000_000n,
        freelancer: 145_500_000n,
        escrow: -295_500_000n,
        events: ['ProgressPosted', 'MilestoneClosed'],
      },
      departedDisputed: {
        client: 150_000_000n,
        freelancer: 145_500_000n,
        escrow: -295_500_000n,
        events: ['ProgressPosted', 'MilestoneClosed'],
      },
      arbiterSilent: {
        client: 150_000_000n,
        freelancer: 145_500_000n,
        escrow: -295_500_000n,
        events: ['ProgressPosted', 'MilestoneClosed'],
      },
      rest: 'notDisputed',
    },
    others: 'notArbiter',
  },
})
