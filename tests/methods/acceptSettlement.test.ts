/**
 * acceptSettlement
 * given the caller is no party: notParty
 * given no milestone is open: noMilestoneOpen
 * given no live proposal: noProposal
 * given it is the caller's own: ownProposal
 * given the other party's
 *   it pays what was agreed, half and half
 */
import { AMOUNT } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'acceptSettlement',
  call: ({ freelancer, version }, { addr }) => ({
    verb: 'acceptSettlement',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    release: AMOUNT / 2n,
    accomplished: true,
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
      proposed: 'ownProposal',
      rest: 'noProposal',
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
      proposed: { client: 150_000_000n, freelancer: 145_500_000n, escrow: -295_500_000n, events: ['MilestoneClosed'] },
      rest: 'noProposal',
    },
    others: 'notParty',
  },
})
