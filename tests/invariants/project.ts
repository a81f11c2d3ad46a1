/** Invariants 37 to 42: the project as a whole, its account and its program. */
import { boxDeposit } from '../engine/project'
import { canonical, sum, type Invariant } from './trace'

export const project: Invariant[] = [
  {
    number: 37,
    check: ({ before, after }) => {
      const [then, now] = [before, after].map((view) => view.world?.project.feeBps)
      if (then === undefined || now === undefined) return undefined
      return now <= then && now <= 300n ? undefined : `fee rose from ${then} to ${now}`
    },
  },
  {
    number: 38,
    check: ({ before, after }) => {
      const [then, now] = [before, after].map((view) => {
        if (view.world === undefined) return undefined
        const { id, client, burn, arbiter, usdc, projectHash, protocol } = view.world.project
        return canonical([id, client, burn, arbiter, usdc, projectHash, protocol])
      })
      return now === undefined || then === now ? undefined : 'what is fixed at creation changed'
    },
  },
  {
    number: 39,
    check: ({ call, succeeded, before, after, events }) => {
      if (call === undefined || succeeded) return undefined
      if (events.length > 0) return 'a refused call left events'
      const facts = [before, after].map(({ world, raw, accounts }) =>
        canonical([
          world?.project,
          raw,
          Object.entries(accounts).map(([name, { usdc, minBalance, local }]) => [name, usdc, minBalance, local]),
        ]),
      )
      return facts[0] === facts[1] ? undefined : 'a refused call changed something'
    },
  },
  {
    number: 40,
    check: ({ after }) => {
      if (after.world === undefined) return undefined
      const { escrow } = after.accounts
      const boxes = sum(Object.values(after.world.engagements).map(({ terms }) => boxDeposit(terms.schedule.length)))
      if (escrow.minBalance !== 200_000n + boxes)
        return `minimum balance ${escrow.minBalance}, expected ${200_000n + boxes}`
      return escrow.algo === escrow.minBalance
        ? undefined
        : `${escrow.algo} microALGO for a minimum of ${escrow.minBalance}`
    },
  },
  {
    number: 41,
    check: ({ before, after }) => {
      if (after.accounts.escrow.authorizer !== undefined) return 'the escrow was rekeyed'
      return after.world === undefined || before.programHash === after.programHash ? undefined : 'the program changed'
    },
  },
  {
    number: 42,
    check: ({ before, after, call, succeeded }) => {
      if (before.world === undefined || after.world !== undefined) return undefined
      if (call?.verb !== 'close' || !succeeded) return 'the project vanished without a close'
      const { project: old, engagements } = before.world
      if (Object.keys(engagements).length > 0 || old.buckets.escrowed + old.buckets.disputed > 0n)
        return 'closed while owing'
      const { escrow } = after.accounts
      return escrow.usdc === 0n && escrow.algo === 0n
        ? undefined
        : `left ${escrow.usdc} USDC and ${escrow.algo} microALGO behind`
    },
  },
]
