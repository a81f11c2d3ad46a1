/**
 * For every invariant one way in which the world could break it, told about a real step: a field changed in what was read
 * from the chain, nothing else. Some of it no program could do (create USDC), and the check must see that, too.
 */
import type { EngagementRecord, OpenMilestone, Project } from '../../sdk/src/pure/types'
import type { View } from '../engine/observe'
import type { Fields } from '../engine/program'
import type { Trace } from './trace'

export type Step =
  'approve' | 'start' | 'submit' | 'sweepFees' | 'withdraw' | 'proposeSettlement' | 'freeze' | 'close' | 'refused'
export type Lie = { number: number; step: Step; breakage: string; tell(trace: Trace): Trace }

type Accounts = View['accounts']
const world = (view: View, change: (project: Project) => Partial<Project>): View =>
  view.world === undefined
    ? view
    : { ...view, world: { ...view.world, project: { ...view.world.project, ...change(view.world.project) } } }
const after = (trace: Trace, change: (project: Project) => Partial<Project>): Trace => ({
  ...trace,
  after: world(trace.after, change),
})
const bucket = (trace: Trace, name: keyof Project['buckets'], by: bigint) =>
  after(trace, ({ buckets }) => ({ buckets: { ...buckets, [name]: buckets[name] + by } }))
const account = <N extends keyof Accounts>(
  trace: Trace,
  name: N,
  change: (one: Accounts[N]) => Partial<Accounts[N]>,
) => {
  const { accounts } = trace.after
  return {
    ...trace,
    after: { ...trace.after, accounts: { ...accounts, [name]: { ...accounts[name], ...change(accounts[name]) } } },
  }
}
const paid = (trace: Trace, name: keyof Accounts, by: bigint) =>
  account(trace, name, ({ usdc }) => ({ usdc: usdc + by }))

/** The one engagement of the scene. */
function record(trace: Trace, change: (old: EngagementRecord) => Partial<EngagementRecord>): Trace {
  const { world: seen } = trace.after
  const [old] = Object.values(seen?.engagements ?? {})
  if (seen === undefined || old === undefined) throw new Error('the step leaves no engagement')
  const engagements = { [old.freelancer]: { ...old, ...change(old) } }
  return { ...trace, after: { ...trace.after, world: { ...seen, engagements } } }
}
const milestone = (trace: Trace, change: (old: OpenMilestone) => Partial<OpenMilestone>) =>
  record(trace, ({ milestone: old }) => {
    if (old === undefined) throw new Error('the step leaves no milestone open')
    return { milestone: { ...old, ...change(old) } }
  })
const box = (trace: Trace, change: Fields): Trace => ({
  ...trace,
  after: {
    ...trace.after,
    raw: new Map([...trace.after.raw].map(([addr, fields]) => [addr, { ...fields, ...change }])),
  },
})
const event = (trace: Trace, change: (args: Record<string, bigint>) => Fields): Trace => ({
  ...trace,
  events: trace.events.map(({ name, args }) => ({
    name,
    args: { ...args, ...change(args as Record<string, bigint>) },
  })),
})
const freelancerOf = (trace: Trace) => Object.values(trace.after.world?.engagements ?? {})[0]?.freelancer ?? ''
const versionOf = (trace: Trace) => Object.values(trace.after.world?.engagements ?? {})[0]?.version ?? 0n

const lie = (number: number, step: Step, breakage: string, tell: Lie['tell']): Lie => ({ number, step, breakage, tell })

export const LIES: readonly Lie[] = [
  lie(1, 'start', 'a unit of USDC is missing', (trace) => paid(trace, 'escrow', -1n)),
  lie(2, 'start', 'a donation is forgotten', (trace) => ({ ...trace, history: { ...trace.history, donated: 1n } })),
  lie(3, 'start', 'a unit of USDC comes out of nothing', (trace) => paid(trace, 'stranger', 1n)),
  lie(4, 'start', 'escrowed holds a unit too many', (trace) => bucket(trace, 'escrowed', 1n)),
  lie(5, 'start', 'disputed holds a unit without a dispute', (trace) => bucket(trace, 'disputed', 1n)),
  lie(6, 'start', 'credits nobody is owed', (trace) => bucket(trace, 'credits', 1n)),
  lie(7, 'start', 'fees grow without a closing', (trace) => bucket(trace, 'fees', 1n)),
  lie(8, 'approve', 'a closing pays a unit too much', (trace) =>
    event(trace, ({ toClient = 0n }) => ({ toClient: toClient + 1n })),
  ),
  lie(9, 'approve', 'the Protocol takes three fees', (trace) =>
    event(trace, ({ toProtocol = 0n }) => ({ toProtocol: (toProtocol * 3n) / 2n })),
  ),
  lie(10, 'approve', 'the burn address pays', (trace) => paid(trace, 'burn', -1n)),
  lie(11, 'start', 'the client pays a unit more than is due', (trace) => paid(trace, 'client', -1n)),
  lie(12, 'approve', 'the arbiter gets a unit', (trace) => paid(trace, 'arbiter', 1n)),
  lie(13, 'approve', 'a payee is paid and credited', (trace) =>
    event(trace, ({ toFreelancer = 0n }) => ({ freelancerCredit: toFreelancer })),
  ),
  lie(14, 'approve', 'a credit vanishes', (trace) => ({
    ...trace,
    before: world(trace.before, ({ buckets }) => ({ buckets: { ...buckets, credits: 5n } })),
  })),
  lie(15, 'freeze', 'a freeze moves a counter', (trace) => after(trace, ({ active }) => ({ active: active + 1n }))),
  lie(16, 'withdraw', 'a withdrawal says more than it pays', (trace) =>
    event(trace, ({ amount = 0n }) => ({ amount: amount + 1n })),
  ),
  lie(17, 'approve', 'a deadline stays behind', (trace) => box(trace, { deadline: 1n })),
  lie(18, 'start', 'a milestone runs without an amount', (trace) => box(trace, { amount: 0n })),
  lie(19, 'start', 'one open milestone too many is counted', (trace) =>
    after(trace, ({ active }) => ({ active: active + 1n })),
  ),
  lie(20, 'start', 'one box too many is counted', (trace) =>
    after(trace, (project) => ({ engagements: project.engagements + 1n })),
  ),
  lie(21, 'start', 'a milestone counts without a closing', (trace) =>
    record(trace, (old) => ({ accomplished: old.accomplished + 1n })),
  ),
  lie(22, 'start', 'another amount is funded', (trace) => milestone(trace, ({ amount }) => ({ amount: amount + 1n }))),
  lie(23, 'start', 'a version is skipped', (trace) => record(trace, ({ version }) => ({ version: version + 1n }))),
  lie(24, 'start', 'a version falls', (trace) => ({
    ...trace,
    history: { ...trace.history, highest: new Map([[freelancerOf(trace), versionOf(trace) + 1n]]) },
  })),
  lie(25, 'start', 'a version is used twice', (trace) => ({
    ...trace,
    history: { ...trace.history, consumed: new Map([[freelancerOf(trace), new Set([versionOf(trace) - 1n])]]) },
  })),
  lie(26, 'start', 'the local state stays behind', (trace) =>
    account(trace, 'freelancer', () => ({ local: { engagement: 2n, milestone: 1n } })),
  ),
  lie(27, 'start', 'the terms change', (trace) => ({
    ...trace,
    history: {
      ...trace.history,
      terms: new Map([[`${freelancerOf(trace)}/${versionOf(trace) >> 32n}`, 'other terms']]),
    },
  })),
  lie(28, 'submit', 'a submit leaves no time', (trace) => milestone(trace, () => ({ submittedAt: 0n }))),
  lie(29, 'start', 'MAX_CL is not what was announced', (trace) =>
    milestone(trace, (old) => ({ cancelableUntil: old.cancelableUntil + 1n })),
  ),
  lie(30, 'submit', 'a deadline moves earlier', (trace) =>
    milestone(trace, ({ deadline }) => ({ deadline: deadline - 1n })),
  ),
  lie(31, 'start', 'a round of changes too many', (trace) =>
    record(trace, ({ terms }) => ({ revisions: terms.maxRevisions + 1n })),
  ),
  lie(32, 'start', 'a cancel is counted that was none', (trace) =>
    record(trace, (old) => ({ clientCancels: old.clientCancels + 1n })),
  ),
  lie(33, 'submit', 'a submit leaves no evidence', (trace) =>
    milestone(trace, () => ({ evidence: new Uint8Array(32) })),
  ),
  lie(34, 'approve', 'a submitted milestone ends by a refund', (trace) => ({
    ...trace,
    call: { verb: 'refund', sender: '', freelancer: freelancerOf(trace), version: versionOf(trace) - 1n },
  })),
  lie(35, 'start', 'a paused project has an open milestone', (trace) => after(trace, () => ({ state: 'paused' }))),
  lie(36, 'submit', 'a proposal survives a submit', (trace) =>
    record(trace, ({ freelancer, version }) => ({
      proposal: { author: freelancer, release: 1n, accomplished: true, expiresAt: 1n, version },
    })),
  ),
  lie(37, 'start', 'the fee rises', (trace) => after(trace, ({ feeBps }) => ({ feeBps: feeBps + 1n }))),
  lie(38, 'start', 'the brief changes', (trace) => after(trace, () => ({ projectHash: new Uint8Array(32) }))),
  lie(39, 'refused', 'a refused call counts an offer', (trace) =>
    after(trace, ({ offers }) => ({ offers: offers + 1n })),
  ),
  lie(40, 'start', 'a microALGO too many', (trace) => account(trace, 'escrow', ({ algo }) => ({ algo: algo + 1n }))),
  lie(41, 'start', 'the escrow is rekeyed', (trace) => account(trace, 'escrow', () => ({ authorizer: 'somebody' }))),
  lie(42, 'close', 'a closed project leaves ALGO behind', (trace) => account(trace, 'escrow', () => ({ algo: 1n }))),
]
