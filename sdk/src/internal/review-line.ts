import { bytesToHex } from 'algosdk'
import type { Address, Terms } from '../pure/types'
import { count, interval, percent } from './words'

/** How the review of a milestone ends, for a person who is about to agree to it. */
export function reviewLine({ reviewWindow }: Terms, arbiter: Address | undefined): string {
  return reviewWindow === 0n
    ? `OPEN-ENDED REVIEW: after a submit, only the client${arbiter ? ' or a dispute' : ''} can release the payment.`
    : `If the client is silent for ${interval(reviewWindow)} after a submit, anyone can release the payment.`
}

/** Everything that is agreed to besides the milestones; both sides read the same. */
export function agreedLines(terms: Terms, arbiter: Address | undefined): string[] {
  const { maxRevisions, silenceRelease, termsHash } = terms
  return [
    reviewLine(terms, arbiter),
    `Up to ${count(maxRevisions, 'round')} of changes per milestone.`,
    arbiter
      ? `Disputes go to ${arbiter}; after 30 days of its silence the freelancer gets ${percent(silenceRelease)}, less the fee.`
      : 'There is no arbiter: the client can burn what it refuses.',
    termsHash.some(Boolean) ? `Terms hash ${bytesToHex(termsHash)}.` : 'No terms besides these.',
  ]
}
