import { Address as AlgorandAddress } from 'algosdk'
import { AddressError, InputError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { filled } from '../errors/told'
import { attempt } from './attempt'
import type { Address } from './types'

/**
 * Refuses what is not an address before anything is done with it. The 58th character has two bits to spare: algosdk reads
 * four spellings of it as one address, a node only the one that it prints.
 */
export function checkAddress(role: string, address: string): Address {
  if (!attempt(() => String(AlgorandAddress.fromString(address)) === address)) throw new AddressError(role, address)
  return address
}

/** Refuses what no call has room for: anything but a bigint of 64 bits, whatever plain JavaScript passes. */
export function checkNumber(what: string, value: bigint): bigint {
  return check(
    attempt(() => BigInt.asUintN(64, value) === value),
    what,
    value,
    REASONS.takesInstead,
  )
}

/** Refuses nothing where something has to be: plain JavaScript leaves arguments out. */
export function checkGiven<T>(what: string, value: T): T {
  return check(Object(value) === value, what, value, REASONS.givenInstead)
}

function check<T>(fits: boolean | undefined, what: string, value: T, remedy: string): T {
  if (!fits) throw new InputError(filled(REASONS.notTaken, [what, value]), remedy)
  return value
}
