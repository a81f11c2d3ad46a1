import { bytesToHex } from 'algosdk'
import { interval } from './words'

/** How the review of a milestone ends, for a person who is about to agree to it. */
export function reviewLine({ reviewWindow }: { reviewWindow: bigint }): string {
  return reviewWindow === 0n
    ? 'OPEN-ENDED REVIEW: without the client nothing is ever released after a submit.'
    : `If the client is silent for ${interval(reviewWindow)} after a submit, anyone can release the payment.`
}

/** Which agreement is meant, for a person who can compare hashes. */
export function termsLine(termsHash: Uint8Array): string {
  return termsHash.some(Boolean) ? `Terms hash ${bytesToHex(termsHash)}.` : 'No terms besides these.'
}
