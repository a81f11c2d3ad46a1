/**
 * extend
 * given the caller is not the client: notClient
 * given nothing is running: notRunning
 * given it runs, with a later deadline
 *   it moves the deadline and no version
 */
import { DAY } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'extend',
  call: ({ project, freelancer, version }, { addr }) => ({
    verb: 'extend',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    deadline: project.world.chain.now() + 300n * DAY,
  }),
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      pausedOffer: 'notHired',
      ended: 'notHired',
      running: { events: ['DeadlineExtended'] },
      proposed: { events: ['DeadlineExtended'] },
      reworked: { events: ['DeadlineExtended'] },
      overdue: { events: ['DeadlineExtended'] },
      departedRunning: { events: ['DeadlineExtended'] },
      rest: 'notRunning',
    },
    others: 'notClient',
  },
})
