import { equal, latin1 } from '../protocol/bytes'
import { NO_BYTES, type EvalDelta, type StateDelta, type ValueDelta } from '../protocol/txn'
import type { Value } from './host'
import type { Machine } from './machine'

export function emptyDelta(): EvalDelta {
  return { global: new Map(), locals: new Map(), sharedAccounts: [], logs: [], innerTxns: [] }
}

/** What a finished program changed: the keys it wrote, without those that ended with the value it found. */
export function deltaOf(m: Machine): EvalDelta {
  const { app, host, txn } = m
  const delta = emptyDelta()
  for (const { key, before } of app.globals.values())
    record(delta.global, latin1(key), before, host.globalGet(app.id, key))
  for (const { address, keys } of app.locals.values()) {
    const changes: StateDelta = new Map()
    for (const { key, before } of keys.values()) {
      // An account that opted out meanwhile has no state left to report.
      const after = host.optedIn(address, app.id) ? host.localGet(address, app.id, key) : undefined
      record(changes, latin1(key), before, after)
    }
    if (changes.size === 0) continue
    const listed = equal(address, txn.sender) ? 0 : 1 + txn.accounts.findIndex((known) => equal(known, address))
    if (listed > 0 || equal(address, txn.sender)) delta.locals.set(listed, changes)
    else delta.locals.set(txn.accounts.length + delta.sharedAccounts.push(address), changes)
  }
  delta.logs.push(...app.logs)
  delta.innerTxns.push(...app.innerTxns)
  return delta
}

function record(into: StateDelta, key: string, before: Value | undefined, after: Value | undefined): void {
  if (after === undefined) {
    into.set(key, { action: 3, bytes: NO_BYTES, uint: 0n })
  } else if (before === undefined || !sameValue(before, after)) {
    into.set(key, deltaValue(after))
  }
}

function deltaValue(value: Value): ValueDelta {
  return typeof value === 'bigint' ? { action: 2, bytes: NO_BYTES, uint: value } : { action: 1, bytes: value, uint: 0n }
}

function sameValue(a: Value, b: Value): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a === b
  return equal(a, b)
}
