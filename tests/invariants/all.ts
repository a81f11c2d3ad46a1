/** All invariants of README.md, checked after every step of a run. */
import { money } from './money'
import { project } from './project'
import { states } from './states'
import type { Trace } from './trace'

export const INVARIANTS = [...money, ...states, ...project]

/** What is broken, as `number: finding`. */
export function broken(trace: Trace): string[] {
  return INVARIANTS.flatMap(({ number, check }) => {
    const finding = check(trace)
    return finding === undefined ? [] : [`invariant ${number}: ${finding}`]
  })
}
