import { DAY } from '../pure/constants'

/** How the review of a milestone ends, for a person who is about to agree to it. */
export function reviewLine({ reviewWindow }: { reviewWindow: bigint }): string {
  return reviewWindow === 0n
    ? 'OPEN-ENDED REVIEW: without the client nothing is ever released after a submit.'
    : `If the client is silent for ${Number((reviewWindow * 10n) / DAY) / 10} days after a submit, anyone can release the payment.`
}
