/** A broken rule inside a handler; the machine adds where it happened. */
export class OpError extends Error {
  override readonly name = 'OpError'
}

/** An inner transaction failed: `position` is its place among all that the program submitted. */
export class InnerError extends Error {
  override readonly name = 'InnerError'
  readonly path: readonly number[]
  /** `cause`: what the transaction itself said; none when it was not tried */
  constructor(message: string, position: number, cause: Error | undefined) {
    super(message, { cause })
    this.path = [position, ...(cause instanceof ProgramError ? cause.innerPath : [])]
  }
}

export function fail(message: string): never {
  throw new OpError(message)
}

/** What a failed program leaves behind for the one who asks why. */
export type EvalState = {
  stack: readonly (bigint | Uint8Array)[]
  scratch: readonly (bigint | Uint8Array)[]
  logs: readonly Uint8Array[]
}

/**
 * A program that failed: the node's wording, and where it happened. `pc`, `app` and `groupIndex` are those of the
 * program that ran at the top level; the message of an inner failure tells its own place.
 */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
  /** what the programs before it left, when it ran in a group that another program submitted */
  before: readonly EvalState[] = []
  constructor(
    message: string,
    /** what went wrong, without where */
    readonly reason: string,
    readonly pc: number,
    /** undefined for a logic signature */
    readonly app: bigint | undefined,
    readonly groupIndex: number,
    /** spent by the failed program */
    readonly cost: number,
    readonly evalState: EvalState,
    /** the position of the failing inner transaction, one number a level */
    readonly innerPath: readonly number[],
  ) {
    super(message)
  }
}
