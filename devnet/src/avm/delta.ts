import { equal } from '../protocol/bytes'
import { NO_BYTES, type Bytes, type EvalDelta, type StateDelta, type ValueDelta } from '../protocol/txn'
import type { Value } from './host'
import type { Machine } from './machine'

export function emptyDelta(): EvalDelta {
  return { global: new Map(), locals: new Map(), sharedAccounts: [], logs: [], innerTxns: [] }
}

/** What a finished program did: the keys it changed, even if back again, with the value they ended with. */
export function deltaOf(m: Machine): EvalDelta {
  const { app } = m
  const delta = emptyDelta()
  const changes = (written: typeof app.globals): StateDelta =>
    new Map([...written].map(([key, value]) => [key, deltaValue(value)]))
  delta.global = changes(app.globals)
  for (const { address, written } of app.locals.values()) {
    delta.locals.set(localsIndex(m, address, delta.sharedAccounts), changes(written))
  }
  delta.logs.push(...app.logs)
  delta.innerTxns.push(...app.innerTxns)
  return delta
}

/** 0 for the sender, then the accounts of the call, then those that others in the group named. */
function localsIndex({ txn }: Machine, address: Bytes, shared: Bytes[]): number {
  if (equal(address, txn.sender)) return 0
  const position = txn.accounts.findIndex((known) => equal(known, address))
  return position >= 0 ? position + 1 : txn.accounts.length + shared.push(address)
}

function deltaValue(value: Value | undefined): ValueDelta {
  if (value === undefined) return { action: 3, bytes: NO_BYTES, uint: 0n }
  if (typeof value === 'bigint') return { action: 2, bytes: NO_BYTES, uint: value }
  return { action: 1, bytes: value, uint: 0n }
}
