/** Invariants 1 to 16: where the money is. */
import type { View } from '../engine/observe'
import { sum, type Invariant, type Trace } from './trace'

const bucketsOf = (view: View) => view.world?.project.buckets
const held = (view: View) => {
  const { escrowed = 0n, disputed = 0n, fees = 0n, credits = 0n } = bucketsOf(view) ?? {}
  return escrowed + disputed + fees + credits
}
const records = (view: View) => Object.values(view.world?.engagements ?? {})
const closing = (trace: Trace) => trace.events.find(({ name }) => name === 'MilestoneClosed')?.args
const amountIn = (args: Readonly<Record<string, unknown>>, name: string) => args[name] as bigint
const usdc = (view: View) =>
  Object.fromEntries(Object.entries(view.accounts).map(([name, { usdc: amount }]) => [name, amount]))
/** What each account gained in this step. */
function gains({ before, after }: Trace): Record<string, bigint> {
  const old = usdc(before)
  return Object.fromEntries(Object.entries(usdc(after)).map(([name, amount]) => [name, amount - (old[name] ?? 0n)]))
}

export const money: Invariant[] = [
  {
    number: 1,
    check: ({ after }) =>
      after.accounts.escrow.usdc >= held(after) ? undefined : `holds ${after.accounts.escrow.usdc} for ${held(after)}`,
  },
  {
    number: 2,
    check: ({ after, history }) =>
      after.world === undefined || after.accounts.escrow.usdc === held(after) + history.donated
        ? undefined
        : `${after.accounts.escrow.usdc} is not ${held(after)} and ${history.donated} donated`,
  },
  {
    number: 3,
    check: ({ before, after }) => {
      const [then, now] = [before, after].map((view) => sum(Object.values(usdc(view))))
      return then === now ? undefined : `${then} became ${now}`
    },
  },
  {
    number: 4,
    check: ({ after }) => {
      const open = records(after).filter(({ milestoneState }) => milestoneState !== 'disputed_milestone')
      const expected = sum(open.map(({ milestone }) => (milestone ? milestone.amount + milestone.feeLocked : 0n)))
      const escrowed = bucketsOf(after)?.escrowed ?? 0n
      return escrowed === expected ? undefined : `escrowed ${escrowed}, milestones ${expected}`
    },
  },
  {
    number: 5,
    check: ({ after }) => {
      const open = records(after).filter(({ milestoneState }) => milestoneState === 'disputed_milestone')
      const expected = sum(open.map(({ milestone }) => (milestone ? milestone.amount + milestone.feeLocked : 0n)))
      const disputed = bucketsOf(after)?.disputed ?? 0n
      return disputed === expected ? undefined : `disputed ${disputed}, milestones ${expected}`
    },
  },
  {
    number: 6,
    check: ({ after }) => {
      if (after.world === undefined) return undefined
      const { buckets, clientCredit, burnCredit } = after.world.project
      const owed = clientCredit + burnCredit + sum(records(after).map(({ credit }) => credit))
      return buckets.credits === owed ? undefined : `credits ${buckets.credits}, owed ${owed}`
    },
  },
  {
    number: 7,
    check: (trace) => {
      const [then, now] = [trace.before, trace.after].map((view) => bucketsOf(view)?.fees ?? 0n) as [bigint, bigint]
      const closed = closing(trace)
      if (closed !== undefined)
        return now - then === amountIn(closed, 'toProtocol') ? undefined : `fees ${then} to ${now}`
      if (trace.succeeded && trace.call?.verb === 'sweepFees')
        return now === 0n ? undefined : `${now} left by the sweep`
      if (trace.after.world === undefined) return undefined
      return now === then ? undefined : `fees moved from ${then} to ${now} without a closing`
    },
  },
  {
    number: 8,
    check: (trace) => {
      const closed = closing(trace)
      if (closed === undefined) return undefined
      const milestone = trace.before.world?.engagements[closed['freelancer'] as string]?.milestone
      if (milestone === undefined) return 'closed what was not open'
      const parts = sum(['toClient', 'toFreelancer', 'toBurn', 'toProtocol'].map((name) => amountIn(closed, name)))
      const deposit = milestone.amount + milestone.feeLocked
      return parts === deposit ? undefined : `${parts} of ${deposit}`
    },
  },
  {
    number: 9,
    check: (trace) => {
      const closed = closing(trace)
      const project = trace.before.world?.project
      if (closed === undefined || project === undefined) return undefined
      const amount = trace.before.world?.engagements[closed['freelancer'] as string]?.milestone?.amount ?? 0n
      const fee = (amount * project.feeBps) / 10_000n
      const taken = amountIn(closed, 'toProtocol')
      return taken >= fee && taken <= 2n * fee ? undefined : `${taken} outside ${fee} to ${2n * fee}`
    },
  },
  {
    number: 10,
    check: (trace) => {
      if (trace.call === undefined) return undefined
      const losers = Object.entries(gains(trace)).filter(
        ([name, gain]) => gain < 0n && name !== 'client' && name !== 'escrow',
      )
      return losers.length === 0 ? undefined : losers.map(([name, gain]) => `${name} ${gain}`).join()
    },
  },
  {
    number: 11,
    check: (trace) => {
      const { client = 0n } = gains(trace)
      if (trace.call === undefined || client >= 0n) return undefined
      const started = trace.events.find(({ name }) => name === 'MilestoneStarted')?.args
      const due = started === undefined ? 0n : amountIn(started, 'amount') + amountIn(started, 'feeLocked')
      return client === -due ? undefined : `the client paid ${-client}, due was ${due}`
    },
  },
  {
    number: 12,
    check: (trace) => {
      if (trace.call === undefined) return undefined
      const strangers = ['stranger', 'rival', 'admin', 'issuer', 'arbiter', 'treasury'] as const
      const gained = strangers.filter((name) => (gains(trace)[name] ?? 0n) !== 0n)
      return gained.length === 0 ? undefined : `${gained.join()} gained`
    },
  },
  {
    number: 13,
    check: (trace) => {
      const closed = closing(trace)
      if (closed === undefined || trace.before.world === undefined) return undefined
      const { client = 0n, freelancer = 0n, second = 0n, burn = 0n } = gains(trace)
      const paid = { toClient: client, toFreelancer: freelancer + second, toBurn: burn }
      const credits = { toClient: 'clientCredit', toFreelancer: 'freelancerCredit', toBurn: 'burnCredit' } as const
      const wrong = (Object.keys(paid) as (keyof typeof paid)[]).filter((name) => {
        const credit = amountIn(closed, credits[name])
        const all = amountIn(closed, name)
        return paid[name] + credit !== all || (credit !== 0n && credit !== all)
      })
      return wrong.length === 0 ? undefined : `${wrong.join()} was paid and credited differently`
    },
  },
  {
    number: 14,
    check: (trace) => {
      const [then, now] = [trace.before, trace.after].map((view) => bucketsOf(view)?.credits ?? 0n) as [bigint, bigint]
      if (now >= then || trace.after.world === undefined) return undefined
      const paid = trace.events.find(({ name }) => name === 'CreditWithdrawn')?.args
      if (paid === undefined) return `credits fell from ${then} to ${now}`
      return then - now === amountIn(paid, 'amount') ? undefined : 'the withdrawal is not what was owed'
    },
  },
  {
    number: 15,
    check: ({ before, after, call }) => {
      if (call !== undefined || before.world === undefined || after.world === undefined) return undefined
      const same =
        JSON.stringify([held(before), before.world.project.active], big) ===
        JSON.stringify([held(after), after.world.project.active], big)
      return same ? undefined : 'the issuer, a donor or the clock moved a bucket'
    },
  },
  {
    number: 16,
    check: (trace) => {
      const withdrawn = trace.events.find(({ name }) => name === 'CreditWithdrawn')?.args
      if (withdrawn === undefined) return undefined
      const owner = withdrawn['account'] as string
      const total = sum(
        Object.entries(gains(trace))
          .filter(([name]) => name !== 'escrow')
          .map(([, gain]) => gain),
      )
      return total === amountIn(withdrawn, 'amount') && trace.call?.verb === 'withdraw' && trace.call.account === owner
        ? undefined
        : 'a credit went to somebody else'
    },
  },
]

const big = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
