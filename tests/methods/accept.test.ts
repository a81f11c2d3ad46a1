/**
 * accept
 * given the project is paused: projectPaused
 * given the caller has no offer: noEngagement
 * given it is no longer an offer: notOffered
 * given an offer
 *   it hires the freelancer
 */
import { runTable } from './table'

runTable({
  method: 'accept',
  call: ({ version }, { addr }) => ({ verb: 'accept', sender: addr, version, optIn: true }),
  rows: {
    freelancer: {
      none: 'noEngagement',
      offered: { events: ['OfferAccepted'] },
      paused: 'refusedByLedger',
      pausedOffer: 'projectPaused',
      ended: 'notOffered',
      departedWaiting: 'notOffered',
      departedRunning: 'notOffered',
      departedSubmitted: 'notOffered',
      departedDisputed: 'notOffered',
      rest: 'refusedByLedger',
    },
    others: { paused: 'projectPaused', pausedOffer: 'projectPaused', rest: 'noEngagement' },
  },
})
