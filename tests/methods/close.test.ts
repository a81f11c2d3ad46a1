/**
 * close
 * given the caller is not the Protocol, whatever it is: notProtocol
 */
import { runTable } from './table'

runTable({
  method: 'close',
  call: (_, { addr }) => ({ verb: 'close', sender: addr }),
  rows: { others: 'notProtocol' },
})
