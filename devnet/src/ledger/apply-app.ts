import { addressText } from '../protocol/address'
import { equal, isZero } from '../protocol/bytes'
import type { ApplyData, Bytes, Txn } from '../protocol/txn'
import { ZERO_ADDRESS } from '../protocol/txn'
import { checkProgram } from '../avm/check'
import { evalApp, evalClearState } from '../avm/evaluate'
import type { Applied } from './apply'
import { LedgerHost } from './host'
import type { Layer } from './layer'
import { checkSchema } from './layer'
import type { App } from './state'
import { Tree } from './tree'
import {
  checkProgramSizes,
  checkVersions,
  CLEAR_STATE,
  CLOSE_OUT,
  DELETE,
  OPT_IN,
  UPDATE,
  updatesSizes,
} from './wellformed-app'

const nothing = { uints: 0n, byteSlices: 0n }

export function applyApplication(t: Txn, at: Applied, data: ApplyData): void {
  const { layer } = at
  const creates = t.applicationId === 0n
  const id = creates ? create(t, layer) : t.applicationId
  if (creates) data.applicationId = id
  const app = layer.app(id)
  if (t.rejectVersion > 0n && (app?.version ?? 0n) >= t.rejectVersion) {
    throw new Error(`app version (${app?.version ?? 0n}) >= reject version (${t.rejectVersion})`)
  }
  if (!app && t.onCompletion !== CLEAR_STATE) {
    throw new Error(`only ClearState is supported for an application (${id}) that does not exist`)
  }
  if (creates || t.onCompletion === UPDATE) checkPrograms(t, app!, at)
  if (t.onCompletion === CLEAR_STATE) return clearState(t, id, app, at, data)
  if (t.onCompletion === OPT_IN) optIn(t.sender, id, app!, layer)

  const { approved, delta } = evalApp(
    at.context,
    at.index,
    id,
    app!.approvalProgram,
    new LedgerHost(at.layer, at.chain),
  )
  if (!approved) throw new Error('transaction rejected by ApprovalProgram')
  // Before what follows may fail: it shows what the program had said.
  data.delta = delta
  if (t.onCompletion === CLOSE_OUT) closeOut(t.sender, id, layer)
  else if (t.onCompletion === DELETE) remove(id, layer)
  else if (t.onCompletion === UPDATE) update(t, id, layer)
}

function create(t: Txn, layer: Layer): bigint {
  const id = layer.txnCounter + 1n
  layer.count(t.sender, {
    uints: t.globalSchema.uints,
    byteSlices: t.globalSchema.byteSlices,
    appsCreated: 1n,
    extraPages: BigInt(t.extraPages),
  })
  layer.putApp(id, {
    creator: t.sender,
    approvalProgram: t.approvalProgram,
    clearStateProgram: t.clearStateProgram,
    localSchema: t.localSchema,
    extraPages: t.extraPages,
    version: 0n,
    sizeSponsor: ZERO_ADDRESS,
    foreignBoxReads: false,
    familyBoxAccess: false,
    global: { schema: t.globalSchema, used: nothing, values: Tree.empty() },
  })
  return id
}

/** Groups with app calls or rekeying are no place for programs of version 1, which cannot see those fields. */
const MIN_VERSION_WITH_APPS = 2

function checkPrograms(t: Txn, app: App, { layer: { params } }: Applied): void {
  checkVersions(t.approvalProgram, t.clearStateProgram, app)
  const options = {
    mode: 'app',
    maxVersion: params.avmVersion,
    minVersion: MIN_VERSION_WITH_APPS,
    budget: params.appBudget,
    accessList: t.access.length > 0,
  } as const
  for (const [name, program] of [
    ['ApprovalProgram', t.approvalProgram],
    ['ClearStateProgram', t.clearStateProgram],
  ] as const) {
    try {
      checkProgram(program, options)
    } catch (e) {
      throw new Error(`check failed on ${name}: ${(e as Error).message}`)
    }
  }
}

/** An account can always leave: the program's verdict only decides whether its effects stay. */
function clearState(t: Txn, id: bigint, app: App | undefined, at: Applied, data: ApplyData): void {
  const { layer } = at
  if (!layer.local(t.sender, id)) {
    throw new Error(`cannot clear state: ${addressText(t.sender)} is not currently opted in to app ${id}`)
  }
  if (app) {
    const takeBack = layer.mark()
    const host = new LedgerHost(layer, at.chain)
    const { approved, delta } = evalClearState(at.context, at.index, id, app.clearStateProgram, host)
    if (!approved) takeBack()
    if (approved || delta.logs.length > 0) data.delta = delta
  }
  closeOut(t.sender, id, layer)
}

function optIn(sender: Bytes, id: bigint, app: App, layer: Layer): void {
  if (layer.local(sender, id)) {
    throw new Error(`account ${addressText(sender)} has already opted in to app ${id}`)
  }
  layer.count(sender, { uints: app.localSchema.uints, byteSlices: app.localSchema.byteSlices, appsOptedIn: 1n })
  layer.putLocal(sender, id, { schema: app.localSchema, used: nothing, values: Tree.empty() })
}

function closeOut(sender: Bytes, id: bigint, layer: Layer): void {
  if (layer.account(sender).totals.appsOptedIn === 0n) {
    throw new Error(`account ${addressText(sender)} is not opted in to any app, and in particular ${id}`)
  }
  const local = layer.local(sender, id)
  if (!local) throw new Error(`account ${addressText(sender)} is not opted in to app ${id}`)
  layer.count(sender, { uints: -local.schema.uints, byteSlices: -local.schema.byteSlices, appsOptedIn: -1n })
  layer.deleteLocal(sender, id)
}

/** Boxes stay, and with them the minimum balance of the app's account. */
function remove(id: bigint, layer: Layer): void {
  // Looked up again: the program may have changed its own app.
  const app = layer.app(id)!
  layer.count(app.creator, { appsCreated: -1n })
  countSize(app, layer, -1n)
  layer.deleteApp(id)
}

const sponsorOf = (app: App) => (isZero(app.sizeSponsor) ? app.creator : app.sizeSponsor)

/** Adds (1) or takes (-1) what the app's pages and global schema weigh on its sponsor. */
function countSize(app: App, layer: Layer, sign: bigint): void {
  layer.count(sponsorOf(app), {
    uints: sign * app.global.schema.uints,
    byteSlices: sign * app.global.schema.byteSlices,
    extraPages: sign * BigInt(app.extraPages),
  })
}

function update(t: Txn, id: bigint, layer: Layer): void {
  const old = layer.app(id)!
  const programs = { approvalProgram: t.approvalProgram, clearStateProgram: t.clearStateProgram }
  const version = old.version + 1n
  if (!updatesSizes(t)) {
    checkProgramSizes(t, old.extraPages, layer.params)
    layer.putApp(id, { ...old, ...programs, version })
    return
  }
  countSize(old, layer, -1n)
  const global = { ...old.global, schema: t.globalSchema }
  try {
    checkSchema(global)
  } catch (e) {
    throw new Error(`unable to change global schema: ${(e as Error).message}`)
  }
  const sizeSponsor = equal(t.sender, old.creator) ? ZERO_ADDRESS : t.sender
  const next = { ...old, ...programs, version, global, extraPages: t.extraPages, sizeSponsor }
  layer.putApp(id, next)
  countSize(next, layer, 1n)
}
