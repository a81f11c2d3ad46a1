/**
 * proposeSettlement
 * given the caller is no party: notParty
 * given no milestone is open: noMilestoneOpen
 * given an open milestone
 *   it stores one live proposal and moves no version
 */
import { runTable } from './table'

runTable({
  method: 'proposeSettlement',
  call: ({ project, freelancer, version }, { addr }) => ({
    verb: 'proposeSettlement',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    release: 1n,
    accomplished: false,
    expiresAt: project.world.chain.now() + 1n,
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
      rest: { events: ['SettlementProposed'] },
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
      rest: { events: ['SettlementProposed'] },
    },
    others: 'notParty',
  },
})
