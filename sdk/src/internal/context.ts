import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Algodv2, TransactionSigner } from 'algosdk'
import { Address as AlgorandAddress, isValidAddress } from 'algosdk'
import { AddressError, NodeError } from '../errors/input'
import type { Address, ProjectRef } from '../pure/types'

/** What every read needs: a node and the Protocol. */
export interface EscrowContext {
  readonly algorand: AlgorandClient
  /** app id of the Protocol */
  readonly protocol: bigint
  /** genesis hash the node must have, in base64; set when the network was named */
  readonly genesisHash?: string
}

/** What every write needs: an account and something that signs for it. */
export interface EscrowAccount extends EscrowContext {
  readonly address: Address
  readonly signer: TransactionSigner
  /** how it signs, where that costs more: the network takes two more minimum fees for each signature with Falcon-1024 */
  readonly signature?: Signature | undefined
}

/** Signatures that cost more than the bytes they take. */
export type Signature = 'falcon1024'

/** The node behind a context. */
export function algodOf({ algorand }: EscrowContext): Algodv2 {
  return algorand.client.algod
}

/**
 * Refuses what is not an address before anything is done with it. The 58th character has two bits to spare: algosdk reads
 * four spellings of it as one address, a node only the one that it prints.
 */
export function checkAddress(role: string, address: string): Address {
  if (!isValidAddress(address) || AlgorandAddress.fromString(address).toString() !== address)
    throw new AddressError(role, address)
  return address
}

/** The app id of a project, however it was named. */
export function idOf(project: ProjectRef): bigint {
  return typeof project === 'bigint' ? project : project.id
}

/** Whether the node answered that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404
}

/** The HTTP status of an answer that is an error; undefined when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('status' in error && typeof error.status === 'number') return error.status
  if ('response' in error) return statusOf(error.response)
  return undefined
}

/** Asks the node; `undefined` when it says there is no such thing, `NodeError` when it does not answer. */
export async function ask<T>(request: { do(): Promise<T> }): Promise<T | undefined> {
  try {
    return await request.do()
  } catch (error) {
    if (isNotFound(error)) return undefined
    if (statusOf(error) === undefined) throw new NodeError(error)
    throw error
  }
}

/** Asks the node for something that is always there. */
export async function askFor<T>(request: { do(): Promise<T> }): Promise<T> {
  const answer = await ask(request)
  if (answer === undefined) throw new NodeError(new Error('the node does not know this route'))
  return answer
}
