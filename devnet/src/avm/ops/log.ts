import { fail } from '../errors'
import type { Handler } from '../machine'

export const logOps: Record<string, Handler> = {
  log: (m) => {
    const { maxLogCalls, maxLogBytes } = m.group.shared
    const { app } = m
    const message = m.popBytes()
    if (app.logs.length >= maxLogCalls) fail(`too many log calls in program. up to ${maxLogCalls} is allowed.`)
    const total = app.logBytes + message.length
    if (total > maxLogBytes) fail(`program logs too large. ${total} bytes >  ${maxLogBytes} bytes limit.`)
    app.logBytes = total
    app.logs.push(message)
  },
}
