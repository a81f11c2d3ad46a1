import type { Op } from '../protocol/ops'
import { NotSupportedByDevnet } from '../protocol/errors'
import type { Handler } from './machine'

/** Handlers by the name of the operation. */
const handlers = new Map<string, Handler>()

/** Adds the handlers of one family; each name belongs to one family only. */
export function register(family: Readonly<Record<string, Handler>>): void {
  for (const [name, handler] of Object.entries(family)) {
    if (handlers.has(name)) throw new Error(`the operation ${name} has two handlers`)
    handlers.set(name, handler)
  }
}

/** An operation without a handler decodes, and is refused by name if a program gets to it. */
export function handlerOf(op: Op): Handler {
  return (
    handlers.get(op.name) ??
    (() => {
      throw new NotSupportedByDevnet(`the operation ${op.name}`)
    })
  )
}
