/**
 * sweepFees
 * given no fees: nothingToSweep
 * given fees
 *   it sends them to the Protocol, whoever calls
 */
import { runTable } from './table'

runTable({
  method: 'sweepFees',
  call: (_, { addr }) => ({ verb: 'sweepFees', sender: addr }),
  rows: {
    others: {
      credited: { escrow: -18_000_000n, events: ['FeesSwept'] },
      finished: { escrow: -24_000_000n, events: ['FeesSwept'] },
      rest: 'nothingToSweep',
    },
  },
})
