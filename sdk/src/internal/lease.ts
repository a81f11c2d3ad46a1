import { hashOf } from '../pure/hash'
import type { ActionOptions } from './define'

/**
 * The lease of a call that would do the same thing again if it was sent again: the hash of what is meant. While one such
 * call can be valid the ledger takes no other.
 */
export function leaseOf({ intent = '' }: ActionOptions, ...meant: readonly (string | bigint | undefined)[]) {
  return hashOf(['holdfast', ...meant.map(String), intent].join('|'))
}
