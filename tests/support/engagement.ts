/** Engagements in a state a test wants to begin with, and what the box of one holds. */
import { microAlgo } from '@algorandfoundation/algokit-utils'
import type { MilestoneProjectClient } from '@holdfast/contracts/artifacts/MilestoneProject/MilestoneProject.client'
import { depositOf } from '@holdfast/contracts/shared/arithmetic'
import type { Address } from 'algosdk'
import { type TestAccount, type TestChain, uniqueNote } from './chain'
import { boxDeposit, createProject, type Deployment, payment, usdcAccount } from './protocol'

export const USDC = 1_000_000n
export const HOUR = 3_600n
export const DAY = 86_400n
export const EVIDENCE = new Uint8Array(32).fill(1)
export const RICH = 10_000_000n * USDC

export type Terms = {
  schedule: { amount: bigint; duration: bigint }[]
  termsHash: Uint8Array
  reviewWindow: number
  maxRevisions: number
  silenceRelease: number
}

export const TERMS: Terms = {
  schedule: [300n, 100n, 200n].map((amount) => ({ amount: amount * USDC, duration: 10n * DAY })),
  termsHash: new Uint8Array(32).fill(2),
  reviewWindow: 0,
  maxRevisions: 2,
  silenceRelease: 5_000,
}

/** microALGO the box of an engagement with this many milestones costs: name 33 bytes, value 177 + 16 each. */
export const engagementDeposit = (milestones: number) => boxDeposit(33, 177 + 16 * milestones)

export type Pair = {
  deployment: Deployment
  chain: TestChain
  project: MilestoneProjectClient
  client: TestAccount
  freelancer: TestAccount
  terms: Terms
}

export type State = 'offered' | 'waiting' | 'running' | 'submitted' | 'disputed'
export type PairOptions = Partial<Terms> & { arbiter?: Address; client?: TestAccount; project?: MilestoneProjectClient }

/** The engagement as its box holds it. */
export async function engagementOf({ project, freelancer }: Pick<Pair, 'project' | 'freelancer'>) {
  const engagement = await project.state.box.engagements.value(`${freelancer.addr}`)
  if (!engagement) throw new Error('there is no engagement')
  return engagement
}

/** The arguments that name an engagement at its present version. */
export async function named(pair: Pair): Promise<{ freelancer: string; version: bigint }> {
  return { freelancer: `${pair.freelancer.addr}`, version: (await engagementOf(pair)).version }
}

export const fee = (microAlgos: number) => ({ staticFee: microAlgo(microAlgos), note: uniqueNote() })

export async function offer(pair: Pair): Promise<void> {
  const { chain, project, client, freelancer, terms } = pair
  const deposit = await payment(chain, client.addr, project.appAddress, engagementDeposit(terms.schedule.length))
  const { schedule, ...rest } = terms
  const milestones = schedule.map(({ amount, duration }): [bigint, bigint] => [amount, duration])
  await project.send.offer({
    args: { payment: deposit, freelancer: `${freelancer.addr}`, schedule: milestones, ...rest },
    ...fee(1_000),
  })
}

export const usdcTransfer = (chain: TestChain, usdc: bigint, sender: Address, receiver: Address, amount: bigint) =>
  chain.algorand.createTransaction.assetTransfer({ sender, receiver, assetId: usdc, amount, note: uniqueNote() })

export async function start(pair: Pair): Promise<void> {
  const { chain, deployment, project, client, terms } = pair
  const { accomplished } = await engagementOf(pair)
  const { feeBps } = (await project.state.global.ledger()) ?? { feeBps: 0n }
  // one more than the schedule has is for tests of exactly that
  const amount = depositOf(terms.schedule[accomplished]?.amount ?? USDC, feeBps)
  const deposit = await usdcTransfer(chain, deployment.usdc, client.addr, project.appAddress, amount)
  await project.send.start({ args: { deposit, ...(await named(pair)) }, ...fee(1_000) })
}

export async function accept(pair: Pair): Promise<void> {
  const { version } = await named(pair)
  await pair.project.send.optIn.accept({ args: { version }, sender: pair.freelancer.addr, ...fee(1_000) })
}

export async function submit(pair: Pair): Promise<void> {
  const { version } = await named(pair)
  const args = { version, evidence: EVIDENCE, note: 'https://example.org/delivery' }
  await pair.project.send.submit({ args, sender: pair.freelancer.addr, ...fee(1_000) })
}

export async function dispute(pair: Pair): Promise<void> {
  await pair.project.send.dispute({ args: { ...(await named(pair)), evidence: EVIDENCE, note: '' }, ...fee(1_000) })
}

/** A new freelancer in a new project (or the given one), brought to this state by the parties' own calls. */
export async function engagementIn(deployment: Deployment, state: State, options: PairOptions = {}): Promise<Pair> {
  const { chain, usdc } = deployment
  const { arbiter, client: given, project: existing, ...terms } = options
  const client = given ?? (await usdcAccount(chain, usdc, RICH))
  const project = existing ?? (await createProject(deployment, client, arbiter ? { arbiter } : {}))
  const freelancer = await usdcAccount(chain, usdc)
  const pair: Pair = { deployment, chain, project, client, freelancer, terms: { ...TERMS, ...terms } }
  const steps: [State, (pair: Pair) => Promise<void>][] = [
    ['offered', offer],
    ['waiting', accept],
    ['running', start],
    ['submitted', submit],
    ['disputed', dispute],
  ]
  for (const [reached, step] of steps) {
    await step(pair)
    if (reached === state) break
  }
  return pair
}
