import type { modelsv2 } from 'algosdk'
import { ABIType } from 'algosdk'
import type { EscrowEvent, LoggedTransaction } from '../events/decode'
import { decodeEvents } from '../events/decode'
import type { Amounts } from '../pure/types'
import { toHex } from './codec'
import type { Plan } from './plan'
import { NO_AMOUNTS } from './plan'

/** A transaction's logs with those of its inner ones, from what algod tells about it. */
export function loggedOf(info: modelsv2.PendingTransactionResponse): LoggedTransaction {
  const app = info.applicationIndex ?? info.txn.txn.applicationCall?.appIndex ?? 0n
  return { app: BigInt(app), logs: info.logs ?? [], inner: (info.innerTxns ?? []).map(loggedOf) }
}

/** What a prepared action keeps to understand its result, also after a crash. */
export type Reading = Pick<Plan, 'verb' | 'roles' | 'extras' | 'payouts'> & Partial<Pick<Plan, 'returns' | 'events'>>

/** What an action did. */
export interface Outcome {
  events: readonly EscrowEvent[]
  /** USDC that arrived, by destination */
  paid: Amounts
  /** USDC that could not be pushed and waits for `withdraw` */
  credited: Amounts
  extras: Record<string, bigint | string>
}

/** Reads what the main call of an action did. */
export function outcomeOf(reading: Reading, info: modelsv2.PendingTransactionResponse): Outcome {
  const events = decodeEvents(loggedOf(info))
  const amounts = events.map((event) => amountsOf(event, reading.roles))
  return {
    events,
    paid: sum(amounts.map(({ paid }) => paid)),
    credited: sum(amounts.map(({ credited }) => credited)),
    extras: { ...reading.extras, ...returnedBy(reading, info) },
  }
}

/** ARC-4: the selector of a returned value in the last log. */
const RETURNED = '151f7c75'

function returnedBy({ returns }: Reading, info: modelsv2.PendingTransactionResponse): Record<string, bigint> {
  if (!returns) return {}
  if (info.applicationIndex) return { [returns]: BigInt(info.applicationIndex) }
  const log = info.logs?.at(-1)
  if (!log || toHex(log.slice(0, 4)) !== RETURNED) return {}
  return { [returns]: ABIType.from('uint64').decode(log.slice(4)) as bigint }
}

interface Split {
  paid: Amounts
  credited: Amounts
}

function amountsOf(event: EscrowEvent, roles: Plan['roles']): Split {
  switch (event.name) {
    case 'MilestoneClosed': {
      const { toClient, toFreelancer, toBurn, toProtocol, clientCredit, freelancerCredit, burnCredit } = event.args
      const credited = { client: clientCredit, freelancer: freelancerCredit, burn: burnCredit, protocol: 0n }
      const paid = {
        client: toClient - clientCredit,
        freelancer: toFreelancer - freelancerCredit,
        burn: toBurn - burnCredit,
        protocol: toProtocol,
      }
      return { paid, credited }
    }
    case 'CreditWithdrawn': {
      const { account, amount } = event.args
      const role = account === roles.client ? 'client' : account === roles.burn ? 'burn' : 'freelancer'
      return { paid: { ...NO_AMOUNTS, [role]: amount }, credited: NO_AMOUNTS }
    }
    case 'ProjectClosed': {
      const { toClient, toProtocol } = event.args
      return { paid: { ...NO_AMOUNTS, client: toClient, protocol: toProtocol }, credited: NO_AMOUNTS }
    }
    default:
      return { paid: NO_AMOUNTS, credited: NO_AMOUNTS }
  }
}

function sum(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce(
    (total, { client, freelancer, burn, protocol }) => ({
      client: total.client + client,
      freelancer: total.freelancer + freelancer,
      burn: total.burn + burn,
      protocol: total.protocol + protocol,
    }),
    NO_AMOUNTS,
  )
}

/** All of an amount's destinations together. */
export function totalOf({ client, freelancer, burn, protocol }: Amounts): bigint {
  return client + freelancer + burn + protocol
}
