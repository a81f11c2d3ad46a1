/**
 * rejoin
 * given the caller has no engagement: noEngagement
 * given it is only offered or has ended: notHired
 * given the freelancer is there: the ledger refuses a second opt-in
 * given the freelancer departed
 *   it copies the box back
 */
import { runTable } from './table'

runTable({
  method: 'rejoin',
  call: (_, { addr }) => ({ verb: 'rejoin', sender: addr }),
  rows: {
    freelancer: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      departedWaiting: { events: ['Rejoined'] },
      departedRunning: { events: ['Rejoined'] },
      departedSubmitted: { events: ['Rejoined'] },
      departedDisputed: { events: ['Rejoined'] },
      rest: 'refusedByLedger',
    },
    others: 'noEngagement',
  },
})
