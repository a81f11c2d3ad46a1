import type { AlgorandSubscriber } from '@algorandfoundation/algokit-subscriber'
import { getApplicationAddress } from 'algosdk'
import type { EscrowContext } from '../internal/context'
import { algodOf, ask } from '../internal/context'
import type { EscrowEvent, LoggedTransaction } from './decode'
import { decodeEvents } from './decode'

/** A transaction as algokit-subscriber hands it over: what of it `watch` needs. */
export interface SubscribedTransaction {
  id: string
  confirmedRound?: bigint | number | undefined
  applicationTransaction?: { applicationId?: bigint | number | undefined } | undefined
  createdApplicationIndex?: bigint | number | undefined
  logs?: readonly Uint8Array[] | undefined
  innerTxns?: readonly SubscribedTransaction[] | undefined
}

/** An event with the transaction it is in. */
export type WatchedEvent = EscrowEvent & { transactionId: string; confirmedRound: bigint }

/**
 * The events of genuine projects and the Protocol in a transaction that algokit-subscriber found. Apps that the Protocol
 * did not create are asked for once and ignored from then on.
 * @example
 * ```ts
 * import type { AlgorandSubscriber } from '@algorandfoundation/algokit-subscriber'
 * import type { EscrowContext } from '@holdfast/sdk'
 * import { watchEvents } from '@holdfast/sdk'
 * export function example(escrow: EscrowContext, subscriber: AlgorandSubscriber): void {
 *   watchEvents(escrow, subscriber, 'holdfast', (event) => console.log(event.name, event.args))
 *   subscriber.start()
 * }
 * ```
 * @param filter name of a filter of the subscriber that lets app calls with logs through
 */
export function watchEvents(
  context: EscrowContext,
  subscriber: Pick<AlgorandSubscriber, 'on'>,
  filter: string,
  onEvent: (event: WatchedEvent) => void | Promise<void>,
): void {
  const isOurs = genuineApps(context)
  subscriber.on(filter, async (transaction: SubscribedTransaction) => {
    for (const event of decodeEvents(loggedOf(transaction))) {
      if (!(await isOurs(event.app))) continue
      const confirmedRound = BigInt(transaction.confirmedRound ?? 0)
      await onEvent({ ...event, transactionId: transaction.id, confirmedRound })
    }
  })
}

function loggedOf({
  applicationTransaction,
  createdApplicationIndex,
  ...rest
}: SubscribedTransaction): LoggedTransaction {
  const app = applicationTransaction?.applicationId || createdApplicationIndex || 0
  return { app: BigInt(app), logs: rest.logs ?? [], inner: (rest.innerTxns ?? []).map(loggedOf) }
}

/** Anybody can log bytes that look like an event: only the creator tells. A closed project keeps its verdict. */
function genuineApps(context: EscrowContext): (app: bigint) => Promise<boolean> {
  const protocol = getApplicationAddress(context.protocol).toString()
  const verdicts = new Map<bigint, boolean>([[context.protocol, true]])
  return async (app) => {
    const known = verdicts.get(app)
    if (known !== undefined) return known
    const found = await ask(algodOf(context).getApplicationByID(app))
    const verdict = found?.params?.creator.toString() === protocol
    verdicts.set(app, verdict)
    return verdict
  }
}
