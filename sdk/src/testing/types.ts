import type { AlgorandClient } from '@algorandfoundation/algokit-utils'
import type { Address as AlgoAddress, TransactionSigner } from 'algosdk'
import type { Milestone, ProjectRef } from '../pure/types'

/** An account that pays for tests and signs for itself. */
export interface TestAccount {
  addr: AlgoAddress
  signer: TransactionSigner
}

/** The time of a chain under test. */
export interface TestClock {
  /** what the next call sees, in unix seconds */
  now(): Promise<bigint>
  /** makes the next call see exactly this time */
  set(unix: bigint): Promise<void>
}

/** A chain to run on instead of an embedded one of its own: a node in dev mode, say. */
export interface TestChain {
  algorand: AlgorandClient
  clock: TestClock
  /** holds the ALGO for everybody */
  dispenser: TestAccount
}

/** States that `engagementIn` reaches. */
export type FixtureState = 'offered' | 'waiting' | 'running' | 'submitted' | 'disputed' | 'departed' | 'ended'

/** What may differ in an engagement of the fixture. */
export interface FixtureOptions {
  /** a project to use instead of a new one */
  project?: ProjectRef
  /** whether a new project has the fixture's arbiter; only disputes need one */
  arbiter?: boolean
  /** one milestone of 300 USDC and 14 days unless given */
  schedule?: readonly Milestone[]
  /** as in `offer` */
  review?: bigint | 'openEnded'
  maxRevisions?: bigint
  silenceRelease?: bigint
}
