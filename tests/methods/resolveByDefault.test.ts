/**
 * resolveByDefault
 * given the freelancer calls and has departed: as anyone, it is not a call of their own
 * given nothing is disputed: notDisputed
 * given the arbiter has time left: arbitrationNotOver
 * given 30 days of silence
 *   it pays the agreed share, whoever calls
 */
import { runTable } from './table'

runTable({
  method: 'resolveByDefault',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'resolveByDefault',
    sender: addr,
    freelancer: freelancer.addr,
    version,
  }),
  rows: {
    others: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      disputed: 'arbitrationNotOver',
      departedDisputed: 'arbitrationNotOver',
      arbiterSilent: {
        client: 150_000_000n,
        freelancer: 145_500_000n,
        escrow: -295_500_000n,
        events: ['MilestoneClosed'],
      },
      rest: 'notDisputed',
    },
  },
})
