/**
 * submit
 * given the caller is no freelancer here: noEngagement
 * given the engagement is offered or ended: notHired
 * given the freelancer departed: freelancerDeparted
 * given nothing is running: notRunning
 * given it runs, also after the deadline
 *   it is for review, and the client can no longer cancel
 */
import { SAID } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'submit',
  call: ({ version }, { addr }) => ({ verb: 'submit', sender: addr, version, ...SAID }),
  rows: {
    freelancer: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      departedWaiting: 'freelancerDeparted',
      departedRunning: 'freelancerDeparted',
      departedSubmitted: 'freelancerDeparted',
      departedDisputed: 'freelancerDeparted',
      running: { events: ['MilestoneSubmitted'] },
      proposed: { events: ['MilestoneSubmitted'] },
      reworked: { events: ['MilestoneSubmitted'] },
      overdue: { events: ['MilestoneSubmitted'] },
      rest: 'notRunning',
    },
    others: 'noEngagement',
  },
})
