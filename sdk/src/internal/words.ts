import { bytesToHex } from 'algosdk'
import { DAY, HOUR } from '../pure/constants'
import { formatUsdc } from '../pure/format'

/** Basis points as people say them: `3 %`. */
export function percent(bps: bigint): string {
  return `${Number(bps) / 100} %`
}

/** microALGO as people say them; an ALGO has six decimals, as USDC has. */
export function algos(microAlgo: bigint): string {
  return `${formatUsdc(microAlgo)} ALGO`
}

/** `1 day`, `14 days`. */
export function count(of: bigint | number, one: string): string {
  return `${of} ${one}${Number(of) === 1 ? '' : 's'}`
}

/** An interval in whole days where it is that, in hours with a decimal where it is not. */
export function interval(seconds: bigint): string {
  return seconds % DAY === 0n ? count(seconds / DAY, 'day') : count(Number((seconds * 10n) / HOUR) / 10, 'hour')
}

/** What a division of a milestone means beside the amounts: an accomplished one cannot be started again. */
export function releaseOf(release: bigint, accomplished: boolean): string {
  return `release ${formatUsdc(release)} USDC; it counts as ${accomplished ? '' : 'not '}accomplished`
}

/** A second, for everybody the same. */
export function dateOf(unix: bigint): string {
  // The last second that a calendar knows.
  if (unix > 8_640_000_000_000n) return 'the end of time'
  return `${new Date(Number(unix) * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A statement in a summary: what is signed besides the verb. */
export function noteLines({ evidence, note }: { evidence: Uint8Array; note: string }): string[] {
  const hash = evidence.some(Boolean) ? [`Evidence hash ${bytesToHex(evidence)}.`] : []
  return note ? [...hash, `Note: ${note}`] : hash
}
