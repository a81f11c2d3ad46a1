import { hashOf } from '../protocol/address'
import { concat, uint64, utf8 } from '../protocol/bytes'
import type { Bytes } from '../protocol/txn'
import type { GroupContext } from './group'
import type { Host } from './host'

/** Ids already worked out, by position in the group: a program may ask for the same one many times. */
type Known = WeakMap<GroupContext, Map<number, Bytes>>
const known: Known = new WeakMap()
/** the same for the program that submitted the group: what it asked for of the last one may stand at the first's place */
const knownToCaller: Known = new WeakMap()

/**
 * The id of a transaction of a group. An inner one hashes the id of the transaction that submitted it and its position
 * among all that this one submits, so that equal inner transactions have different ids.
 */
export function txnIdOf(group: GroupContext, index: number, host: Host): Bytes {
  return remembered(known, group, index, () => computedId(group, index, index, host))
}

/** The id that `gitxn TxID` shows. */
export function innerIdOf(group: GroupContext, index: number, host: Host): Bytes {
  return remembered(knownToCaller, group, index, () => computedId(group, index, index, host))
}

/** The id that `itxn TxID` shows of the last transaction of an inner group: as if it were the first one. */
export function lastInnerId(group: GroupContext, host: Host): Bytes {
  return remembered(knownToCaller, group, 0, () => computedId(group, group.txns.length - 1, 0, host))
}

function remembered(memory: Known, group: GroupContext, index: number, compute: () => Bytes): Bytes {
  let ids = memory.get(group)
  if (!ids) memory.set(group, (ids = new Map<number, Bytes>()))
  let id = ids.get(index)
  if (!id) ids.set(index, (id = compute()))
  return id
}

function computedId(group: GroupContext, index: number, position: number, host: Host): Bytes {
  const encoded = host.encodeTxn(group.txns[index]!.txn)
  const { caller } = group
  if (!caller) return hashOf('TX', encoded)
  const parent = txnIdOf(caller.group, caller.groupIndex, host)
  return hashOf('TX', parent, uint64(BigInt(group.innerOffset + position)), encoded)
}

/** The id that ties the transactions of an inner group together: the hash of the list of theirs. */
export function innerGroupId(ids: readonly Bytes[]): Bytes {
  // msgpack of {txlist: [ids]}: a map of one, a string of 6, an array of at most 15 or of 16, binaries of 32
  const array = ids.length < 16 ? [0x90 | ids.length] : [0xdc, 0, ids.length]
  const head = concat(Uint8Array.of(0x81, 0xa6), utf8('txlist'), Uint8Array.from(array))
  return hashOf('TG', head, ...ids.map((id) => concat(Uint8Array.of(0xc4, 32), id)))
}
