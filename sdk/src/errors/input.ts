import { EscrowError } from './base'

/**
 * A text that is no exact amount.
 * @example
 * ```ts
 * import { AmountError, usdc } from '@holdfast/sdk'
 * try {
 *   usdc('0.1234567')
 * } catch (error) {
 *   console.log(error instanceof AmountError) // true
 * }
 * ```
 */
export class AmountError extends EscrowError {
  override readonly name = 'AmountError'
  constructor(given: string, why: string) {
    super({
      code: 'badAmount',
      shortMessage: `"${given}" is not an amount: ${why}.`,
      remedy: 'Write the exact amount, with a point and at most 6 decimals for USDC.',
    })
  }
}

/**
 * A text that is not an Algorand address, or an address where it cannot be.
 * @example
 * ```ts
 * import { AddressError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof AddressError ? error.remedy : undefined)
 * ```
 */
export class AddressError extends EscrowError {
  override readonly name = 'AddressError'
  constructor(role: string, given: string) {
    super({
      code: 'badAddress',
      shortMessage: `The ${role} "${given}" is not an Algorand address.`,
      remedy: 'Copy all 58 characters: the last ones are a checksum, so a misspelt address is always found.',
    })
  }
}

/**
 * The node belongs to another network than the one that was named.
 * @example
 * ```ts
 * import { WrongNetworkError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof WrongNetworkError ? error.remedy : undefined)
 * ```
 */
export class WrongNetworkError extends EscrowError {
  override readonly name = 'WrongNetworkError'
  constructor(expected: string, actual: string) {
    super({
      code: 'wrongNetwork',
      shortMessage: `This node is on "${actual}", not on "${expected}".`,
      remedy: 'Connect to a node of the right network, or pass the app id of a Protocol on this one.',
    })
  }
}

/**
 * No Protocol is known for what was named.
 * @example
 * ```ts
 * import { UnknownProtocolError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof UnknownProtocolError ? error.remedy : undefined)
 * ```
 */
export class UnknownProtocolError extends EscrowError {
  override readonly name = 'UnknownProtocolError'
  constructor(named: string) {
    super({
      code: 'unknownProtocol',
      shortMessage: `There is no Holdfast Protocol at "${named}".`,
      remedy: 'Pass the app id that the deploy script wrote, or the name of a network that has one.',
    })
  }
}

/**
 * An app that was not created by the Protocol, or does not run a published program.
 * @example
 * ```ts
 * import { NotGenuineError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof NotGenuineError ? error.remedy : undefined)
 * ```
 */
export class NotGenuineError extends EscrowError {
  override readonly name = 'NotGenuineError'
  constructor(project: bigint, why: string) {
    super({
      code: 'notGenuine',
      shortMessage: `App ${project} is not a genuine Holdfast project: ${why}.`,
      remedy: 'Send it nothing. Check the app id with whoever gave it to you.',
    })
  }
}

/**
 * An account holds less USDC than the call moves.
 * @example
 * ```ts
 * import { InsufficientUsdcError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof InsufficientUsdcError ? error.needed - error.held : undefined)
 * ```
 */
export class InsufficientUsdcError extends EscrowError {
  override readonly name = 'InsufficientUsdcError'
  constructor(
    readonly address: string,
    readonly needed: bigint,
    readonly held: bigint,
  ) {
    super({
      code: 'insufficientUsdc',
      shortMessage: `${address} holds ${held} base units of USDC; this needs ${needed}.`,
      remedy: `Send it ${needed - held} more base units of USDC (1 USDC is 1,000,000) and try again.`,
    })
  }
}

/**
 * An account has less ALGO to spend than fees and deposits take.
 * @example
 * ```ts
 * import { InsufficientAlgoError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof InsufficientAlgoError ? error.needed - error.spendable : undefined)
 * ```
 */
export class InsufficientAlgoError extends EscrowError {
  override readonly name = 'InsufficientAlgoError'
  constructor(
    readonly address: string,
    readonly needed: bigint,
    readonly spendable: bigint,
  ) {
    super({
      code: 'insufficientAlgo',
      shortMessage: `${address} can spend ${spendable} microALGO above its minimum balance; this needs ${needed}.`,
      remedy: `Send it ${needed - spendable} more microALGO and try again; deposits come back when things close.`,
    })
  }
}

/**
 * The account that would pay or be paid has not opted in to USDC.
 * @example
 * ```ts
 * import { NotOptedInError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof NotOptedInError ? error.asset : undefined)
 * ```
 */
export class NotOptedInError extends EscrowError {
  override readonly name = 'NotOptedInError'
  constructor(
    readonly address: string,
    readonly asset: bigint,
  ) {
    super({
      code: 'notOptedIn',
      shortMessage: `${address} has not opted in to USDC (asset ${asset}).`,
      remedy: 'Opt that account in first: a transfer of 0 from it to itself, which reserves 0.1 ALGO of its balance.',
    })
  }
}

/**
 * The issuer froze the account's USDC.
 * @example
 * ```ts
 * import { FrozenError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof FrozenError ? error.address : undefined)
 * ```
 */
export class FrozenError extends EscrowError {
  override readonly name = 'FrozenError'
  constructor(readonly address: string) {
    super({
      code: 'frozen',
      shortMessage: `The issuer of USDC has frozen ${address}.`,
      remedy: 'Nothing was sent. Only the issuer can lift a freeze; the escrow keeps what is in it safe until then.',
    })
  }
}

/**
 * The person or the wallet did not sign.
 * @example
 * ```ts
 * import { SignatureRejectedError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof SignatureRejectedError ? error.remedy : undefined)
 * ```
 */
export class SignatureRejectedError extends EscrowError {
  override readonly name = 'SignatureRejectedError'
  constructor(cause: unknown) {
    super({
      code: 'signatureRejected',
      shortMessage: 'The transactions were not signed.',
      remedy: 'Nothing was sent. Ask again, or complete the prepared action while it is valid.',
      cause,
    })
  }
}

/**
 * A signature came back for something else than what was asked, or in a form that cannot be sent.
 * @example
 * ```ts
 * import { BadSignatureError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof BadSignatureError ? error.remedy : undefined)
 * ```
 */
export class BadSignatureError extends EscrowError {
  override readonly name = 'BadSignatureError'
  constructor(why: string) {
    super({
      code: 'badSignature',
      shortMessage: `The wallet returned something that cannot be sent: ${why}.`,
      remedy: 'Nothing was sent. Check that the wallet holds the key of this account, and ask again.',
    })
  }
}

/**
 * The node does not answer.
 * @example
 * ```ts
 * import { NodeError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof NodeError ? error.remedy : undefined)
 * ```
 */
export class NodeError extends EscrowError {
  override readonly name = 'NodeError'
  constructor(cause: unknown) {
    super({
      code: 'nodeUnreachable',
      shortMessage: 'The Algorand node did not answer.',
      remedy:
        'Check its address and your connection. If something was being sent, complete it again: that has no double effect.',
      cause,
    })
  }
}

/**
 * What the node says does not fit what was sent.
 * @example
 * ```ts
 * import { LyingNodeError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof LyingNodeError ? error.remedy : undefined)
 * ```
 */
export class LyingNodeError extends EscrowError {
  override readonly name = 'LyingNodeError'
  constructor(why: string) {
    super({
      code: 'lyingNode',
      shortMessage: `The node gave an answer that cannot be true: ${why}.`,
      remedy: 'Trust nothing it said; ask another node what happened to the transaction before you act.',
    })
  }
}

/**
 * The same intent was sent before and can still take effect, or has.
 * @example
 * ```ts
 * import { AlreadySentError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof AlreadySentError ? error.remedy : undefined)
 * ```
 */
export class AlreadySentError extends EscrowError {
  override readonly name = 'AlreadySentError'
  constructor(cause: unknown) {
    super({
      code: 'alreadySent',
      shortMessage: 'The same intent was sent a short while ago, so it was not sent again.',
      remedy:
        'Read the state: it has taken effect, or will. To do the same thing twice on purpose, pass another `intent`.',
      cause,
    })
  }
}

/**
 * A prepared action that was not sent in time.
 * @example
 * ```ts
 * import { ExpiredError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof ExpiredError ? error.remedy : undefined)
 * ```
 */
export class ExpiredError extends EscrowError {
  override readonly name = 'ExpiredError'
  constructor(lastValid: bigint) {
    super({
      code: 'expired',
      shortMessage: `The prepared action was valid until round ${lastValid} and was never confirmed.`,
      remedy: 'It can no longer take effect: prepare it again.',
    })
  }
}

/**
 * Sent, but the node has not said yet what became of it.
 * @example
 * ```ts
 * import { UnconfirmedError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof UnconfirmedError ? error.transactionId : undefined)
 * ```
 */
export class UnconfirmedError extends EscrowError {
  override readonly name = 'UnconfirmedError'
  constructor(
    readonly transactionId: string,
    cause?: unknown,
  ) {
    super({
      code: 'unconfirmed',
      shortMessage: `Transaction ${transactionId} was sent and is not confirmed yet.`,
      remedy: 'Complete the prepared action again: it waits for the same transaction and cannot take effect twice.',
      ...(cause === undefined ? {} : { cause }),
    })
  }
}

/**
 * An argument that cannot be right.
 * @example
 * ```ts
 * import { InputError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof InputError ? error.remedy : undefined)
 * ```
 */
export class InputError extends EscrowError {
  override readonly name = 'InputError'
  constructor(what: string, remedy: string) {
    super({ code: 'badInput', shortMessage: what, remedy })
  }
}

/**
 * A failure that carries no code: the ledger or the node refused for a reason of its own.
 * @example
 * ```ts
 * import { UnexpectedError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof UnexpectedError ? error.remedy : undefined)
 * ```
 */
export class UnexpectedError extends EscrowError {
  override readonly name = 'UnexpectedError'
  constructor(cause: unknown) {
    super({
      code: 'unexpected',
      shortMessage: `The call failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'Nothing changed: a failed group has no effect. The cause holds what the node said.',
      cause,
    })
  }
}
