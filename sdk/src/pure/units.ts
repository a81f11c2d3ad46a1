import { AmountError } from '../errors/input'
import * as REASONS from '../errors/reasons'
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
  const match = typeof amount === 'string' && /^(\d+)(?:\.(\d+))?$/.exec(amount.trim())
  if (!match) throw new AmountError(String(amount), REASONS.noDecimal)
  const [, whole = '0', fraction = ''] = match
  if (fraction.length > 6) throw new AmountError(amount, REASONS.tooFine)
  return BigInt(whole) * USDC + BigInt(fraction.padEnd(6, '0'))
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
  const exact = typeof count === 'number' ? count * Number(unit) : NaN
  if (!Number.isSafeInteger(exact)) throw new AmountError(String(count), REASONS.noSeconds)
  return BigInt(exact)
}
