import { formatUsdc } from '../pure/format'
import { EscrowError } from './base'
import * as SENTENCES from './sentences'
import { filled, told } from './told'

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
  declare readonly name: 'AmountError'
  constructor(given: string, why: string) {
    super(told(SENTENCES.AmountError, [given, why]))
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
  declare readonly name: 'AddressError'
  constructor(role: string, given: string) {
    super(told(SENTENCES.AddressError, [role, given]))
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
  declare readonly name: 'WrongNetworkError'
  constructor(expected: string, actual: string) {
    super(told(SENTENCES.WrongNetworkError, [expected, actual]))
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
  declare readonly name: 'UnknownProtocolError'
  constructor(named: string) {
    super(told(SENTENCES.UnknownProtocolError, [named]))
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
  declare readonly name: 'NotGenuineError'
  constructor(project: bigint, why: string, protocol?: bigint) {
    super(told(SENTENCES.NotGenuineError, [project, filled(why, [protocol])]))
  }
}

/**
 * There is no such app: the project was closed and deleted, or never was.
 * @example
 * ```ts
 * import { ProjectGoneError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof ProjectGoneError ? error.project : undefined)
 * ```
 */
export class ProjectGoneError extends EscrowError {
  declare readonly name: 'ProjectGoneError'
  declare readonly project: bigint
  constructor(project: bigint) {
    super(told(SENTENCES.ProjectGoneError, [project], { project }))
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
  declare readonly name: 'InsufficientUsdcError'
  declare readonly address: string
  declare readonly needed: bigint
  declare readonly held: bigint
  constructor(address: string, needed: bigint, held: bigint) {
    super(
      told(SENTENCES.InsufficientUsdcError, [address, ...[needed, held, needed - held].map(formatUsdc)], {
        address,
        needed,
        held,
      }),
    )
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
  declare readonly name: 'InsufficientAlgoError'
  declare readonly address: string
  declare readonly needed: bigint
  declare readonly spendable: bigint
  constructor(address: string, needed: bigint, spendable: bigint) {
    // An ALGO has six decimals too.
    super(
      told(SENTENCES.InsufficientAlgoError, [address, ...[needed, spendable, needed - spendable].map(formatUsdc)], {
        address,
        needed,
        spendable,
      }),
    )
  }
}

/**
 * The group would pay more in fees than the caller allows.
 * @example
 * ```ts
 * import type { EngagementRef, EscrowAccount } from '@holdfast/sdk'
 * import { approve, FeeLimitError } from '@holdfast/sdk'
 * export async function example(client: EscrowAccount, engagement: EngagementRef): Promise<void> {
 *   await approve(client, engagement, { maxFee: 5_000n }).catch((error: unknown) => {
 *     if (error instanceof FeeLimitError) console.log(`the network asks for ${error.fee} microALGO`)
 *     else throw error
 *   })
 * }
 * ```
 */
export class FeeLimitError extends EscrowError {
  declare readonly name: 'FeeLimitError'
  declare readonly fee: bigint
  declare readonly maxFee: bigint
  constructor(fee: bigint, maxFee: bigint) {
    super(told(SENTENCES.FeeLimitError, [fee, maxFee], { fee, maxFee }))
  }
}

/**
 * A post-quantum signature under a group whose fees are those of a common one.
 * @example
 * ```ts
 * import { SignatureFeeError } from '@holdfast/sdk'
 * export const example = (error: unknown) => (error instanceof SignatureFeeError ? error.remedy : undefined)
 * ```
 */
export class SignatureFeeError extends EscrowError {
  declare readonly name: 'SignatureFeeError'
  constructor() {
    super(told(SENTENCES.SignatureFeeError, []))
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
  declare readonly name: 'NotOptedInError'
  declare readonly address: string
  declare readonly asset: bigint
  constructor(address: string, asset: bigint) {
    super(told(SENTENCES.NotOptedInError, [address, asset], { address, asset }))
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
  declare readonly name: 'FrozenError'
  declare readonly address: string
  constructor(address: string) {
    super(told(SENTENCES.FrozenError, [address], { address }))
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
  declare readonly name: 'SignatureRejectedError'
  constructor(cause: unknown) {
    super(told(SENTENCES.SignatureRejectedError, [], { cause }))
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
  declare readonly name: 'BadSignatureError'
  constructor(why: string, ...values: unknown[]) {
    super(told(SENTENCES.BadSignatureError, [filled(why, values)]))
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
  declare readonly name: 'NodeError'
  constructor(cause: unknown) {
    super(told(SENTENCES.NodeError, [], { cause }))
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
  declare readonly name: 'LyingNodeError'
  constructor(why: string, ...values: unknown[]) {
    super(told(SENTENCES.LyingNodeError, [filled(why, values)]))
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
  declare readonly name: 'AlreadySentError'
  constructor(cause: unknown) {
    super(told(SENTENCES.AlreadySentError, [], { cause }))
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
  declare readonly name: 'ExpiredError'
  constructor(lastValid: bigint) {
    super(told(SENTENCES.ExpiredError, [lastValid]))
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
  declare readonly name: 'UnconfirmedError'
  declare readonly transactionId: string
  constructor(transactionId: string, cause?: unknown) {
    super(told(SENTENCES.UnconfirmedError, [transactionId], { transactionId, cause }))
  }
}

/**
 * There is a template for this release already: to reserve another one would cost its deposit again, and help nobody.
 * @example
 * ```ts
 * import type { EscrowAccount } from '@holdfast/sdk'
 * import { addTemplate, TemplateExistsError } from '@holdfast/sdk/deploy'
 * export async function example(admin: EscrowAccount): Promise<bigint> {
 *   try {
 *     return (await addTemplate(admin)).template
 *   } catch (error) {
 *     if (error instanceof TemplateExistsError) return error.template
 *     throw error
 *   }
 * }
 * ```
 */
export class TemplateExistsError extends EscrowError {
  declare readonly name: 'TemplateExistsError'
  declare readonly template: bigint
  constructor(template: bigint) {
    super(told(SENTENCES.TemplateExistsError, [template], { template }))
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
  declare readonly name: 'InputError'
  constructor(what: string, remedy: string) {
    super(told(SENTENCES.InputError, [what, remedy]))
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
  declare readonly name: 'UnexpectedError'
  constructor(cause: unknown) {
    super(told(SENTENCES.UnexpectedError, [(Object(cause) as Partial<Error>).message ?? cause], { cause }))
  }
}
