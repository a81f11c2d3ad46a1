/**
 * dismiss
 * given the caller is not the client: notClient
 * given it is only offered: notHired
 * given a milestone is open: notWaiting
 * given a credit is left: creditLeft
 * given none is open, also when the freelancer left or departed
 *   it deletes the box and returns its deposit
 */
import { runTable } from './table'

runTable({
  method: 'dismiss',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'dismiss',
    sender: addr,
    freelancer: freelancer.addr,
    version,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      waiting: { events: ['EngagementDismissed'] },
      ended: { events: ['EngagementDismissed'] },
      departedWaiting: { events: ['EngagementDismissed'] },
      paused: { events: ['EngagementDismissed'] },
      finished: { events: ['EngagementDismissed'] },
      credited: 'creditLeft',
      rest: 'notWaiting',
    },
    others: 'notClient',
  },
})
