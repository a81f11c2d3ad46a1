/**
 * leave
 * given the caller has no local state: the ledger refuses
 * given a milestone is open: milestoneOpen
 * given none is open
 *   it ends the engagement
 */
import { runTable } from './table'

runTable({
  method: 'leave',
  call: (_, { addr }) => ({ verb: 'leave', sender: addr }),
  rows: {
    freelancer: {
      none: 'refusedByLedger',
      offered: 'refusedByLedger',
      pausedOffer: 'refusedByLedger',
      ended: 'refusedByLedger',
      waiting: { events: ['FreelancerLeft'] },
      paused: { events: ['FreelancerLeft'] },
      credited: { events: ['FreelancerLeft'] },
      finished: { events: ['FreelancerLeft'] },
      departedWaiting: 'refusedByLedger',
      departedRunning: 'milestoneOpen',
      departedSubmitted: 'milestoneOpen',
      departedDisputed: 'milestoneOpen',
      rest: 'milestoneOpen',
    },
    others: 'refusedByLedger',
  },
})
