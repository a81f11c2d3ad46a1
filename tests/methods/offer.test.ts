/**
 * offer
 * given the caller is not the client: notClient
 * given the project is paused: projectPaused
 * given there is an engagement already: engagementExists
 * given none, and the exact deposit of the box
 *   it writes the terms
 */
import { payment } from '../engine/call'
import { boxDeposit } from '../engine/project'
import { TERMS } from '../engine/scenes'
import { runTable } from './table'

runTable({
  method: 'offer',
  call: ({ freelancer }, { addr }) => ({
    verb: 'offer',
    sender: addr,
    freelancer: freelancer.addr,
    terms: TERMS,
    payment: boxDeposit(2),
  }),
  before: ({ project }, caller) => [payment(project.world.chain, caller, project.address, boxDeposit(2))],
  rows: {
    client: {
      none: { events: ['OfferMade'] },
      paused: 'projectPaused',
      pausedOffer: 'projectPaused',
      rest: 'engagementExists',
    },
    others: 'notClient',
  },
})
