import type { CodesOf, ErrorCode, ErrorFamily } from '../generated/errors'
import { ERROR_FAMILIES, ERRORS } from '../generated/errors'
import { EscrowError } from './base'

/**
 * The contract refused a call, or would have: `code` is the ARC-65 code it logs. Each family of codes is a class.
 * @example
 * ```ts
 * import { ContractError } from '@holdfast/sdk'
 * export const isTooLate = (error: unknown) => error instanceof ContractError && error.code === 'cancelWindowClosed'
 * ```
 */
export abstract class ContractError<C extends ErrorCode = ErrorCode> extends EscrowError {
  declare readonly name: ErrorFamily
  declare readonly code: C

  constructor(code: C, cause?: unknown) {
    const [family, shortMessage, remedy] = ERRORS[code]
    super({ name: ERROR_FAMILIES[family], code, shortMessage, remedy, cause })
  }
}

/**
 * The wrong account is calling.
 * @example
 * ```ts
 * import { CallerError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof CallerError && error.code === 'notClient'
 * ```
 */
export class CallerError extends ContractError<CodesOf<'CallerError'>> {
  declare readonly name: 'CallerError'
}
/**
 * The project does not allow it.
 * @example
 * ```ts
 * import { ProjectError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof ProjectError && error.code === 'projectPaused'
 * ```
 */
export class ProjectError extends ContractError<CodesOf<'ProjectError'>> {
  declare readonly name: 'ProjectError'
}
/**
 * The engagement does not allow it.
 * @example
 * ```ts
 * import { EngagementError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof EngagementError && error.code === 'versionConflict'
 * ```
 */
export class EngagementError extends ContractError<CodesOf<'EngagementError'>> {
  declare readonly name: 'EngagementError'
}
/**
 * The milestone is not in a state for it.
 * @example
 * ```ts
 * import { MilestoneError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof MilestoneError && error.code === 'notSubmitted'
 * ```
 */
export class MilestoneError extends ContractError<CodesOf<'MilestoneError'>> {
  declare readonly name: 'MilestoneError'
}
/**
 * It is too early or too late.
 * @example
 * ```ts
 * import { TimeError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof TimeError && error.code === 'reviewOver'
 * ```
 */
export class TimeError extends ContractError<CodesOf<'TimeError'>> {
  declare readonly name: 'TimeError'
}
/**
 * Terms, amounts or evidence are not acceptable.
 * @example
 * ```ts
 * import { TermsError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof TermsError && error.code === 'badSchedule'
 * ```
 */
export class TermsError extends ContractError<CodesOf<'TermsError'>> {
  declare readonly name: 'TermsError'
}
/**
 * The settlement cannot be accepted.
 * @example
 * ```ts
 * import { SettlementError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof SettlementError && error.code === 'proposalExpired'
 * ```
 */
export class SettlementError extends ContractError<CodesOf<'SettlementError'>> {
  declare readonly name: 'SettlementError'
}
/**
 * Credits or fees cannot move.
 * @example
 * ```ts
 * import { CreditError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof CreditError && error.code === 'payeeNotReady'
 * ```
 */
export class CreditError extends ContractError<CodesOf<'CreditError'>> {
  declare readonly name: 'CreditError'
}
/**
 * The Protocol does not allow it.
 * @example
 * ```ts
 * import { ProtocolError } from '@holdfast/sdk'
 * export const example = (error: unknown) => error instanceof ProtocolError && error.code === 'feeTooHigh'
 * ```
 */
export class ProtocolError extends ContractError<CodesOf<'ProtocolError'>> {
  declare readonly name: 'ProtocolError'
}

/** In the order of their names. */
const CLASSES = [
  CallerError,
  ProjectError,
  EngagementError,
  MilestoneError,
  TimeError,
  TermsError,
  SettlementError,
  CreditError,
  ProtocolError,
] as const satisfies ClassesOf<typeof ERROR_FAMILIES>
type ClassesOf<Names extends readonly string[]> = { [I in keyof Names]: { prototype: { name: Names[I] } } }

/**
 * Whether a text is a code of the contracts.
 * @example
 * ```ts
 * import { isErrorCode } from '@holdfast/sdk'
 * console.log(isErrorCode('versionConflict')) // true
 * ```
 */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}

/**
 * The error of a code, as an instance of its family's class.
 * @example
 * ```ts
 * import { contractError } from '@holdfast/sdk'
 * console.log(contractError('versionConflict').remedy)
 * ```
 */
export function contractError(code: ErrorCode, cause?: unknown): ContractError {
  const Family = CLASSES[ERRORS[code][0]] as new (code: ErrorCode, cause?: unknown) => ContractError
  return new Family(code, cause)
}
