import type { EscrowError } from '../errors/base'
import { InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import type { ErrorCode } from '../generated/errors'
import type { Refusal } from '../pure/rules'

/** A refusal of which the ledger's own, which has no code, is told in words. */
export function inWords(verb: string, refusal: Refusal | undefined): ErrorCode | EscrowError | undefined {
  if (refusal !== 'refusedByLedger') return refusal
  return new InputError(REASONS.LEDGER_REFUSALS[verb] ?? REASONS.refusedByLedger, REASONS.nothingToDo)
}
