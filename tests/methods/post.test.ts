/**
 * post
 * given the caller is no party: notParty
 * given the arbiter calls and nothing is disputed: notDisputed
 * given no milestone is open: noMilestoneOpen
 * given the freelancer departed and calls: freelancerDeparted
 * given an open milestone
 *   it changes nothing and logs the note
 */
import { SAID } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'post',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'post',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    ...SAID,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      waiting: 'noMilestoneOpen',
      paused: 'noMilestoneOpen',
      credited: 'noMilestoneOpen',
      finished: 'noMilestoneOpen',
      departedWaiting: 'noMilestoneOpen',
      rest: { events: ['ProgressPosted'] },
    },
    freelancer: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      waiting: 'noMilestoneOpen',
      paused: 'noMilestoneOpen',
      credited: 'noMilestoneOpen',
      finished: 'noMilestoneOpen',
      departedWaiting: 'freelancerDeparted',
      departedRunning: 'freelancerDeparted',
      departedSubmitted: 'freelancerDeparted',
      departedDisputed: 'freelancerDeparted',
      rest: { events: ['ProgressPosted'] },
    },
    arbiter: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      plainSubmitted: 'notParty',
      plainReviewOver: 'notParty',
      disputed: { events: ['ProgressPosted'] },
      departedDisputed: { events: ['ProgressPosted'] },
      arbiterSilent: { events: ['ProgressPosted'] },
      rest: 'notDisputed',
    },
    others: 'notParty',
  },
})
