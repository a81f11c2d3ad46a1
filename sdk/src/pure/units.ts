import { AmountError } from '../errors/input'
import { DAY, HOUR, USDC } from './constants'

/**
 * USDC as base units; refuses what base units cannot say, instead of rounding somebody's money.
 * @example
 * ```ts
 * import { usdc } from '@holdfast/sdk'
 * console.log(usdc('12.5') === 12_500_000n)
 * ```
 */
export function usdc(amount: string): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(amount.trim())
  if (!match) throw new AmountError(amount, 'it is not a plain decimal number such as 300 or 12.5')
  const [, whole = '0', fraction = ''] = match
  if (fraction.length > 6) throw new AmountError(amount, 'USDC has 6 decimals and nothing smaller')
  return BigInt(whole) * USDC + BigInt(fraction.padEnd(6, '0'))
}

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

/**
 * Hours in seconds.
 * @example
 * ```ts
 * import { hours } from '@holdfast/sdk'
 * console.log(hours(2) === 7_200n)
 * ```
 */
export function hours(count: number | bigint): bigint {
  return seconds(count, HOUR)
}

/**
 * Days in seconds.
 * @example
 * ```ts
 * import { days } from '@holdfast/sdk'
 * console.log(days(14) === 1_209_600n)
 * ```
 */
export function days(count: number | bigint): bigint {
  return seconds(count, DAY)
}

function seconds(count: number | bigint, unit: bigint): bigint {
  if (typeof count === 'bigint') return count * unit
  const exact = count * Number(unit)
  if (!Number.isSafeInteger(exact)) throw new AmountError(String(count), 'it is not a whole number of seconds')
  return BigInt(exact)
}
