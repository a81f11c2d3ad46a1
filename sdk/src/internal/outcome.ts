import type { modelsv2 } from 'algosdk'
import type { EscrowEvent } from '../events/decode'
import { decodeEvent } from '../events/decode'
import { amountsOf } from '../pure/amounts'
import type { Address, Amounts } from '../pure/types'

type Info = modelsv2.PendingTransactionResponse

/** The events of a transaction and its inner ones, from what algod tells about it: a call logs its own last. */
function eventsIn({ applicationIndex, txn, logs = [], innerTxns = [] }: Info): EscrowEvent[] {
  const app = applicationIndex ?? txn.txn.applicationCall?.appIndex ?? 0n
  return [...innerTxns.flatMap(eventsIn), ...logs.flatMap((log) => decodeEvent(app, log) ?? [])]
}

/** What a prepared action keeps to understand its result, also after a crash. */
export interface Reading {
  /** who is meant by the destinations of `payouts` */
  roles?: { readonly [Role in keyof Amounts]?: Address }
  /** what the result carries besides */
  extras?: Readonly<Record<string, bigint | string>>
  /** what the result carries of what the call made: the name for it, and the field of the last event it is in */
  returns?: readonly [name: string, field: string] | undefined
  /** the events it will log, by name; undefined where no model foretells them */
  events?: readonly string[] | undefined
}

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
export function outcomeOf({ roles = {}, extras, returns }: Reading, info: Info): Omit<Outcome, 'extras'> {
  const events = eventsIn(info)
  // Of the events of one call at most one says who got what.
  const said = Object.assign({}, ...events.map(({ args }) => args)) as Args
  const credited = amountsOf((role) => said[`${role}Credit`] ?? 0n)
  const paid = amountsOf((role) => {
    const withdrawn = said.account && said.account === roles[role] ? said.amount : undefined
    const share = said[`to${role.replace(/./, (first) => first.toUpperCase())}`]
    return (withdrawn ?? share ?? 0n) - credited[role]
  })
  const made = returns && (info.applicationIndex ?? said[returns[1]])
  return { events, paid, credited, ...extras, ...(returns && made ? { [returns[0]]: made } : {}) }
}

/** What events say: `toClient` in all and `clientCredit` of it as a credit, or the `amount` an `account` withdrew. */
type Args = Readonly<Record<string, bigint | undefined>> & { account?: Address; amount?: bigint }
