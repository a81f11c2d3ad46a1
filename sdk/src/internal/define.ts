import type { Transaction } from 'algosdk'
import { decodeSignedTransaction, encodeUnsignedSimulateTransaction, modelsv2 } from 'algosdk'
import type { EscrowError } from '../errors/base'
import { contractError } from '../errors/contract'
import { decodeError } from '../errors/decode'
import { FeeLimitError, InputError, InsufficientAlgoError, LyingNodeError } from '../errors/input'
import { hashOf } from '../pure/hash'
import type { Address } from '../pure/types'
import { checkNetwork } from './chain'
import type { EscrowAccount, EscrowContext } from './context'
import { algodOf, askFor, checkAddress } from './context'
import type { Outcome } from './outcome'
import { outcomeOf } from './outcome'
import type { Plan } from './plan'
import { buildGroup, feeOf, MAX_BYTE_FEE, MAX_MIN_FEE } from './plan'
import type { PreparedAction, Quote } from './prepared'
import { preparedFrom } from './prepared'
import type { ActionResult } from './send'
import { sign, submitSigned } from './send'

/** Who an action is for, where nothing is signed yet. */
export type Planner = Pick<EscrowAccount, keyof EscrowContext | 'address' | 'signature'>

/** Options of every action. */
export interface ActionOptions {
  /** the version of the engagement that a person was shown; read from the chain unless given */
  version?: bigint
  /** distinguishes two actions that are equal in all else and both meant */
  intent?: string
  /** microALGO on top of what the network asks, to be taken earlier by a busy one; nothing of it comes back */
  extraFee?: bigint
  /** the most microALGO that the whole group may pay in fees */
  maxFee?: bigint
  /** leave it to the chain to refuse: skips the checks before sending */
  unchecked?: boolean
}

/** What running an action without signatures shows. */
export type SimulatedAction<X extends object = object> = Omit<Outcome, 'extras'> & {
  verb: string
  quote: Quote
  summary: Plan['summary']
  /** opcodes the group used */
  opcodes: bigint
} & X

/** One verb in its forms: send, prepare, simulate, quote. All run the same plan. */
export interface Action<A extends unknown[], X extends object = object> {
  /** signs, sends, waits for confirmation */
  (account: EscrowAccount, ...args: A): Promise<ActionResult & X>
  /** the unsigned group with a summary in plain language */
  prepare(account: Planner, ...args: A): Promise<PreparedAction<X>>
  /** runs it on the node without signatures */
  simulate(account: Planner, ...args: A): Promise<SimulatedAction<X>>
  /** costs, payouts and what stands in the way */
  quote(account: Planner, ...args: A): Promise<Quote>
}

/** Makes the forms of a verb from the one function that plans it. The last argument of a plan may be options. */
export function defineAction<A extends unknown[], X extends object = object>(
  planOf: (account: Planner, ...args: A) => Promise<Plan>,
): Action<A, X> {
  const prepare = async (account: Planner, ...args: A) => {
    checkAddress('sender', account.address)
    const options = optionsIn(args)
    const draft = await draftOf(account, await planOf(account, ...args), options)
    const blocker = draft.quote.blockers[0]
    if (blocker && !options.unchecked) throw blocker
    return prepareDraft<X>(account, draft)
  }
  const send = async (account: EscrowAccount, ...args: A) => {
    const prepared = await prepare(account, ...args)
    return submitSigned(account, prepared, await sign(prepared, account.signer))
  }
  const simulate = async (account: Planner, ...args: A) => simulatePrepared(account, await prepare(account, ...args))
  const quote = async (account: Planner, ...args: A) =>
    (await draftOf(account, await planOf(account, ...args), optionsIn(args))).quote
  return Object.assign(send, { prepare, simulate, quote })
}

function optionsIn(args: unknown[]): ActionOptions {
  const last = args.at(-1)
  return typeof last === 'object' && last !== null ? (last as ActionOptions) : {}
}

interface Draft {
  plan: Plan
  transactions: Transaction[]
  quote: Quote
}

async function draftOf(account: Planner, plan: Plan, options: ActionOptions): Promise<Draft> {
  const { intent = '', extraFee = 0n, maxFee } = options
  const params = await askFor(algodOf(account).getTransactionParams())
  checkNetwork(account, params)
  const { minFee, fee: byteFee } = params
  if (minFee > MAX_MIN_FEE || byteFee > MAX_BYTE_FEE)
    throw new LyingNodeError(`it asks for ${minFee} microALGO, ${byteFee} a byte`)
  // The lease is the hash of the intent: while one such call can be valid the ledger takes no other.
  const lease = plan.lease === undefined ? undefined : await hashOf(`holdfast|${plan.lease}|${intent}`)
  const transactions = buildGroup(plan, params, lease, account.signature, extraFee)
  const fee = feeOf(transactions)
  const blockers = await blockersOf(account, plan, fee)
  if (maxFee !== undefined && fee > maxFee) blockers.push(new FeeLimitError(fee, maxFee))
  const { verb, deposit, refundable, reserve, payouts, credited } = plan
  return { plan, transactions, quote: { verb, fee, deposit, refundable, reserve, payouts, credited, blockers } }
}

async function blockersOf(context: EscrowContext, plan: Plan, fee: bigint): Promise<EscrowError[]> {
  const { refusal, sender, deposit, reserve } = plan
  const [account, ...inTheWay] = await Promise.all([
    askFor(algodOf(context).accountInformation(sender)),
    ...plan.steps.map((step) => (step.kind === 'usdc' ? step.blockers(context, sender) : [])),
  ])
  const blockers: EscrowError[] = []
  if (refusal) blockers.push(refusal === 'refusedByLedger' ? ledgerRefusal(plan.verb) : contractError(refusal))
  blockers.push(...inTheWay.flat())
  const spendable = BigInt(account.amount) - BigInt(account.minBalance)
  const needed = fee + deposit.algo + reserve
  if (spendable < needed) blockers.push(new InsufficientAlgoError(sender, needed, spendable > 0n ? spendable : 0n))
  return blockers
}

function ledgerRefusal(verb: string): EscrowError {
  const what = {
    rejoin: 'This account has not left: its local state is still there.',
    leave: 'This account has no local state in the project.',
    registerArbiter: 'This account is registered as an arbiter already.',
    unregisterArbiter: 'This account is not registered as an arbiter.',
  }[verb]
  return new InputError(
    what ?? 'The ledger would refuse this call.',
    'There is nothing to do: read the state again.',
  )
}

function prepareDraft<X extends object>(
  { signature }: Planner,
  { plan, transactions, quote }: Draft,
): PreparedAction<X> {
  const { sender, summary, verb, roles, extras, payouts, returns, events } = plan
  const optional = { ...(returns === undefined ? {} : { returns }), ...(events === undefined ? {} : { events }) }
  const reading = { verb, roles, extras, payouts, ...optional }
  return preparedFrom<X>({ sender, summary, quote, reading, transactions, signature })
}

/** Runs a prepared group on the node without signatures. */
async function simulatePrepared<X extends object>(
  context: EscrowContext,
  prepared: PreparedAction<X>,
): Promise<SimulatedAction<X>> {
  const txns = prepared.transactions.map((txn) => decodeSignedTransaction(encodeUnsignedSimulateTransaction(txn)))
  const request = new modelsv2.SimulateRequest({
    txnGroups: [new modelsv2.SimulateRequestTransactionGroup({ txns })],
    allowEmptySignatures: true,
    fixSigners: true,
  })
  const answer = await algodOf(context)
    .simulateTransactions(request)
    .do()
    .catch((error: unknown) => {
      throw decodeError(error, context.protocol)
    })
  const group = answer.txnGroups[0]
  const main = group?.txnResults.at(-1)
  if (!group || !main) throw new LyingNodeError('it simulated nothing')
  if (group.failureMessage) throw decodeError(failureOf(group), context.protocol)
  const { extras, ...outcome } = outcomeOf(prepared.reading, main.txnResult)
  const { verb, quote, summary } = prepared
  const opcodes = BigInt(group.appBudgetConsumed ?? 0)
  return { verb, quote, summary, opcodes, ...outcome, ...(extras as X) }
}

/** A simulated failure as an error: the text, with the logs of the transactions as its structured part. */
function failureOf(group: modelsv2.SimulateTransactionGroupResult): Error {
  const results = group.txnResults.map(({ txnResult }) => ({ logs: allLogs(txnResult) }))
  return Object.assign(new Error(group.failureMessage), { results })
}

function allLogs(result: modelsv2.PendingTransactionResponse): Uint8Array[] {
  return [...(result.innerTxns ?? []).flatMap(allLogs), ...(result.logs ?? [])]
}

/** The account that acts, for summaries. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}
