/** A request the node refuses: becomes HTTP `status` with `{message, data}` and changes nothing. */
export class NodeError extends Error {
  override readonly name: string = 'NodeError'
  constructor(
    readonly status: 400 | 404,
    message: string,
    readonly data?: Record<string, unknown>,
  ) {
    super(message)
  }
}

/** Something real Algorand does and this chain does not: refused by name, never guessed. */
export class NotSupportedByDevnet extends NodeError {
  override readonly name = 'NotSupportedByDevnet'
  constructor(readonly feature: string) {
    super(400, `NotSupportedByDevnet: ${feature} is not supported by the embedded chain; use a LocalNet node for it`)
  }
}
