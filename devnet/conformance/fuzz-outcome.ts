import type { Outcome, ProgramCase } from './program-runner'
import { digest } from './vectors'

/** What is kept of a random program: program and outcome in one hash, and whether it was run without a trace. */
export function fuzzDigest({ source }: ProgramCase, { trace, cost, failure = '', untraced }: Outcome): string {
  return `${untraced ? '-' : ''}${digest([source, trace, cost, failure].join('\n'))}`
}

/** A program that once told the two chains apart, as small as it could be made, with what the node does. */
export type FoundDifference = ProgramCase & { outcome: Outcome }
