/**
 * withdraw
 * given no credit: nothingToWithdraw
 * given a credit, and an owner who can receive it
 *   it pays the owner, whoever calls
 */
import { runTable } from './table'

runTable({
  method: 'withdraw',
  call: ({ freelancer }, { addr }) => ({ verb: 'withdraw', sender: addr, account: freelancer.addr }),
  rows: {
    others: {
      credited: { freelancer: 291_000_000n, escrow: -291_000_000n, events: ['CreditWithdrawn'] },
      rest: 'nothingToWithdraw',
    },
  },
})
