import { NodeError } from '../node/chain'
import type { ConfirmedTxn } from '../node/chain'
import type { Node } from '../node/node'
import { equal, isZero, latin1 } from '../protocol/bytes'
import type { Bytes, SignedTxn } from '../protocol/txn'
import { family, type Traced } from './indexer-history'
import { addressOf, base64Of, pageOf, type Query } from './indexer-query'
import { indexedTransaction } from './indexer-transaction'
import type { Json } from './models'

const STANDARD = 1_000
const MOST = 10_000

/** What a search can ask of a transaction, beside its address. */
export const CONDITIONS = [
  'after-time',
  'asset-id',
  'before-time',
  'currency-greater-than',
  'currency-less-than',
  'limit',
  'max-round',
  'min-round',
  'next',
  'note-prefix',
  'rekey-to',
  'round',
  'sig-type',
  'tx-type',
  'txid',
]
export const ADDRESS_CONDITIONS = ['address', 'address-role', 'exclude-close-to']

const TYPES = ['pay', 'keyreg', 'acfg', 'axfer', 'afrz', 'appl', 'stpf', 'hb']
const SIGNATURES = ['sig', 'msig', 'lsig']
const ROLES = ['sender', 'receiver', 'freeze-target']

type Condition = (found: Traced) => boolean
/** Narrowed by the route: an account's transactions, an asset's, an application's. */
export type Scope = { address?: Bytes; asset?: bigint; app?: bigint }

/** Everything wrong with a query is said at once, as the indexer does. */
class Complaints {
  private readonly said: string[] = []
  add(text: string): undefined {
    this.said.push(text)
  }
  conclude(): void {
    if (this.said.length > 0) throw new NodeError(400, `invalid input: ${this.said.join(', ')}`)
  }
}

/**
 * Confirmed transactions that match every condition, or led to an inner one that does; oldest first, but those of an
 * address newest first.
 */
export function searchTransactions(node: Node, query: Query, scope: Scope = {}): Json {
  const { conditions, address } = conditionsOf(node, query, scope)
  const matches = (root: ConfirmedTxn) => [...family(root)].some((found) => conditions.every((holds) => holds(found)))
  const { page, next } = search(node, query, address !== undefined, function* (root) {
    if (matches(root)) yield root
  })
  return { transactions: page.map((txn) => indexedTransaction(node, txn)), 'next-token': next }
}

/** Logs of an application's calls, those that other programs made among them. */
export function applicationLogs(node: Node, query: Query, app: bigint): Json {
  const { conditions, address } = conditionsOf(node, query, { app }, 'sender-address', 'sender')
  const { page, next } = search(node, query, address !== undefined, function* (root) {
    const logs = [...family(root)]
      .filter(({ apply }) => (apply.delta?.logs.length ?? 0) > 0)
      .filter((found) => conditions.every((holds) => holds(found)))
      .map(({ apply }) => ({ txid: root.id, logs: apply.delta!.logs, round: root.round, index: root.index }))
    yield* address === undefined ? logs : logs.reverse()
  })
  const data = page.map(({ txid, logs }) => ({ txid, logs }))
  return { 'application-id': app, 'log-data': data.length > 0 ? data : undefined, 'next-token': next }
}

type Place = { round: bigint; index: number }

/** A page of what `pick` finds in each confirmed transaction; a page ends between two of them, never within one. */
function search<T extends Place>(
  node: Node,
  query: Query,
  newestFirst: boolean,
  pick: (root: ConfirmedTxn) => Iterable<T>,
): { page: T[]; next: string | undefined } {
  const after = placeToken(query)
  const roots = newestFirst ? [...node.transactions()].reverse() : node.transactions()
  const limit = query.limit(STANDARD, MOST)
  function* matching(): Generator<T> {
    let taken = 0
    for (const root of roots) {
      if (after && !(newestFirst ? isBefore(root, after) : isBefore(after, root))) continue
      for (const found of pick(root)) {
        taken++
        yield found
      }
      if (taken >= limit) return
    }
  }
  const { page, 'next-token': next } = pageOf(matching(), Infinity, tokenOf)
  return { page, next }
}

const isBefore = (a: Place, b: Place) => a.round < b.round || (a.round === b.round && a.index < b.index)
const tokenOf = ({ round, index }: Place) => `${round}.${index}`

function placeToken(query: Query): Place | undefined {
  const text = query.text('next')
  if (text === undefined) return undefined
  const [, round, index] = /^(\d{1,19})\.(\d{1,9})$/.exec(text) ?? []
  if (round === undefined) throw new NodeError(400, `unable to parse next token: '${text}'`)
  return { round: BigInt(round), index: Number(index) }
}

function conditionsOf(
  node: Node,
  query: Query,
  scope: Scope,
  addressName = 'address',
  fixedRole?: string,
): { conditions: Condition[]; address: Bytes | undefined } {
  const complaints = new Complaints()
  const conditions: Condition[] = []
  const when = <T>(value: T | undefined, condition: (value: T) => Condition) => {
    if (value !== undefined) conditions.push(condition(value))
  }
  const asset = scope.asset ?? query.id('asset-id')
  const app = scope.app ?? query.id('application-id')
  when(app, (id) => (found) => appOf(found) === id)
  when(asset, (id) => (found) => assetOf(found) === id)
  if (app !== undefined && asset !== undefined && app !== asset) complaints.add('cannot search both assetid and appid')

  const address = scope.address ?? addressIn(query.text(addressName), complaints)
  const role = fixedRole ?? oneOf(query.text('address-role'), ROLES, 'address role [valid roles', complaints)
  if (address === undefined && fixedRole === undefined) refuseRoleOfNobody(role, query, complaints)
  when(address, (wanted) => (found) => plays(found.signed, wanted, role, query.flag('exclude-close-to')))

  rounds(query, when, complaints)
  const timeOf = ({ root }: Traced) => Number(node.block(root.round)?.timestamp ?? 0n)
  const before = query.time('before-time')
  const later = query.time('after-time')
  when(before, (time) => (found) => timeOf(found) < time)
  when(later, (time) => (found) => timeOf(found) > time)

  const type = oneOf(query.text('tx-type'), TYPES, 'tx-type [valid types', complaints)
  when(
    type,
    (wanted) =>
      ({ signed }) =>
        signed.txn.type === wanted,
  )
  when(
    oneOf(query.text('sig-type'), SIGNATURES, 'sig-type [valid types', complaints),
    (wanted) => (found) => !found.inner && signatureOf(found.signed) === wanted,
  )
  when(
    digest(query.text('txid'), complaints),
    (id) =>
      ({ root, inner }) =>
        !inner && root.id === id,
  )
  when(bytesIn(query, 'note-prefix', complaints), (prefix) => {
    return ({ signed }) => latin1(signed.txn.note).startsWith(latin1(prefix))
  })
  when(
    group(query, complaints),
    (id) =>
      ({ signed }) =>
        equal(signed.txn.group, id),
  )
  if (query.flag('rekey-to')) conditions.push(({ signed }) => !isZero(signed.txn.rekeyTo))

  // An amount of zero is no amount, and is neither more nor less than another.
  const amountOf = ({ signed: { txn } }: Traced) =>
    asset !== undefined || type === 'axfer' ? txn.assetAmount : txn.amount
  when(query.uint('currency-greater-than'), (least) => (found) => amountOf(found) > least)
  when(query.uint('currency-less-than'), (most) => (found) => amountOf(found) > 0n && amountOf(found) < most)
  complaints.conclude()
  return { conditions, address }
}

type When = <T>(value: T | undefined, condition: (value: T) => Condition) => void

function rounds(query: Query, when: When, complaints: Complaints): void {
  const only = query.id('round')
  const min = query.id('min-round')
  const max = query.id('max-round')
  if (only !== undefined && (min || max)) complaints.add('cannot specify round and min-round/max-round')
  if (only === undefined && min && max && min > max) complaints.add('min-round must be less than max-round')
  when(
    only,
    (round) =>
      ({ root }) =>
        root.round === round,
  )
  when(
    min,
    (round) =>
      ({ root }) =>
        root.round >= round,
  )
  when(
    max === 0n ? undefined : max,
    (round) =>
      ({ root }) =>
        root.round <= round,
  )
}

function oneOf(text: string | undefined, known: string[], what: string, complaints: Complaints): string | undefined {
  const wanted = text?.toLowerCase()
  if (wanted === undefined || known.includes(wanted)) return wanted
  return complaints.add(`unknown ${what}: ${known.join(', ')}]: '${wanted}'`)
}

function addressIn(text: string | undefined, complaints: Complaints): Bytes | undefined {
  if (text === undefined) return undefined
  try {
    return addressOf(text)
  } catch (error) {
    return complaints.add((error as NodeError).message)
  }
}

/** The parts a zero address cannot be searched in, because it is what an absent one reads as. */
function refuseRoleOfNobody(role: string | undefined, query: Query, complaints: Complaints): void {
  const refused = {
    sender: ['asset sender'],
    receiver: query.flag('exclude-close-to') ? [] : ['close address', 'asset close address'],
  }[role ?? '']
  for (const name of refused ?? []) {
    complaints.add(`searching transactions by zero address with ${name} role is not supported`)
  }
}

function digest(text: string | undefined, complaints: Complaints): string | undefined {
  const bad = text?.search(/[^A-Z2-7]/) ?? -1
  if (bad < 0) return text
  return complaints.add(`unable to parse base32 digest data 'txid': illegal base32 data at input byte ${bad}`)
}

function bytesIn(query: Query, name: string, complaints: Complaints): Bytes | undefined {
  const text = query.text(name)
  if (text === undefined) return undefined
  return base64Of(text) ?? complaints.add(`unable to parse base64 data: '${name}'`)
}

function group(query: Query, complaints: Complaints): Bytes | undefined {
  const id = bytesIn(query, 'group-id', complaints)
  return id === undefined || id.length === 32 ? id : complaints.add("bad length for group ID: 'group-id'")
}

function appOf({ signed: { txn }, apply }: Traced): bigint | undefined {
  if (txn.type !== 'appl') return undefined
  return txn.applicationId === 0n ? apply.applicationId : txn.applicationId
}

function assetOf({ signed: { txn }, apply }: Traced): bigint | undefined {
  if (txn.type === 'axfer') return txn.xferAsset
  if (txn.type === 'afrz') return txn.freezeAsset
  if (txn.type !== 'acfg') return undefined
  return txn.configAsset === 0n ? apply.configAsset : txn.configAsset
}

function signatureOf({ sig, msig, lsig }: SignedTxn): string | undefined {
  if (sig.length > 0) return 'sig'
  return msig ? 'msig' : lsig && 'lsig'
}

function plays({ txn }: SignedTxn, address: Bytes, role: string | undefined, withoutClosing: boolean): boolean {
  const senders = [txn.sender, txn.assetSender]
  const closing = [txn.closeRemainderTo, txn.assetCloseTo]
  const receivers = [txn.receiver, txn.assetReceiver]
  const among = (list: Bytes[]) => list.some((a) => equal(a, address))
  if (role === 'sender') return among(senders)
  if (role === 'receiver') return among(withoutClosing ? receivers : [...receivers, ...closing])
  if (role === 'freeze-target') return among([txn.freezeAccount])
  return among([...senders, ...receivers, ...closing, txn.freezeAccount])
}
