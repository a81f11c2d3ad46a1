import { digest } from '../vectors'
import type { Recorded } from './scenarios'

/** What is kept of a batch of random groups: a digest a group, one of how everything ended, and how many succeeded. */
export type Digests = { batch: number; succeeded: number; steps: string[]; end: string }

export function digestsOf(batch: number, { steps, accounts, boxes }: Recorded): Digests {
  return {
    batch,
    succeeded: steps.filter((step) => step.error === undefined).length,
    steps: steps.map((step) => digest(JSON.stringify(step)).slice(0, 8)),
    end: digest(JSON.stringify({ accounts, boxes })),
  }
}
