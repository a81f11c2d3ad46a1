import { equal, hex } from '../protocol/bytes'
import { largeProgramBytes } from '../protocol/fees'
import type { Bytes } from '../protocol/txn'
import { fail } from './errors'
import type { GroupContext } from './group'
import type { Host } from './host'
import type { Machine } from './machine'
import { boxKey } from './resources'

export type BoxOperation = 'read' | 'write' | 'create' | 'resize' | 'delete'

/**
 * Before a program runs: box references of a transaction that creates its app get the new id, and once per group the
 * boxes and the large programs it names must fit the read budget. That failure is the group's, not the program's: a
 * plain Error.
 */
export function prepareBoxes(group: GroupContext, groupIndex: number, appId: bigint, host: Host): void {
  const { resources, unnamed, params } = group.shared
  if (group.depth === 0) {
    for (const { groupIndex: owner, name } of resources.boxesOfNewApps) {
      if (owner === groupIndex) resources.boxes.set(boxKey(appId, name), { app: appId, name, dirty: false })
    }
  }
  if (group.boxesChecked) return
  group.boxesChecked = true
  let size = 0
  for (const { app, name } of resources.boxes.values()) size += host.boxGet(app, name)?.length ?? 0
  for (const id of resources.apps) {
    const app = host.app(id)
    if (app) size += largeProgramBytes(app, params)
  }
  const surplus = resources.ioBudget - BigInt(size)
  if (unnamed) {
    if (!unnamed.allowReads(surplus)) throw new Error(`read budget exceeded despite policy (${resources.ioBudget})`)
  } else if (surplus < 0n) throw new Error(`read budget exceeded (${size} > ${resources.ioBudget})`)
}

const UPDATE = 4
const DELETE = 5

/**
 * After a program that approved: what a creation or an update writes beyond the free pages must fit the write budget. An
 * app that is deleted writes nothing any more. That failure is the group's too.
 */
export function countProgramWrites({ group, txn, app }: Machine): void {
  const { applicationId, onCompletion } = txn
  const creates = applicationId === 0n
  const deletes = onCompletion === DELETE
  if (creates === deletes && (creates || onCompletion !== UPDATE)) return
  const { resources, params, unnamed } = group.shared
  const size = BigInt(largeProgramBytes(txn, params))
  resources.dirtyBytes += size - (resources.programBytes.get(app.id) ?? 0n)
  resources.programBytes.set(app.id, size)
  const { dirtyBytes, ioBudget } = resources
  if (dirtyBytes <= ioBudget) return unnamed?.noteDirty(dirtyBytes)
  const verb = onCompletion === UPDATE ? 'updating' : 'creating'
  throw new Error(`write budget exceeded (${dirtyBytes} > ${ioBudget}) while ${verb} app ${app.id}`)
}

/**
 * The content of a box (undefined when there is none), after the checks every operation needs: it is named, the app
 * may do this to it, and the bytes made dirty fit the budget. `newSize` is the size that a create or resize asks for.
 */
export function accessBox(
  m: Machine,
  app: bigint,
  name: Bytes,
  operation: BoxOperation,
  newSize = 0,
): Bytes | undefined {
  if (m.app.clearState) fail('boxes may not be accessed from ClearState program')
  const { resources, unnamed } = m.group.shared
  const key = boxKey(app, name)
  let entry = resources.boxes.get(key)
  if (!entry) {
    const ofNewApp = resources.createdApps.has(app)
    if (ofNewApp && resources.emptyBoxRefs > 0) resources.emptyBoxRefs--
    else if (!unnamed?.allowBox(m, app, name, ofNewApp)) fail(`invalid Box reference 0x${hex(name)}`)
    entry = { app, name, dirty: false }
  }
  authorize(m, app, operation)
  const content = m.host.boxGet(app, name)
  resources.boxes.set(key, entry)
  accountDirty(m, entry, operation, content, newSize)
  return content
}

const VERBS = { read: 'accessing', write: 'writing', create: 'creating', resize: 'resizing', delete: 'deleting' }

function accountDirty(
  m: Machine,
  entry: { name: Bytes; dirty: boolean },
  operation: BoxOperation,
  content: Bytes | undefined,
  newSize: number,
): void {
  const { resources } = m.group.shared
  const oldSize = BigInt(content?.length ?? 0)
  switch (operation) {
    case 'read':
      return
    case 'create':
      if (content) {
        if (content.length !== newSize) fail(`box size mismatch ${content.length} ${newSize}`)
        return
      }
      if (!entry.dirty) resources.dirtyBytes += BigInt(newSize)
      entry.dirty = true
      break
    case 'write':
      if (!entry.dirty) resources.dirtyBytes += content ? oldSize : BigInt(newSize)
      entry.dirty = true
      break
    case 'resize':
      if (entry.dirty) resources.dirtyBytes -= oldSize
      resources.dirtyBytes += BigInt(newSize)
      entry.dirty = true
      break
    case 'delete':
      if (entry.dirty) resources.dirtyBytes -= oldSize
      entry.dirty = false
      break
  }
  const { dirtyBytes, ioBudget } = resources
  if (dirtyBytes > ioBudget) {
    fail(`write budget exceeded (${dirtyBytes} > ${ioBudget}) while ${VERBS[operation]} box 0x${hex(entry.name)}`)
  }
}

/**
 * An app may do anything to its own boxes. Those of another app are read when it lets everybody read or shares them with
 * the apps of its creator, its family; they are written by the family only.
 */
function authorize(m: Machine, owner: bigint, operation: BoxOperation): void {
  const view = m.host.app(owner)
  const family = view !== undefined && isFamily(m, view.creator)
  const shared = family && view.familyBoxAccess
  if (owner !== m.app.id && !shared) {
    if (!view) fail(`app ${owner} does not exist`)
    const reads = operation === 'read'
    if (!(reads && view.foreignBoxReads)) {
      fail(`${family ? 'family' : 'foreign'} app ${m.app.id} may not ${reads ? 'read' : 'write'} box of ${owner}`)
    }
    return
  }
  if (!view?.familyBoxAccess) return
  if (operation !== 'read') ensureNoForeignAppBetween(m)
  m.app.touchedFamily = true
}

function isFamily(m: Machine, creator: Bytes): boolean {
  const own = m.host.app(m.app.id)
  return own !== undefined && equal(own.creator, creator)
}

/** A family member that touched shared boxes must not find them written by the family behind a foreign app's back. */
function ensureNoForeignAppBetween(m: Machine): void {
  let foreign = false
  for (let caller = m.group.caller; caller; caller = caller.group.caller) {
    const creator = caller.host.app(caller.app.id)?.creator
    if (!creator || !isFamily(m, creator)) {
      foreign = true
    } else if (foreign && caller.app.touchedFamily) {
      fail(
        `app ${m.app.id} may not write family-shared box: ` +
          `app ${caller.app.id} is relying on family state across a foreign call`,
      )
    }
  }
}

/** A caller of the same family relies on what its callee touched, just as if it had done so itself. */
export function passFamilyMark(m: Machine): void {
  const { caller } = m.group
  if (!m.app.touchedFamily || !caller) return
  const creator = caller.host.app(caller.app.id)?.creator
  if (creator && isFamily(m, creator)) caller.app.touchedFamily = true
}
