import { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Devnet } from '@holdfast/devnet'
import { deployProtocol } from './actions/deploy-protocol'
import type { AccountClient, EscrowClient } from './client'
import { createEscrowClient } from './client'
import type { Protocol } from './internal/protocol'
import type { Engagement, ProjectRef } from './pure/types'
import { usdc as usdcUnits } from './pure/units'
import type { TestUsdc } from './testing/usdc'
import { createUsdc } from './testing/usdc'
import { clearState, engagementIn } from './testing/states'
import type { FixtureOptions, FixtureState, TestChain, TestClock } from './testing/types'

export type { FixtureOptions, FixtureState, TestAccount, TestChain, TestClock } from './testing/types'

// The rules offline: what the tests of Holdfast compare the chain with, for yours.
export type { Call, CallOf, World } from './pure/calls'
export type { Transition } from './pure/model'
export { transition } from './pure/model'

/** A deployed Protocol, people with money, and engagements in any state. */
export interface EscrowFixture {
  /** the embedded chain; undefined when the fixture runs on another one */
  devnet: Devnet | undefined
  algorand: AlgorandClient
  clock: TestClock & { advance(seconds: bigint): Promise<void> }
  usdc: TestUsdc
  protocol: Protocol
  escrow: EscrowClient
  admin: AccountClient
  client: AccountClient
  freelancer: AccountClient
  arbiter: AccountClient
  /** a new account with ALGO; opted in to USDC unless told not to */
  newAccount(options?: { algo?: number; usdc?: bigint; optIn?: boolean }): Promise<AccountClient>
  /** an engagement of the fixture's client and freelancer in this state, in a new project unless one is given */
  engagementIn(state: FixtureState, options?: FixtureOptions): Promise<Engagement>
  /** erases an account's local state in a project, as every account always can */
  clearState(account: AccountClient, project: ProjectRef): Promise<void>
}

/** The fee of the fixture's Protocol: 3 %. */
const FEE_BPS = 300n

/**
 * A whole escrow to test against, in one call: by default on an embedded chain of its own, with nothing else installed.
 * @example
 * ```ts
 * import { formatUsdc } from '@holdfast/sdk'
 * import { createEscrowFixture } from '@holdfast/sdk/testing'
 * export async function example(): Promise<void> {
 *   const { client, engagementIn } = await createEscrowFixture()
 *   const { paid } = await client.approve(await engagementIn('submitted'))
 *   console.log(formatUsdc(paid.freelancer)) // 291
 * }
 * ```
 */
export async function createEscrowFixture(given?: TestChain): Promise<EscrowFixture> {
  const { devnet, ...chain } = given ? { ...given, devnet: undefined } : await embeddedChain()
  const { algorand, clock, dispenser } = chain
  algorand.setSignerFromAccount(dispenser)
  const usdc = await createUsdc(chain)

  const account = async (escrow: EscrowClient, { algo = 100, usdc: amount = 0n, optIn = true } = {}) => {
    const fresh = algorand.account.random()
    await chain.algorand.send.payment({
      sender: dispenser.addr,
      receiver: fresh.addr,
      amount: (algo * 1_000_000).microAlgo(),
      suppressLog: true,
    })
    const client = escrow.as({ address: fresh.addr, signer: fresh.signer })
    if (optIn) await usdc.optIn(client)
    if (amount > 0n) await usdc.give(client.address, amount)
    return client
  }

  const undeployed = createEscrowClient({ algorand, protocol: 0n })
  const founder = await account(undeployed)
  const burn = await account(undeployed)
  const treasury = await account(undeployed)
  const terms = { usdc: usdc.id, burn: burn.address, treasury: treasury.address, feeBps: FEE_BPS }
  const protocol = await deployProtocol(founder, terms)
  const escrow = createEscrowClient({ algorand, protocol: protocol.id })

  const admin = escrow.as(founder)
  const client = await account(escrow, { algo: 1_000, usdc: usdcUnits('1000000') })
  const freelancer = await account(escrow)
  const arbiter = await account(escrow)
  await arbiter.registerArbiter()
  const people = { escrow, client, freelancer, arbiter, clock }
  return {
    ...people,
    devnet,
    algorand,
    clock: { ...clock, advance: async (seconds) => clock.set((await clock.now()) + seconds) },
    usdc,
    protocol,
    admin,
    newAccount: (options) => account(escrow, options),
    engagementIn: (state, options = {}) => engagementIn(people, state, options),
    clearState: (who, project) => clearState(who, project),
  }
}

async function embeddedChain(): Promise<TestChain & { devnet: Devnet }> {
  const { createDevnet } = await import('@holdfast/devnet')
  // Time stands still until a test moves it: on a busy machine a second would pass between a state and the call on it.
  const startedAt = Math.floor(Date.now() / 1_000)
  const devnet = await createDevnet({ wallClock: () => startedAt })
  const algorand = AlgorandClient.fromClients(devnet.clients).setSuggestedParamsCacheTimeout(0)
  const clock: TestClock = {
    now: () => Promise.resolve(devnet.clock.now),
    set: (unix) => {
      devnet.clock.set(unix)
      return Promise.resolve()
    },
  }
  return { devnet, algorand, clock, dispenser: devnet.dispenser }
}
