import type { EscrowError } from '../errors/base'
import { InputError } from '../errors/input'
import { LEDGER_REFUSALS } from '../errors/sentences'
import { reason } from '../errors/told'
import type { ErrorCode } from '../generated/errors'
import type { Refusal } from '../pure/rules'

/** A refusal of which the ledger's own, which has no code, is told in words. */
export function inWords(verb: string, refusal: Refusal | undefined): ErrorCode | EscrowError | undefined {
  if (refusal !== 'refusedByLedger') return refusal
  return new InputError(LEDGER_REFUSALS[verb] ?? reason('refusedByLedger'), reason('nothingToDo'))
}
