/**
 * start
 * given the caller is not the client: notClient
 * given the project is paused: projectPaused
 * given the freelancer departed: freelancerDeparted
 * given a milestone is open: notWaiting
 * given all are accomplished: noMilestoneLeft
 * given the next milestone and its exact deposit
 *   it runs
 */
import { transfer } from '../engine/call'
import { AMOUNT, FEE } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'start',
  call: ({ freelancer, version, name }, { addr }) => ({
    verb: 'start',
    sender: addr,
    freelancer: freelancer.addr,
    version,
    deposit: name === 'credited' ? 103_000_000n : AMOUNT + FEE,
  }),
  before: ({ project, name }, caller) => {
    const { world, client, address } = project
    const amount = name === 'credited' ? 103_000_000n : AMOUNT + FEE
    // Who owns no USDC can still send nothing.
    return [transfer(world.chain, caller, address, world.usdc, caller === client ? amount : 0n)]
  },
  rows: {
    client: {
      none: 'noEngagement',
      offered: 'notHired',
      ended: 'notHired',
      departedWaiting: 'freelancerDeparted',
      departedRunning: 'freelancerDeparted',
      departedSubmitted: 'freelancerDeparted',
      departedDisputed: 'freelancerDeparted',
      paused: 'projectPaused',
      pausedOffer: 'projectPaused',
      waiting: { client: -309_000_000n, escrow: 309_000_000n, events: ['MilestoneStarted'] },
      credited: { client: -103_000_000n, escrow: 103_000_000n, events: ['MilestoneStarted'] },
      finished: 'noMilestoneLeft',
      rest: 'notWaiting',
    },
    others: 'notClient',
  },
})
