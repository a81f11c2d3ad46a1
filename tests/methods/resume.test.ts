/**
 * resume
 * given the caller is not the client: notClient
 * given it runs: projectRunning
 * given it is paused
 *   it runs again
 */
import { runTable } from './table'

runTable({
  method: 'resume',
  call: (_, { addr }) => ({ verb: 'resume', sender: addr }),
  rows: {
    client: {
      paused: { events: ['ProjectResumed'] },
      pausedOffer: { events: ['ProjectResumed'] },
      rest: 'projectRunning',
    },
    others: 'notClient',
  },
})
