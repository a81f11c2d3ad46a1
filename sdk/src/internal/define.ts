import { bytesToBase64, modelsv2, SignedTransaction } from 'algosdk'
import { contractError } from '../errors/contract'
import { decodeError } from '../errors/decode'
import { FeeLimitError, InsufficientAlgoError, LyingNodeError, WrongNetworkError } from '../errors/input'
import * as REASONS from '../errors/reasons'
import { NO_AMOUNTS } from '../pure/amounts'
import { checkAddress, checkNumber } from '../pure/check'
import type { EscrowAccount, EscrowContext } from './context'
import { algodOf, askFor } from './context'
import type { Outcome } from './outcome'
import { outcomeOf } from './outcome'
import type { NodeParams, Plan, Planner } from './plan'
import { buildGroup } from './plan'
import type { Draft, PreparedAction } from './prepared'
import { preparedFrom } from './prepared'
import type { Money, Quote, Summary } from './quote'
import type { ActionResult } from './send'
import { sign, submitSigned } from './send'

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
  summary: Summary
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
  planFor: (account: Planner, ...args: A) => Promise<Plan>,
): Action<A, X> {
  const draft = async (account: Planner, args: A): Promise<Draft> => {
    const sender = checkAddress('sender', account.address)
    const options = optionsIn(args)
    const params = await readParams(account)
    const {
      verb,
      steps,
      title,
      lines = [],
      costs,
      reading = {},
      refusal,
      blockers: further = [],
    } = await planFor(account, ...args)
    const transactions = buildGroup(account, steps, params, checkNumber('extraFee', options.extraFee ?? 0n))
    const fee = transactions.reduce((sum, transaction) => sum + transaction.fee, 0n)
    const { amount, minBalance, authAddr = sender } = await askFor(algodOf(account).accountInformation(sender))
    const blockers = [...(refusal ? [typeof refusal === 'string' ? contractError(refusal) : refusal] : []), ...further]
    const quote = { verb, ...NOTHING, ...costs, fee, blockers }
    // Below zero for an account that is still to be opened: that much is missing, too.
    const spendable = amount - minBalance
    const needed = fee + quote.deposit.algo + quote.reserve
    if (spendable < needed) blockers.push(new InsufficientAlgoError(sender, needed, spendable))
    const maxFee = checkNumber('maxFee', options.maxFee ?? fee)
    if (fee > maxFee) blockers.push(new FeeLimitError(fee, maxFee))
    const signer = { sender, signedBy: String(authAddr), signature: account.signature }
    return { ...signer, transactions, summary: { title, lines }, quote, reading }
  }
  const prepare = async (account: Planner, ...args: A): Promise<PreparedAction<X>> => {
    const drafted = await draft(account, args)
    const [blocker] = drafted.quote.blockers
    if (blocker && !optionsIn(args).unchecked) throw blocker
    return preparedFrom(drafted)
  }
  const send = async (account: EscrowAccount, ...args: A) => {
    const prepared = await prepare(account, ...args)
    return submitSigned(account, prepared, await sign(prepared, account.signer))
  }
  const simulate = async (account: Planner, ...args: A) => simulatePrepared(account, await prepare(account, ...args))
  const quote = async (account: Planner, ...args: A) => (await draft(account, args)).quote
  return Object.assign(send, { prepare, simulate, quote })
}

function optionsIn(args: unknown[]): ActionOptions {
  return Object(args.at(-1)) as ActionOptions
}

/** What an action costs and pays where its plan does not say otherwise. */
const NO_MONEY: Money = { algo: 0n, usdc: 0n }
const NOTHING = { deposit: NO_MONEY, refundable: NO_MONEY, reserve: 0n, payouts: NO_AMOUNTS, credited: NO_AMOUNTS }

/** No sane network asks for more, in all or for a byte; a node that does wants the fee, not the transaction. */
const MAX_MIN_FEE = 100_000n
const MAX_BYTE_FEE = 200n

/** What the node suggests for transactions; refuses a node of another network than the named one. */
export async function readParams(context: EscrowContext): Promise<NodeParams> {
  const params = await askFor(algodOf(context).getTransactionParams())
  const found = bytesToBase64(params.genesisHash)
  const { genesisHash = found, network = genesisHash } = context
  if (genesisHash !== found) throw new WrongNetworkError(network, params.genesisID)
  const { minFee, fee } = params
  if (minFee > MAX_MIN_FEE || fee > MAX_BYTE_FEE) throw new LyingNodeError(REASONS.highFee, minFee, fee)
  return params
}

/** Runs a prepared group on the node without signatures. */
async function simulatePrepared<X extends object>(
  context: EscrowContext,
  { transactions, reading, verb, quote, summary }: PreparedAction<X>,
): Promise<SimulatedAction<X>> {
  const txns = transactions.map((txn) => new SignedTransaction({ txn }))
  const request = new modelsv2.SimulateRequest({
    txnGroups: [new modelsv2.SimulateRequestTransactionGroup({ txns })],
    allowEmptySignatures: true,
    fixSigners: true,
  })
  const [group] = (await askFor(algodOf(context).simulateTransactions(request))).txnGroups
  const main = group?.txnResults.at(-1)
  if (!group || !main) throw new LyingNodeError(REASONS.nothingSimulated)
  const { failureMessage, appBudgetConsumed = 0 } = group
  if (failureMessage) throw decodeError(new Error(failureMessage))
  const outcome = outcomeOf(reading, main.txnResult) as Omit<Outcome, 'extras'> & X
  return { verb, quote, summary, opcodes: BigInt(appBudgetConsumed), ...outcome }
}
