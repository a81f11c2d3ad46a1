/** One step of a run as the invariants see it: the chain before and after, and what was done in between. */
import type { Call } from '../../sdk/src/pure/calls'
import type { Event } from '../engine/program'
import type { View } from '../engine/observe'

export type Trace = {
  before: View
  after: View
  /** the call that was made; undefined when the step was the issuer's, a donation or the passing of time */
  call: Call | undefined
  succeeded: boolean
  events: readonly Event[]
  /** what the run has seen so far, this step included */
  history: History
}

export type History = {
  /** USDC donated to the escrow since the project was created */
  donated: bigint
  /** versions that a call has consumed, by freelancer */
  consumed: Map<string, Set<bigint>>
  /** milestone rows as they were when the engagement was accepted, by version of the offer */
  terms: Map<string, string>
  /** MAX_CL of the open milestone as the start event announced it, by freelancer */
  cancelableUntil: Map<string, bigint>
  /** highest version ever seen of each engagement */
  highest: Map<string, bigint>
  /** which role of the test an address is */
  roles: ReadonlyMap<string, string>
}

export const newHistory = (roles: ReadonlyMap<string, string>): History => ({
  roles,
  donated: 0n,
  consumed: new Map(),
  terms: new Map(),
  cancelableUntil: new Map(),
  highest: new Map(),
})

/** What an invariant has to say: nothing, or what is wrong. */
export type Finding = string | undefined
export type Invariant = { number: number; check(trace: Trace): Finding }

export const sum = (numbers: Iterable<bigint>): bigint => [...numbers].reduce((total, one) => total + one, 0n)

/** Values of any depth as text, so that two can be compared and shown. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`
    if (typeof item === 'function') return undefined
    if (item instanceof Uint8Array) return `0x${Buffer.from(item).toString('hex')}`
    if (item instanceof Set) return [...item].sort()
    // A node lists keys in no particular order.
    if (item instanceof Map) return Object.fromEntries([...item].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
    if (item !== null && typeof item === 'object' && !Array.isArray(item))
      return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
    return item
  })
}
