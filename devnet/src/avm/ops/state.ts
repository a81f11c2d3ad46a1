import { addressText } from '../../protocol/address'
import { hex } from '../../protocol/bytes'
import type { Bytes } from '../../protocol/txn'
import { accountOf, appOf, localsOf, writableLocals } from '../availability'
import { fail } from '../errors'
import type { Value } from '../host'
import type { Handler, Machine } from '../machine'
import { sameValue } from './bytes'

function ensureOptedIn(m: Machine, address: Bytes, app: bigint, verb = 'fetch'): void {
  if (!m.host.optedIn(address, app)) {
    fail(`cannot ${verb} key, ${addressText(address)} has not opted in to app ${app}`)
  }
}

function pushWithFlag(m: Machine, value: Value | undefined): void {
  m.stack.push(value ?? 0n, value === undefined ? 0n : 1n)
}

/** Sizes that the parameters allow for one entry; the ledger checks the counts of the schema. */
function checkKey(m: Machine, key: Bytes): void {
  const { maxKey } = m.group.shared.params
  if (key.length > maxKey) fail(`key too long: length was ${key.length}, maximum is ${maxKey}`)
}

function checkValue(m: Machine, key: Bytes, value: Value): void {
  const { maxBytesValue, maxKeyValue } = m.group.shared.params
  if (typeof value === 'bigint') return
  if (value.length > maxBytesValue) {
    fail(`value too long for key 0x${hex(key)}: length was ${value.length}`)
  }
  const sum = key.length + value.length
  if (sum > maxKeyValue) fail(`key/value total too long for key 0x${hex(key)}: sum was ${sum}`)
}

/** Writing what is there already changes nothing, and is not reported as a change. */
function isSame(before: Value | undefined, value: Value): boolean {
  return before !== undefined && sameValue(before, value)
}

export const stateOps: Record<string, Handler> = {
  balance: (m) => m.push(m.host.account(accountOf(m, m.pop())).balance),
  min_balance: (m) => m.push(m.host.account(accountOf(m, m.pop())).minBalance),
  app_opted_in: (m) => {
    const id = m.popInt()
    const { address, app } = localsOf(m, m.pop(), id)
    m.pushBool(m.host.optedIn(address, app))
  },
  app_local_get: (m) => {
    const key = m.popBytes()
    const { address, app } = localsOf(m, m.pop(), 0n)
    ensureOptedIn(m, address, app)
    m.push(m.host.localGet(address, app, key) ?? 0n)
  },
  app_local_get_ex: (m) => {
    const key = m.popBytes()
    const id = m.popInt()
    const { address, app } = localsOf(m, m.pop(), id)
    ensureOptedIn(m, address, app)
    pushWithFlag(m, m.host.localGet(address, app, key))
  },
  app_local_put: (m) => {
    const value = m.pop()
    const key = m.popBytes()
    checkKey(m, key) // before the account is looked at, as the node does
    const address = writableLocals(m, m.pop())
    ensureOptedIn(m, address, m.app.id)
    if (isSame(m.host.localGet(address, m.app.id, key), value)) return
    m.app.noteLocal(address, key, value)
    checkValue(m, key, value)
    m.host.localPut(address, m.app.id, key, value)
  },
  app_local_del: (m) => {
    const key = m.popBytes()
    const address = writableLocals(m, m.pop())
    ensureOptedIn(m, address, m.app.id, 'del')
    if (m.host.localGet(address, m.app.id, key) === undefined) return
    m.app.noteLocal(address, key, undefined)
    m.host.localDel(address, m.app.id, key)
  },
  app_global_get: (m) => m.push(m.host.globalGet(m.app.id, m.popBytes()) ?? 0n),
  app_global_get_ex: (m) => {
    const key = m.popBytes()
    pushWithFlag(m, m.host.globalGet(appOf(m, m.popInt()), key))
  },
  app_global_put: (m) => {
    const value = m.pop()
    const key = m.popBytes()
    checkKey(m, key)
    if (isSame(m.host.globalGet(m.app.id, key), value)) return
    m.app.noteGlobal(key, value)
    checkValue(m, key, value)
    m.host.globalPut(m.app.id, key, value)
  },
  app_global_del: (m) => {
    const key = m.popBytes()
    if (m.host.globalGet(m.app.id, key) === undefined) return
    m.app.noteGlobal(key, undefined)
    m.host.globalDel(m.app.id, key)
  },
}
