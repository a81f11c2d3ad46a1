/**
 * pause
 * given the caller is not the client: notClient
 * given it is paused: projectPaused
 * given a milestone is open: milestoneOpen
 * given none is open
 *   it blocks offer, accept and start
 */
import { runTable } from './table'

runTable({
  method: 'pause',
  call: (_, { addr }) => ({ verb: 'pause', sender: addr }),
  rows: {
    client: {
      running: 'milestoneOpen',
      submitted: 'milestoneOpen',
      disputed: 'milestoneOpen',
      departedRunning: 'milestoneOpen',
      departedSubmitted: 'milestoneOpen',
      departedDisputed: 'milestoneOpen',
      reworked: 'milestoneOpen',
      overdue: 'milestoneOpen',
      reviewOver: 'milestoneOpen',
      arbiterSilent: 'milestoneOpen',
      plainSubmitted: 'milestoneOpen',
      plainReviewOver: 'milestoneOpen',
      proposed: 'milestoneOpen',
      paused: 'projectPaused',
      pausedOffer: 'projectPaused',
      rest: { events: ['ProjectPaused'] },
    },
    others: 'notClient',
  },
})
