import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Algodv2, TransactionSigner } from 'algosdk'
import { NodeError } from '../errors/input'
import { checkNumber } from '../pure/check'
import type { Address, ProjectRef } from '../pure/types'

/** What every read needs: a node and the Protocol. */
export interface EscrowContext {
  readonly algorand: AlgorandClient
  /** app id of the Protocol */
  readonly protocol: bigint
  /** genesis hash the node must have, in base64; set when the network was named */
  readonly genesisHash?: string
  /** what that network is called */
  readonly network?: string
  /** the second a quote is about, in place of the time of the last block */
  readonly asOf?: bigint
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

/** The app id of a project, however it was named. Plain JavaScript may pass a number, a text or an engagement. */
export function idOf(project: ProjectRef): bigint {
  return checkNumber('project', (Object(project) as { id?: bigint }).id ?? (project as bigint))
}

/** The HTTP status of an answer that is an error; undefined when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return (Object(error) as { status?: number }).status
}

interface Request<T> {
  do(): Promise<T>
}

/** How often the node is asked before it counts as silent. To ask twice, or to send the same bytes twice, has one effect. */
export const ATTEMPTS = 4

/** Asks the node for something that may not be there: `undefined` when it says so, `NodeError` when it does not answer. */
export async function ask<T>(request: Request<T>, mayBeMissing = true): Promise<T | undefined> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await request.do()
    } catch (error) {
      if (mayBeMissing && statusOf(error) === 404) return undefined
      if (left === 1) throw new NodeError(error)
    }
  }
}

/** Asks the node for something that is always there. */
export function askFor<T>(request: Request<T>): Promise<T> {
  return ask(request, false) as Promise<T>
}
