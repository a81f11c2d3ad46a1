/**
 * withdrawOffer
 * given the caller is not the client: notClient
 * given there is no engagement: noEngagement
 * given it was accepted: notOffered
 * given it is an offer, also while paused
 *   it deletes the box and returns its deposit
 */
import { runTable } from './table'

runTable({
  method: 'withdrawOffer',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'withdrawOffer',
    sender: addr,
    freelancer: freelancer.addr,
    version,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: { events: ['OfferWithdrawn'] },
      pausedOffer: { events: ['OfferWithdrawn'] },
      rest: 'notOffered',
    },
    others: 'notClient',
  },
})
