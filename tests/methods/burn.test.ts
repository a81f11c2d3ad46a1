/**
 * burn
 * given the caller is not the client: notClient
 * given the project has an arbiter: burnDisabled
 * given the review window has passed: reviewOver
 * given it is submitted and nobody arbitrates
 *   it sends the amount less the fee to the burn address
 */
import { runTable } from './table'

runTable({
  method: 'burn',
  call: ({ freelancer, version }, { addr }) => ({ verb: 'burn', sender: addr, freelancer: freelancer.addr, version }),
  rows: {
    client: {
      plainSubmitted: { burn: 291_000_000n, escrow: -291_000_000n, events: ['MilestoneClosed'] },
      plainReviewOver: 'reviewOver',
      rest: 'burnDisabled',
    },
    others: 'notClient',
  },
})
