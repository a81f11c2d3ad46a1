import { getApplicationAddress } from 'algosdk'
import { isPublished } from '../internal/chain'
import type { EscrowContext } from '../internal/context'
import { algodOf, ask } from '../internal/context'
import type { EscrowEvent } from './decode'
import { decodeEvent } from './decode'

/** A transaction as algokit-subscriber hands it over, inner ones apart: what of it `watch` needs. */
export interface SubscribedTransaction {
  id: string
  sender: string
  /** the transaction that was sent, if this one is inside it */
  parentTransactionId?: string | undefined
  confirmedRound?: bigint | number | undefined
  applicationTransaction?: { applicationId?: bigint | number | undefined } | undefined
  createdApplicationIndex?: bigint | number | undefined
  logs?: readonly Uint8Array[] | undefined
}

/** An event with where it stands on the chain. */
export type WatchedEvent = EscrowEvent & {
  /** the same whenever this event is delivered, and of no other: a subscriber that broke off delivers some again */
  id: string
  /** the transaction that was sent, also when the event is from a call inside it */
  transactionId: string
  confirmedRound: bigint
}

/** What a watcher may know beforehand. */
export interface WatchOptions {
  /**
   * ids of the projects you follow already: one that was closed long before you came back cannot be looked up any more,
   * and without its id here its last events would look like those of a stranger
   */
  known?: Iterable<bigint>
}

/**
 * Follow the Protocol and its genuine projects: each event once and in order, also from calls inside other calls. Apps that
 * the Protocol did not create, or that run no published program, are ignored. If `onEvent` fails the subscriber keeps its
 * watermark, and delivers again from there.
 * @example
 * ```ts
 * import { AlgorandSubscriber } from '@algorandfoundation/algokit-subscriber'
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { watchEvents } from '@holdfast/sdk'
 * import { TransactionType } from 'algosdk'
 * export function example(escrow: EscrowContext, watermarkPersistence: { get(): Promise<bigint>; set(round: bigint): Promise<void> }) {
 *   const filters = [{ name: 'holdfast', filter: { type: TransactionType.appl } }]
 *   const config = { filters, watermarkPersistence, syncBehaviour: 'sync-oldest' as const, waitForBlockWhenAtTip: true }
 *   const subscriber = new AlgorandSubscriber(config, escrow.algorand.client.algod)
 *   watchEvents(escrow, subscriber, 'holdfast', (event) => console.log(event.name, event.args))
 *   subscriber.start()
 *   return subscriber
 * }
 * ```
 * @param filter name of a filter of the subscriber that lets the app calls through
 */
export function watchEvents(
  context: EscrowContext,
  // What of AlgorandSubscriber is needed: whoever does not follow events need not install it for the types.
  subscriber: { onBatch(filter: string, listener: (transactions: SubscribedTransaction[]) => Promise<void>): unknown },
  filter: string,
  onEvent: (event: WatchedEvent) => void | Promise<void>,
  { known = [] }: WatchOptions = {},
): void {
  const protocol = getApplicationAddress(context.protocol).toString()
  const created = new Set(known)
  const isOurs = genuineApps(context, protocol, created)
  subscriber.onBatch(filter, async (transactions: SubscribedTransaction[]) => {
    // The Protocol calls no app but those it made: one that is closed later in the batch is known for ours already.
    for (const inner of transactions) if (inner.sender === protocol) created.add(appOf(inner))
    for (const transaction of transactions) {
      const { id, parentTransactionId: transactionId = id, confirmedRound = 0, logs = [] } = transaction
      for (const [position, log] of logs.entries()) {
        const event = decodeEvent(appOf(transaction), log)
        if (!event || !(await isOurs(event.app))) continue
        await onEvent({ ...event, id: `${id}/${position}`, transactionId, confirmedRound: BigInt(confirmedRound) })
      }
    }
  })
}

function appOf({ applicationTransaction, createdApplicationIndex }: SubscribedTransaction): bigint {
  return BigInt(applicationTransaction?.applicationId || createdApplicationIndex || 0)
}

/** Anybody can log bytes that look like an event: only creator and program tell, or, once it is gone, who made it. */
function genuineApps(
  context: EscrowContext,
  protocol: string,
  created: ReadonlySet<bigint>,
): (app: bigint) => Promise<boolean> {
  const verdicts = new Map<bigint, boolean>([[context.protocol, true]])
  return async (app) => {
    const given = verdicts.get(app)
    if (given !== undefined) return given
    const params = (await ask(algodOf(context).getApplicationByID(app)))?.params
    if (!params) return created.has(app)
    const { creator, approvalProgram, clearStateProgram } = params
    const verdict = creator.toString() === protocol && (await isPublished(approvalProgram, clearStateProgram))
    verdicts.set(app, verdict)
    return verdict
  }
}
