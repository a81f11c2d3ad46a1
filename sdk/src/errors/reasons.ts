/** Why something is not believed, or not taken; `{0}`, `{1}`, ... stand for what was at hand. */

export const otherCreator = 'it was not created by Protocol {0}'
export const otherProgram = 'its program is not one of a published release'
export const noDecimal = "it is not a plain decimal number in a text, such as '300' or '12.5'"
export const tooFine = 'USDC has 6 decimals and nothing smaller'
export const noSeconds = 'it is not a number that makes whole seconds'
export const noHash = 'This is no SHA-256 hash: it has to be 32 bytes.'
export const hashInstead = 'Pass the content itself to have it hashed, or its hash as `{ hash }`.'
export const notPrepared = 'This text is no prepared action.'
export const storedInstead = 'Pass `prepared.stored` unchanged.'
export const ofAnother = 'This is an action of {0}, not of {1}.'
export const itsClient = 'Use the client of that account.'
export const rekeyed = 'The account {0} signs with another key than when this was prepared.'
export const prepareAgain = 'Nothing was sent. Prepare it again.'
export const notTaken = '`{0}` cannot be {1}.'
export const givenInstead = 'The example of the call shows what it takes.'
export const takesInstead = 'Pass a bigint from 0 to 2^64 - 1, such as 1004n.'
export const unsigned = 'transaction {0} is not signed'
export const signedAnother = 'transaction {0} is not the one that was prepared'
export const otherKey = 'transaction {0} is not signed with the key of {1}'
export const tooFewSignatures = 'transaction {0} has fewer valid signatures than {1} needs'
export const fieldLeftOut =
  'transaction {0} came back without `rejectVersion`, which wallets older than Algorand v41 do not know and which keeps a call from a program that was exchanged'
export const confirmedAnother = 'it confirmed another transaction'
export const confirmedLate = 'it confirmed a transaction after its last valid round'
export const otherEvents = 'it reports [{0}] where [{1}] follows from the call'
export const otherAmounts = 'it reports {0} base units moved where {1} are at stake'
export const highFee = 'it asks for {0} microALGO, {1} a byte'
export const nothingSimulated = 'it simulated nothing'
export const refusedByLedger = 'The ledger would refuse this call.'
export const nothingToDo = 'There is nothing to do: read the state again.'

/** Who gets how much, in a summary, and what else is to say about it. */
export const GETS = {
  client: 'The client {0} gets {1} USDC{2}.',
  freelancer: 'The freelancer {0} gets {1} USDC{2}.',
  burn: 'The burn address {0} gets {1} USDC{2}.',
  protocol: 'The Protocol gets {1} USDC{2}.',
} as const
export const notPaidNow = ', as a credit to withdraw: this account cannot receive USDC now'

/** What the ledger refuses without a code, by verb. */
export const LEDGER_REFUSALS: Readonly<Record<string, string>> = {
  rejoin: 'This account has not left: its local state is still there.',
  leave: 'This account has no local state in the project.',
  registerArbiter: 'This account is registered as an arbiter already.',
  unregisterArbiter: 'This account is not registered as an arbiter.',
}
