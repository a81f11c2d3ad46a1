/**
 * lowerFee
 * given the caller is not the Protocol, whatever it is: notProtocol
 */
import { runTable } from './table'

runTable({
  method: 'lowerFee',
  call: (_, { addr }) => ({ verb: 'lowerFee', sender: addr, bps: 0n }),
  rows: { others: 'notProtocol' },
})
