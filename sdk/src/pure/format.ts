/**
 * Base units as a person reads them, without trailing zeros.
 * @example
 * ```ts
 * import { formatUsdc } from '@holdfast/sdk'
 * console.log(formatUsdc(12_500_000n)) // 12.5
 * ```
 */
export function formatUsdc(amount: bigint): string {
  const padded = String(amount).replace(/\d+/, (digits) => digits.padStart(7, '0'))
  return padded.replace(/(?=.{6}$)/, '.').replace(/\.?0+$/, '')
}
