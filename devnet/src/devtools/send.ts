import { groupHash } from '../ledger/codec'
import type { ConfirmedTxn } from '../node/chain'
import type { Node } from '../node/node'
import { uint64 } from '../protocol/bytes'
import type { SignedTxn, Txn, TxType } from '../protocol/txn'
import { NO_BYTES, ZERO_ADDRESS, zeroTxn } from '../protocol/txn'

let sent = 0n

/** A transaction of the devtools' own: complete but for what makes it do something. */
export function draft(node: Node, type: TxType, fields: Partial<Txn>): Txn {
  return {
    ...zeroTxn(type),
    fee: node.params.minTxnFee,
    firstValid: node.lastRound + 1n,
    lastValid: node.lastRound + node.params.maxTxnLife,
    genesisId: node.genesis.id,
    genesisHash: node.genesis.hash,
    note: uint64(++sent), // two equal transactions would be one
    ...fields,
  }
}

/** Sends as whoever the transactions say, all or nothing: no key is asked for. */
export function sendUnsigned(node: Node, drafts: readonly Txn[]): ConfirmedTxn[] {
  const group = drafts.length > 1 ? groupHash(drafts).id : ZERO_ADDRESS
  const signed = drafts.map((txn): SignedTxn => ({
    txn: { ...txn, group },
    sig: NO_BYTES,
    msig: undefined,
    lsig: undefined,
    authAddr: ZERO_ADDRESS,
  }))
  const { round } = node.submitGroup(signed, { unsigned: true })
  return node.block(round)!.txIds.map((id) => node.confirmed(id)!)
}
