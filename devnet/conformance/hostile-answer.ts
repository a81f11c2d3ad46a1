import { HOSTILE } from './assembler-hostile'
import type { CompileAnswer } from './node'
import { digest } from './vectors'

/** small enough for the node, whose work grows with the square of some of these sources */
export const RECORDED_BYTES = 16 * 1024

/** the node did not answer within a minute, or its handler broke: an answer is due all the same */
export const NO_ANSWER = 'none'

export type HostileRecord = { name: string; answer: string }

export const answerOf = (answer: CompileAnswer): string =>
  'error' in answer ? `refused ${digest(answer.error)}` : `${answer.hash} ${digest(answer.mappings)}`

export const recordedSources = (): { name: string; source: string }[] =>
  HOSTILE.map(({ name, source }) => ({ name, source: source(RECORDED_BYTES) }))
