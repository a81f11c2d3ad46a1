import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import { accept } from './actions/accept'
import { acceptAdmin } from './actions/accept-admin'
import { acceptSettlement } from './actions/accept-settlement'
import { approve } from './actions/approve'
import { burn } from './actions/burn'
import { cancelByClient } from './actions/cancel-by-client'
import { cancelByFreelancer } from './actions/cancel-by-freelancer'
import { claim } from './actions/claim'
import { closeProject } from './actions/close-project'
import { collectFees } from './actions/collect-fees'
import { complete, submitPrepared } from './actions/complete'
import { createProject } from './actions/create-project'
import { dismiss } from './actions/dismiss'
import { dispute } from './actions/dispute'
import { extend } from './actions/extend'
import { leave } from './actions/leave'
import { lowerProjectFee } from './actions/lower-project-fee'
import { offer } from './actions/offer'
import { pause } from './actions/pause'
import { post } from './actions/post'
import { proposeAdmin } from './actions/propose-admin'
import { proposeSettlement } from './actions/propose-settlement'
import { refund } from './actions/refund'
import { registerArbiter } from './actions/register-arbiter'
import { rejoin } from './actions/rejoin'
import { requestChanges } from './actions/request-changes'
import { resolve } from './actions/resolve'
import { resolveByDefault } from './actions/resolve-by-default'
import { resume } from './actions/resume'
import { setFee } from './actions/set-fee'
import { setPaused } from './actions/set-paused'
import { setTreasury } from './actions/set-treasury'
import { start } from './actions/start'
import { submit } from './actions/submit'
import { sweepFees } from './actions/sweep-fees'
import { unregisterArbiter } from './actions/unregister-arbiter'
import { withdraw } from './actions/withdraw'
import { withdrawOffer } from './actions/withdraw-offer'
import { decodeError } from './errors/decode'
import { UnknownProtocolError } from './errors/input'
import type { EscrowAccount, EscrowContext } from './internal/context'
import { checkAddress, checkGiven, checkNumber } from './pure/check'
import type { Action, SimulatedAction } from './internal/define'
import type { PreparedAction } from './internal/prepared'
import type { Quote } from './internal/quote'
import type { ActionResult } from './internal/send'
import type { NetworkName } from './networks'
import { NETWORKS } from './networks'
import type { Address } from './pure/types'
import { quoteCancel } from './quotes/quote-cancel'
import { quoteProject } from './quotes/quote-project'
import { quoteSettlement } from './quotes/quote-settlement'
import { quoteStart } from './quotes/quote-start'
import { getEngagement } from './reads/get-engagement'
import { getProject } from './reads/get-project'
import { getProtocol } from './reads/get-protocol'
import { getTime } from './reads/get-time'
import { listEngagements } from './reads/list-engagements'
import { listProjects } from './reads/list-projects'
import { verifyProject } from './reads/verify-project'

const READS = { getProtocol, getProject, getEngagement, getTime, listEngagements, listProjects, verifyProject }
const QUOTES = { start: quoteStart, cancel: quoteCancel, settlement: quoteSettlement, project: quoteProject }
const ACTIONS = {
  ...{ createProject, closeProject, pause, resume, sweepFees, withdraw },
  ...{ offer, withdrawOffer, accept, rejoin, leave, dismiss },
  ...{ start, extend, post, submit, requestChanges, approve, claim, cancelByClient, cancelByFreelancer, refund, burn },
  ...{ dispute, resolve, resolveByDefault, proposeSettlement, acceptSettlement },
  ...{ registerArbiter, unregisterArbiter, collectFees },
  ...{ setFee, setTreasury, setPaused, proposeAdmin, acceptAdmin, lowerProjectFee },
}

type Bound<T> = T extends (context: never, ...args: infer A) => infer R ? (...args: A) => R : never

/** An action with the account filled in. */
export interface BoundAction<A extends unknown[], X extends object> {
  /** signs, sends, waits for confirmation */
  (...args: A): Promise<ActionResult & X>
  /** the unsigned group with a summary in plain language */
  prepare(...args: A): Promise<PreparedAction<X>>
  /** runs it on the node without signatures */
  simulate(...args: A): Promise<SimulatedAction<X>>
  /** costs, payouts and what stands in the way */
  quote(...args: A): Promise<Quote>
}
type BoundActionOf<T> = T extends Action<infer A, infer X> ? BoundAction<A, X> : never

type BoundActions = { [K in keyof typeof ACTIONS]: BoundActionOf<(typeof ACTIONS)[K]> }

/** Every verb with the account filled in; itself an account for the free functions. */
export type AccountClient = EscrowAccount &
  BoundActions & {
    /** sends a prepared action, or finds out what became of it */
    complete<X extends object = object>(action: PreparedAction<X> | string): Promise<ActionResult & X>
  }

type BoundReads = { [K in keyof typeof READS]: Bound<(typeof READS)[K]> }

/** Reads and quotes, and the way to the writes. */
export type EscrowClient = EscrowContext &
  BoundReads & {
    quote: { [K in keyof typeof QUOTES]: Bound<(typeof QUOTES)[K]> }
    /** sends a prepared action that was signed elsewhere */
    submitPrepared<X extends object = object>(
      prepared: PreparedAction<X>,
      signed: readonly Uint8Array[],
    ): Promise<ActionResult & X>
    /** the verbs, for one account */
    as(
      account: { address: Address | { toString(): string } } & Pick<EscrowAccount, 'signer' | 'signature'>,
    ): AccountClient
  }

/** What `createEscrowClient` needs. */
export interface EscrowClientParameters {
  /** a stock AlgorandClient: the embedded chain's, LocalNet's, or any node's */
  algorand: AlgorandClient
  /** app id of the Protocol, or the name of a network that has one */
  protocol: bigint | NetworkName
}

/**
 * The client: reads at once, writes through `as`.
 * @example
 * ```ts
 * import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
 * import type { TransactionSigner } from 'algosdk'
 * import { createEscrowClient, days, usdc } from '@holdfast/sdk'
 * export async function example(algorand: AlgorandClient, address: string, signer: TransactionSigner, freelancer: string) {
 *   const escrow = createEscrowClient({ algorand, protocol: 1234n })
 *   const client = escrow.as({ address, signer })
 *   const project = await client.createProject({ terms: 'a new web site' })
 *   const schedule = [{ amount: usdc('300'), duration: days(14) }]
 *   return client.offer({ project, freelancer, schedule })
 * }
 * ```
 */
export function createEscrowClient(parameters: EscrowClientParameters): EscrowClient {
  const context = contextOf(checkGiven('parameters', parameters))
  return {
    ...context,
    ...(bindAll(READS, context) as BoundReads),
    quote: bindAll(QUOTES, context) as EscrowClient['quote'],
    submitPrepared: (prepared, signed) => submitPrepared(context, prepared, signed),
    as: (who) => {
      const { address, signer, signature } = checkGiven('account', who)
      const account: EscrowAccount = {
        ...context,
        address: checkAddress('account', String(address)),
        signer,
        signature,
      }
      return {
        ...account,
        ...(bindAll(ACTIONS, account) as BoundActions),
        complete: (action) => complete(account, action),
      }
    },
  }
}

function contextOf({ algorand, protocol: named }: EscrowClientParameters): EscrowContext {
  checkGiven('algorand', algorand)
  if (typeof named !== 'string') return { algorand, protocol: checkNumber('protocol', named) }
  const { protocol, genesisHash } = (NETWORKS as Partial<typeof NETWORKS>)[named] ?? {}
  if (protocol === undefined) throw new UnknownProtocolError(named)
  return { algorand, protocol, network: named, ...(genesisHash && { genesisHash }) }
}

type Unbound = (context: never, ...args: never[]) => unknown

/** Each function with its first argument filled in, and the forms that hang on it, too. */
function bindAll(functions: object, context: EscrowContext): unknown {
  const bound = Object.entries(functions as Record<string, Unbound>).map(([name, f]) => {
    const call = async (...args: never[]) => {
      try {
        return await f(context as never, ...args)
      } catch (error) {
        // An argument that is missing in plain JavaScript is found wherever it is first looked into.
        throw decodeError(error)
      }
    }
    return [name, Object.assign(call, bindAll(f, context))]
  })
  return Object.fromEntries(bound)
}
