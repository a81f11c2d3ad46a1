import { parseAddress } from '../protocol/address'
import type { Bytes } from '../protocol/txn'

/** An address as text, as bytes, as algosdk's `Address`, or anything that carries one of these as `addr`. */
export type AnyAddress = string | Bytes | { readonly publicKey: Bytes } | { readonly addr: AnyAddress }

export function bytesOf(address: AnyAddress): Bytes {
  if (typeof address === 'string') {
    const bytes = parseAddress(address)
    if (!bytes) throw new Error(`"${address}" is not an address: it has 58 characters and ends in its checksum.`)
    return bytes
  }
  if (address instanceof Uint8Array) {
    if (address.length !== 32) throw new Error(`An address has 32 bytes, not ${address.length}.`)
    return address
  }
  return 'publicKey' in address ? address.publicKey : bytesOf(address.addr)
}

export type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number }

export function secondsOf(duration: Duration | bigint | number): bigint {
  if (typeof duration === 'bigint') return duration
  if (typeof duration === 'number') return BigInt(duration)
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
  return BigInt(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
}

/** Whole and decimal algos as microalgos; a bigint already counts microalgos. */
export function microAlgosOf(algo: number | bigint): bigint {
  if (typeof algo === 'bigint') return algo
  const micro = Math.round(algo * 1e6)
  if (!Number.isSafeInteger(micro))
    throw new Error(`${algo} ALGO is too much for a number: pass microalgos as a bigint.`)
  return BigInt(micro)
}
