/** What every error of the SDK tells. */
export interface EscrowErrorDetails {
  /** stable, lower camel case: what a program switches on */
  code: string
  /** what happened, in one sentence */
  shortMessage: string
  /** what to do next */
  remedy: string
  cause?: unknown
  /** the name of the class, where the class does not have it as a field */
  name?: string
}

/**
 * Everything the SDK throws: what happened, what to do next, a stable code, and the cause underneath.
 * @example
 * ```ts
 * import { EscrowError } from '@holdfast/sdk'
 * export function explain(error: unknown): string {
 *   return error instanceof EscrowError ? `${error.shortMessage} ${error.remedy}` : String(error)
 * }
 * ```
 */
export abstract class EscrowError extends Error {
  abstract override readonly name: string
  declare readonly code: string
  declare readonly shortMessage: string
  declare readonly remedy: string
  /** the paragraph about this code, in the package as it is installed; the repository has the same page under docs/ */
  declare readonly docs: string

  constructor({ cause, ...details }: EscrowErrorDetails) {
    const { code, shortMessage, remedy } = details
    const docs = `@holdfast/sdk/docs/errors.md#${code.toLowerCase()}`
    super(`${shortMessage}\n${remedy}\n${code}: ${docs}`, cause ? { cause } : {})
    Object.assign(this, details, { docs })
  }

  /** The first error in the chain of causes that matches, this one included; without a test, the last of the chain. */
  walk(matches?: (error: unknown) => boolean): unknown {
    for (let error: unknown = { cause: this }; ;) {
      const { cause } = Object(error) as { cause?: unknown }
      if (cause === undefined) return matches ? undefined : error
      if (matches?.(cause)) return cause
      error = cause
    }
  }
}
