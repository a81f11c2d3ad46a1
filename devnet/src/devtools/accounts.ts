import type { Transaction, TransactionSigner } from 'algosdk'
import { Address, encodeMsgpack, mnemonicFromSeed, SignedTransaction } from 'algosdk'
import type { Ed25519 } from '../api/kmd-wallets'
import { concat, equal, uint64 } from '../protocol/bytes'
import { addressText, hashOf } from '../protocol/address'
import type { Bytes } from '../protocol/txn'

/** An account whose key everybody knows. It is a signer account of algosdk's and algokit-utils' kind. */
export type DevAccount = {
  readonly addr: Address
  readonly address: string
  /** 32 bytes of seed, then 32 of public key: what algosdk calls sk */
  readonly sk: Bytes
  /** 25 words */
  readonly mnemonic: string
  readonly signer: TransactionSigner
}

/** The n-th key of every devnet: tests can name addresses, and nobody can mistake these keys for secrets. */
export function seedOf(index: number): Bytes {
  return hashOf('holdfast devnet key', uint64(BigInt(index)))
}

export function accountFromSeed(seed: Bytes, crypto: Ed25519): DevAccount {
  const publicKey = crypto.publicKey(seed)
  const addr = new Address(publicKey)
  let words: string | undefined
  return {
    addr,
    address: addressText(publicKey),
    sk: concat(seed, publicKey),
    get mnemonic() {
      return (words ??= mnemonicFromSeed(seed))
    },
    signer: (group, indexes) => Promise.resolve(indexes.map((i) => signed(group[i]!, seed, publicKey, crypto))),
  }
}

/** The account signs for itself, and for senders that are rekeyed to it. */
function signed(txn: Transaction, seed: Bytes, publicKey: Bytes, crypto: Ed25519): Bytes {
  const sig = crypto.sign(txn.bytesToSign(), seed)
  const own = equal(txn.sender.publicKey, publicKey)
  return encodeMsgpack(new SignedTransaction(own ? { txn, sig } : { txn, sig, sgnr: new Address(publicKey) }))
}

/** For whoever signs by other means: sends transactions without any signature. */
export const unsignedSigner: TransactionSigner = (group, indexes) =>
  Promise.resolve(indexes.map((i) => encodeMsgpack(new SignedTransaction({ txn: group[i]! }))))
