import { boxDepositOf } from '../pure/engagement'
import type { EngagementOnChain } from '../pure/types'
import type { Intent } from './engagement-plan'
import { algos } from './words'

/** What deleting the box of an engagement gives back to the client. */
export function depositReturned({ terms }: EngagementOnChain): Required<Pick<Intent, 'costs' | 'lines'>> {
  const algo = boxDepositOf(terms.schedule.length)
  const lines = [`The deposit of ${algos(algo)} comes back to the client.`]
  return { costs: { refundable: { algo, usdc: 0n } }, lines }
}
