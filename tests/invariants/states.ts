/** Invariants 17 to 36: states, counters and versions. */
import type { EngagementRecord, MilestoneState } from '../../sdk/src/pure/types'
import type { View } from '../engine/observe'
import type { Fields } from '../engine/program'
import { canonical, type Finding, type Invariant, type Trace } from './trace'

const records = (view: View): EngagementRecord[] => Object.values(view.world?.engagements ?? {})
const isZero = (value: unknown) =>
  value instanceof Uint8Array ? value.every((byte) => byte === 0) : value === 0n || value === false
const zeroable = [
  'amount',
  'feeLocked',
  'startedAt',
  'deadline',
  'cancelableUntil',
  'submittedAt',
  'disputedAt',
  'evidence',
  'revisions',
  'proposalVersion',
  'proposalRelease',
  'proposalExpiresAt',
]

/** The first finding over the engagements of the view after the step. */
function each(trace: Trace, check: (record: EngagementRecord, box: Fields) => Finding): Finding {
  for (const record of records(trace.after)) {
    const finding = check(record, trace.after.raw.get(record.freelancer) ?? {})
    if (finding !== undefined) return `${record.freelancer.slice(0, 5)}: ${finding}`
  }
  return undefined
}

/** The same engagement before and after, with its open milestone still the same one. */
function pairs({ before, after }: Trace): [EngagementRecord, EngagementRecord][] {
  return records(after).flatMap((record) => {
    const old = before.world?.engagements[record.freelancer]
    return old === undefined || old.version >> 32n !== record.version >> 32n ? [] : [[old, record]]
  })
}
function eachPair(trace: Trace, check: (old: EngagementRecord, now: EngagementRecord) => Finding): Finding {
  for (const [old, now] of pairs(trace)) {
    const finding = check(old, now)
    if (finding !== undefined) return `${now.freelancer.slice(0, 5)}: ${finding}`
  }
  return undefined
}

const OPEN: readonly MilestoneState[] = ['running_milestone', 'submitted_milestone', 'disputed_milestone']
const MOVES_NO_VERSION = [
  'post',
  'proposeSettlement',
  'extend',
  'rejoin',
  'withdraw',
  'sweepFees',
  'lowerFee',
  'pause',
  'resume',
  'clearState',
]

export const states: Invariant[] = [
  {
    number: 17,
    check: (trace) =>
      each(trace, (record, box) => {
        if (OPEN.includes(record.milestoneState)) return undefined
        const left = zeroable.filter((name) => !isZero(box[name]))
        return left.length === 0 ? undefined : `${left.join()} left behind while nothing is open`
      }),
  },
  {
    number: 18,
    check: (trace) =>
      each(trace, (record, box) =>
        (box['amount'] !== 0n) === OPEN.includes(record.milestoneState) ? undefined : 'amount and state disagree',
      ),
  },
  {
    number: 19,
    check: ({ after }) => {
      const open = records(after).filter(({ milestone }) => milestone !== undefined).length
      const active = after.world?.project.active ?? 0n
      return active === BigInt(open) ? undefined : `active ${active}, open ${open}`
    },
  },
  {
    number: 20,
    check: ({ after }) => {
      const boxes = after.raw.size
      const counted = after.world?.project.engagements ?? 0n
      return counted === BigInt(boxes) ? undefined : `counts ${counted} engagements, has ${boxes} boxes`
    },
  },
  {
    number: 21,
    check: (trace) =>
      each(trace, ({ accomplished, terms }) =>
        accomplished <= BigInt(terms.schedule.length)
          ? undefined
          : `${accomplished} accomplished of ${terms.schedule.length}`,
      ) ??
      eachPair(trace, (old, now) => {
        const closed = trace.events.find(({ name }) => name === 'MilestoneClosed')?.args
        const counts = closed?.['freelancer'] === now.freelancer && closed['accomplished'] === true ? 1n : 0n
        return now.accomplished - old.accomplished === counts
          ? undefined
          : `accomplished ${old.accomplished} to ${now.accomplished}`
      }),
  },
  {
    number: 22,
    check: (trace) =>
      each(trace, ({ milestone, terms, accomplished }) => {
        if (milestone === undefined) return undefined
        return milestone.amount === terms.schedule[Number(accomplished)]?.amount
          ? undefined
          : 'another milestone is funded'
      }),
  },
  {
    number: 23,
    check: (trace) =>
      eachPair(trace, (old, now) => {
        const { call } = trace
        if (now.version === old.version) {
          const { version: _a, proposal: _b, credit: _c, ...before } = old
          const { version: _d, proposal: _e, credit: _f, ...after } = now
          const deadline = call?.verb === 'extend'
          const same = deadline || canonical(before) === canonical(after)
          return same ? undefined : 'state changed without a new version'
        }
        if (call === undefined || MOVES_NO_VERSION.includes(call.verb)) return 'a version moved that must not'
        return now.version === old.version + 1n ? undefined : `version ${old.version} to ${now.version}`
      }),
  },
  {
    number: 24,
    check: (trace) => {
      const { history } = trace
      for (const record of records(trace.after)) {
        const highest = history.highest.get(record.freelancer) ?? 0n
        if (record.version < highest) return `version fell from ${highest} to ${record.version}`
        history.highest.set(record.freelancer, record.version)
      }
      return undefined
    },
  },
  {
    number: 25,
    check: ({ call, succeeded, history, events, before }) => {
      if (call === undefined || !succeeded || !('version' in call)) return undefined
      if (events.length === 0 || MOVES_NO_VERSION.includes(call.verb)) return undefined
      const freelancer = 'freelancer' in call ? call.freelancer : call.sender
      if (before.world?.engagements[freelancer]?.version !== call.version) return 'acted at a version it did not name'
      const used = history.consumed.get(freelancer) ?? new Set<bigint>()
      if (used.has(call.version)) return `version ${call.version} was consumed twice`
      history.consumed.set(freelancer, used.add(call.version))
      return undefined
    },
  },
  {
    number: 26,
    check: (trace) => {
      for (const { freelancer, state, milestoneState } of records(trace.after)) {
        const role = Object.entries(trace.after.accounts).find(([name]) => name === roleOf(trace, freelancer))
        const local = role?.[1].local
        if (local === undefined || state !== 'hired') continue
        const expected = ['none', 'waiting_to_start_new_milestone', ...OPEN].indexOf(milestoneState)
        if (local.engagement !== 2n || local.milestone !== BigInt(expected))
          return `local ${canonical(local)} beside ${milestoneState}`
      }
      return undefined
    },
  },
  {
    number: 27,
    check: ({ after, history }) => {
      for (const { freelancer, version, terms } of records(after)) {
        const key = `${freelancer}/${version >> 32n}`
        const text = canonical(terms)
        const agreed = history.terms.get(key)
        if (agreed !== undefined && agreed !== text) return 'terms changed after they were offered'
        history.terms.set(key, text)
      }
      return undefined
    },
  },
  {
    number: 28,
    check: (trace) =>
      each(trace, ({ milestone, milestoneState }) => {
        if (milestone === undefined) return undefined
        const submitted = milestoneState === 'submitted_milestone' || milestoneState === 'disputed_milestone'
        if (milestone.submittedAt > 0n !== submitted && milestone.startedAt > 0n)
          return 'submittedAt and state disagree'
        const disputed = milestoneState === 'disputed_milestone'
        return milestone.disputedAt > 0n !== disputed && milestone.startedAt > 0n
          ? 'disputedAt and state disagree'
          : undefined
      }),
  },
  {
    number: 29,
    check: (trace) => {
      const { cancelableUntil } = trace.history
      for (const { name, args } of trace.events)
        if (name === 'MilestoneStarted')
          cancelableUntil.set(args['freelancer'] as string, args['cancelableUntil'] as bigint)
      return each(trace, ({ freelancer, milestone, milestoneState }) => {
        if (milestone === undefined) return undefined
        const announced = cancelableUntil.get(freelancer)
        if (milestoneState !== 'running_milestone' && milestone.cancelableUntil !== 0n)
          return 'cancelable after a submit'
        return milestone.cancelableUntil === 0n || milestone.cancelableUntil === announced ? undefined : 'MAX_CL moved'
      })
    },
  },
  {
    number: 30,
    check: (trace) =>
      eachPair(trace, (old, now) => {
        if (old.milestone === undefined || now.milestone === undefined) return undefined
        if (now.milestone.deadline < old.milestone.deadline) return 'a deadline moved earlier'
        const reopened = old.milestone.cancelableUntil === 0n && now.milestone.cancelableUntil !== 0n
        return reopened ? 'the right to cancel came back' : undefined
      }),
  },
  {
    number: 31,
    check: (trace) =>
      each(trace, ({ revisions, terms }) =>
        revisions <= terms.maxRevisions ? undefined : `${revisions} rounds of changes`,
      ),
  },
  {
    number: 32,
    check: (trace) =>
      eachPair(trace, (old, now) => {
        const cancelled =
          trace.call?.verb === 'cancelByClient' && trace.succeeded && trace.call.freelancer === now.freelancer
        const expected = old.clientCancels + (cancelled && old.clientCancels < 255n ? 1n : 0n)
        return now.clientCancels === expected ? undefined : `clientCancels ${old.clientCancels} to ${now.clientCancels}`
      }),
  },
  {
    number: 33,
    check: (trace) =>
      each(trace, ({ milestoneState, milestone }) => {
        if (milestoneState !== 'submitted_milestone' && milestoneState !== 'disputed_milestone') return undefined
        return isZero(milestone?.evidence) ? 'submitted without evidence' : undefined
      }),
  },
  {
    number: 34,
    check: (trace) =>
      eachPair(trace, (old, now) => {
        if (old.milestoneState !== 'submitted_milestone' || now.milestoneState === 'submitted_milestone')
          return undefined
        const verbs = ['approve', 'claim', 'burn', 'requestChanges', 'dispute', 'acceptSettlement']
        return trace.call !== undefined && verbs.includes(trace.call.verb) ? undefined : 'left submitted by itself'
      }),
  },
  {
    number: 35,
    check: ({ after }) =>
      after.world?.project.state === 'paused' && after.world.project.active > 0n
        ? 'paused with an open milestone'
        : undefined,
  },
  {
    number: 36,
    check: (trace) => {
      const verb = trace.call?.verb
      if (verb === 'proposeSettlement' || verb === 'extend' || !trace.succeeded) return undefined
      return eachPair(trace, (old, now) =>
        old.version !== now.version && now.proposal !== undefined ? 'a proposal survived a change of state' : undefined,
      )
    },
  },
]

function roleOf(trace: Trace, freelancer: string): string | undefined {
  return trace.history.roles.get(freelancer)
}
